"""The limited child that reads a sheet from its standard input and writes what it found as lines of JSON.

`reading` starts it.
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from dataclasses import asdict
from typing import Any

from keyworks.formats import limited
from keyworks.formats.oc4ids import laying
from keyworks.formats.oc4ids.paths import LOST, PROJECTS
from keyworks.formats.sheets import text, workbook
from keyworks.formats.sheets.book import Limits, Unreadable
from keyworks.values.problems import Problem


def limit(limits: Limits) -> None:
    for encoding in ("gb18030", "gb2312", "utf-16", "utf-8-sig", "ascii", "cp437", "cp1252", "latin-1"):
        codecs.lookup(encoding)  # loads a file, which is not possible later
    limited.bound(memory=limits.memory, seconds=limits.seconds, written=limits.unpacked)


encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def say(told: Any) -> None:
    sys.stdout.write(encoded(told) + "\n")


def say_row(cells: list[Any]) -> None:
    while cells and cells[-1] is None:
        cells.pop()
    say(cells)


OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")
"""How a document of JSON begins, and no table."""
BEGINNING = 200


def is_package(told: dict[str, Any]) -> bool:
    """Is it JSON, by its name or its first sign? A table may begin so too, and never with a quoted word in it."""
    if "package" not in told:
        begins: bytes = sys.stdin.buffer.peek(BEGINNING)[:BEGINNING]  # type: ignore[union-attr]
        told["package"] = told["ending"] == "json" or bool(OBJECT.match(begins))
    return bool(told["package"])


def read(limits: Limits, told: dict[str, Any]) -> None:
    content = sys.stdin.buffer.read(limits.bytes + 1)
    if is_package(told):
        read_package(content, told.get("currency", ""))
        return
    told_encoding, told_separator = told["encoding"], told["separator"]
    if content.startswith((workbook.ZIP, workbook.OLE)):
        for head, rows in workbook.sheets(content, limits):
            say(head)
            for row in rows:
                say_row(row)
        return
    found, encoding = text.decode(content, told_encoding)
    del content
    by = told_separator or text.separator(found)
    say({"encoding": encoding, "separator": by})
    say({"sheet": ""})
    for row in text.rows(found, by, limits):
        say_row([cell or None for cell in row])


def read_package(content: bytes, currency: str) -> None:
    """A package of projects as a table, and what of it has no place there as another."""
    laid = laying.lay(content, currency)
    if isinstance(laid, Problem):
        raise Unreadable(laid)
    say({"form": "oc4ids"})
    say({"sheet": PROJECTS})
    for row in (laid.heads, *laid.rows):
        say_row([cell or None for cell in row])
    say({"sheet": LOST, "hidden": True})
    for told in laying.rows_of(laid.lost):
        say_row([*told])


def main() -> None:
    limits, told = Limits(**json.loads(sys.argv[1])), json.loads(sys.argv[2])
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")  # type: ignore[union-attr]
    if is_package(told):
        import shapely  # noqa: F401 (judges the shapes of places, and cannot be loaded later)
    limit(limits)
    try:
        read(limits, told)
    except Unreadable as wrong:
        say({"failed": asdict(wrong.problem)})
    except MemoryError:
        say({"failed": asdict(Problem("sheet.too_heavy"))})
    say({"end": True})
    sys.stdout.flush()
