"""A month's workbook made for its reader, and judged when it comes back: nothing is filed yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of, judged_on
from keyworks.base import reader, shown
from keyworks.formats.cells.words import words
from keyworks.formats.sheets import writing
from keyworks.formats.sheets.book import Book, Limits, position
from keyworks.formats.sheets.protected import Protected
from keyworks.formats.sheets.reading import read as read_book
from keyworks.formats.sheets.writing import Notes, Own
from keyworks.projects.forms.sheets import LARGEST, Finding
from keyworks.reports import actions, queries
from keyworks.reports.files.workbook.columns import DONE, FILLED, FIRST_ONLY, REASON, WHY
from keyworks.reports.files.workbook.keys import Key
from keyworks.reports.files.workbook.reading import Row, Told, read
from keyworks.reports.files.workbook.sheet import Known, Made
from keyworks.reports.models import Filing
from keyworks.reports.models.words import WHYS
from keyworks.reports.queries import workbook as known
from keyworks.reports.queries.doubts import said_of as reported
from keyworks.reports.rules import way
from keyworks.reports.rules.checks.arithmetic import Beside, check
from keyworks.reports.rules.figures import Kind
from keyworks.reports.rules.figures import Said as Reported
from keyworks.values.money import Money
from keyworks.values.months import Month
from keyworks.values.problems import Problem

LIMITS = Limits(bytes=LARGEST, unpacked=256 * 1024**2, sheets=30, rows=6_000, columns=200, cells=600_000, seconds=20)
ASKED = frozenset({"reports.progress_falls", "reports.part_negative", "reports.sum_falls"})
"""What does not add up and is no reason to refuse, since a report alone says it too."""
SAME_AS_PLAN = 3
"""So many months that are the year's plan to the fen are a column pasted into the wrong place."""
FIELDS = tuple(one.field for one in FILLED if one.field != REASON)


def made(lines: Sequence[known.Line], month: Month) -> tuple[Protected, Notes]:
    """The sheets of a month to fill in, in the reader's language and unit of money."""
    now = reader.current()
    maker = Made(now.zh, now.money, [str(one) for one in WHYS.values()])
    title = _("Report of %(month)s") % {"month": shown.month(month)}
    rows = [_known(line, month) for line in lines]
    return maker.sheet(_("Reports of the month"), title, rows), maker.notes()


def marked(judged: Judged) -> list[Own | writing.Marked]:
    """The workbook as it was given with its cells marked; still locked and offering its lists where it was so made."""
    now, marks = reader.current(), judged.marks
    maker = Made(now.zh, now.money, [str(one) for one in WHYS.values()])
    found: list[Own | writing.Marked] = []
    plain = writing.marked(judged.told.book, marks)
    for number, (sheet, instead) in enumerate(zip(judged.told.book.sheets, plain, strict=True)):
        if sheet.name != writing.CHOICES:
            found.append(maker.again(sheet, marks.get(number, {})) or instead)
    return found


def _known(line: known.Line, month: Month) -> Known:
    project, stood, plan = line.project, line.stood, line.plan
    earlier = stood.earlier
    this_year = earlier if earlier and earlier.month.year == month.year else None
    values = known.said_of(stood.last, earlier)
    values[WHY] = _why(values.get(WHY, ""))
    values |= {
        "number": project.local_number, "name": reader.told(project.name_zh, project.name_en),
        "plan": Money(plan.total) if plan else None, "due": Money(plan.due(month)) if plan else None,
        "last": earlier.done if earlier else None, "stood": earlier.progress if earlier else None,
        "year": this_year.year_done if this_year else None,
    }  # fmt: skip
    district = project.district.code if project.district else ""
    key = Key(month, district, project.pk, stood.last.version if stood.last else 0)
    return Known(key, values, first=earlier is None)


def _why(code: str) -> str:
    return str(WHYS[way.Why(code)]) if code in set(way.Why) else code


def whys() -> dict[str, str]:
    """The usual reasons in both languages → their codes."""
    found: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found |= {str(word): str(code) for code, word in WHYS.items()}
    return found


def opened(content: bytes, name: str) -> Book | Problem:
    """The book in a file, read in a limited child."""
    return read_book(BytesIO(content), name=name, limits=LIMITS)


def told_by(book: Book) -> Told:
    """What a book says, usual reasons in either language."""
    return read(book, whys())


@dataclass
class Judged:
    """A workbook with all that is found of it; `entries` are what would be filed, `same` the rows left as they were."""

    told: Told
    month: Month
    entries: list[actions.Entry] = field(default_factory=list)
    lines: list[tuple[Row, known.Line]] = field(default_factory=list)
    """Of each entry its row, and how its month stands."""
    findings: list[Finding] = field(default_factory=list)
    same: int = 0

    @cached_property
    def errors(self) -> list[Finding]:
        return [one for one in self.findings if one.hinders]

    @cached_property
    def warnings(self) -> list[Finding]:
        return [one for one in self.findings if not one.hinders]

    @cached_property
    def bad(self) -> set[tuple[str, int]]:
        """Sheet and row of what is wrong."""
        return {(one.problem.place.sheet, _row_of(one)) for one in self.errors if one.problem.place.cell}

    @cached_property
    def good(self) -> list[tuple[actions.Entry, known.Line]]:
        """The entries in whose rows nothing is wrong."""
        said = zip(self.entries, self.lines, strict=True)
        names = [sheet.name for sheet in self.told.book.sheets]
        return [(entry, line) for entry, (row, line) in said if (names[row.sheet], row.number) not in self.bad]

    @property
    def marks(self) -> dict[int, dict[tuple[int, int], tuple[bool, str]]]:
        """By sheet and cell whether it hinders, and the sentences about it."""
        number = {sheet.name: at for at, sheet in enumerate(self.told.book.sheets)}
        found: dict[int, dict[tuple[int, int], tuple[bool, str]]] = {}
        for one in [*self.errors, *self.warnings]:
            place = one.problem.place
            if place.cell and place.sheet in number:
                cells = found.setdefault(number[place.sheet], {})
                hinders, said = cells.get(position(place.cell), (False, ""))
                cells[position(place.cell)] = (hinders or one.hinders, f"{said}\n{one.sentence}".strip())
        return found


def _row_of(one: Finding) -> int:
    return position(one.problem.place.cell)[0]


def judged(told: Told, month: Month, person: Person, at: datetime) -> Judged:
    """What a workbook would file, and everything that stands against it, each at its cell."""
    found = Judged(told, month)
    shut = list(_month(month, at))
    problems = [*told.problems, *shut]
    wrong = {id(row) for row in told.rows if row.unread}
    lines = _lines(told, month, person)
    seen = known.seen_then(month, {row.key.project: row.key.version for row in told.rows if row.key.version})
    for row in told.rows:
        line = lines.get(row.key.project)
        if row.key.month != month or line is None:
            problems.append(_foreign(told, row, month, line is None))
        elif id(row) not in wrong:
            problems += _row(found, row, line, seen.get(row.key.project))
    if not shut:
        problems += _refused(found, person, at)
    problems += _asked(found)
    problems += _pasted(found)
    found.findings = sorted((_finding(told, one) for one in problems), key=_order)
    return found


def _order(one: Finding) -> tuple[str, int, int]:
    place = one.problem.place
    return (place.sheet, *(position(place.cell) if place.cell else (0, 0)))


def _month(month: Month, at: datetime) -> Iterator[Problem]:
    if queries.closed(month):
        yield Problem("reports.month_closed", {"month": str(month)})
    opens = way.opens(month)
    if opens > judged_on(day_of(at)):
        yield Problem("reports.not_open", {"month": str(month), "day": opens.isoformat()})


def _lines(told: Told, month: Month, person: Person) -> dict[int, known.Line]:
    keys = [row.key.project for row in told.rows]
    mine = known.fillable(person, month).filter(pk__in=keys).select_related("district")
    return {line.project.pk: line for line in known.lines(mine, month)}


def _foreign(told: Told, row: Row, month: Month, unknown: bool) -> Problem:
    """A row of another month, or of a project for which the reader does not file."""
    if row.key.month != month:
        params = {"theirs": str(row.key.month), "month": str(month)}
        return Problem("reports.workbook_other_month", params, place=told.place(row, "number"))
    return Problem("reports.workbook_not_yours", place=told.place(row, "number"))


def _row(found: Judged, row: Row, line: known.Line, seen: Filing | None) -> Iterator[Problem]:
    """Put a row's entry beside the others, where it says anything new."""
    told, stood = found.told, line.stood
    before = known.said_of(seen, stood.earlier)
    said = {name: row.said[name] if name in row.said else before.get(name) for name in FIELDS}
    if stood.earlier is not None:
        said |= dict.fromkeys(FIRST_ONLY)
    if _plain(said) == _plain(before):
        found.same += 1
        return
    version = stood.last.version if stood.last else 0
    if row.key.version and seen is None:
        yield Problem("reports.workbook_key_broken", place=told.place(row, "number"))
        return
    if version != row.key.version and _plain(known.said_of(stood.last, stood.earlier)) != _plain(before):
        yield Problem("reports.workbook_meanwhile", _stands(stood.last), place=told.place(row, DONE))
        return
    if said[DONE] is None and not said[WHY]:
        code = "reports.workbook_emptied" if row.key.version else "reports.workbook_no_amount"
        yield Problem(code, place=told.place(row, DONE))
        return
    entry = actions.Entry(line.project, _said(said), version, row.said.get(REASON) or "")
    found.entries.append(entry)
    found.lines.append((row, line))


def _stands(last: Filing | None) -> dict[str, object]:
    if last is None:
        return {"done": shown.UNKNOWN, "who": shown.UNKNOWN}
    return {"done": shown.money(last.done), "who": str(last.by or shown.UNKNOWN)}


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, as it is compared: nothing and no words are the same."""
    found = {name: said.get(name) for name in FIELDS}
    found[WHY] = whys_of_now().get(found[WHY] or "", found[WHY])
    told = {name: words(value) if isinstance(value, str) else value for name, value in found.items()}
    return {name: value for name, value in told.items() if value not in (None, "")}


def whys_of_now() -> dict[str, str]:
    return reader.once(whys)


def _said(said: Mapping[str, Any]) -> actions.Said:
    why = said[WHY] or ""
    parts = {kind: said[kind.value] for kind in Kind if said[kind.value] is not None}
    return actions.Said(
        done=said[DONE] if said[DONE] is not None else Money(0), parts=parts, progress=said["progress"],
        words=said["words"] or "", next_month=said["next_month"], problems=said["problems"] or "",
        unchanged=bool(why), why=why, year_before=said["year_before"], before=said["before"],
    )  # fmt: skip


def _refused(found: Judged, person: Person, at: datetime) -> Iterator[Problem]:
    """What the rules of filing say to each entry."""
    refused = actions.refusals(month=found.month, entries=found.entries, by=person, at=at)
    said = list(zip(found.entries, found.lines, refused, strict=True))
    found.entries, found.lines = [], []
    for entry, (row, line), nos in said:
        if any(no.code == "reports.nothing_new" for no in nos):
            found.same += 1
            continue
        found.entries.append(entry)
        found.lines.append((row, line))
        for no in nos:
            yield Problem(no.code, no.params, place=found.told.place(row, _at(no.field, entry)))


def _at(name: str, entry: actions.Entry) -> str:
    """The column where a rule's no belongs."""
    if name == "parts":
        return next(iter(entry.said.parts), Kind.CONSTRUCTION).value
    return name or DONE


def _asked(found: Judged) -> Iterator[Problem]:
    """What adds up oddly, and is only asked about."""
    for (row, line), entry in zip(found.lines, found.entries, strict=True):
        stood, said = line.stood, entry.said
        if entry.reason:
            continue
        before = reported(stood.earlier) if stood.earlier else None
        of_year = before.year_done if before and before.month.year == found.month.year else 0
        done = said.done.amount
        now = Reported(
            month=found.month, done=done, year_done=of_year + done, progress=said.progress, version=entry.over + 1,
            since_start=(before.since_start if before else 0) + done, reason=said.why,
            parts={kind: money.amount for kind, money in said.parts.items()},
        )  # fmt: skip
        for problem in check(now, Beside(before)):
            if problem.code in ASKED and problem.place.field in row.at:
                yield problem.at(found.told.place(row, problem.place.field)).warning()


def _pasted(found: Judged) -> Iterator[Problem]:
    """Months that are exactly the plan: one is asked about, many are the plan's column in the wrong place."""
    planned = [
        (row, line)
        for (row, line), entry in zip(found.lines, found.entries, strict=True)
        if line.plan and entry.said.done and entry.said.done.amount == line.plan.total
    ]
    refused = len(planned) >= SAME_AS_PLAN and 2 * len(planned) > sum(1 for one in found.entries if one.said.done)
    for row, _line in planned:
        problem = Problem("reports.workbook_plan", place=found.told.place(row, DONE))
        yield problem if refused else problem.warning()


def _finding(told: Told, problem: Problem) -> Finding:
    place = problem.place
    if not place.cell:
        return Finding(problem)
    row, at = position(place.cell)
    sheet = next(one for one in told.book.sheets if one.name == place.sheet)
    cells = sheet.rows[row]
    return Finding(problem, None, at, "", words(cells[at])[:200] if at < len(cells) else "")
