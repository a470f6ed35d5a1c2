from __future__ import annotations

from datetime import date, time

import pytest

from keyworks.base.scopes import scope
from keyworks.meetings import actions
from keyworks.meetings.actions.refused import MeetingsRefused
from keyworks.meetings.models import Item, Meeting, Series
from keyworks.meetings.queries.candidates import candidates
from keyworks.meetings.rules.kinds import Attendance, Choice, State, Step
from keyworks.record.models import Entry
from keyworks.values.refusals import Stale
from tests.cast import AT
from tests.meeting_subjects import called, made_meeting, made_series

pytestmark = pytest.mark.django_db


def step(meeting, way, cast, **said):
    over = Meeting.objects.get(pk=meeting.pk).edition
    return actions.step(meeting=meeting, step=way, over=over, by=cast.office, at=AT, **said)


def closed(meeting, cast):
    """Closed, once somebody else found its minutes right."""
    made = actions.draft_minutes(meeting=meeting, language="zh", over=0, by=cast.office, at=AT)
    actions.approve_minutes(minutes=made, by=cast.mayor, at=AT)
    return step(meeting, Step.CLOSE, cast)


def code_of(act, *args, **said):
    with pytest.raises(MeetingsRefused) as no:
        act(*args, **said)
    return no.value.code


def test_a_meeting_begins_with_the_usual_agenda_and_the_one_before(cast):
    template = [{"point": "opening", "title": "", "minutes": 5}, {"point": "other", "title": "讨论", "minutes": 60}]
    series = actions.set_series(series=None, values={"name_zh": "办公会", "template": template}, by=cast.office, at=AT)
    said = {"title": "一", "on": date(2022, 2, 8), "begins": time(8, 30), "ends": time(12)}
    first = actions.plan_meeting(series=series, values=said, by=cast.office, at=AT)
    second = actions.plan_meeting(series=series, values={**said, "on": date(2022, 3, 10)}, by=cast.office, at=AT)
    assert [(one.point, one.title, one.minutes) for one in first.items.all()] == [
        ("opening", "", 5), ("other", "讨论", 60)
    ]  # fmt: skip
    assert (first.number, first.before, second.number, second.before) == (1, None, 2, first)
    assert first.statements_due == date(2022, 1, 29), "three working days before: 29 and 30 January were made up"


def test_a_meeting_goes_its_way_and_each_step_stands_in_the_record(cast):
    found = made_meeting(cast, AT)
    for way in (Step.CALL, Step.BEGIN, Step.END):
        found = step(found, way, cast)
    assert code_of(step, found, Step.CLOSE, cast) == "meetings.minutes_first"
    found = closed(found, cast)
    assert found.state == State.CLOSED
    assert None not in (found.called_at, found.begun_at, found.ended_at, found.closed_at)
    verbs = list(Entry.objects.filter(verb__startswith="meetings.").order_by("pk").values_list("verb", flat=True))
    assert verbs[-6:] == [
        "meetings.call", "meetings.begin", "meetings.end", "meetings.write_minutes", "meetings.approve_minutes",
        "meetings.close",
    ]  # fmt: skip
    assert code_of(step, found, Step.CANCEL, cast, reason="疫情") == "meetings.not_so_now"


def test_a_closed_meeting_is_opened_again_only_with_a_reason(cast):
    found = made_meeting(cast, AT)
    for way in (Step.BEGIN, Step.END):
        found = step(found, way, cast)
    found = closed(found, cast)
    assert code_of(step, found, Step.REOPEN, cast) == "meetings.reason_missing"
    assert step(found, Step.REOPEN, cast, reason="漏记一项").state == State.HELD


def test_a_meeting_with_nothing_on_its_agenda_is_not_called(cast):
    found = made_meeting(cast, AT)
    Item.objects.all().delete()
    assert code_of(step, found, Step.CALL, cast) == "meetings.no_agenda"


def test_two_who_change_it_at_once_are_told(cast):
    found = made_meeting(cast, AT)
    said = {"meeting": found, "over": found.edition, "by": cast.office, "at": AT}
    actions.change_meeting(values={"theme": "制造业"}, **said)
    with pytest.raises(Stale):
        actions.change_meeting(values={"theme": "有效投资"}, **said)
    assert Meeting.objects.get().theme == "制造业"


def test_the_order_of_the_agenda_is_changed_whole_or_not_at_all(cast):
    found = made_meeting(cast, AT)
    one = found.items.get()
    two = actions.set_item(meeting=found, item=None, values={"title": "讨论"}, by=cast.office, at=AT)
    actions.order_items(meeting=found, keys=[two.pk, one.pk], by=cast.office, at=AT)
    assert list(found.items.values_list("pk", flat=True)) == [two.pk, one.pk]
    refused = code_of(actions.order_items, meeting=found, keys=[one.pk], by=cast.office, at=AT)
    assert refused == "meetings.agenda_changed"
    assert list(found.items.values_list("pk", flat=True)) == [two.pk, one.pk]


def test_only_the_city_office_prepares(cast):
    for person in (cast.district, cast.engineer, cast.mayor, cast.admin, cast.clerk):
        assert code_of(made_series, type("Cast", (), {"office": person}), AT) == "meetings.not_yours"
    assert not Series.objects.exists()


def test_a_district_sees_a_meeting_once_it_is_called_to_it(cast):
    own, other = called(cast, "own", AT), called(cast, "other", AT)
    quiet = made_meeting(cast, AT, cast.binhai)
    rows = Meeting.objects.all()
    assert list(scope(cast.district, rows)) == [own]
    assert list(scope(cast.other_district, rows)) == [other]
    assert set(scope(cast.mayor, rows)) == {own, other, quiet}
    assert not scope(cast.engineer, rows).exists() and not scope(cast.clerk, rows).exists()


def test_nobody_is_asked_twice_and_who_came_stays(cast):
    found = made_meeting(cast, AT)
    said = {"meeting": found, "by": cast.office, "at": AT}
    who = actions.set_participant(participant=None, values={"person": cast.mayor, "part": "chair"}, **said)
    twice = code_of(actions.set_participant, participant=None, values={"person": cast.mayor}, **said)
    assert twice == "meetings.asked_already"
    came = actions.set_participant(participant=who, values={"attendance": Attendance.PRESENT}, **said)
    assert came.part == "chair"
    assert code_of(actions.drop_participant, participant=came, by=cast.office, at=AT) == "meetings.was_there"


def test_a_place_left_out_is_not_on_the_route(cast, plant):
    found = made_meeting(cast, AT, cast.binhai)
    said = {"meeting": found, "project": plant, "by": cast.office, "at": AT}
    place = actions.choose_site(choice=Choice.MUST, worth=30, **said)
    type(place).objects.filter(pk=place.pk).update(position=1, arrives=time(9), leaves=time(10))
    place = actions.choose_site(choice=Choice.NEVER, why="去年去过", **said)
    assert (place.position, place.arrives, place.worth) == (None, None, 30)


def test_candidates_are_those_of_the_district_for_which_something_speaks(cast, plant, valves):
    type(plant).objects.update(planned_finish=date(2022, 2, 1), started_on=date(2021, 5, 1))
    whole, part = made_meeting(cast, AT), made_meeting(cast, AT, cast.binhai)
    assert {one.pk for one in candidates(cast.office, whole, date(2022, 2, 8))} == {plant.pk, valves.pk}
    assert [one.pk for one in candidates(cast.office, part, date(2022, 2, 8))] == [plant.pk]


def test_candidates_ask_the_database_as_often_for_many(cast, plant, valves, django_assert_max_num_queries):
    found = made_meeting(cast, AT)
    with django_assert_max_num_queries(40):
        candidates(cast.office, found, date(2022, 2, 8))


def test_the_page_of_a_meeting_says_when_it_is_and_what_is_on_it(cast, read):
    found = called(cast, "own", AT)
    page = read(cast.district, f"/meetings/{found.pk}/").content.decode()
    assert "08:30–12:30" in page and "opening" in page and "Binhai New Area" in page
    assert "Where to go" not in page
    assert "Where to go" in read(cast.office, f"/meetings/{found.pk}/").content.decode()


def test_an_agenda_longer_than_the_meeting_is_said(cast, read):
    found = made_meeting(cast, AT)
    actions.set_item(meeting=found, item=None, values={"title": "讨论", "minutes": 400}, by=cast.office, at=AT)
    assert "170 minutes more than there are" in read(cast.office, f"/meetings/{found.pk}/").content.decode()


def test_a_series_is_named_once_and_its_usual_agenda_is_read_from_lines(cast, read):
    said = {"kind": "on_site", "name_zh": "现场办公会", "minutes": 240, "statement_days": 3, "comment_days": 3}
    read(cast.office, "/meetings/series/new/", 302, **said, template="5 opening\n40 讨论有效投资", active="on")
    assert Series.objects.get().template == [
        {"point": "opening", "title": "", "minutes": 5}, {"point": "other", "title": "讨论有效投资", "minutes": 40},
    ]  # fmt: skip
    page = read(cast.office, "/meetings/series/new/", **said, template="五分钟 开场").content.decode()
    assert "Line 1 begins with no minutes." in page


def test_hours_of_a_place_are_read_and_wrong_ones_told(cast, plant, read):
    found = made_meeting(cast, AT)
    place = actions.choose_site(meeting=found, project=plant, choice=Choice.MUST, by=cast.office, at=AT)
    path = f"/meetings/{found.pk}/places/{place.pk}/"
    read(cast.office, path, 302, minutes=40, windows="9:00-10:30，14：00–16:00", edition=1)
    place.refresh_from_db()
    assert place.windows == [["09:00", "10:30"], ["14:00", "16:00"]]
    page = read(cast.office, path, minutes=40, windows="10:30-9:00", edition=2).content.decode()
    assert "Each time ends after it begins" in page
