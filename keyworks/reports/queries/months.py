"""A month: who has reported, what it adds up to, whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from keyworks.accounts.models import Person
from keyworks.accounts.rules import Role
from keyworks.base.fields import MoneyField
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.projects.queries.work import everything, in_hands
from keyworks.reports.models import Closing, Filing, Passing, Report
from keyworks.reports.queries.reach import expected
from keyworks.reports.rules.way import UNDER, Level, State
from keyworks.values.money import Money
from keyworks.values.months import Month

MISSING = "missing"
LOOKED_AT = {Role.DISTRICT: Level.DISTRICT, Role.DEPARTMENT: Level.DEPARTMENT}
"""Role → the level at which its holder looks at reports."""
FIELDS = ("state", "at_level", "version", "done", "year_done", "since_start", "progress", "unchanged", "late")
"""Columns of a report that rows of a month carry beside the project's."""


def rows(person: Person, month: Month) -> QuerySet[Project]:
    """The projects the person sees that report this month, each with its report's columns, None where it is missing."""
    mine: Any = Report.objects.filter(project=OuterRef("pk"), month=month)
    money = {"done", "year_done", "since_start"}
    told = {
        f"report_{name}": Subquery(mine.values(name)[:1], **({"output_field": MoneyField()} if name in money else {}))
        for name in FIELDS
    }
    return scope(person, expected(month)).annotate(report_pk=Subquery(mine.values("pk")[:1]), **told)


def my_turn(person: Person, rows: Any) -> Any:
    """Those rows of a month whose report waits for this person's office."""
    turn = Q()
    for seat in person.standing.seats:
        if seat.role == Role.CITY:
            turn |= Q(report_at_level=Level.CITY)
        elif seat.role in LOOKED_AT:
            level = LOOKED_AT[seat.role]
            turn |= Q(report_at_level=level, **{f"{UNDER[level]}__path__startswith": seat.path})
    return rows.filter(turn) if turn else rows.none()


def to_file(person: Person, month: Month) -> list[dict[str, Any]]:
    """The projects of the person's own units that have not filed a month, or were given it back."""
    own = Q()
    for seat in person.standing.seats:
        if seat.role == Role.UNIT:
            own |= Q(owner__path__startswith=seat.path)
    if not own:
        return []
    found: Any = rows(person, month)
    found = found.filter(own & (Q(report_pk=None) | Q(report_state=State.RETURNED)))
    return list(found.order_by("local_number").values("pk", "name_zh", "name_en", "report_state"))


def of_state(asked: str) -> Q:
    """The rows whose report stands so; `missing` are those without one."""
    return Q(report_pk=None) if asked == MISSING else Q(report_state=asked)


@dataclass(frozen=True)
class Stand:
    """How a month stands among the projects a person sees: how many report, by state, and what it adds up to."""

    expected: int
    states: dict[str, int]
    late: int
    unchanged: int
    done: Money
    year_done: Money

    @property
    def missing(self) -> int:
        return self.expected - sum(self.states.values())

    @property
    def filed(self) -> int:
        """All that came and were not given back."""
        return sum(self.states.values()) - self.states.get(State.RETURNED, 0)


def stand(person: Person, month: Month, *, own: bool = False) -> Stand:
    """How a month stands; `own` counts only the projects in the person's hands."""
    projects = scope(person, expected(month))
    if own and not everything(person):
        projects = projects.filter(pk__in=in_hands(person).order_by().values("pk"))
    keys = projects.order_by().values("pk")
    found: Any = Report.objects.filter(month=month, project__in=keys).order_by().values_list("state")
    states, late, unchanged, done, year = {}, 0, 0, Money(0), Money(0)
    sums = found.annotate(
        rows=Count("*"), were_late=Count("pk", filter=Q(late=True)), same=Count("pk", filter=Q(unchanged=True)),
        sum_done=Sum("done"), sum_year=Sum("year_done"),
    )  # fmt: skip
    for state, count, were_late, same, sum_done, sum_year in sums:
        states[state] = count
        late, unchanged, done, year = late + were_late, unchanged + same, done + sum_done, year + sum_year
    return Stand(projects.count(), states, late, unchanged, done, year)


def closed(month: Month) -> bool:
    """Is the month closed?"""
    last = Closing.objects.filter(month=month).order_by("-pk").values_list("closed", flat=True).first()
    return bool(last)


def of_month(month: Month, projects: Iterable[int]) -> dict[int, Report]:
    """The reports of a month that these projects have filed."""
    return {one.project_id: one for one in Report.objects.filter(month=month, project__in=list(projects))}


def waiting(month: Month, level: Level) -> list[Report]:
    """The reports of a month that wait at a level, each with its project's offices; the city office may take any."""
    found = Report.objects.filter(month=month).select_related(*(f"project__{unit}" for unit in UNDER.values()))
    return list((found.exclude(at_level="") if level is Level.CITY else found.filter(at_level=level)).order_by("pk"))


def report_of(project: Project, month: Month) -> Report | None:
    return Report.objects.filter(project=project, month=month).select_related("project").first()


def versions(project: Project, month: Month) -> list[Filing]:
    """All that was ever filed of a month, the last first."""
    found = Filing.objects.filter(project=project, month=month).select_related("by").order_by("-version")
    return list(found)


def last_before(project: Project, month: Month) -> Filing | None:
    """The filing that stands of the last month reported before this one."""
    found = Filing.objects.filter(project=project, month__lt=month).order_by("-month", "-version")
    return found.first()


def way_of(report: Report) -> list[Passing]:
    return list(report.way.select_related("by"))


def history(project: Project) -> list[Report]:
    """The months a project has reported, the last first."""
    return list(Report.objects.filter(project=project).order_by("-month"))
