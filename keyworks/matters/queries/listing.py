"""Many matters: what a reader asks of them, what the rows are called, what waits for them in money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, When

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import called, workdays
from keyworks.base import reader
from keyworks.base.fields import MoneyField
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter, MatterProject
from keyworks.matters.queries.inbox import mine, near, overdue
from keyworks.matters.queries.offices import limits
from keyworks.matters.rules.clocks import Limit
from keyworks.matters.rules.ladder import CLOCKED, ENDED, OPEN, State
from keyworks.matters.rules.waiting import WEEK_DAYS, Days
from keyworks.projects.models import CurrentAmount
from keyworks.values.money import Money

EVERY, OVER = "all", "ended"
"""Asks for matters of any state, and for those that have come to an end."""
NEAR = "near"


def days(today: date) -> Days:
    """The days by which something counts as near or of this week."""
    calendar = workdays()
    return Days(today, calendar.after(today, limits()[Limit.NEAR]), calendar.after(today, WEEK_DAYS))


def seen(person: Person) -> QuerySet[Matter]:
    """The matters within a person's reach."""
    return scope(person, Matter.objects.all())


def states_of(asked: str) -> Q:
    """The condition of a state asked for; nothing asked means what is open."""
    if asked == EVERY:
        return Q()
    if asked in [*State]:
        return Q(state=asked)
    return Q(state__in=ENDED if asked == OVER else OPEN)


def due_when(asked: str, today: date) -> Q:
    """The condition of when something is due, as a board has its columns."""
    until = days(today)
    dated = Q(state__in=CLOCKED) & ~overdue(today)
    return {
        "overdue": overdue(today), NEAR: near(today), "week": dated & Q(due_on__lte=until.week),
        "later": dated & Q(due_on__gt=until.week), "undated": dated & Q(due_on=None), "paused": Q(state=State.PAUSED),
    }.get(asked, Q())  # fmt: skip


def of_unit(unit: Unit) -> Q:
    """What a unit or one below it raised, leads or shares, what is on its desk, and what is about its projects."""
    below = Unit.objects.filter(path__startswith=unit.path).values("pk")
    shared = Matter.co_owners.through.objects.filter(unit__in=below).values("matter_id")
    about = MatterProject.objects.filter(Q(project__owner__in=below) | Q(project__district=unit)).values("matter_id")
    return Q(lead__in=below) | Q(raised_unit__in=below) | Q(desk=unit) | Q(pk__in=shared) | Q(pk__in=about)


def in_district(code: str) -> Q:
    """What concerns projects of a district, or was raised by it or below it."""
    about = MatterProject.objects.filter(project__district__code=code).values("matter_id")
    raised = Unit.objects.filter(code=code).values_list("path", flat=True).first()
    found = Q(pk__in=about) | Q(desk__code=code)
    return found | Q(raised_unit__path__startswith=raised) if raised else found


def _bears(words: str) -> Q:
    """The matters in whose number, title or text, or in whose project's names, these words stand."""
    found = Q(number__icontains=words) | Q(title__icontains=words) | Q(text__icontains=words)
    about = MatterProject.objects.filter(
        Q(project__name_zh__icontains=words) | Q(project__name_en__icontains=words)
    )  # fmt: skip
    return found | Q(words__icontains=words) | Q(pk__in=about.values("matter_id"))


def asked_for(said: Mapping[str, Any], person: Person, today: date) -> Q:
    """The condition a reader's filters make."""
    found = states_of(said.get("state") or "") & due_when(said.get("when") or "", today)
    for name, column in {"what": "sort", "kind": "kind", "level": "level", "lead": "lead__code"}.items():
        if value := said.get(name):
            found &= Q(**{column: value})
    if code := said.get("district"):
        found &= in_district(code)
    if code := said.get("unit"):
        unit = Unit.objects.filter(code=code).first()
        found &= of_unit(unit) if unit else Q(pk__in=[])
    if number := said.get("project"):
        about = MatterProject.objects.filter(project__local_number=number)
        found &= Q(pk__in=about.values("matter_id"))
    if cause := said.get("cause"):
        found &= Q(cause=cause)
    if said.get("mine"):
        found &= mine(person) & Q(state__in=OPEN)
    if words := said.get("q"):
        found &= _bears(words)
    return found


def pressing(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """The same with the day by which each presses: the promised one, or that on which it goes up where it is sooner."""
    sooner = Case(When(due_on__lt=F("climbs_on"), then=F("due_on")), default=F("climbs_on"))
    return matters.annotate(pressing=sooner)


def named(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """The same with the names of its units and people as the reader reads them."""
    return matters.annotate(
        lead_called=called("lead__name_zh", "lead__name_en"),
        raised_called=called("raised_unit__name_zh", "raised_unit__name_en"),
        desk_called=called("desk__name_zh", "desk__name_en"),
        person_called=called("lead_person__name", "lead_person__name_en"),
        answers_called=called("answerable__name", "answerable__name_en"),
    )


def blocked_by(person: Person, year: int) -> Subquery:
    """What is planned for the year in the projects within reach that wait for the matter of this row."""
    waiting = scope(person, MatterProject.objects.filter(matter=OuterRef(OuterRef("pk")), blocks=True))
    amounts = CurrentAmount.objects.filter(
        year=year, project__in=waiting.values("project")
    )  # fmt: skip
    summed = amounts.order_by().values("year").annotate(of_year=Sum("amount")).values("of_year")
    return Subquery(summed, output_field=MoneyField())


def planned(projects: Iterable[int], year: int) -> dict[int, Money]:
    """What is planned for a year in each of these projects, out of all funds."""
    rows: Any = CurrentAmount.objects.filter(project__in=projects, year=year).order_by().values_list("project")
    return dict(rows.annotate(of_year=Sum("amount")))


@dataclass(frozen=True)
class Foot:
    """What the matters of a list come to: how many, how many late, near and paused; the projects that wait, each once,
    and what is planned for the year in them."""

    matters: int
    overdue: int
    near: int
    paused: int
    projects: int
    blocked: Money | None


def foot(person: Person, matters: QuerySet[Matter], today: date) -> Foot:
    """The sums under a list."""
    counts = matters.order_by().aggregate(
        matters=Count("pk"), overdue=Count("pk", filter=overdue(today)), near=Count("pk", filter=near(today)),
        paused=Count("pk", filter=Q(state=State.PAUSED)),
    )  # fmt: skip
    waiting = scope(person, MatterProject.objects.filter(matter__in=matters.order_by().values("pk"), blocks=True))
    once = set(waiting.order_by().values_list("project", "project__parent"))
    keys = {pk for pk, _parent in once}
    counted = [pk for pk, parent in once if parent not in keys]
    money = planned(counted, today.year)
    return Foot(**counts, projects=len(counted), blocked=sum(money.values(), Money(0)) if money else None)


class Affected:
    """What the projects of the shown matters are called: read for all of them together when the first is asked for."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.matters: Iterable[int] | QuerySet[Any] = ()
        self._known: dict[int, list[tuple[int, str]]] | None = None

    def of(self, matter: int) -> list[tuple[int, str]]:
        """Key and name of each project of a matter that lies within reach."""
        if self._known is None:
            self._known = defaultdict(list)
            rows = scope(self.person, MatterProject.objects.filter(matter__in=self.matters)).order_by("pk")
            for key, pk, zh, en in rows.values_list("matter", "project", "project__name_zh", "project__name_en"):
                self._known[key].append((pk, reader.told(zh, en)))
        return self._known.get(matter, [])
