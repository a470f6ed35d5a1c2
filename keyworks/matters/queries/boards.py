"""What stands on boards and in rankings: open matters, and the projects that wait for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from keyworks.accounts.models import Person, Unit
from keyworks.base import reader
from keyworks.base.scopes import scope
from keyworks.matters.models import Cause, Matter, MatterProject
from keyworks.matters.models.words import KINDS
from keyworks.matters.queries.inbox import overdue
from keyworks.matters.queries.listing import named, of_unit, planned, pressing, seen
from keyworks.matters.rules.ageing import Life
from keyworks.matters.rules.blocking import Waiting
from keyworks.matters.rules.ladder import OPEN, State
from keyworks.matters.rules.waiting import is_overdue
from keyworks.projects.models import Project

CARD = (
    "pk", "number", "title", "sort", "kind", "state", "level", "due_on", "climbs_on", "paused_until", "raised_on",
    "lead_called", "person_called", "desk_called",
)  # fmt: skip


def cards(person: Person, unit: Unit | None) -> list[dict[str, Any]]:
    """The open matters of a unit, or all within reach, the most pressing first."""
    found = seen(person).filter(Q(state__in=OPEN) & (of_unit(unit) if unit else Q()))
    rows: Any = named(pressing(found))
    return list(rows.order_by("pressing", "pk").values(*CARD))


def units_with_matters(person: Person) -> list[Unit]:
    """The units that lead or have open matters on their desk, as far as the person sees them."""
    rows = seen(person).filter(state__in=OPEN).order_by().values_list("lead", "desk")
    keys = {key for pair in rows.distinct() for key in pair if key}
    keys |= {seat.unit_id for seat in person.standing.seats}
    return list(scope(person, Unit.objects.filter(pk__in=keys)).order_by("path"))


def holders(person: Person) -> tuple[dict[str, list[tuple[int, set[int]]]], dict[int, dict[str, Any]]]:
    """Open matters gathered by what they have in common, with the projects within reach that wait for each.

    A matter without a common cause stands for itself; the second part says of each matter what the page tells.
    """
    found = named(seen(person).filter(state__in=OPEN))
    matters: dict[int, dict[str, Any]] = {row["pk"]: row for row in found.order_by("pk").values(*CARD, "cause")}
    links = scope(person, MatterProject.objects.filter(matter__in=matters, blocks=True))
    waits: dict[int, set[int]] = defaultdict(set)
    for matter, project in links.values_list("matter", "project"):
        waits[matter].add(project)
    causes = set(scope(person, Cause.objects.all()).values_list("pk", flat=True))
    gathered: dict[str, list[tuple[int, set[int]]]] = defaultdict(list)
    for pk, row in matters.items():
        key = f"cause-{row['cause']}" if row["cause"] in causes else f"matter-{pk}"
        gathered[key].append((pk, waits[pk]))
    return dict(gathered), matters


def waits_for(person: Person) -> dict[int, list[str]]:
    """Project within reach → the kinds of the open matters it waits for, in the order of the kinds."""
    going = seen(person).filter(state__in=OPEN).order_by().values("pk")
    links = scope(person, MatterProject.objects.filter(matter__in=going, blocks=True))
    found: dict[int, set[str]] = defaultdict(set)
    for project, kind in links.values_list("project", "matter__kind"):
        found[project].add(kind)
    return {project: [kind for kind in KINDS if kind in kinds] for project, kinds in found.items()}


def kind_words() -> dict[str, str]:
    """What the kinds of matters are called, in the reader's language."""
    return {str(kind): str(words) for kind, words in KINDS.items()}


def cause_names(person: Person) -> dict[int, str]:
    """What the common causes within reach are called."""
    return dict(scope(person, Cause.objects.all()).values_list("pk", "name"))


def waiting(projects: Iterable[int], year: int) -> tuple[dict[int, Waiting], dict[int, str]]:
    """These projects as they wait, and what each is called."""
    keys = set(projects)
    money = planned(keys, year)
    rows: Any = Project.objects.filter(pk__in=keys).values(
        "pk", "parent", "name_zh", "name_en", "planned_start", "planned_finish", "started_on", "finished_on"
    )
    known, names = {}, {}
    for row in rows:
        known[row["pk"]] = Waiting(
            row["pk"], row["parent"], money.get(row["pk"]), row["planned_start"], row["planned_finish"],
            row["started_on"] is not None, row["finished_on"] is not None,
        )  # fmt: skip
        names[row["pk"]] = reader.told(row["name_zh"], row["name_en"])
    return known, names


def lives(person: Person, by: str, year: int, today: date) -> dict[Any, list[Life]]:
    """The open matters and those closed in the year, gathered by kind, owner, district or cause.

    A matter that concerns several districts stands under each of them.
    """
    found = seen(person).filter(Q(state__in=OPEN) | Q(state=State.CLOSED, closed_on__year=year))
    field = {"kind": "kind", "owner": "lead", "cause": "cause"}.get(by, "pk")
    rows: Any = found.order_by().values_list("pk", field, "state", "raised_on", "closed_on", "due_on", "climbs_on")
    of = _districts(found) if by == "district" else {}
    gathered: dict[Any, list[Life]] = defaultdict(list)
    for pk, key, state, raised_on, closed_on, due_on, climbs_on in rows:
        late = is_overdue(State(state), due_on, climbs_on, today)
        one = Life(raised_on, closed_on if state == State.CLOSED else None, late)
        for group in of.get(pk, {None}) if by == "district" else {key}:
            gathered[group].append(one)
    return gathered


def by_level(person: Person, today: date) -> list[tuple[int, int, int]]:
    """Level, how many open matters stand there, how many of them are overdue."""
    rows: Any = seen(person).filter(state__in=OPEN).order_by("level").values_list("level")
    return list(rows.annotate(open=Count("pk"), late=Count("pk", filter=overdue(today))))


def every_life(person: Person, year: int, today: date) -> list[Life]:
    """All of them, each once."""
    return [one for found in lives(person, "matter", year, today).values() for one in found]


def _districts(matters: QuerySet[Matter]) -> dict[int, set[int | None]]:
    rows = MatterProject.objects.filter(matter__in=matters.order_by().values("pk")).order_by()
    found: dict[int, set[int | None]] = defaultdict(set)
    for matter, district in rows.values_list("matter", "project__district"):
        found[matter].add(district)
    return found


def open_of(person: Person, projects: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """The open matters of each of these projects within reach, the most pressing first."""
    links: defaultdict[int, list[int]] = defaultdict(list)
    for matter, project in MatterProject.objects.filter(project__in=projects).values_list("matter", "project"):
        links[matter].append(project)
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    rows: Any = named(pressing(seen(person).filter(pk__in=list(links), state__in=OPEN)))
    for row in rows.order_by("pressing", "pk").values(*CARD):
        for project in links[row["pk"]]:
            found[project].append(row)
    return dict(found)


def of_project(person: Person, project: Project) -> QuerySet[Matter]:
    """The matters of a project within reach, open ones first, then the newest."""
    found = named(seen(person).filter(pk__in=MatterProject.objects.filter(project=project).values("matter_id")))
    return found.order_by(F("closed_on").asc(nulls_first=True), "-pk")
