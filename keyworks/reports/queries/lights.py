"""The lights of a month: what each project is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Min, QuerySet

from keyworks.projects.models import Project
from keyworks.reports.models import Report
from keyworks.reports.queries.following import Memory
from keyworks.reports.queries.judging import batches, exempt
from keyworks.reports.queries.ledgers import entries
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.reach import expected
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.queries.standing import Filed, months_of_year
from keyworks.reports.rules import way
from keyworks.reports.rules.lights.judging import judged
from keyworks.reports.rules.lights.specs import Colour, RuleSet
from keyworks.reports.rules.lights.states import Light, State
from keyworks.values.months import Month

NOTHING: Filed = {}


def states(
    projects: QuerySet[Project] | Iterable[int], month: Month, today: date, filed: Mapping[int, Filed] | None = None
) -> dict[int, State]:
    """What each of these projects is judged by in a month, as it is known now.

    `filed` is what they filed of the year, where that was read before.
    Of a month of which no report was asked, or for which there is still time, it is not known whether it was filed.
    """
    chosen = projects if isinstance(projects, QuerySet) else Project.objects.filter(pk__in=list(projects))
    if filed is None:
        filed = months_of_year(chosen, month, few=chosen is not projects)
    since = begun(month)
    months = list(enumerate(Month(month.year, 1).until(month), 1))
    asked = [(at, since is not None and one >= since and way.due(one) < today) for at, one in months]
    of_year, noted = plans(chosen, month.year), entries(chosen)
    bonds, exempted = batches("project", chosen, month), exempt(chosen, month)
    facts: Any = chosen.order_by().values_list("pk", "planned_start", "started_on")
    found = {}
    for pk, planned, started in facts:
        own = filed.get(pk, NOTHING)
        found[pk] = State(
            month, of_year.get(pk), tuple([own[at][0] if at in own else 0 for at, _due in asked]),
            tuple([True if at in own else (False if due else None) for at, due in asked]),
            Month.of(planned) if planned else None, Month.of(started) if started else None, noted.get(pk),
            bonds.get(pk, ()), exemptions=exempted.get(pk, {}), entry_noted=pk in noted,
        )  # fmt: skip
    return found


def begun(month: Month) -> Month | None:
    """The first month of the year from which on anybody reported: none before it was asked."""
    found: Month | None = Report.objects.filter(month__gte=Month(month.year, 1)).aggregate(first=Min("month"))["first"]
    return found


def lights(
    projects: QuerySet[Project] | Iterable[int], month: Month, rules: RuleSet, today: date,
    filed: Mapping[int, Filed] | None = None,
) -> dict[int, Light]:  # fmt: skip
    """The light of each of these projects in a month."""
    return {pk: judged(rules, state) for pk, state in states(projects, month, today, filed).items()}


@dataclass(frozen=True)
class _Lit:
    """The colours of a month, and when its year began to be reported, on which each of them may depend."""

    since: Month | None
    colours: Mapping[int, Colour]


_lit = Memory(4)


def colours(month: Month, today: date, filed: Mapping[int, Filed] | None = None) -> Mapping[int, Colour]:
    """The colour of every project that reports a month, by the rules that hold in it; judged anew where it changed.

    `filed` is what all of them filed, where that was read before.
    """

    def make() -> _Lit:
        return _Lit(begun(month), judge(expected(month), filed))

    def again(kept: _Lit, touched: frozenset[int]) -> _Lit:
        if begun(month) != kept.since:
            return make()
        stay = {pk: colour for pk, colour in kept.colours.items() if pk not in touched}
        keys = list(expected(month).filter(pk__in=touched).order_by().values_list("pk", flat=True))
        return _Lit(kept.since, stay | judge(keys)) if keys else _Lit(kept.since, stay)

    def judge(projects: Any, filed: Mapping[int, Filed] | None = None) -> dict[int, Colour]:
        return {pk: one.colour for pk, one in lights(projects, month, rules_for(month), today, filed).items()}

    return _lit.follow((month, today), make, again).colours


def course(project: int, months: Iterable[Month], today: date) -> list[Light]:
    """The light of one project in each of these months, by the rules that hold in it; the reports as they stand now."""
    found, of_year = [], dict[int, State]()
    for month in sorted(months, reverse=True):
        if month.year not in of_year:
            of_year[month.year] = states([project], month, today)[project]
        last, number = of_year[month.year], month.number
        state = replace(
            last, month=month, done=last.done[:number], filed=last.filed[:number],
            batches=batches("project", [project], month).get(project, ()) if last.batches else (),
            exemptions=exempt([project], month).get(project, {}),
        )  # fmt: skip
        found.append(judged(rules_for(month), state))
    return found[::-1]
