"""Reads xlsx, xlsb, xls, ods, csv and tsv: told by their content, whatever their name, in a limited child process.

A file that harms its reader harms only the child. What goes wrong is a Problem with its place.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

from keyworks.formats.sheets.book import LIMITS, Book, Limits, Sheet, Unreadable, Value, address
from keyworks.values.problems import Place, Problem

ROOT = Path(__file__).resolve().parents[3]
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from keyworks.formats.sheets.child import main; main()"
MEGABYTE = 1024**2
TOO_SLOW = {-signal.SIGXCPU, -signal.SIGKILL}
"""A child killed without a word was most likely killed for its time; memory makes it abort."""


def read(source: Path | BinaryIO, *, name: str, limits: Limits = LIMITS) -> Book | Problem:
    """The book in a file; `name` is what its people call it, and stands in the places of problems."""
    try:
        if isinstance(source, Path):
            with source.open("rb") as file:
                return _read(file, name, limits)
        with TemporaryFile() as file:
            left = limits.bytes + 1
            while left and (chunk := source.read(min(left, MEGABYTE))):
                file.write(chunk)
                left -= len(chunk)
            file.flush()
            return _read(file, name, limits)
    except Unreadable as wrong:
        return wrong.problem.at(replace(wrong.problem.place, file=name))


def _read(file: IO[bytes], name: str, limits: Limits) -> Book:
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise Unreadable(Problem("sheet.empty"))
    if size > limits.bytes:
        raise Unreadable(Problem("sheet.too_large", {"megabytes": limits.bytes // MEGABYTE}))
    with TemporaryFile() as answer:
        _run(file, answer, limits)
        answer.seek(0)
        return _book(answer, name)


def _run(file: IO[bytes], answer: IO[bytes], limits: Limits) -> None:
    command = [sys.executable, "-I", "-c", START, str(ROOT), json.dumps(asdict(limits))]
    try:
        code = subprocess.run(
            command,
            stdin=file,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=limits.seconds + 1,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        raise Unreadable(Problem("sheet.too_slow", {"seconds": limits.seconds})) from None
    if code in TOO_SLOW:
        raise Unreadable(Problem("sheet.too_slow", {"seconds": limits.seconds}))
    if code < 0:
        raise Unreadable(Problem("sheet.too_heavy"))
    if code:
        raise Unreadable(Problem("sheet.damaged"))


def _book(answer: IO[bytes], name: str) -> Book:
    told: dict[str, Any] = {}
    heads: list[dict[str, Any]] = []
    lines: list[list[tuple[Value, ...]]] = []
    for line in _lines(answer):
        if isinstance(line, list):
            while line and line[-1] is None:
                line.pop()
            place = Place(file=name, sheet=heads[-1]["sheet"])
            lines[-1].append(tuple(_value(cell, place, len(lines[-1]), at) for at, cell in enumerate(line)))
        elif "sheet" in line:
            heads.append(line)
            lines.append([])
        elif "failed" in line:
            raise Unreadable(_problem(line["failed"]))
        else:
            told |= line
    if not told.get("end"):
        raise Unreadable(Problem("sheet.damaged"))
    sheets = tuple(
        Sheet(name, head["sheet"], _trimmed(rows), bool(head.get("hidden")), _merged(head))
        for head, rows in zip(heads, lines, strict=True)
    )
    return Book(name, sheets, told.get("encoding", ""), told.get("separator", ""))


def _lines(answer: IO[bytes]) -> Iterator[Any]:
    for line in answer:
        yield json.loads(line.decode("utf-8", "surrogatepass"), parse_float=Decimal)


def _value(cell: Any, sheet: Place, row: int, column: int) -> Value:
    if not isinstance(cell, dict):
        return cell  # type: ignore[no-any-return]
    if "at" in cell:
        at = str(cell["at"])
        return date.fromisoformat(at) if len(at) == 10 else datetime.fromisoformat(at)
    return Problem(str(cell["problem"]), place=replace(sheet, cell=address(row, column)))


def _problem(told: dict[str, Any]) -> Problem:
    place = told["place"]
    return Problem(told["code"], told["params"], place=Place(sheet=place["sheet"], cell=place["cell"]))


def _trimmed(rows: list[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _merged(head: dict[str, Any]) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    return tuple(((first[0], first[1]), (last[0], last[1])) for first, last in head.get("merged", ()))
