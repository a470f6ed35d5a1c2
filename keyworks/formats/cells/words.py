"""The words of a cell, and whether it says anything at all."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from keyworks.formats.sheets.book import Value
from keyworks.values.problems import Problem

BLANKS = frozenset({"", "—", "——", "–", "-", "--", "−", "/", "无", "n/a"})
"""What people write into a cell that is to say nothing; what only may mean that ("待定", "TBC") stands not here."""
UNKEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no database keeps, or what turns the direction of reading."""
LONGEST_TOLD = 60


def words(cell: Value) -> str:
    """What a cell shows, without blanks around it; "" for nothing."""
    if type(cell) is int or (type(cell) is str and cell.isprintable()):
        return str(cell).strip()  # nearly every cell: with nothing unkept and no line break in it
    if cell is None or isinstance(cell, Problem):
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return UNKEPT.sub("", str(cell).replace("\r\n", "\n").replace("\r", "\n")).strip()


def plain(said: str) -> str:
    """Words as they are read: width, case and runs of blanks evened out."""
    return " ".join(unicodedata.normalize("NFKC", said).casefold().split())


def blank(cell: Value) -> bool:
    """Does the cell say nothing?"""
    return cell is None or (isinstance(cell, str) and plain(words(cell)).replace(" ", "") in BLANKS)


def unread(code: str, said: str) -> Problem:
    """The problem with a cell's words, which it repeats."""
    return Problem(code, {"text": said.strip()[:LONGEST_TOLD]})
