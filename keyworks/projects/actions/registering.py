from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from keyworks.accounts.actions.refused import one_by_one
from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of, judged_on
from keyworks.base.bulk import collector_paused
from keyworks.base.manifest import rights
from keyworks.base.twotime import append_many
from keyworks.projects.actions.current import stand
from keyworks.projects.actions.keeping import SEARCHED, plain
from keyworks.projects.actions.money import planned, planned_row
from keyworks.projects.actions.places import NOWHERE, located
from keyworks.projects.actions.refused import RowsRefused, no_errors
from keyworks.projects.models import (
    Capacity,
    Edition,
    Investment,
    Move,
    Party,
    PlannedAmount,
    Project,
)
from keyworks.projects.queries import UNITS, outlines, packages_above
from keyworks.projects.rules import checks
from keyworks.projects.rules.authority import DECIDE, DECIDED, may_edit
from keyworks.projects.rules.names import searchable
from keyworks.projects.rules.parts import Part
from keyworks.projects.rules.stages import Stage, Way
from keyworks.record.actions import Line, write_many
from keyworks.values.problems import Place, Problem, Severity

FIELDS = frozenset(
    {
        "local_number", "project_code", "name_zh", "name_en", "variant", "stage", "list_class", "year_tag", "list_year",
        "secrecy", "parent", "cut", "cut_number", "category", "sector", "nature", "investor", "scope_zh", "scope_en",
        "owner", "district", "lead_department", "responsible_unit", "leader", "service_officer", "liaison",
        "address_zh", "address_en", "geometry", "planned_start", "planned_finish", "started_on", "finished_on",
    }
)  # fmt: skip
"""The columns of a project that are said of it; the rest is found or kept by the actions."""
LISTS = ("programmes", "chains", "parts", "amounts", "capacities", "parties")
AT_ONCE = 500
NUMBERS = 50
BEGINS = frozenset({Stage.IDEA, Stage.PLANNED})
"""The stages in which anybody may register a project; a later one needs the city, whose list brings its history."""

Found = tuple[Mapping[str, Any], list[Problem]]
"""What is found from a row's geometry, and what speaks against it."""


@transaction.atomic
def register(*, values: Mapping[str, Any], by: Person | None, at: datetime) -> Project:
    """Register a project; `values` as in `register_many`. Refused with the first error found."""
    try:
        return register_many(rows=[values], by=by, at=at)[0]
    except RowsRefused as no:
        no_errors(problem for _, problem in no.problems)
        raise


@transaction.atomic
@collector_paused()
def register_many(
    *, rows: Sequence[Mapping[str, Any]], by: Person | None, at: datetime, reason: str = ""
) -> list[Project]:
    """Register many projects, all or none; RowsRefused carries every error with its row.

    A row names FIELDS by their values (objects, not codes); `programmes` and `chains` are lists of terms; `parts` is
    Part → Money with the total; `amounts` is (year, fund term) → Money; `capacities` and `parties` are lists of dicts
    of their fields. A row without `local_number` is given the next one.
    """
    one_by_one()
    rows = numbered([dict(row) for row in rows], at)
    places = _placed(rows)
    problems = _problems(rows, places, by, at)
    if errors := [(number, problem) for number, problem in problems if problem.severity is Severity.ERROR]:
        raise RowsRefused(errors)
    today = judged_on(day_of(at))
    projects = Project.objects.bulk_create(
        [_project({**row, **found}, today, at) for row, (found, _) in zip(rows, places, strict=True)],
        batch_size=AT_ONCE,
    )
    pairs = list(zip(projects, rows, strict=True))
    _terms(pairs)
    _parts(pairs)
    _money(pairs, by, at)
    facts = [plain({name: row[name] for name in (*sorted(FIELDS), *LISTS) if row.get(name)}) for row in rows]
    Edition.objects.bulk_create(
        [Edition(project=project, edition=1, at=at, facts=said) for project, said in zip(projects, facts, strict=True)],
        batch_size=AT_ONCE,
    )
    Move.objects.bulk_create(
        [
            Move(project=one, target=one.stage, way=Way.ONWARD, on=one.stage_since, at=at, by=by, reason=reason)
            for one in projects
        ],
        batch_size=AT_ONCE,
    )
    lines = [Line(project, None, said) for project, said in zip(projects, facts, strict=True)]
    write_many("projects.register", lines, by=by, at=at, reason=reason)
    return projects


def problems_of(*, rows: Sequence[Mapping[str, Any]], by: Person, at: datetime) -> list[tuple[int, Problem]]:
    """What `register_many` would say of these rows, warnings too; nothing is registered."""
    said = numbered([dict(row) for row in rows], at)
    return _problems(said, _placed(said), by, at)


def _problems(
    rows: Sequence[Mapping[str, Any]], places: Sequence[Found], by: Person | None, at: datetime
) -> list[tuple[int, Problem]]:
    problems = [(number, problem) for number, row in enumerate(rows) for problem in _wrong(row, by, day_of(at))]
    problems += _taken(rows)
    return problems + [(number, problem) for number, (_, wrong) in enumerate(places) for problem in wrong]


def numbered(rows: list[dict[str, Any]], at: datetime) -> list[dict[str, Any]]:
    """The rows with numbers: those that have none are given the next that no project has."""
    given = {(row.get("local_number") or "").strip() for row in rows}
    free = free_numbers(f"KP{day_of(at).year}-", given)
    for row in rows:
        row["local_number"] = (row.get("local_number") or "").strip() or next(free)
    return rows


def free_numbers(begin: str, given: set[str], at_once: int = NUMBERS) -> Iterator[str]:
    """Numbers counted on from the last project, without those that somebody has typed."""
    last = Project.objects.aggregate(last=Max("pk"))["last"] or 0
    while True:
        some = [f"{begin}{last + step:05}" for step in range(1, at_once + 1)]
        taken = given | set(Project.objects.filter(local_number__in=some).values_list("local_number", flat=True))
        yield from (one for one in some if one not in taken)
        last += at_once


def _wrong(row: Mapping[str, Any], by: Person | None, today: date) -> Iterator[Problem]:
    """What a row by itself does wrong, and what this person may not say."""
    unknown = set(row) - FIELDS - {*LISTS, "stage_since"}
    if unknown:
        raise TypeError(f"not said of a project: {sorted(unknown)}")
    yield from checks.check({"name_zh": "", **row}, today=today)
    if row.get("parent"):
        yield from checks.packed(len(packages_above(row["parent"].pk)))
    if by is None:
        return
    reached = {name: row[name].path if row.get(name) else "" for name in UNITS}
    if not may_edit(by.standing, rights(), reached):
        yield Problem("projects.register_elsewhere", place=Place(field="district"))
    if by.may(DECIDE):
        return
    for name in sorted(DECIDED - {"local_number"}):
        if row.get(name):
            yield Problem("projects.decided_by_city", place=Place(field=name))
    if row.get("stage", Stage.IDEA) not in BEGINS:
        yield Problem("projects.begins_later", place=Place(field="stage"))


def _taken(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Problem]]:
    """The numbers and codes that two of the rows, or a row and a registered project, would share."""
    for name in ("local_number", "project_code"):
        said = [row.get(name) or "" for row in rows]
        counts = Counter(said)
        standing: set[str] = set()
        for start in range(0, len(said), AT_ONCE):
            some = [code for code in said[start : start + AT_ONCE] if code]
            standing |= set(Project.objects.filter(**{f"{name}__in": some}).values_list(name, flat=True))
        for number, code in enumerate(said):
            if code and (code in standing or counts[code] > 1):
                yield number, Problem(f"projects.{name}_taken", {"number": code}, place=Place(field=name))


def _placed(rows: Sequence[Mapping[str, Any]]) -> list[Found]:
    """What is found from each row's geometry, and what speaks against it."""
    if not any(row.get("geometry") for row in rows):
        return [(NOWHERE, []) for _ in rows]
    known = outlines()
    return [located(row.get("geometry"), row.get("district"), known) for row in rows]


def _project(row: Mapping[str, Any], today: date, at: datetime) -> Project:
    project = Project(
        **{name: row[name] for name in (*FIELDS, *NOWHERE) if row.get(name) is not None},
        stage_since=row.get("stage_since") or today,
        created_at=at,
        changed_at=at,
    )
    project.search = searchable(getattr(project, name) for name in SEARCHED)
    project.total = (row.get("parts") or {}).get(Part.TOTAL)
    project.plan = planned(project.list_year, row.get("amounts") or {})
    return project


Pairs = Sequence[tuple[Project, Mapping[str, Any]]]


def _terms(pairs: Pairs) -> None:
    for name in ("programmes", "chains"):
        through = getattr(Project, name).through
        through.objects.bulk_create(
            [through(project=project, term=term) for project, row in pairs for term in row.get(name) or ()],
            batch_size=AT_ONCE,
        )


def _parts(pairs: Pairs) -> None:
    models: tuple[tuple[str, Any], ...] = (("capacities", Capacity), ("parties", Party))
    for name, model in models:
        model.objects.bulk_create(
            [
                model(project=project, order=order, **one)
                for project, row in pairs
                for order, one in enumerate(row.get(name) or (), 1)
            ],
            batch_size=AT_ONCE,
        )


def _money(pairs: Pairs, by: Person | None, at: datetime) -> None:
    today = day_of(at)
    parts = (
        {"project_id": project.pk, "part": part, "amount": money, "valid_from": today}
        for project, row in pairs
        for part, money in (row.get("parts") or {}).items()
    )
    append_many(Investment, parts, by=by, at=at)
    stated = (
        planned_row(project, year, fund, money)
        for project, row in pairs
        for (year, fund), money in (row.get("amounts") or {}).items()
    )
    append_many(PlannedAmount, stated, by=by, at=at)
    stand([project.pk for project, _ in pairs])
