"""From raising to closing: who takes which step, what it asks for, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from keyworks.accounts import actions as accounts
from keyworks.base.scopes import scope
from keyworks.matters import actions, queries
from keyworks.matters.models import Matter, MatterStep, Snapshot
from keyworks.matters.rules.ladder import Sort, State, Step
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, on, shown, step, verified
from keyworks.record.models import Entry
from keyworks.values.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


def refused(code, act, *args, **said):
    with pytest.raises(Refused) as no:
        act(*args, **said)
    assert no.value.code == code


def test_a_request_goes_its_whole_way(cast, plant):
    matter = asked(cast, plant)
    assert (matter.number, matter.state, matter.desk, matter.level) == ("2022-0001", "raised", cast.binhai, 1)
    assert matter.climbs_on == date(2022, 2, 8)
    verified(cast, matter)
    found = now(matter)
    assert (found.state, found.lead, found.lead_person, found.due_on) == (
        "verified", cast.industry, cast.engineer, date(2022, 2, 10),
    )  # fmt: skip
    step(actions.confirm, matter, cast.clerk, on(2, 8), rating=4, text="已通电。")
    found = now(matter)
    assert (found.state, found.rating, found.closed_on, found.climbs_on) == ("closed", 4, date(2022, 2, 8), None)
    trail = [(one.step, one.by) for one in MatterStep.objects.filter(matter=matter)]
    assert trail == [
        ("raise", cast.clerk), ("triage", cast.district), ("assign", cast.district), ("accept", cast.engineer),
        ("propose", cast.engineer), ("verify", cast.district), ("confirm", cast.clerk),
    ]  # fmt: skip
    assert Entry.objects.filter(verb__startswith="matters.", subject_id=str(matter.pk)).count() == 7


def test_numbers_of_a_year_have_no_gaps(cast, plant):
    numbers = [asked(cast, plant).number for _ in range(3)]
    with pytest.raises(Refused):
        asked(cast, plant, text="  ")
    assert [*numbers, asked(cast, plant).number] == [f"2022-000{n}" for n in range(1, 5)]
    assert asked(cast, plant, at=on(1, 4, year=2023)).number == "2023-0001"


def test_nobody_closes_what_they_did(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter, lead=cast.binhai, by=cast.district)
    shown(matter, cast.district, MONDAY)
    step(actions.propose, matter, cast.district, MONDAY, text="已接入。")
    assert now(matter).desk == cast.city, "another office looks at what an office did itself"
    before = now(matter)
    refused("matters.not_yours", step, actions.verify, matter, cast.district, MONDAY)
    assert (now(matter).state, now(matter).edition) == ("proposed", before.edition)
    step(actions.verify, matter, cast.office, MONDAY)
    refused("matters.raiser_confirms", step, actions.close, matter, cast.office, MONDAY)


def test_the_city_office_does_not_look_at_its_own_persons_work(cast, plant):
    second = accounts.register(
        username="office2", name="市项目办乙", password="a long enough phrase", by=None, at=MONDAY
    )
    accounts.seat(person=second, unit=cast.city, role="city", from_on=date(2022, 1, 1), by=None, at=MONDAY)
    matter = asked(cast, plant, sort=Sort.ISSUE)
    in_work(cast, matter, lead=cast.city, by=cast.office)
    shown(matter, cast.office, MONDAY)
    step(actions.propose, matter, cast.office, MONDAY, text="已协调。")
    refused("matters.doer", step, actions.verify, matter, cast.office, MONDAY)
    step(actions.verify, matter, second, MONDAY)
    refused("matters.doer", step, actions.close, matter, cast.office, MONDAY)
    step(actions.close, matter, second, MONDAY)
    assert now(matter).state == "closed"


def test_nothing_is_proposed_without_evidence_and_none_withdrawn_counts(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    refused("matters.no_evidence", step, actions.propose, matter, cast.engineer, MONDAY, text="已接入。")
    file = shown(matter, cast.engineer, MONDAY)
    refused("matters.what_was_done", step, actions.propose, matter, cast.engineer, MONDAY, text=" ")
    type(file).objects.filter(pk=file.pk).update(withdrawn_at=MONDAY)
    refused("matters.no_evidence", step, actions.propose, matter, cast.engineer, MONDAY, text="已接入。")
    assert now(matter).state == "working"


def test_whoever_asked_may_say_that_it_is_not_solved(cast, plant):
    matter = asked(cast, plant)
    verified(cast, matter)
    refused("matters.not_yours", step, actions.confirm, matter, cast.other_clerk, on(2, 8), rating=5)
    refused("matters.reason_missing", step, actions.dispute, matter, cast.clerk, on(2, 8), text="")
    step(actions.dispute, matter, cast.clerk, on(2, 8), text="仍为单路。")
    assert (now(matter).state, now(matter).climbs_on) == ("working", date(2022, 2, 10))


@pytest.mark.parametrize("rating", (0, 6, -1))
def test_a_rating_is_from_1_to_5(cast, plant, rating):
    matter = asked(cast, plant)
    verified(cast, matter)
    with pytest.raises(Refused) as no:
        step(actions.confirm, matter, cast.clerk, on(2, 8), rating=rating)
    assert no.value.code in {"matters.no_rating"} and no.value.field == "rating"
    assert now(matter).state == "verified"


def test_how_often_it_was_opened_again_is_counted(cast, plant):
    matter = asked(cast, plant)
    verified(cast, matter)
    step(actions.confirm, matter, cast.clerk, on(2, 8), rating=5)
    step(actions.reopen, matter, cast.clerk, on(2, 9), text="又停电。")
    found = now(matter)
    assert (found.state, found.reopened, found.rating, found.closed_on) == ("working", 1, None, None)
    assert found.climbs_on == date(2022, 2, 10)


def test_a_promised_day_on_a_holiday_is_the_next_working_day_and_what_was_asked_is_kept(cast, plant):
    matter = asked(cast, plant, at=on(1, 25))
    step(actions.triage, matter, cast.district, on(1, 25))
    step(actions.assign, matter, cast.district, on(1, 25), lead=cast.industry, due_on=date(2022, 2, 1))
    assert now(matter).due_on == date(2022, 2, 7)
    [facts] = MatterStep.objects.filter(matter=matter, step=Step.ASSIGN).values_list("facts", flat=True)
    assert facts["asked_for"] == "2022-02-01"


def test_nothing_is_assigned_to_whom_has_left_nor_to_an_empty_unit_nor_to_who_asked(cast, plant):
    matter = asked(cast, plant)
    step(actions.triage, matter, cast.district, MONDAY)
    accounts.deactivate(person=cast.engineer, by=None, at=MONDAY)
    assign = (step, actions.assign, matter, cast.district, MONDAY)
    refused("matters.owner_left", *assign, lead=cast.industry, lead_person=cast.engineer)
    refused("matters.nobody_there", *assign, lead=cast.industry)
    refused("matters.lead_asked_itself", *assign, lead=cast.toyota)
    refused("matters.due_past", *assign, lead=cast.binhai, due_on=date(2022, 2, 4))
    assert now(matter).state == "triaged"


def test_a_return_goes_to_whoever_raised_it_and_comes_again(cast, plant):
    matter = asked(cast, plant)
    step(actions.return_to_raiser, matter, cast.district, MONDAY, text="缺少用电负荷。")
    assert list(queries.inbox(cast.clerk)) == [matter]
    step(actions.amend, matter, cast.clerk, on(2, 8), text="负荷 20 兆瓦。")
    assert (now(matter).state, now(matter).text) == ("raised", "负荷 20 兆瓦。")
    assert list(queries.inbox(cast.clerk)) == []
    assert list(queries.inbox(cast.district)) == [matter]


def test_two_at_once_do_not_overwrite_each_other(cast, plant):
    matter = asked(cast, plant)
    seen = now(matter).edition
    actions.triage(matter=matter, over=seen, by=cast.district, at=MONDAY)
    with pytest.raises(Stale):
        actions.return_to_raiser(matter=matter, text="缺件", over=seen, by=cast.office, at=MONDAY)
    assert now(matter).state == "triaged"


def test_a_directive_keeps_its_words_and_closes_after_its_actions(cast, plant):
    spoken = "要加快双回路供电，月底前必须通电。"
    matter = actions.direct(
        words=spoken, title="落实双回路供电", said_by=cast.mayor, said_post="市长", said_on=date(2022, 2, 7),
        projects=[plant], kind="utility", by=cast.office, at=MONDAY,
    )  # fmt: skip
    assert (matter.state, matter.level, matter.answerable) == ("triaged", 3, cast.mayor)
    action = actions.split(
        matter=matter, title="完成外线施工", lead=cast.industry, due_on=date(2022, 2, 28), over=1, by=cast.office,
        at=MONDAY,
    )  # fmt: skip
    whole = now(matter)
    assert (whole.state, whole.lead, whole.due_on) == ("working", cast.city, date(2022, 2, 28))
    assert [one.project for one in action.affected.all()] == [plant]
    refused("matters.actions_open", step, actions.propose, matter, cast.office, MONDAY, text="完成。")
    step(actions.accept, action, cast.engineer, MONDAY)
    shown(action, cast.engineer, MONDAY)
    step(actions.propose, action, cast.engineer, MONDAY, text="已通电。")
    step(actions.verify, action, cast.office, MONDAY)
    step(actions.close, action, cast.office, MONDAY)
    step(actions.propose, matter, cast.office, MONDAY, text="已通电。")
    with pytest.raises(DatabaseError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(words="要考虑供电。")
    assert now(matter).words == spoken


def test_only_the_city_takes_down_directives(cast):
    with pytest.raises(Refused) as no:
        actions.direct(
            words="要快。",
            title="要快",
            said_by=None,
            said_post="市长",
            said_on=date(2022, 2, 7),
            by=cast.district,
            at=MONDAY,
        )
    assert no.value.code == "matters.may_not_raise"


def test_a_unit_sees_its_own_and_issues_of_its_projects_and_nothing_of_others(cast, plant, valves):
    request = asked(cast, plant)
    issue = asked(cast, plant, valves, sort=Sort.ISSUE, by=cast.office, unit=cast.city, kind="land")
    theirs = asked(cast, valves, by=cast.other_clerk, unit=cast.valve)
    every = Matter.objects.order_by("pk")
    assert list(scope(cast.clerk, every)) == [request, issue]
    assert list(scope(cast.other_clerk, every)) == [issue, theirs]
    assert list(scope(cast.district, every)) == [request, issue]
    assert list(scope(cast.office, every)) == [request, issue, theirs]
    assert list(scope(cast.stranger, every)) == []


def test_how_projects_stood_is_kept_when_raised_and_when_closed(cast, plant):
    matter = asked(cast, plant)
    verified(cast, matter)
    step(actions.confirm, matter, cast.clerk, on(2, 8), rating=5)
    kept = {one.moment: one.facts for one in Snapshot.objects.filter(matter=matter)}
    assert set(kept) == {"raised", "closed"}
    assert kept["raised"]["plan"] == 1200 * 10**6 and kept["raised"]["month"] == "2022-01"


def test_a_request_whose_raiser_is_gone_is_closed_by_the_office_and_that_is_said(cast, plant):
    matter = asked(cast, plant)
    verified(cast, matter)
    refused("matters.raiser_confirms", step, actions.close, matter, cast.office, MONDAY)
    accounts.deactivate(person=cast.clerk, by=None, at=MONDAY)
    assert matter in queries.inbox(cast.district)
    step(actions.close, matter, cast.office, MONDAY)
    found = MatterStep.objects.filter(matter=matter).last()
    assert (now(matter).state, found.facts) == ("closed", {"without_consent": True})


def test_what_one_may_do_now_is_what_is_not_refused(cast, plant):
    matter = asked(cast, plant)
    assert [one.step for one in queries.open_steps(cast.district, now(matter))] == [
        Step.RETURN, Step.TRIAGE, Step.HAND_UP, Step.INSTRUCT, Step.CHANGE, Step.MERGE, Step.TAKE_OVER,
    ]  # fmt: skip
    assert [one.step for one in queries.open_steps(cast.clerk, now(matter))] == [Step.WITHDRAW]
    assert queries.open_steps(cast.other_district, now(matter)) == []
    assert queries.open_steps(cast.auditor, now(matter)) == []
    assert now(matter).state == State.RAISED
