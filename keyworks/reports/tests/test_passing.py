from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from keyworks.projects.actions import register
from keyworks.projects.models import Project
from keyworks.reports import actions, queries
from keyworks.reports.actions import ReportsRefused
from keyworks.reports.models import Closing, Filing, Passing, Report
from keyworks.reports.rules import way
from keyworks.reports.tests.months import AT, filed, later
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

JANUARY, FEBRUARY = Month(2022, 1), Month(2022, 2)


def state(report):
    return tuple(Report.objects.values_list("state", "at_level").get(pk=report.pk))


def test_a_report_goes_up_office_by_office(cast, plant):
    report = filed(plant, cast, JANUARY, 100)
    assert state(report) == ("filed", "district")
    for person, after in (
        (cast.district, ("district", "department")), (cast.engineer, ("department", "city")),
        (cast.office, ("accepted", "")),
    ):  # fmt: skip
        actions.let_pass(reports=[report], by=person, at=AT)
        assert state(report) == after
    assert list(report.way.values_list("source", "target", "by__username")) == [
        ("", "filed", "clerk"), ("filed", "district", "district"), ("district", "department", "engineer"),
        ("department", "accepted", "office"),
    ]  # fmt: skip


def test_the_city_office_accepts_what_has_reached_anybody(cast, plant):
    report = filed(plant, cast, JANUARY, 100)
    actions.let_pass(reports=[report], by=cast.office, at=AT)
    assert state(report) == ("accepted", "")


@pytest.mark.parametrize("who", ["clerk", "other_district", "engineer", "mayor", "auditor", "admin", "stranger"])
def test_nobody_passes_what_is_not_with_them(cast, plant, who):
    report = filed(plant, cast, JANUARY, 100)
    with pytest.raises(ReportsRefused) as no:
        actions.let_pass(reports=[report], by=getattr(cast, who), at=AT)
    assert (no.value.code, state(report)) == ("reports.not_yours", ("filed", "district"))


def test_of_several_all_pass_or_none(cast, plant, valves):
    mine, theirs = filed(plant, cast, JANUARY, 100), filed(valves, cast, JANUARY, 5, by=cast.other_clerk)
    with pytest.raises(ReportsRefused):
        actions.let_pass(reports=[mine, theirs], by=cast.district, at=AT)
    assert {state(mine), state(theirs)} == {("filed", "district")}


def test_what_is_given_back_is_filed_again_with_a_reason_and_begins_its_way_anew(cast, plant):
    report = filed(plant, cast, JANUARY, 100)
    actions.give_back(report=report, reason="与形象进度不符", over=1, by=cast.district, at=AT)
    assert state(report) == ("returned", "")
    filed(plant, cast, JANUARY, 90, over=1, reason="核实后更正")
    assert state(report) == ("filed", "district")
    assert Filing.objects.count() == 2


def test_giving_back_asks_for_a_reason_and_for_the_version_that_was_seen(cast, plant):
    report = filed(plant, cast, JANUARY, 100)
    with pytest.raises(ReportsRefused) as no:
        actions.give_back(report=report, reason=" ", over=1, by=cast.district, at=AT)
    assert no.value.code == "reports.reason_missing"
    filed(plant, cast, JANUARY, 90, over=1, reason="更正")
    with pytest.raises(Stale):
        actions.give_back(report=report, reason="请核实", over=1, by=cast.district, at=AT)
    assert state(report) == ("filed", "district")


def test_a_project_without_district_and_department_goes_to_the_city(cast):
    made = register(
        values={"name_zh": "市级项目", "owner": cast.toyota, "list_class": "construction", "list_year": 2022},
        by=cast.office, at=AT,
    )  # fmt: skip
    assert state(filed(Project.objects.get(pk=made.pk), cast, JANUARY, 1)) == ("filed", "city")


def test_a_closed_month_is_neither_filed_nor_passed_until_it_is_opened_with_a_reason(cast, plant, valves):
    report = filed(plant, cast, JANUARY, 100)
    actions.close(month=JANUARY, by=cast.office, at=AT)
    for act in (
        lambda: filed(valves, cast, JANUARY, 1, by=cast.other_clerk),
        lambda: filed(plant, cast, JANUARY, 1, over=1, reason="更正"),
        lambda: actions.let_pass(reports=[report], by=cast.district, at=AT),
        lambda: actions.give_back(report=report, reason="核实", over=1, by=cast.office, at=AT),
        lambda: actions.close(month=JANUARY, by=cast.office, at=AT),
    ):
        with pytest.raises(ReportsRefused) as no:
            act()
        assert no.value.code == "reports.month_closed"
    with pytest.raises(ReportsRefused):
        actions.reopen(month=JANUARY, reason="", by=cast.office, at=AT)
    actions.reopen(month=JANUARY, reason="补报", by=cast.office, at=AT)
    filed(valves, cast, JANUARY, 1, by=cast.other_clerk)
    assert list(Closing.objects.values_list("closed", "reason")) == [(True, ""), (False, "补报")]


def test_a_change_of_an_earlier_month_does_not_reach_into_a_closed_one(cast, plant):
    filed(plant, cast, JANUARY, 100)
    filed(plant, cast, FEBRUARY, 50, at=later(3))
    actions.close(month=FEBRUARY, by=cast.office, at=later(3))
    with pytest.raises(ReportsRefused) as no:
        filed(plant, cast, JANUARY, 80, over=1, at=later(3), reason="更正")
    assert (no.value.code, no.value.params["month"]) == ("reports.month_closed", "2022-02")
    assert Filing.objects.count() == 2


@pytest.mark.parametrize("who", ["district", "engineer", "clerk", "mayor"])
def test_only_the_city_office_closes_a_month(cast, who):
    with pytest.raises(ReportsRefused):
        actions.close(month=JANUARY, by=getattr(cast, who), at=AT)
    assert not Closing.objects.exists()


def test_whose_turn_it_is(cast, plant):
    filed(plant, cast, JANUARY, 100)
    turns = {
        name: queries.my_turn(getattr(cast, name), queries.rows(getattr(cast, name), JANUARY)).count()
        for name in ("clerk", "district", "other_district", "engineer", "office", "mayor")
    }
    assert turns == {"clerk": 0, "district": 1, "other_district": 0, "engineer": 0, "office": 0, "mayor": 0}


def test_a_unit_has_to_file_what_is_missing_or_was_given_back(cast, plant):
    assert [row["pk"] for row in queries.to_file(cast.clerk, JANUARY)] == [plant.pk]
    report = filed(plant, cast, JANUARY, 100)
    assert queries.to_file(cast.clerk, JANUARY) == []
    actions.give_back(report=report, reason="核实", over=1, by=cast.district, at=AT)
    assert [row["report_state"] for row in queries.to_file(cast.clerk, JANUARY)] == ["returned"]
    assert queries.to_file(cast.other_clerk, JANUARY) == queries.to_file(cast.district, JANUARY) == []


def test_the_levels_of_a_project_follow_its_units():
    assert way.levels({"district": "/1/2/", "lead_department": ""}) == (way.Level.DISTRICT, way.Level.CITY)
    assert way.waits_at("district", (way.Level.DISTRICT, way.Level.CITY)) == way.Level.CITY
    assert way.due(Month(2022, 12)).isoformat() == "2023-01-10"


def test_steps_on_the_way_stay(cast, plant):
    filed(plant, cast, JANUARY, 100)
    with pytest.raises(IntegrityError), transaction.atomic():
        Passing.objects.update(reason="nothing")
