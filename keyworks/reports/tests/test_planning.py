from __future__ import annotations

import pytest

from keyworks.reports import actions, queries
from keyworks.reports.actions import ReportsRefused
from keyworks.reports.models import MonthlyPlan
from keyworks.reports.rules.figures import straight
from keyworks.reports.tests.months import AT, wan
from keyworks.values.money import Money

UNEVEN = [wan(0)] * 2 + [wan(100)] * 8 + [wan(200)] * 2
"""Twelve months of the 12 million yuan that the register plans."""


def planned(plant, months, cast, **said):
    return actions.plan_year(project=plant, year=2022, months=months, by=cast.clerk, at=AT, **said)


def test_a_year_goes_straight_until_it_is_planned_by_month(cast, plant):
    assert queries.plans([plant.pk], 2022) == {plant.pk: straight(2022, wan(1200).amount)}
    planned(plant, UNEVEN, cast)
    assert queries.plans([plant.pk], 2022)[plant.pk].months == tuple(money.amount for money in UNEVEN)


def test_months_that_miss_the_year_by_a_fen_are_refused_to_the_fen(cast, plant):
    with pytest.raises(ReportsRefused) as no:
        planned(plant, [*UNEVEN[:-1], UNEVEN[-1] + Money(1)], cast)
    assert (no.value.code, no.value.params["gap"]) == ("reports.plan_not_year", "0.000001")
    assert not MonthlyPlan.objects.exists()


def test_a_plan_is_corrected_with_a_reason_and_keeps_the_first(cast, plant):
    planned(plant, UNEVEN, cast)
    turned = [*UNEVEN[:-2], wan(150), wan(250)]
    with pytest.raises(ReportsRefused) as no:
        planned(plant, turned, cast)
    assert (no.value.code, MonthlyPlan.objects.count()) == ("reports.reason_missing", 12)
    assert [one.version for one in planned(plant, turned, cast, reason="设备到货推迟")] == [2, 2]
    assert MonthlyPlan.objects.count() == 14


@pytest.mark.parametrize("months", [UNEVEN[:11], [wan(-1), *UNEVEN[1:]]])
def test_twelve_months_none_below_nothing(cast, plant, months):
    with pytest.raises(ReportsRefused) as no:
        planned(plant, months, cast)
    assert no.value.code == "reports.plan_not_twelve"
