from datetime import UTC, datetime, timedelta
from inspect import signature

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from keyworks.jobs import actions, queries
from keyworks.jobs.models import Job, Occasion
from keyworks.jobs.rules import When
from keyworks.record.models import Entry

SEVEN = datetime(2022, 2, 8, 23, 0, tzinfo=UTC)
"""7 o'clock on 9 February in Tianjin."""


@pytest.fixture
def calendar(cast, monkeypatch):
    for room in queries.rooms():
        monkeypatch.setattr(type(room), "calendar", {})
    monkeypatch.setattr(type(apps.get_app_config("jobs")), "calendar", {"jobs.count": "07:00"})


def begun(at):
    return [job.kind for job in actions.begin_due(at=at)]


@pytest.mark.parametrize(
    ("text", "wall", "last", "then"),
    [
        ("07:00", "2022-02-10T07:00", "2022-02-10T07:00", "2022-02-11T07:00"),
        ("07:00", "2022-02-10T06:59", "2022-02-09T07:00", "2022-02-10T07:00"),
        (":20", "2022-02-10T00:10", "2022-02-09T23:20", "2022-02-10T00:20"),
        ("10 07:00", "2022-01-10T06:00", "2021-12-10T07:00", "2022-01-10T07:00"),
        ("28 07:00", "2022-03-01T00:00", "2022-02-28T07:00", "2022-03-28T07:00"),
    ],
)
def test_the_last_and_the_next_time(text, wall, last, then):
    at = datetime.fromisoformat(wall)
    when = When.read(text)
    assert (when.last(at), when.next(at)) == (datetime.fromisoformat(last), datetime.fromisoformat(then))


@pytest.mark.parametrize("text", ["", "7:00", "24:00", "29 07:00", "0 07:00", "07:60", "daily"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match="no time"):
        When.read(text)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from([When(20), When(0, 7), When(30, 23, 28), When(0, 0, 1)]),
)
def test_every_moment_lies_between_the_last_and_the_next_time(wall, when):
    assert when.last(wall) <= wall < when.next(wall)
    assert when.last(when.next(wall)) == when.next(wall)
    assert when.next(when.last(wall)) == when.next(wall)


def test_what_is_due_begins_once(calendar):
    assert begun(SEVEN - timedelta(hours=1)) == []
    assert begun(SEVEN) == ["jobs.count"]
    assert begun(SEVEN + timedelta(hours=3)) == []
    assert begun(SEVEN + timedelta(days=1)) == ["jobs.count"]
    assert list(Occasion.objects.order_by("due_at").values_list("due_at", flat=True)) == [
        SEVEN - timedelta(days=1), SEVEN, SEVEN + timedelta(days=1)
    ]  # fmt: skip


def test_a_new_kind_waits_for_its_next_time(calendar):
    assert begun(SEVEN + timedelta(minutes=5)) == []
    assert Job.objects.count() == 0


def test_what_forty_days_missed_begins_once(calendar):
    begun(SEVEN)
    assert begun(SEVEN + timedelta(days=40)) == ["jobs.count"]
    assert Job.objects.count() == 1


def test_a_clock_set_back_begins_nothing_again(calendar):
    begun(SEVEN - timedelta(days=1))
    begun(SEVEN)
    assert begun(SEVEN - timedelta(hours=2)) == []


def test_what_cannot_be_asked_for_leaves_its_time_untaken(calendar, monkeypatch):
    begun(SEVEN - timedelta(days=1))
    monkeypatch.setattr(actions, "write", lambda *args, **words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        begun(SEVEN)
    monkeypatch.undo()
    assert (Occasion.objects.count(), Job.objects.count()) == (1, 0)


def test_the_record_says_that_the_house_itself_asked(calendar):
    begun(SEVEN - timedelta(days=1))
    begun(SEVEN)
    assert Entry.objects.filter(verb="jobs.enqueue").values_list("actor_id", flat=True).get() == ""


@pytest.mark.parametrize("room", list(queries.rooms()), ids=lambda room: room.room)
def test_every_room_names_times_and_work_that_needs_nothing(room):
    for kind, text in room.calendar.items():
        When.read(text)
        signature(queries.kinds()[kind].work()).bind(None)


def test_the_administrator_sees_the_calendar_and_nobody_else(client, calendar, cast):
    begun(SEVEN - timedelta(days=1))
    begun(SEVEN)
    client.force_login(cast.admin)
    assert "07:00" in client.get("/jobs/").content.decode()
    client.force_login(cast.clerk)
    assert "07:00" not in client.get("/jobs/").content.decode()


def test_files_of_old_work_are_swept_and_those_of_fresh_work_stay(cast, settings, tmp_path):
    settings.DATA = tmp_path
    old, fresh, waiting = (actions.enqueue("jobs.count", {}, by=None, at=SEVEN) for _ in range(3))
    Job.objects.filter(pk=old.pk).update(state="done", ended_at=SEVEN - timedelta(days=31))
    Job.objects.filter(pk=fresh.pk).update(state="done", ended_at=SEVEN - timedelta(days=29))
    for name in (old.pk, fresh.pk, waiting.pk, 999_999):
        (tmp_path / "jobs" / str(name)).mkdir(parents=True)
    assert actions.sweep(at=SEVEN) == 2
    assert {path.name for path in (tmp_path / "jobs").iterdir()} == {str(fresh.pk), str(waiting.pk)}
