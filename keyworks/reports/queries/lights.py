"""The lights of a month: what each project is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Min

from keyworks.base.fields import as_number
from keyworks.projects.models import Project
from keyworks.reports.models import Report
from keyworks.reports.queries.following import Memory
from keyworks.reports.queries.judging import batches, exempt
from keyworks.reports.queries.ledgers import entries
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.reach import expected
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.rules import way
from keyworks.reports.rules.lights.judging import judged
from keyworks.reports.rules.lights.specs import Colour, RuleSet
from keyworks.reports.rules.lights.states import Light, State
from keyworks.values.months import Month


def states(projects: Iterable[int], month: Month, today: date) -> dict[int, State]:
    """What each of these projects is judged by in a month, as it is known now."""
    keys = list(projects)
    first = Month(month.year, 1)
    done: dict[int, dict[int, int]] = {}
    rows: Any = Report.objects.filter(project__in=keys, month__gte=first, month__lte=month)
    for pk, of, amount in rows.values_list("project", as_number("month"), as_number("done")):
        done.setdefault(pk, {})[of % 100] = amount
    since = begun(month)
    asked = [since is not None and one >= since and way.due(one) < today for one in first.until(month)]
    of_year, noted = plans(keys, month.year), entries(keys)
    bonds, exempted = batches("project", keys, month), exempt(keys, month)
    facts: Any = Project.objects.filter(pk__in=keys).values_list("pk", "planned_start", "started_on")
    return {
        pk: State(
            month,
            of_year.get(pk),
            tuple(done.get(pk, {}).get(at, 0) for at in range(1, month.number + 1)),
            tuple(_filed(at in done.get(pk, {}), due) for at, due in enumerate(asked, 1)),
            Month.of(planned) if planned else None,
            Month.of(started) if started else None,
            noted.get(pk),
            bonds.get(pk, ()),
            exemptions=exempted.get(pk, {}),
            entry_noted=pk in noted,
        )
        for pk, planned, started in facts
    }


def begun(month: Month) -> Month | None:
    """The first month of the year from which on anybody reported: none before it was asked."""
    found: Month | None = Report.objects.filter(month__gte=Month(month.year, 1)).aggregate(first=Min("month"))["first"]
    return found


def _filed(filed: bool, due: bool) -> bool | None:
    """Was it filed? None where no report was asked, or there is still time."""
    return True if filed else (False if due else None)


def lights(projects: Iterable[int], month: Month, rules: RuleSet, today: date) -> dict[int, Light]:
    """The light of each of these projects in a month."""
    return {pk: judged(rules, state) for pk, state in states(projects, month, today).items()}


@dataclass(frozen=True)
class _Lit:
    """The colours of a month, and when its year began to be reported, on which each of them may depend."""

    since: Month | None
    colours: Mapping[int, Colour]


_lit = Memory(4)


def colours(month: Month, today: date) -> Mapping[int, Colour]:
    """The colour of every project that reports a month, by the rules that hold in it; judged anew where it changed."""

    def make() -> _Lit:
        return _Lit(begun(month), judge(expected(month)))

    def again(kept: _Lit, touched: frozenset[int]) -> _Lit:
        if begun(month) != kept.since:
            return make()
        stay = {pk: colour for pk, colour in kept.colours.items() if pk not in touched}
        return _Lit(kept.since, stay | judge(expected(month).filter(pk__in=touched)))

    def judge(projects: Any) -> dict[int, Colour]:
        keys = list(projects.order_by().values_list("pk", flat=True))
        return {pk: one.colour for pk, one in lights(keys, month, rules_for(month), today).items()} if keys else {}

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
