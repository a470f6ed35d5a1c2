"""The lights of districts: what each is judged by in a month, as far as it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from keyworks.accounts.models import Person, Unit
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.reports.models import Growth, Report
from keyworks.reports.queries.judging import batches
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.reach import expected
from keyworks.reports.rules.figures import Plan
from keyworks.reports.rules.lights.districts import judged_district
from keyworks.reports.rules.lights.specs import RuleSet
from keyworks.reports.rules.lights.states import Batch, District, Light
from keyworks.values.months import Month


@dataclass(frozen=True)
class Lit:
    """A district's light with what it was judged by."""

    district: Unit
    state: District
    light: Light


def districts_seen(person: Person) -> list[Unit]:
    return list(scope(person, Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None)).order_by("pk"))


def grown(month: Month, units: Iterable[int]) -> dict[int, Growth]:
    """What is said of the growth of districts, or of the city, by a month."""
    rows = Growth.objects.asof().filter(month=month, unit__in=list(units))
    return {one.unit_id: one for one in rows}


def district_lights(person: Person, month: Month, rules: RuleSet) -> list[Lit]:
    """The light of each district that the person sees, by what all its projects report and spend."""
    units = districts_seen(person)
    keys = [one.pk for one in units]
    city = Unit.objects.filter(kind=Unit.Kind.CITY).values_list("pk", flat=True).first()
    growths = grown(month, [*keys, *([city] if city else [])])
    average = growths.get(city) if city else None
    plan, done, bonds = _planned(keys, month), _done(keys, month), _bonds(keys, month)
    found = []
    for unit in units:
        growth = growths.get(unit.pk)
        state = District(
            month, plan.get(unit.pk), done.get(unit.pk, ()), growth.grown if growth else None,
            growth.planned if growth else None, average.grown if average else None, bonds.get(unit.pk, ()),
        )  # fmt: skip
        found.append(Lit(unit, state, judged_district(rules, state)))
    return found


def _planned(keys: list[int], month: Month) -> dict[int, Plan]:
    """What all projects of a district together are to do in each month."""
    rows: Any = expected(month).filter(district__in=keys).order_by()
    district_of: dict[int, int] = dict(rows.values_list("pk", "district"))
    sums: dict[int, list[int]] = {}
    for pk, plan in plans(district_of, month.year).items():
        months = sums.setdefault(district_of[pk], [0] * 12)
        for at, amount in enumerate(plan.months):
            months[at] += amount
    return {pk: Plan(month.year, tuple(months)) for pk, months in sums.items()}


def _done(keys: list[int], month: Month) -> dict[int, tuple[int, ...]]:
    rows: Any = Report.objects.filter(
        project__in=expected(month).order_by().values("pk"), project__district__in=keys,
        month__gte=Month(month.year, 1), month__lte=month,
    ).order_by().values_list("project__district", "month")  # fmt: skip
    sums: dict[int, list[int]] = {}
    for pk, of, amount in rows.annotate(sum=Sum("done")):
        sums.setdefault(pk, [0] * month.number)[of.number - 1] = amount.amount
    return {pk: tuple(months) for pk, months in sums.items()}


def _bonds(keys: list[int], month: Month) -> dict[int, tuple[Batch, ...]]:
    """A district's own batches and those of its projects."""
    found = {pk: list(some) for pk, some in batches("district", keys, month).items()}
    rows: Any = Project.objects.filter(district__in=keys).order_by()
    district_of: dict[int, int] = dict(rows.values_list("pk", "district"))
    for pk, some in batches("project", district_of, month).items():
        found.setdefault(district_of[pk], []).extend(some)
    return {pk: tuple(some) for pk, some in found.items()}
