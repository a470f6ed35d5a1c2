from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keyworks.formats.typeset import setting
from keyworks.formats.typeset.setting import Limits, NotSet

FONTS = Path(__file__).resolve().parents[2] / "site" / "fonts"
MOMENT = datetime(2022, 2, 8, 4, tzinfo=UTC)
SOURCE = """#let it = json(bytes(sys.inputs.data))
#set document(title: it.title)
#set text(font: "Noto Serif SC", lang: "zh", region: "cn")
#title()
#it.text
"""


def made(source=SOURCE, text="东六道站", **how):
    return setting.pdf(source, {"title": "督办函", "text": text}, FONTS, moment=MOMENT, **how)


def streams(pdf):
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]


def test_a_page_is_tagged_titled_and_says_its_language():
    found = made() + b"".join(streams(made()))
    assert found.startswith(b"%PDF-1.7")
    for part in (b"/Marked true", b"/Lang(zh-CN)", b"/DisplayDocTitle true", b"<pdfuaid:part>1</pdfuaid:part>"):
        assert part in found
    assert "督办函".encode() in found


def test_the_same_pages_have_the_same_bytes():
    assert made() == made()
    assert b"D:20220208040000Z" in made()


def test_only_our_fonts_are_in_it():
    named = set(re.findall(rb"/FontName/[A-Z]{6}\+([\w-]+)", made() + b"".join(streams(made()))))
    assert named == {b"NotoSerifSC-Regular", b"NotoSerifSC-Bold"}


@pytest.mark.parametrize("text", ['#read("zh.typ")', "#panic()", "= Heading", "$x$", "\\u{41}", "*b* _i_ @x <y>"])
def test_data_stay_text(text):
    """Set as source this one would be a heading, a formula, or fail; it comes out as so many letters and no more."""
    assert made(text=text).startswith(b"%PDF")


@pytest.mark.parametrize("path", ["/etc/hostname", "../../pyproject.toml"])
def test_a_source_reads_no_file(path):
    with pytest.raises(NotSet):
        made(SOURCE + f'#read("{path}")')


def test_a_source_fetches_no_package():
    with pytest.raises(NotSet):
        made(SOURCE + '#import "@preview/cetz:0.4.0"')


def test_a_fault_of_the_source_names_its_line():
    with pytest.raises(NotSet, match="unknown variable: nosuch"):
        made(SOURCE + "#nosuch")


def test_a_source_that_never_ends_is_ended():
    with pytest.raises(NotSet, match="slow"):
        made(SOURCE + "#for i in range(100000) { for j in range(100000) { let x = i * j } }", limits=Limits(seconds=1))


def test_without_fonts_nothing_is_set(tmp_path):
    with pytest.raises(NotSet, match="no fonts"):
        setting.pdf(SOURCE, {}, tmp_path, moment=MOMENT)


def test_a_character_that_no_font_has_is_drawn_as_a_box_and_the_claim_is_dropped():
    found = made(text="东六道站🚧") + b"".join(streams(made(text="东六道站🚧")))
    assert found.startswith(b"%PDF") and b"/Marked true" in found
    assert b"<pdfuaid:part>" not in found


def test_what_no_page_can_carry_is_left_out():
    assert made(text="a\x00\x1b\ud800\ufffeb") == made(text="ab")
