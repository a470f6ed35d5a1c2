from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from io import BytesIO
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Person
from keyworks.base import reader, shown
from keyworks.base.forms import Form
from keyworks.base.manifest import sentence
from keyworks.dossier.files import clean_name
from keyworks.formats.cells.words import words
from keyworks.formats.sheets import writing
from keyworks.formats.sheets.book import Book, Limits, address
from keyworks.formats.sheets.reading import read as read_book
from keyworks.projects import actions, queries
from keyworks.projects.files.sheet.columns import Column, Lists
from keyworks.projects.files.sheet.reading import Row, Told, read
from keyworks.projects.forms.said import Said
from keyworks.projects.rules.alike import Alike, sounding
from keyworks.projects.rules.checks import kept_secret
from keyworks.values.problems import Place, Problem, Severity

LARGEST = 8 * 1024 * 1024
LIMITS = Limits(bytes=LARGEST, unpacked=256 * 1024**2, sheets=30, rows=12_000, columns=300, cells=1_500_000, seconds=20)
MOST = 10_000
SLACK = 64 * 1024
"""What the form holds beside the file."""
NAMED = 6
"""Entries of a list that a sentence names."""

Step = Callable[[int, int], None]


class SheetFile(Form):
    """A file with projects."""

    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("xlsx, xls, ods, csv or tsv, at most 8 MB and 10,000 rows.")
    )

    def clean_file(self) -> tuple[str, bytes]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(sentence("sheet.too_large", {"megabytes": LARGEST // 1024**2}))
        return clean_name(file.name or "")[:200], bytes(file.read())


@dataclass(frozen=True)
class Finding:
    """A problem as it is told: where it stands, what was expected there and what was found."""

    problem: Problem
    row: Row | None = None
    at: int = -1
    expected: str = ""
    got: str = ""

    @property
    def hinders(self) -> bool:
        return self.problem.severity is Severity.ERROR

    @property
    def sentence(self) -> str:
        return sentence(self.problem.code, self.problem.params)


def grouped(findings: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """Each finding with the number of further cells of its column that it is said of in the same words."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        found.setdefault((one.problem.place.sheet, one.at, one.sentence), []).append(one)
    return [(some[0], len(some) - 1) for some in found.values()]


def problem_sheet(findings: Iterable[Finding]) -> writing.Sheet:
    """All findings as a sheet, for whoever opens the marked file alone."""
    heads = [_("Sheet"), _("Cell"), _("Weight"), _("What is wrong"), _("Expected"), _("Found")]
    lines = [
        [one.problem.place.sheet, one.problem.place.cell, _("error") if one.hinders else _("to check"), one.sentence,
         one.expected, one.got]
        for one in findings
    ]  # fmt: skip
    return writing.Sheet(_("Problems"), [writing.Column(head) for head in heads], lines)


def placed(problem: Problem) -> str:
    """A problem of a whole file, with its sheet and cell where it has them."""
    where = " ".join(filter(None, (problem.place.sheet, problem.place.cell)))
    said = sentence(problem.code, problem.params)
    return _("%(label)s: %(value)s") % {"label": where, "value": said} if where else said


def announced(request: HttpRequest) -> int:
    """How many bytes a request says that it brings."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() and len(length) < 19 else 0


@dataclass
class Judged:
    """A sheet of projects with all that is found of it; nothing is registered yet."""

    told: Told
    values: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def errors(self) -> list[Finding]:
        return [one for one in self.findings if one.hinders]

    @cached_property
    def warnings(self) -> list[Finding]:
        return [one for one in self.findings if not one.hinders]

    @property
    def secret(self) -> bool:
        return any(one.problem.code in {"projects.secret", "projects.secret_word"} for one in self.errors)

    @cached_property
    def bad_rows(self) -> int:
        return len({id(one.row) for one in self.errors if one.row is not None})

    @cached_property
    def by_cell(self) -> dict[tuple[int, int, int], Finding]:
        """Sheet, row and column → its finding, errors before warnings."""
        found: dict[tuple[int, int, int], Finding] = {}
        for one in [*self.errors, *self.warnings]:
            if one.row is not None:
                found.setdefault((one.row.sheet, one.row.number, one.at), one)
        return found


def opened(content: bytes, name: str) -> Book | Problem:
    """The book in a file, read in a limited child."""
    return read_book(BytesIO(content), name=name, limits=LIMITS)


def told_by(book: Book, person: Person) -> Told:
    """What the book says of projects, in the codes that this person may use."""
    told = read(book, queries.code_lists(person))
    if len(told.rows) > MOST:
        told.problems.append(Problem("projects.sheet_long", {"rows": len(told.rows), "most": MOST}))
        told.rows.clear()
    return told


def secrets(told: Told) -> bool:
    """Does any row say that it is secret? Then nothing of the file is kept."""
    return any(kept_secret(row.said) for row in told.rows)


def judged(told: Told, person: Person, at: datetime, step: Step | None = None) -> Judged:
    """Everything that `register` would refuse, and what is only asked about, each at its cell."""
    found = Judged(told, findings=[Finding(problem) for problem in told.problems])
    lists, said = queries.code_lists(person), Said(person)
    own = {name: unit.code for name, unit in queries.own_units(person).items()}
    for number, row in enumerate(told.rows):
        if step is not None and number % 100 == 0:
            step(number, len(told.rows))
        unread = {problem.place.field for problem in row.problems}
        filled = {name: code for name, code in own.items() if name not in unread} | row.said
        values, wrong = said.values(filled)
        found.values.append(values)
        for problem in [*row.problems, *wrong]:
            found.findings.append(_finding(told, row, problem, lists))
    for number, problem in actions.problems_of(rows=found.values, by=person, at=at):
        found.findings.append(_finding(told, told.rows[number], problem, {}))
    found.findings = list(_once(found.findings))
    found.findings += _alike(told, person)
    found.findings.sort(key=lambda one: (one.row is not None, one.row.sheet if one.row else 0, _number(one), one.at))
    return found


def _number(one: Finding) -> int:
    return one.row.number if one.row is not None else 0


def _once(findings: list[Finding]) -> Iterator[Finding]:
    """Of the errors at one cell the first: what could not be read is missing only for that reason."""
    seen: set[tuple[int, int]] = set()
    for one in findings:
        key = (id(one.row), one.at)
        if one.row is None or not one.hinders or key not in seen:
            yield one
        if one.row is not None and one.hinders:
            seen.add(key)


def _finding(told: Told, row: Row, problem: Problem, lists: Lists) -> Finding:
    cell = row.cell(problem.place.field)
    if problem.place.cell:
        at, column = next(
            (one for one in row.cells.values() if address(row.number, one[0]) == problem.place.cell), cell or (0, None)
        )
    else:
        at, column = cell or (0, None)
    sheet = told.book.sheets[row.sheet]
    place = replace(sheet.place(row.number, at), field=problem.place.field)
    values = sheet.rows[row.number]
    got = words(values[at]) if at < len(values) else ""
    return Finding(problem.at(place), row, at, _expected(column, lists) if column and lists else "", got[:200])


def _expected(column: Column, lists: Lists) -> str:
    """What the column takes, in the reader's words."""
    if column.of:
        known = [one.told(reader.current().zh) for one in lists[column.of] if not one.closed]
        named = shown.listed(known[:NAMED])
        return _("one of: %(words)s") % {"words": named + (" …" if len(known) > NAMED else "")} if known else ""
    kinds = {
        "day": _("a date like 2022-02-08"),
        "money": _("one amount, its unit in the head or behind it"),
        "whole": _("a whole number"),
        "quantity": _("a number, at most four digits after the point"),
        "degrees": _("degrees like 117.70123"),
    }
    return kinds.get(column.kind, "")


def _alike(told: Told, person: Person) -> Iterator[Finding]:
    """Names that may be registered already, or stand in the sheet before: asked about, never refused."""
    standing = Alike(queries.registered_names(person))
    seen: dict[str, tuple[Row, str]] = {}
    for row in told.rows:
        name, cell = row.said.get("name_zh") or "", row.cell("name_zh")
        if not name or cell is None:
            continue
        place = told.book.sheets[row.sheet].place(row.number, cell[0])
        if same := standing.of(name):
            yield _asked("projects.maybe_registered", row, cell[0], place, name, number=same[0], name=same[1])
        same_sound = sounding(name) or name
        if same_sound in seen:
            first, where = seen[same_sound]
            yield _asked("projects.maybe_twice", row, cell[0], place, name, name=first.said["name_zh"], cell=where)
        seen.setdefault(same_sound, (row, place.cell))


def _asked(code: str, row: Row, at: int, place: Place, got: str, **params: object) -> Finding:
    return Finding(Problem(code, params, Severity.WARNING, place), row, at, "", got)
