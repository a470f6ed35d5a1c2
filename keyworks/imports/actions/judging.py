"""Checking a list: every row heard, folded into stories, matched with the register; nothing is written there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of, judged_on
from keyworks.base.bulk import collector_paused
from keyworks.formats.cells.words import words
from keyworks.formats.layout.table import table
from keyworks.formats.oc4ids.paths import LOST
from keyworks.formats.sheets.book import Book, position
from keyworks.imports.actions.giving import layout_of, opened, remove, rows_at
from keyworks.imports.actions.refused import FilesRefused, ImportsRefused, MappingRefused, standing
from keyworks.imports.files.judged import Alike, Found, Story, Writer
from keyworks.imports.files.rows import keep_rows
from keyworks.imports.models import Import
from keyworks.imports.queries import folder, lists
from keyworks.imports.queries.register import Known, Series, match
from keyworks.imports.rules import mapping as documents
from keyworks.imports.rules.folding import Folding
from keyworks.imports.rules.folding import Story as Told
from keyworks.imports.rules.hearing import Hearer
from keyworks.imports.rules.judging import Counts
from keyworks.imports.rules.matching import Way
from keyworks.imports.rules.openings import Openings
from keyworks.imports.rules.peeking import laid
from keyworks.imports.rules.specs import Mapping as Said
from keyworks.values.money import house
from keyworks.values.problems import Problem, Severity

State = Import.State
Step = Callable[[int, int], None]
SECRET = "projects.secret"  # noqa: S105 (a code)
THROWN_AWAY = "imports.secret"
SAMPLE = 500
"""Rows after which it is told how far the check is."""
MOST_PROBLEMS = 200_000
"""So many are kept; of more it is told how many there are."""


@dataclass
class _Judging:
    """One check while it goes on."""

    found: Import
    mapping: Said
    by: Person
    at: datetime
    step: Step | None
    folding: Folding = field(default_factory=Folding)
    table_problems: list[Problem] = field(default_factory=list)
    got: dict[tuple[str, str, str], str] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    files: list[dict[str, Any]] = field(default_factory=list)
    days: set[date] = field(default_factory=set)
    lost: list[list[Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.today = judged_on(day_of(self.at))
        self.lists = lists(self.by)
        self.openings = Openings(self.lists)
        self._begins: dict[date, datetime] = {}

    def read(self) -> None:
        """Hear every row of every file."""
        files = list(self.found.files.all())
        for number, file in enumerate(files):
            book = opened(file, self.found.document)
            if isinstance(book, Problem):
                raise FilesRefused([book])
            layout = laid(book, layout_of(file, self.found.document))
            sheet = book.sheets[layout.sheet]
            read = table(sheet, layout)
            hearer = Hearer(
                self.mapping, read.heads, self.lists, day=self.today, currency=house(), name=file.name,
                file=file.order, sheet=sheet.name, openings=self.openings,
            )  # fmt: skip
            self.table_problems += hearer.problems
            records, whole = 0, max(len(sheet.rows), 1)
            for record in read.records():
                records += 1
                if self.step is not None and records % SAMPLE == 0:
                    self.step(number * 1000 + min(records * 1000 // whole, 999), len(files) * 1000)
                row = hearer.heard(record)
                for problem in row.problems:
                    if problem.code == SECRET:
                        raise ImportsRefused(THROWN_AWAY, field="file", cell=problem.place.cell, name=file.name)
                    self._keep(problem, record.cells, layout)
                if not row.skipped:
                    self.days.add(row.on)
                self.folding.add(row)
            self.skipped.update(one.why for one in read.skipped)
            self.lost += lost_of(book)
            self.files.append({"name": file.name, "rows": records})
            keep_rows(rows_at(self.found, file.order), book)

    def _keep(self, problem: Problem, cells: Sequence[Any], layout: Any) -> None:
        place = problem.place
        if place.cell and len(self.got) < MOST_PROBLEMS:
            row, column = position(place.cell)
            at = (row if layout.across else column) - layout.left
            if 0 <= at < len(cells):
                self.got[place.file, place.sheet, place.cell] = words(cells[at])[:200]

    def write(self, writer: Writer) -> dict[str, Any]:
        """Match what was heard with the register and write what would become of it; the report."""
        series = Series(self.mapping.series)
        matched = match(series, list(self.folding.subjects()), self.found.decisions)
        counts = Counts()
        used: set[tuple[str, str]] = set()
        for told in self.folding.stories({key: known.before for key, known in matched.known.items()}):
            known = next((matched.known[key] for key in told.keys if key in matched.known), None)
            found = matched.matches.get(told.key)
            number = writer.story(self._story(told, counts.add(told, found), known))
            if self.openings.made:
                used |= _codes(told)
            for one in found.candidates if found and found.way is Way.ASKED else ():
                writer.alike(Alike(number, told.key, _name(told), one.pk, one.score, list(one.reasons)))
        counts.close(self.folding, self.skipped)
        opens = [[one.of, one.code, one.theirs] for one in self.openings.made.values() if (one.of, one.code) in used]
        severities = self._problems(writer)
        writer.tell("opens", opens)
        writer.tell("last_key", series.last)
        unknown = {
            (one.params.get("to"), one.params.get("text"))
            for one in self.folding.problems
            if one.code == "imports.value_unknown"
        }
        return {
            **counts.document(), "problems": severities, "blocked": self._blocked(),
            "unknown": len(unknown), "opens": opens, "files": self.files, "lost": self.lost,
            "snapshots": len(self.days), "edition": self.found.edition,
            **{name: day.isoformat() for name, day in self._span()},
        }  # fmt: skip

    def _blocked(self) -> int:
        """Errors of a table as a whole: while there are some, nothing of it can be brought in."""
        return sum(one.severity is Severity.ERROR for one in self.table_problems)

    def _span(self) -> Iterator[tuple[str, date]]:
        if self.days:
            yield from (("first_on", min(self.days)), ("last_on", max(self.days)))

    def _story(self, told: Told, state: str, known: Known | None) -> Story:
        floor = known.at if known else None
        lot = [
            {"at": self._moment(one.on, floor).isoformat(), "facts": one.facts, "origin": one.origin}
            for one in told.known
        ]
        return Story(
            told.key, _name(told), state, known.project if known else None, known.edition if known else 0,
            told.last.isoformat() if told.last else "", told.keys, sorted(told.said), lot,
        )  # fmt: skip

    def _moment(self, on: date, floor: datetime | None) -> datetime:
        """When it became known: the beginning of its day, and never before what is known of the project already."""
        at = self._begins.get(on)
        if at is None:
            begin = timezone.make_aware(datetime.combine(on, time.min))
            at = self._begins[on] = self.at if on >= self.today else min(begin, self.at)
        return max(at, floor) if floor else at

    def _problems(self, writer: Writer) -> dict[str, int]:
        names = {file["name"]: number for number, file in enumerate(self.files)}
        counted: Counter[str] = Counter()
        found = [*self.table_problems, *self.folding.problems]
        found.sort(key=lambda one: (names.get(one.place.file, -1), one.place.sheet, *_place(one)))
        for number, one in enumerate(found):
            counted[str(one.severity)] += 1
            if number >= MOST_PROBLEMS:
                continue
            place = one.place
            row, _column = _place(one)
            got = self.got.get((place.file, place.sheet, place.cell), str(one.params.get("text", "")))
            writer.problem(
                Found(
                    str(one.severity), one.code, {name: _plain(value) for name, value in one.params.items()},
                    place.field, names.get(place.file, 0), place.sheet, row, place.cell, got,
                )
            )  # fmt: skip
        return dict(counted)


def lost_of(book: Book) -> list[list[Any]]:
    """What of a package has no place here: its path, how often it stood there, why."""
    some = (sheet.rows for sheet in book.sheets if book.form and sheet.name == LOST)
    return [[str(row[0] or ""), int(str(row[1])), str(row[2])] for rows in some for row in rows]


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | None) else str(value)


def _place(problem: Problem) -> tuple[int, int]:
    if not problem.place.cell:
        return 0, 0
    row, column = position(problem.place.cell)
    return row + 1, column


def _name(told: Told) -> str:
    facts = told.known[-1].facts if told.known else {}
    return str(facts.get("name_zh") or facts.get("name_en") or told.key)


TERMS = {"category", "sector", "nature", "investor", "programmes", "chains"}
UNITS = {"owner": "owner", "district": "district", "lead_department": "department", "responsible_unit": "responsible"}
LISTS = {"programmes": "programme", "chains": "chain"}


def _codes(told: Told) -> set[tuple[str, str]]:
    """List and code of every entry that the story uses."""
    used: set[tuple[str, str]] = set()
    for moment in told.known:
        facts: Mapping[str, Any] = moment.facts
        for name in TERMS & facts.keys():
            said = facts[name]
            used.update((LISTS.get(name, name), code) for code in (said if isinstance(said, list) else [said]))
        used.update((of, facts[name]) for name, of in UNITS.items() if name in facts)
        used.update(("fund", name.partition(".")[2]) for name in facts.get("amounts") or ())
        used.update(("component", one["kind"]) for one in facts.get("components") or ())
        used.update(("party_role", one["role"]) for one in facts.get("parties") or ())
    return used


@collector_paused()
def judge(*, found: Import, by: Person, at: datetime, step: Step | None = None) -> Import:
    """Check the list with the mapping as it stands; a list with a secret project is thrown away whole."""
    held = _begun(found, at)
    mapping = documents.read(held.document)
    if isinstance(mapping, list):
        _back(held, at)
        raise MappingRefused(mapping)
    judging = _Judging(held, mapping, by, at, step)
    try:
        judging.read()
        with Writer(folder(held.pk) / "judged.sqlite") as writer:
            report = judging.write(writer)
            writer.tell("edition", held.edition)
            writer.tell("report", report)
    except ImportsRefused as no:
        if no.code == THROWN_AWAY:
            Import.objects.filter(pk=held.pk).update(state=State.MAPPING)
            remove(found=held, by=by, at=at, reason=no.code)
        else:
            _back(held, at)
        raise
    except Exception:
        _back(held, at)
        raise
    return _judged(held, report, at)


@transaction.atomic
def _begun(found: Import, at: datetime) -> Import:
    held = standing(found, None, State.MAPPING, State.JUDGED, State.JUDGING)
    held.state, held.report, held.changed_at, held.edition = State.JUDGING, {}, at, held.edition + 1
    held.save()
    return held


@transaction.atomic
def _judged(found: Import, report: Mapping[str, Any], at: datetime) -> Import:
    held = standing(found, None, State.JUDGING)
    if held.edition != found.edition:
        return held  # another check has begun since
    held.state, held.report, held.changed_at = State.JUDGED, dict(report), at
    held.save()
    return held


def _back(found: Import, at: datetime) -> None:
    Import.objects.filter(pk=found.pk, state=State.JUDGING).update(state=State.MAPPING, changed_at=at)


@transaction.atomic
def reopen(*, found: Import, at: datetime) -> Import:
    """Go back to the mapping, where work that was asked for has failed or was called off."""
    held = standing(found, None, State.JUDGING, State.BRINGING, State.JUDGED, State.MAPPING)
    held.state, held.changed_at, held.edition = State.MAPPING, at, held.edition + 1
    held.save()
    return held
