from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from keyworks.projects.models import Project
from keyworks.reports import actions, queries
from keyworks.reports.actions import ReportsRefused
from keyworks.reports.models import BondBatch, BondSpending, Exemption, Growth, Withdrawal
from keyworks.reports.queries.district_lights import district_lights
from keyworks.reports.queries.lights import course
from keyworks.reports.queries.rulesets import versions_of
from keyworks.reports.rules.ledgers import Cause, Entry
from keyworks.reports.rules.lights import codes
from keyworks.reports.rules.lights.judging import judged
from keyworks.reports.rules.lights.specs import Colour, Dimension
from keyworks.reports.tests.months import AT, filed, later, wan
from keyworks.reports.tests.test_month_pages import plays_on
from keyworks.values.months import Month

JANUARY, FEBRUARY, MARCH = Month(2022, 1), Month(2022, 2), Month(2022, 3)
YEAR_END, BACKEND = date(2023, 1, 20), "django.contrib.auth.backends.ModelBackend"
NEVER = later(12).replace(year=2023)


def light(project, month, rules="default", today=YEAR_END):
    found = versions_of(rules)[0].rules
    return judged(found, queries.states([project.pk], month, today)[project.pk])


def colours(project, dimension, months, rules="default"):
    return [str(light(project, Month(2022, number), rules).of(dimension).colour) for number in months]


def exempted(
    project, cast, first=JANUARY, last=FEBRUARY, *, dimension=Dimension.INVESTMENT, by=None, reason="冬季停工"
):
    return actions.exempt(
        project=project, dimension=dimension, first=first, last=last, cause=Cause.SEASON, reason=reason,
        by=by or cast.office, at=AT,
    )  # fmt: skip


def issued(cast, project=None, district=None, *, on=date(2022, 3, 15), amount=1000, by=None, name="2022年第一批"):
    return actions.issue(
        project=project, district=district, name=name, issued_on=on, amount=wan(amount), by=by or cast.office,
        at=NEVER, on=YEAR_END,
    )  # fmt: skip


def spent(batch, month, number, by, *, over=0, reason=""):
    return actions.spend(
        batch=batch, month=month, spent=wan(number), over=over, by=by, at=NEVER, reason=reason, on=YEAR_END
    )


def test_a_project_started_and_not_entered_turns_yellow_and_red_and_its_entry_turns_it_green(cast, plant, valves):
    Project.objects.update(started_on=date(2022, 1, 10))
    assert colours(plant, Dimension.STATISTICS, [1, 2, 4], "yinchuan-2025") == ["grey", "grey", "grey"]
    assert light(plant, FEBRUARY).of(Dimension.STATISTICS).code == codes.UNKNOWN
    actions.enter(project=valves, status=Entry.ENTERED, month=JANUARY, method="", over=0, by=cast.office, at=AT)
    assert colours(plant, Dimension.STATISTICS, [4]) == ["grey"], "what is noted of another says nothing"
    actions.enter(project=plant, status=Entry.NOT_ENTERED, month=None, method="", over=0, by=cast.office, at=AT)
    assert colours(plant, Dimension.STATISTICS, [1, 2, 3, 4]) == ["green", "yellow", "yellow", "red"]
    actions.enter(
        project=plant,
        status=Entry.ENTERED,
        month=MARCH,
        method="",
        over=1,
        by=None,
        at=NEVER,
        reason="入库",
        on=YEAR_END,
    )
    assert colours(plant, Dimension.STATISTICS, [1, 2, 3, 4]) == ["green", "yellow", "green", "green"]


def test_a_batch_issued_on_15_march_is_to_be_spent_from_april_to_september(cast, plant):
    batch = issued(cast, plant)
    spent(batch, Month(2022, 8), 690, cast.clerk)
    assert colours(plant, Dimension.BONDS, [2, 3, 8, 9]) == ["grey", "grey", "grey", "red"]
    verdict = light(plant, Month(2022, 9)).of(Dimension.BONDS)
    assert (verdict.inputs["first"], verdict.inputs["last"]) == (Month(2022, 4), Month(2022, 9))
    spent(batch, Month(2022, 9), 700, cast.district)
    assert colours(plant, Dimension.BONDS, [8, 9]) == ["grey", "yellow"]
    spent(batch, Month(2022, 9), 1000, cast.office, over=1, reason="核对支付凭证")
    assert colours(plant, Dimension.BONDS, [9, 12]) == ["green", "green"]
    assert list(BondSpending.objects.order_by("pk").values_list("version", flat=True)) == [1, 1, 2]


def test_what_cannot_be_spent_of_a_batch_is_refused(cast, plant):
    batch = issued(cast, plant)
    spent(batch, Month(2022, 4), 500, cast.office)
    for act, code in (
        (lambda: spent(batch, Month(2022, 5), 1001, cast.office), "reports.spent_beyond"),
        (lambda: spent(batch, Month(2022, 5), -1, cast.office), "reports.spent_beyond"),
        (lambda: spent(batch, FEBRUARY, 1, cast.office), "reports.spent_before"),
        (lambda: spent(batch, Month(2023, 1), 600, cast.office), "reports.not_over"),
        (lambda: spent(batch, Month(2022, 5), 499, cast.office), "reports.reason_missing"),
        (lambda: spent(batch, Month(2022, 4), 499, cast.office, over=1), "reports.reason_missing"),
        (lambda: spent(batch, Month(2022, 5), 600, cast.other_district), "reports.not_kept_here"),
        (lambda: spent(batch, Month(2022, 5), 600, cast.mayor), "reports.not_kept_here"),
    ):
        with pytest.raises(ReportsRefused) as no:
            act()
        assert no.value.code == code
    assert BondSpending.objects.count() == 1


def test_what_is_no_batch_is_refused(cast, plant):
    issued(cast, plant)
    for act, code in (
        (lambda: issued(cast), "reports.batch_of_one"),
        (lambda: issued(cast, plant, cast.binhai), "reports.batch_of_one"),
        (lambda: issued(cast, district=cast.toyota), "reports.batch_of_one"),
        (lambda: issued(cast, plant), "reports.batch_known"),
        (lambda: issued(cast, plant, name=" "), "reports.batch_name"),
        (lambda: issued(cast, plant, name="二", amount=0), "reports.batch_amount"),
        (lambda: issued(cast, plant, name="二", on=date(2023, 2, 1)), "reports.batch_to_come"),
        (lambda: issued(cast, plant, name="二", by=cast.district), "reports.not_yours"),
    ):
        with pytest.raises(ReportsRefused) as no:
            act()
        assert no.value.code == code
    assert BondBatch.objects.count() == 1


def test_an_exemption_greys_one_dimension_and_never_the_project(cast, plant):
    filed(plant, cast, JANUARY, 0, by=cast.office)
    before = light(plant, JANUARY, "wuhan-2022")
    assert before.colour is Colour.RED
    exempted(plant, cast)
    found = light(plant, JANUARY)
    assert (found.of(Dimension.INVESTMENT).colour, found.of(Dimension.FILING).colour) == (Colour.GREY, Colour.GREEN)
    assert found.of(Dimension.INVESTMENT).inputs["reason"] == "冬季停工"
    assert found.colour is Colour.GREEN
    assert light(plant, MARCH, "wuhan-2022").colour is Colour.RED


def test_a_withdrawn_exemption_stays_on_record_and_holds_no_more(cast, plant):
    one = exempted(plant, cast)
    actions.withdraw(exemption=one, reason="已复工", by=cast.office, at=AT)
    assert light(plant, JANUARY, "wuhan-2022").colour is Colour.RED
    assert (Exemption.objects.count(), Withdrawal.objects.get().reason) == (1, "已复工")
    with pytest.raises(ReportsRefused) as no:
        actions.withdraw(exemption=one, reason="再次", by=cast.office, at=AT)
    assert no.value.code == "reports.withdrawn_already"
    with pytest.raises(IntegrityError), transaction.atomic():
        Exemption.objects.update(reason="x")


def test_what_is_no_exemption_is_refused(cast, plant):
    actions.close(month=JANUARY, by=cast.office, at=AT)
    for act, code in (
        (lambda: exempted(plant, cast, MARCH, FEBRUARY), "reports.exemption_months"),
        (lambda: exempted(plant, cast, FEBRUARY, Month(2024, 2)), "reports.exemption_months"),
        (lambda: exempted(plant, cast, FEBRUARY, MARCH, reason=" "), "reports.say_why"),
        (lambda: exempted(plant, cast, FEBRUARY, MARCH, dimension=Dimension.GROWTH), "reports.exemption_of_none"),
        (lambda: exempted(plant, cast, FEBRUARY, MARCH, by=cast.district), "reports.not_yours"),
        (lambda: exempted(plant, cast), "reports.month_closed"),
    ):
        with pytest.raises(ReportsRefused) as no:
            act()
        assert no.value.code == code
    assert not Exemption.objects.exists()


def grew(cast, unit, percent, planned=None, *, over=0, reason=""):
    return actions.grow(
        unit=unit, month=Month(2022, 9), grown=percent, planned=planned, over=over, by=cast.office, at=NEVER,
        reason=reason, on=YEAR_END,
    )  # fmt: skip


def districts(cast, month=9, rules="tianjin-2022"):
    found = district_lights(cast.office, Month(2022, month), versions_of(rules)[0].rules)
    return {one.district.code: {str(of.dimension): str(of.colour) for of in one.light.verdicts} for one in found}


def test_a_district_is_judged_by_its_growth_and_its_bonds_and_says_what_is_not_known(cast, plant, valves):
    assert districts(cast) == {
        "binhai": {"growth": "grey", "bonds": "grey"}, "beichen": {"growth": "grey", "bonds": "grey"},
    }  # fmt: skip
    grew(cast, cast.binhai, 650, 600)
    assert districts(cast)["binhai"]["growth"] == "grey", "the city's average is not known"
    grew(cast, cast.city, 500)
    grew(cast, cast.beichen, -10, 300)
    issued(cast, plant)
    own = issued(cast, district=cast.beichen)
    spent(own, Month(2022, 9), 1000, cast.other_district)
    assert districts(cast) == {
        "binhai": {"growth": "green", "bonds": "red"}, "beichen": {"growth": "red", "bonds": "green"},
    }  # fmt: skip


def test_growth_is_corrected_with_a_reason_and_said_of_districts_and_the_city_alone(cast):
    grew(cast, cast.binhai, 650)
    for unit, code in ((cast.binhai, "reports.reason_missing"), (cast.toyota, "reports.growth_of_none")):
        with pytest.raises(ReportsRefused) as no:
            grew(cast, unit, 600, over=1)
        assert no.value.code == code
    grew(cast, cast.binhai, 600, over=1, reason="统计局修订")
    assert list(Growth.objects.order_by("version").values_list("grown", flat=True)) == [650, 600]


def test_a_districts_months_are_held_against_the_plans_of_its_projects(cast, plant, valves):
    filed(plant, cast, JANUARY, 100)
    filed(plant, cast, FEBRUARY, 99, at=later(3))
    assert districts(cast, 1, "sanya-2022") == {"binhai": {"tasks": "green"}, "beichen": {"tasks": "yellow"}}
    assert districts(cast, 2, "sanya-2022") == {"binhai": {"tasks": "yellow"}, "beichen": {"tasks": "red"}}


def test_a_projects_lights_month_by_month_are_those_of_each_month(cast, plant):
    Project.objects.update(planned_start=date(2022, 2, 1))
    exempted(plant, cast, FEBRUARY, FEBRUARY, dimension=Dimension.START)
    spent(issued(cast, plant), Month(2022, 9), 1000, cast.office)
    for number in (1, 2, 5):
        filed(plant, cast, Month(2022, number), 300, at=later(number + 1))
    months = [Month(2021, 12) + step for step in range(13)]
    one_by_one = [
        queries.lights([plant.pk], month, queries.rules_for(month), YEAR_END)[plant.pk] for month in months
    ]  # fmt: skip
    assert course(plant.pk, months, YEAR_END) == one_by_one


@pytest.fixture
def sees(client, cast):
    plays_on(date(2022, 10, 20))

    def page(person, path, **sent):
        client.force_login(person, backend=BACKEND)
        return client.post(path, sent) if sent else client.get(path)

    return page


def test_a_batch_is_added_spent_and_shown_on_its_pages(sees, cast, plant):
    sent = {"project": plant.local_number, "name": "第一批", "issued_on": "2022-03-15", "amount": "1000"}
    there = sees(cast.office, "/reports/bonds/new/", **sent)["Location"]
    assert sees(cast.clerk, f"{there}spend/", month="2022-09", spent="690")["Location"] == there
    assert "69.0%" in sees(cast.clerk, there).content.decode()
    assert "第一批" in sees(cast.district, "/reports/bonds/").content.decode()
    assert "第一批" not in sees(cast.other_district, "/reports/bonds/").content.decode()
    assert sees(cast.office, "/reports/bonds/new/", **{**sent, "project": "no"}).status_code == 409
    assert BondBatch.objects.count() == 1


def test_an_exemption_is_given_shown_and_withdrawn_on_its_pages(sees, cast, plant):
    there = f"/reports/{plant.pk}/exemptions/"
    sent = {
        "dimension": "start",
        "first": "2022-01",
        "last": "2022-03",
        "cause": "policy",
        "reason": "津政办〔2022〕1号",
    }
    assert sees(cast.office, f"/reports/{plant.pk}/exempt/", **sent)["Location"] == there
    assert "津政办〔2022〕1号" in sees(cast.clerk, there).content.decode()
    one = Exemption.objects.get()
    sees(cast.office, f"/reports/exemptions/{one.pk}/withdraw/", reason="文件废止")
    assert "文件废止" in sees(cast.clerk, there).content.decode()


def test_the_lights_of_districts_and_a_projects_twelve_months_are_shown(sees, cast, plant):
    page = sees(cast.office, "/reports/growth/?month=2022-09", unit=str(cast.binhai.pk), grown="-1.5", planned="6")
    assert page["Location"] == "/reports/districts/lights/?month=2022-09"
    assert "kw-light-red" in sees(cast.office, page["Location"]).content.decode()
    page = sees(cast.clerk, f"/reports/lights/of/project/{plant.pk}/").content.decode()
    assert f"/reports/{plant.pk}/202110/" in page
    assert f"/reports/{plant.pk}/202209/" in page


def test_a_projects_history_is_lit_under_two_sets_on_its_page(sees, cast, plant):
    page = sees(cast.clerk, f"/reports/{plant.pk}/history/?one=wuhan-2022&other=sanya-2022").content.decode()
    assert (
        page.count('data-label="武汉市2022年项目亮灯规则"')
        == page.count('data-label="三亚市2022年项目和区亮灯规则"')
        == 1
    )
