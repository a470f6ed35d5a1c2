from datetime import timedelta

import pytest

from keyworks.dossier import rules
from tests.cast import AT


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@clerk", ["clerk"]),
        ("请@clerk看一下", ["clerk"]),
        ("@Clerk, and @clerk.", ["clerk"]),
        ("(@other-clerk) @li.wei.", ["other-clerk", "li.wei"]),
        ("write to a@b.example", []),
        ("@@clerk @ clerk @", []),
        ("@" + "x" * 80, ["x" * 60]),
        ("", []),
    ],
)
def test_names_after_at_are_mentions_and_addresses_of_mail_are_not(text, names):
    assert rules.mentions(text) == names


def test_a_text_is_cut_at_the_mentions_of_known_names_only():
    pieces = rules.pieces("Ask @Clerk. Not @ghost.", frozenset({"clerk"}))
    assert pieces == [("", "Ask "), ("clerk", "@Clerk"), ("", ". Not @ghost.")]
    assert "".join(piece for _, piece in pieces) == "Ask @Clerk. Not @ghost."


def test_text_keeps_its_lines_and_loses_what_hides_or_turns():
    assert rules.plain("  a\r\nb\rc\0\x1b\u202e  ") == "a\nb\nc"


def test_a_comment_can_be_mended_for_a_quarter_of_an_hour():
    assert rules.mendable(AT, AT + timedelta(minutes=15))
    assert not rules.mendable(AT, AT + timedelta(minutes=15, seconds=1))


def test_a_saved_view_keeps_what_is_shown_and_not_where_one_stands():
    assert rules.what_is_shown("?sort=-name&q=a+b&cursor=x&page=3&csrfmiddlewaretoken=z&empty=") == "q=a+b&sort=-name"
    assert rules.what_is_shown("b=2&a=1&b=1") == "a=1&b=2&b=1"
    assert rules.what_is_shown("") == ""


@pytest.mark.parametrize("query", ["q=" + "x" * 2001, "&".join(f"a{n}=1" for n in range(61)), "q=%00"])
def test_an_address_with_too_much_in_it_is_not_kept(query):
    assert rules.what_is_shown(query) is None
