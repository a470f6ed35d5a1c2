"""Separated text (csv, tsv): its bytes, its separator and its rows."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice

from keyworks.formats.sheets.book import Limits, Unreadable, address
from keyworks.values.problems import Place, Problem

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "cp1252", "latin-1", "utf-16")
SEPARATORS = (",", "\t", ";", "|")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
MARKUP = re.compile(r"\s*<(!doctype|html|head|meta|table|body|div|\?xml|\w+:?workbook)\b", re.IGNORECASE)
LONGEST_CELL = 131_072
SAMPLE = 2**19
BROKEN = 0.1
CHINESE = 0.8
WESTERN = 0.1


LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def decode(content: bytes, told: str = "") -> tuple[str, str]:
    """The text and its encoding: UTF-8, UTF-16 with a mark, GB 18030 or, where little is not ASCII, Windows-1252.

    In the encoding that a person told, bytes without meaning become the mark of an unknown character.
    """
    found: tuple[str | None, str]
    if told:
        # a mark before the text is no part of it, whichever UTF-8 was meant
        found = content.decode("utf-8-sig" if told == "utf-8" else told, "replace"), told
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = _decoded(content, "utf-16"), "utf-16"
    elif (text := _decoded(content, "utf-8-sig")) is not None:
        found = text, "utf-8"
    elif _broken_utf8(content):
        found = None, ""
    elif (text := _chinese(content)) is not None:
        found = text, "gb18030"
    else:
        found = _western(content), "cp1252"
    text, encoding = found
    if text is None:
        raise Unreadable(Problem("sheet.encoding_unknown"))
    if CONTROL.search(text):
        raise Unreadable(Problem("sheet.not_a_sheet"))
    if MARKUP.match(text):
        raise Unreadable(Problem("sheet.web_page"))
    return text, encoding


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _foreign(text: str) -> int:
    """How many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _broken_utf8(content: bytes) -> bool:
    """UTF-8 with a few broken bytes, which another encoding would read as nonsense."""
    text = content.decode("utf-8-sig", "replace")
    return text.count("\ufffd") <= BROKEN * _foreign(text)


def _chinese(content: bytes) -> str | None:
    """GB 18030 reads almost anything as Chinese, so it is believed only where most of it is common Chinese."""
    text = _decoded(content, "gb18030")
    if text is None:
        return None
    common = _foreign(text.encode("gb2312", "ignore").decode("gb2312"))
    return text if common >= CHINESE * _foreign(text) else None


def _western(content: bytes) -> str | None:
    """Its five bytes without meaning become the mark that stands for an unknown character."""
    text = content.decode("cp1252", "replace")
    return text if _foreign(text) <= WESTERN * len(text) else None


def separator(text: str) -> str:
    """The separator by which the largest share of rows have equally many cells; a comma where no row has two."""
    best, found = (0.0, 0), ","
    for candidate in SEPARATORS:
        try:
            widths = Counter(len(row) for row in islice(_reader(text[:SAMPLE], candidate, strict=False), 200) if row)
        except csv.Error:
            continue
        ranked = max(((many / widths.total(), wide) for wide, many in widths.items() if wide > 1), default=(0.0, 0))
        if ranked > best:
            best, found = ranked, candidate
    return found


def _reader(text: str, by: str, *, strict: bool) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader((line[0] for line in LINE.finditer(text)), delimiter=by, strict=strict)


def rows(text: str, by: str, limits: Limits) -> Iterator[list[str]]:
    """All rows; quotes inside a cell are taken as they come, a quote that never closes is not.

    Read twice: only at the end it is known whether all quotes close, and no row is kept until then.
    """
    strict = True
    try:
        deque(_bounded(text, by, limits, strict=True), maxlen=0)
    except csv.Error as wrong:
        if "unexpected end" in str(wrong):
            raise Unreadable(Problem("sheet.quote_open")) from None
        strict = False
    try:
        yield from _bounded(text, by, limits, strict=strict)
    except csv.Error:
        raise Unreadable(Problem("sheet.cell_too_long", {"limit": LONGEST_CELL})) from None


def _bounded(text: str, by: str, limits: Limits, *, strict: bool) -> Iterator[list[str]]:
    cells = 0
    for number, row in enumerate(_reader(text, by, strict=strict)):
        cells += len(row)
        if len(row) > limits.columns:
            where = Place(cell=address(number, limits.columns))
            raise Unreadable(Problem("sheet.too_many_columns", {"limit": limits.columns}, place=where))
        if number >= limits.rows:
            raise Unreadable(
                Problem("sheet.too_many_rows", {"limit": limits.rows}, place=Place(cell=address(number, 0)))
            )
        if cells > limits.cells:
            raise Unreadable(Problem("sheet.too_many_cells", {"limit": limits.cells}))
        yield row
