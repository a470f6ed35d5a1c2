"""Reads xlsx, xlsb, xls, ods, csv, tsv and packages of OC4IDS: told by their content, in a limited child process.

A file that harms its reader harms only the child. What goes wrong is a Problem with its place.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, Any, BinaryIO

from keyworks.formats import limited
from keyworks.formats.sheets.book import LIMITS, Book, Limits, Sheet, Unreadable
from keyworks.formats.sheets.rows import Rows, decoded
from keyworks.formats.sheets.text import ENCODINGS, SEPARATORS
from keyworks.values.money import house
from keyworks.values.problems import Place, Problem

CHILD = "keyworks.formats.sheets.child"
DIED = {"slow": "sheet.too_slow", "heavy": "sheet.too_heavy", "damaged": "sheet.damaged"}
MEGABYTE = 1024**2
SMALL = 4 * MEGABYTE
"""What the child writes of a book that is kept in memory, where it takes some eight times as much."""
EMPTY = b"[]\n"


def read(
    source: Path | BinaryIO,
    *,
    name: str,
    limits: Limits = LIMITS,
    encoding: str = "",
    separator: str = "",
    kept: Path | None = None,
) -> Book | Problem:
    """The book in a file; `name` is what its people call it, and stands in the places of problems.

    `encoding` and `separator` are a person's word on a text file; without it both are found. `kept` is where what was
    read stays: where it lies already the same file has been read in the same way, and is not read again.
    """
    if encoding and encoding not in ENCODINGS:
        return Problem("sheet.encoding_unknown", place=Place(file=name))
    if separator and separator not in SEPARATORS:
        return Problem("sheet.separator_unknown", place=Place(file=name))
    ending = name.rpartition(".")[2].lower()
    told = {"encoding": encoding, "separator": separator, "ending": ending, "currency": house()}
    try:
        if kept is not None and kept.exists():
            return _book(kept.open("rb"), name)
        if isinstance(source, Path):
            with source.open("rb") as file:
                return _read(file, name, limits, told, kept)
        with TemporaryFile() as file:
            left = limits.bytes + 1
            while left and (chunk := source.read(min(left, MEGABYTE))):
                file.write(chunk)
                left -= len(chunk)
            file.flush()
            return _read(file, name, limits, told, kept)
    except Unreadable as wrong:
        return wrong.problem.at(replace(wrong.problem.place, file=name))


def _read(file: IO[bytes], name: str, limits: Limits, told: dict[str, str], kept: Path | None) -> Book:
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise Unreadable(Problem("sheet.empty"))
    if size > limits.bytes:
        raise Unreadable(Problem("sheet.too_large", {"megabytes": limits.bytes // MEGABYTE}))
    # Its rows keep it open; with the last of them it is gone, unless it is kept.
    answer = TemporaryFile() if kept is None else NamedTemporaryFile(dir=kept.parent, delete=False)  # noqa: SIM115
    try:
        _run(file, answer, limits, told)
        answer.seek(0)
        book = _book(answer, name)
        if kept is not None:
            Path(answer.name).replace(kept)
    except BaseException:
        if kept is not None:
            Path(answer.name).unlink()
        raise
    return book


def _run(file: IO[bytes], answer: IO[bytes], limits: Limits, told: dict[str, str]) -> None:
    try:
        limited.run(CHILD, [json.dumps(asdict(limits)), json.dumps(told)], file, answer, seconds=limits.seconds)
    except limited.Died as died:
        params = {"seconds": limits.seconds} if died.cause == "slow" else {}
        raise Unreadable(Problem(DIED[died.cause], params)) from None


def _book(answer: IO[bytes], name: str) -> Book:
    told: dict[str, Any] = {}
    heads: list[tuple[dict[str, Any], array[int]]] = []
    end = 0
    for line in answer:
        end += len(line)
        if line.startswith(b"["):
            heads[-1][1].append(end)
            continue
        said = decoded(line.decode("utf-8", "surrogatepass"))
        if "sheet" in said:
            heads.append((said, array("Q", [end])))
        elif "failed" in said:
            raise Unreadable(_problem(said["failed"]))
        else:
            told |= said
    if not told.get("end"):
        raise Unreadable(Problem("sheet.damaged"))
    sheets = tuple(_sheet(answer, name, head, starts, small=end <= SMALL) for head, starts in heads)
    return Book(name, sheets, told.get("encoding", ""), told.get("separator", ""), told.get("form", ""))


def _sheet(answer: IO[bytes], name: str, head: dict[str, Any], starts: array[int], *, small: bool) -> Sheet:
    while len(starts) > 1 and starts[-1] - starts[-2] == len(EMPTY):
        starts.pop()
    rows = Rows(answer, Place(file=name, sheet=head["sheet"]), starts)
    return Sheet(
        name,
        head["sheet"],
        tuple(rows) if small else rows,
        bool(head.get("hidden")),
        tuple(((first[0], first[1]), (last[0], last[1])) for first, last in head.get("merged", ())),
        frozenset(head.get("hidden_rows", ())),
        frozenset(head.get("hidden_columns", ())),
        {int(column): float(wide) for column, wide in head.get("widths", ())},
    )


def _problem(told: dict[str, Any]) -> Problem:
    place = told["place"]
    return Problem(told["code"], told["params"], place=Place(sheet=place["sheet"], cell=place["cell"]))
