import io

import pytest

from keyworks.dossier.files import ENDINGS, KINDS, clean_name, ending_of, folder_of, kind_of
from keyworks.dossier.tests.content import OLE, SOUND, TYPES, archive


def kind(content: bytes, ending: str = "") -> str:
    return kind_of(io.BytesIO(content), ending)


@pytest.mark.parametrize("ending", sorted(SOUND))
def test_each_kind_is_told_by_its_content(ending):
    assert kind(SOUND[ending], ending) == ENDINGS[ending]


def test_every_kind_that_is_taken_is_tried_here():
    assert {ENDINGS[ending] for ending in SOUND} == set(KINDS)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0\x03" + b"\0" * 60,
        b"\x7fELF" + b"\0" * 60,
        b"GIF89a" + b"\0" * 20,
        OLE,
        archive(TYPES, "word/document.xml", "word/vbaProject.bin"),
        b"PK\x03\x04 and then nothing of an archive",
        b"\0\0\0\x18ftypisom\0\0\0\0",
        b"text \x00 with a nul",
        b"\x1b[31m red",
        bytes(range(256)),
    ],
    ids=lambda content: content[:6].hex(),
)
def test_what_is_not_on_the_list_is_none_of_it(content):
    assert kind(content, "txt") == ""


def test_plain_text_is_read_in_the_encodings_offices_use():
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert kind("项目,亿元\n".encode(encoding), "csv") == "csv"
    assert kind(b"a,b\n", "pdf") == "txt"


def test_a_huge_index_of_an_archive_is_not_read():
    end = b"PK\x05\x06" + b"\0" * 8 + (100 * 1024 * 1024).to_bytes(4, "little") + b"\0" * 6
    assert kind(b"PK\x03\x04" + b"\0" * 100 + end) == "zip"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\li\\计划.xlsx", "计划.xlsx"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ("nul\0.pdf", "nul.pdf"),
        ("lone \ud800.pdf", "lone .pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("项" * 300, "项" * 200),
        ("...", "file"),
        ("", "file"),
        ("/", "file"),
        (".hidden", "hidden"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_a_name_is_shown_without_what_could_deceive(given, kept):
    assert clean_name(given) == kept


def test_the_ending_is_what_stands_behind_the_last_dot():
    assert (ending_of("a.tar.GZ"), ending_of("nothing")) == ("gz", "")


def test_content_lies_under_its_digest():
    assert folder_of("abcd" + "0" * 60) == ("ab", "cd", "abcd" + "0" * 60)
