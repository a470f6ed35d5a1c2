from __future__ import annotations

import json
from copy import deepcopy
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from keyworks.reports import actions, queries
from keyworks.reports.actions import ReportsRefused
from keyworks.reports.models import Adoption, RuleDocument
from keyworks.reports.queries.rulesets import adopted, newest, rules_for, versions_of
from keyworks.reports.queries.trying import tried
from keyworks.reports.rules.ledgers import Judged
from keyworks.reports.rules.lights import sets
from keyworks.reports.rules.lights.specs import Colour
from keyworks.reports.tests.months import AT, filed
from keyworks.reports.tests.test_month_pages import plays_on
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

JANUARY, FEBRUARY, MARCH = Month(2022, 1), Month(2022, 2), Month(2022, 3)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def changed(**project):
    own = deepcopy(dict(sets.WUHAN_2022))
    own["project"] = {"investment": [{"by": "ratio", "yellow_below": 90, "red_below": 70}], **project}
    return json.dumps(own)


def brought(cast, text, over=1, by=None, reason="按市里规定"):
    return actions.bring_rules(text=text, over=over, by=by or cast.office, at=AT, reason=reason)


def adopt(cast, code, month, version=1, whom=Judged.PROJECT, by=None, reason="市政府办公厅通知"):
    return actions.adopt(
        code=code, version=version, whom=whom, month=month, reason=reason, by=by or cast.office, at=AT
    )  # fmt: skip


def test_until_one_is_adopted_the_default_judges_projects_and_tianjins_districts(cast):
    assert (rules_for(JANUARY).code, rules_for(JANUARY, Judged.DISTRICT).code) == ("default", "tianjin-2022")
    assert list(newest()) == [
        "default", "wuhan-2022", "yinchuan-2025", "sanya-2022", "tianjin-2022", "ouhai-2020",
    ]  # fmt: skip


def test_a_month_is_judged_by_the_last_decision_that_reaches_it(cast):
    adopt(cast, "wuhan-2022", FEBRUARY)
    assert [rules_for(month).code for month in (JANUARY, FEBRUARY, MARCH)] == ["default", "wuhan-2022", "wuhan-2022"]
    adopt(cast, "yinchuan-2025", MARCH)
    adopt(cast, "sanya-2022", JANUARY, whom=Judged.DISTRICT)
    assert [rules_for(month).code for month in (JANUARY, FEBRUARY, MARCH)] == ["default", "wuhan-2022", "yinchuan-2025"]
    assert rules_for(FEBRUARY, Judged.DISTRICT).code == "sanya-2022"
    adopt(cast, "ouhai-2020", FEBRUARY)
    assert [rules_for(month).code for month in (JANUARY, FEBRUARY, MARCH)] == ["default", "ouhai-2020", "ouhai-2020"]


def test_an_adoption_stays_and_lights_follow_it(cast, plant):
    filed(plant, cast, JANUARY, 70)
    today = date(2022, 2, 22)
    before = queries.lights([plant.pk], JANUARY, rules_for(JANUARY), today)[plant.pk]
    adopt(cast, "wuhan-2022", JANUARY)
    after = queries.lights([plant.pk], JANUARY, rules_for(JANUARY), today)[plant.pk]
    assert (before.colour, after.colour, after.rules) == (Colour.GREEN, Colour.YELLOW, "wuhan-2022")
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.update(code="default")


def test_what_is_not_to_be_adopted_is_refused(cast, plant):
    actions.close(month=FEBRUARY, by=None, at=AT, on=date(2022, 3, 5))
    for act, code in (
        (lambda: adopt(cast, "wuhan-2022", JANUARY), "reports.month_closed"),
        (lambda: adopt(cast, "wuhan-2022", MARCH, version=2), "reports.rules_judge_none"),
        (lambda: adopt(cast, "wuhan-2022", MARCH, whom=Judged.DISTRICT), "reports.rules_judge_none"),
        (lambda: adopt(cast, "nowhere", MARCH), "reports.rules_judge_none"),
        (lambda: adopt(cast, "wuhan-2022", MARCH, reason=" "), "reports.say_why"),
        (lambda: adopt(cast, "wuhan-2022", MARCH, by=cast.district), "reports.not_yours"),
    ):
        with pytest.raises(ReportsRefused) as no:
            act()
        assert no.value.code == code
    assert not Adoption.objects.exists()


def test_a_changed_set_is_a_new_version_and_the_first_judges_on_until_it_is_adopted(cast):
    adopt(cast, "wuhan-2022", JANUARY)
    made = brought(cast, changed())
    assert (made.code, made.version) == ("wuhan-2022", 2)
    assert [one.number for one in versions_of("wuhan-2022")] == [2, 1]
    assert adopted(JANUARY).number == 1
    adopt(cast, "wuhan-2022", FEBRUARY, version=2)
    assert [adopted(month).rules.investment[0].yellow_below for month in (JANUARY, FEBRUARY)] == [8000, 9000]
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleDocument.objects.update(version=7)


def test_a_document_that_says_nonsense_is_told_place_by_place_and_not_kept(cast):
    own = json.loads(changed())
    own["project"]["investment"][0]["red_below"] = "many"
    problems = brought(cast, json.dumps(own))
    assert [(one.code, one.place.field) for one in problems] == [
        ("reports.lights_percent", "project.investment.1.red_below"),
    ]  # fmt: skip
    assert [one.code for one in brought(cast, "{")] == ["reports.lights_json"]
    assert not RuleDocument.objects.exists()


def test_what_is_known_already_or_seen_too_long_ago_is_refused(cast):
    with pytest.raises(ReportsRefused) as no:
        brought(cast, json.dumps(sets.WUHAN_2022))
    assert no.value.code == "reports.rules_same"
    brought(cast, changed())
    with pytest.raises(Stale):
        brought(cast, changed(start={"yellow_from": 1, "red_from": 2}), over=1)
    with pytest.raises(ReportsRefused):
        brought(cast, changed(start={"yellow_from": 1, "red_from": 2}), over=2, by=cast.engineer)
    assert RuleDocument.objects.count() == 1


def test_a_set_is_tried_on_a_past_month_and_says_whose_colour_changes_and_why(cast, plant, valves):
    filed(plant, cast, JANUARY, 70)
    filed(valves, cast, JANUARY, 100, by=cast.other_clerk)
    found = newest()
    result = tried(cast.office, JANUARY, found["default"].rules, found["wuhan-2022"].rules, date(2022, 2, 22))
    assert (dict(result.now), dict(result.then)) == ({Colour.GREEN: 2}, {Colour.YELLOW: 1, Colour.GREEN: 1})
    ((project, one),) = result.changes
    assert (project, one.one, one.other, one.harsher) == (plant, Colour.GREEN, Colour.YELLOW, 1)
    assert (
        tried(cast.other_district, JANUARY, found["default"].rules, found["wuhan-2022"].rules, AT.date()).changed == 0
    )


@pytest.fixture
def sees(client, cast):
    plays_on(date(2022, 2, 22))

    def page(person, path, **sent):
        client.force_login(person, backend=BACKEND)
        return client.post(path, sent) if sent else client.get(path)

    return page


@pytest.mark.parametrize("code", [one["code"] for one in sets.SETS])
def test_every_set_is_said_in_words(sees, cast, plant, code):
    assert sees(cast.clerk, f"/reports/rules/{code}/").status_code == 200


def test_a_set_is_tried_and_adopted_on_its_page(sees, cast, plant):
    filed(plant, cast, JANUARY, 70)
    page = sees(cast.office, "/reports/rules/wuhan-2022/?month=2022-01").content.decode()
    assert f"/reports/{plant.pk}/202201/" in page
    sent = {"whom": "project", "month": "2022-01", "reason": "市政府办公厅通知"}
    assert sees(cast.office, "/reports/rules/wuhan-2022/adopt/?version=1", **sent)["Location"] == "/reports/rules/"
    assert "市政府办公厅通知" in sees(cast.clerk, "/reports/rules/").content.decode()
    assert "武汉市2022年项目亮灯规则" in sees(cast.clerk, f"/reports/{plant.pk}/202201/").content.decode()
    assert sees(cast.clerk, "/reports/rules/nowhere/").status_code == 404


def test_a_document_is_changed_on_its_page(sees, cast):
    there = "/reports/rules/wuhan-2022/edit/"
    refused = sees(cast.office, there, text=changed(start={"yellow_from": 3}), reason="按规定", edition="1")
    assert "project.start.red_from" in refused.content.decode()
    assert not RuleDocument.objects.exists()
    kept = sees(cast.office, there, text=changed(), reason="按规定", edition="1")
    assert (kept["Location"], RuleDocument.objects.get().version) == ("/reports/rules/wuhan-2022/", 2)
    other = changed().replace("wuhan-2022", "own-2023")
    assert sees(cast.office, there, text=other, reason="本市", edition="2")["Location"] == "/reports/rules/own-2023/"
