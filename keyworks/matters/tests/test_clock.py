"""The clock: pauses, climbing, who answers, and mornings on which the worker was killed."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.accounts.models import Membership, Person
from keyworks.matters import actions, queries
from keyworks.matters.models import Matter, MatterStep
from keyworks.matters.rules.ladder import Sort, Step
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, on, shown, step, verified
from keyworks.values.refusals import Refused

pytestmark = pytest.mark.django_db


def test_what_is_not_done_in_time_goes_up_and_the_promised_day_stays(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    assert actions.tick(at=on(2, 10)) == {"resumed": 0, "climbed": 0, "found": 0}
    assert actions.tick(at=on(2, 11))["climbed"] == 1
    found = now(matter)
    assert (found.level, found.due_on, found.climbs_on, found.climbed) == (2, date(2022, 2, 10), date(2022, 2, 18), 1)
    assert (found.desk, found.answerable) == (cast.city, cast.engineer)
    assert actions.tick(at=on(2, 11))["climbed"] == 0, "the same morning again changes nothing"
    assert actions.tick(at=on(2, 21))["climbed"] == 1
    found = now(matter)
    assert (found.level, found.climbs_on, found.answerable) == (3, date(2022, 3, 7), cast.mayor)
    assert list(queries.inbox(cast.mayor)) == [matter]
    steps = list(MatterStep.objects.filter(matter=matter, step=Step.CLIMB).values_list("level", "facts", "by"))
    assert [(level, facts["from"], facts["late_days"], by) for level, facts, by in steps] == [
        (2, 1, 1, None), (3, 2, 1, None),
    ]  # fmt: skip
    assert "mayor" in steps[1][1]["told"]


def test_from_the_highest_level_it_is_urged_again(cast, plant):
    matter = asked(cast, plant)
    Matter.objects.filter(pk=matter.pk).update(level=4)
    actions.tick(at=on(2, 9))
    found = now(matter)
    assert (found.level, found.climbed, found.climbs_on) == (4, 1, date(2022, 2, 23))


def test_days_off_do_not_count(cast, plant):
    matter = asked(cast, plant, at=on(1, 28))
    assert matter.climbs_on == date(2022, 1, 29), "a Saturday that is worked"
    step(actions.triage, matter, cast.district, on(1, 28))
    step(actions.assign, matter, cast.district, on(1, 29), lead=cast.industry)
    assert now(matter).due_on == date(2022, 2, 8), "30 January, 7 and 8 February"


def test_a_pause_stops_the_clock_and_ends_by_itself(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    step(actions.pause, matter, cast.district, on(2, 8), text="等待供电方案批复。", until=date(2022, 2, 21))
    assert actions.tick(at=on(2, 18)) == {"resumed": 0, "climbed": 0, "found": 0}
    assert actions.tick(at=on(2, 21)) == {"resumed": 1, "climbed": 0, "found": 0}
    found = now(matter)
    assert (found.state, found.due_on, found.paused_until, found.climbs_on) == (
        "working", date(2022, 2, 23), None, date(2022, 2, 23),
    )  # fmt: skip


def test_a_pause_has_a_reason_and_an_end_and_is_not_the_leads_to_take(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    for code, by, said in (
        ("matters.not_yours", cast.engineer, {"text": "等", "until": date(2022, 2, 21)}),
        ("matters.reason_missing", cast.district, {"text": "", "until": date(2022, 2, 21)}),
        ("matters.pause_past", cast.district, {"text": "等", "until": date(2022, 2, 7)}),
        ("matters.pause_long", cast.district, {"text": "等", "until": date(2022, 12, 31)}),
    ):
        with pytest.raises(Refused) as no:
            step(actions.pause, matter, by, MONDAY, **said)
        assert no.value.code == code
    assert now(matter).state == "working"


def test_an_owner_who_left_leaves_it_to_the_unit_then_to_the_desk(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    second = accounts.register(username="eng2", name="工程师乙", password="a long enough phrase", by=None, at=MONDAY)
    assert queries.has_turn(now(matter)) == (cast.engineer,)
    accounts.seat(person=second, unit=cast.industry, role="department", from_on=date(2022, 1, 1), by=None, at=MONDAY)
    accounts.deactivate(person=cast.engineer, by=None, at=MONDAY)
    assert queries.has_turn(now(matter)) == (second,)
    assert list(queries.inbox(second)) == [matter]
    accounts.deactivate(person=second, by=None, at=MONDAY)
    assert queries.has_turn(now(matter)) == (cast.district,)
    assert list(queries.inbox(cast.district)) == [matter]
    step(actions.assign, matter, cast.district, MONDAY, lead=cast.city)
    assert queries.has_turn(now(matter)) == (cast.office,)


def test_whoever_answers_and_leaves_is_replaced_in_the_morning(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    actions.name_answerer(level=3, unit=None, person=cast.mayor, by=cast.office, at=MONDAY)
    actions.tick(at=on(2, 11))
    actions.tick(at=on(2, 21))
    assert now(matter).answerable == cast.mayor
    accounts.deactivate(person=cast.mayor, by=None, at=on(2, 22))
    assert actions.tick(at=on(2, 22))["found"] == 1
    assert now(matter).answerable == cast.office, "no leader is left, so the city office answers"


def test_who_stands_in_has_it_too(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    deputy = accounts.register(username="deputy", name="代理人", password="a long enough phrase", by=None, at=MONDAY)
    assert list(queries.inbox(deputy)) == []
    today = timezone.localdate()
    accounts.name_standin(
        absent=cast.engineer, deputy=deputy, from_on=today, until_on=today, reason="外出", by=None, at=timezone.now()
    )
    assert list(queries.inbox(deputy)) == [matter]
    shown(matter, deputy, MONDAY)
    step(actions.propose, matter, deputy, MONDAY, text="已接入。")
    assert now(matter).proposed_by == deputy


def test_each_desk_has_its_own_limit_and_the_city_may_change_it(cast, plant):
    actions.set_limit(limit="triage", days=4, by=cast.office, at=MONDAY)
    assert asked(cast, plant).climbs_on == date(2022, 2, 11)
    with pytest.raises(Refused):
        actions.set_limit(limit="triage", days=0, by=cast.office, at=MONDAY)
    with pytest.raises(Refused):
        actions.set_limit(limit="triage", days=3, by=cast.district, at=MONDAY)
    assert queries.limits()["triage"] == 4


def test_what_is_proposed_and_looked_at_by_nobody_climbs_too(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    shown(matter, cast.engineer, MONDAY)
    step(actions.propose, matter, cast.engineer, MONDAY, text="已接入。")
    assert now(matter).climbs_on == date(2022, 2, 10)
    actions.tick(at=on(2, 11))
    assert (now(matter).level, now(matter).desk) == (2, cast.city)
    assert matter in queries.inbox(cast.office)


def test_an_issue_of_the_city_office_is_on_its_own_desk(cast, plant):
    matter = asked(cast, plant, sort=Sort.ISSUE, by=cast.office, unit=cast.city)
    assert (matter.desk, matter.source) == (cast.city, "office")
    assert list(queries.inbox(cast.office)) == [matter]


def test_a_request_that_nobody_is_left_to_confirm_waits_for_the_city_office(cast, plant):
    matter = asked(cast, plant)
    verified(cast, matter)
    Matter.objects.update(desk=cast.city)
    Membership.objects.filter(unit=cast.toyota).update(ended_at=MONDAY)
    assert list(queries.inbox(cast.office)) == [], "whoever raised it may still come back"
    Person.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert list(queries.inbox(cast.office)) == [matter]
    Matter.objects.update(raised_by=None)
    assert list(queries.inbox(cast.office)) == [matter]
    assert queries.waits(cast.office) == 1
