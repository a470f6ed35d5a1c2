from __future__ import annotations

import pytest

from keyworks.projects.models import Term
from keyworks.reports import actions, queries
from keyworks.reports.actions import ReportsRefused
from keyworks.reports.models import MonthlyPlan
from keyworks.reports.rules.figures import straight
from keyworks.reports.tests.months import AT, filed, later, listed, wan
from keyworks.reports.tests.test_month_pages import february, sees, sends  # noqa: F401
from keyworks.values.money import Money
from keyworks.values.months import Month

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


@pytest.fixture
def mixed(cast):
    """A project with 7 million out of one fund and 5 out of another."""
    city, loan = (Term.objects.get(kind="fund", code=code) for code in ("municipal", "loans"))
    return listed(
        cast, "两种资金来源", cast.toyota, cast.binhai, amounts={(2022, city): wan(700), (2022, loan): wan(500)}
    )


def by_fund(city=700, loan=500):
    return {"municipal": [wan(0)] * 11 + [wan(city)], "loans": [wan(loan)] + [wan(0)] * 11}


def test_a_year_is_planned_out_of_each_fund(cast, mixed):
    planned(mixed, by_fund(), cast)
    assert queries.plans([mixed.pk], 2022)[mixed.pk].months == (wan(500).amount, *[0] * 10, wan(700).amount)


@pytest.mark.parametrize(
    ("months", "code"),
    [
        (by_fund(701, 499), "plan_not_year"), ({"municipal": by_fund()["municipal"]}, "plan_not_year"),
        ({**by_fund(), "other": [wan(0)] * 12}, "plan_no_fund"), ({}, "plan_not_twelve"),
    ],
)  # fmt: skip
def test_each_fund_adds_up_to_its_own(cast, mixed, months, code):
    with pytest.raises(ReportsRefused) as no:
        planned(mixed, months, cast)
    assert (no.value.code, MonthlyPlan.objects.count()) == (f"reports.{code}", 0)


def test_a_plan_by_fund_takes_the_place_of_one_for_all_with_a_reason(cast, mixed):
    planned(mixed, [wan(100)] * 12, cast)
    with pytest.raises(ReportsRefused) as no:
        planned(mixed, by_fund(), cast)
    assert (no.value.code, MonthlyPlan.objects.count()) == ("reports.reason_missing", 12)
    planned(mixed, by_fund(), cast, reason="按资金来源细化")
    assert queries.plans([mixed.pk], 2022)[mixed.pk].months == (wan(500).amount, *[0] * 10, wan(700).amount)
    assert queries.plans([mixed.pk], 2022, AT)[mixed.pk].total == wan(1200).amount
    assert set(queries.months_given(mixed, 2022)) == {"municipal", "loans"}


def test_what_was_planned_stays_with_its_reason(cast, plant):
    planned(plant, UNEVEN, cast)
    turned = [*UNEVEN[:-2], wan(150), wan(250)]
    actions.plan_year(project=plant, year=2022, months=turned, by=cast.clerk, at=later(3), reason="设备到货推迟")
    last, first = queries.plan_versions(plant, 2022)
    assert (len(first.months), last.reason) == (12, "设备到货推迟")
    assert [(row.month.number, stood, row.amount) for row, stood in last.months] == [
        (11, wan(200), wan(150)), (12, wan(200), wan(250)),
    ]  # fmt: skip


def sent(months, **more):
    return {f"all-{number}": f"{one.exact('wan'):f}" for number, one in enumerate(months, 1)} | more


def test_the_page_is_filled_straight_and_plans_the_year(sends, sees, cast, plant):  # noqa: F811
    there = f"/reports/{plant.pk}/plan/2022/"
    page = sees(cast.clerk, there).content.decode()
    assert page.count('value="100"') == 12
    assert "1,200.00 万元" in page
    assert sends(cast.clerk, there, **sent(UNEVEN)).status_code == 302
    assert queries.plans([plant.pk], 2022)[plant.pk].months == tuple(one.amount for one in UNEVEN)
    wrong = sends(cast.clerk, there, **sent([*UNEVEN[:-1], wan(199)], reason="更正"))
    assert (wrong.status_code, MonthlyPlan.objects.count()) == (409, 12)
    assert "相差1（万元）" in wrong.content.decode().replace(" ", "")


def test_the_shape_of_last_year_is_offered(sees, cast, plant):  # noqa: F811
    filed(plant, cast, Month(2021, 11), 10, at=AT)
    filed(plant, cast, Month(2021, 12), 30, at=AT)
    page = sees(cast.clerk, f"/reports/{plant.pk}/plan/2022/?shape=before").content.decode()
    assert ('value="300"' in page, 'value="900"' in page) == (True, True)


def test_who_does_not_file_reads_the_plan_and_changes_nothing(sends, sees, cast, plant):  # noqa: F811
    there = f"/reports/{plant.pk}/plan/2022/"
    assert "<form" not in sees(cast.mayor, there).content.decode().partition("<main")[2].partition("</main")[0]
    assert sends(cast.mayor, there, **sent(UNEVEN)).status_code == 403
    assert not MonthlyPlan.objects.exists()
