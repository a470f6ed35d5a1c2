import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.values import credit_codes


def test_the_example_of_the_standard_holds():
    assert credit_codes.check("91350100M000100Y43") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("91350100M000100Y4", "credit_code.length"),
        ("91350100M000100Y44", "credit_code.check"),
        ("9135010OM000100Y43", "credit_code.form"),
    ],
)
def test_a_wrong_code_is_told_by_what_is_wrong(text, code):
    assert credit_codes.check(text).code == code


def test_a_code_is_read_as_it_was_meant():
    assert credit_codes.typed(" ９１３５０１００ｍ000100y43") == "91350100M000100Y43"


@given(
    st.text(credit_codes.CHARACTERS, min_size=9, max_size=9),
    st.integers(0, 16),
    st.sampled_from(credit_codes.CHARACTERS),
)
def test_one_mistyped_character_is_always_noticed(tail, place, other):
    first = f"91120116{tail}"
    whole = first + credit_codes.check_character(first)
    wrong = whole[:place] + other + whole[place + 1 :]
    assert (credit_codes.check(wrong) is None) == (wrong == whole)
