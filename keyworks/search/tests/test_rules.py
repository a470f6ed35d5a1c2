"""What is kept of a name, and what is looked for."""

from hypothesis import given
from hypothesis import strategies as st

from keyworks.search.rules import LONGEST, MOST_WORDS, PLANES, SEPARATOR, asked, folded, kept, looked_for, signs


def test_a_name_is_kept_as_it_sounds_and_by_initials():
    text, codes = kept(["滨海新区", "Binhai New Area"], ["120-116"])
    assert text == "\n120116\n滨海新区\nbinhaixinqu\nbhxq\nbinhainewarea\n"
    assert codes == "\n120116\n"


def test_a_thing_without_any_text_keeps_nothing():
    assert kept([], []) == ("", "")
    assert kept(["", " "], ["-"]) == ("", "")


def test_words_are_asked_for_one_by_one_and_none_twice():
    assert asked(" FAW-Toyota  新能源 fawtoyota ") == ("fawtoyota", "新能源")
    assert asked("ＡＢ　２") == ("ab", "2")
    assert asked(" - \0 ") == ()


def test_a_long_question_is_cut():
    assert asked("x" * 10_000) == ("x" * LONGEST,)
    assert len(asked(" ".join("abcdefghijklmnop"))) == MOST_WORDS


@given(st.text(max_size=40))
def test_what_is_typed_whole_is_found_in_what_is_kept(name):
    text, _ = kept([name], [])
    whole = folded(name)
    assert not whole or f"{SEPARATOR}{whole}{SEPARATOR}" in text


@given(st.text(max_size=300))
def test_nobody_asks_across_two_texts(words):
    assert all(SEPARATOR not in word and "\0" not in word and word for word in asked(words))


@given(st.lists(st.text("滨海新区abc12", max_size=20), max_size=3), st.data())
def test_what_holds_a_word_has_its_signs(names, data):
    text, _ = kept(names, [])
    begin = data.draw(st.integers(0, len(text)))
    word = text[begin : data.draw(st.integers(begin, len(text)))].strip(SEPARATOR).split(SEPARATOR)[0]
    assert all(whole & part == part for whole, part in zip(signs(text), signs(word), strict=True))


def test_signs_fit_into_a_column_of_either_database():
    text, _ = kept([chr(0x4E00 + number) for number in range(3000)], [])
    assert signs(text) == (2**63 - 1,) * PLANES
    assert signs("") == (0,) * PLANES


def test_a_single_letter_is_looked_for_at_the_beginning_unless_other_words_stand_beside_it():
    assert looked_for(("a",)) == ("\na",)
    assert looked_for(("港",)) == ("港",)
    assert looked_for(("地铁", "7")) == ("地铁", "7")
