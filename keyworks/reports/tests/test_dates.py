from __future__ import annotations

from datetime import date

import icalendar
import pytest
from django.utils import timezone

from keyworks.post.actions import make_feed
from keyworks.reports.queries import dates
from keyworks.reports.tests.months import filed
from keyworks.values.months import Month


@pytest.fixture(autouse=True)
def tenth(monkeypatch):
    monkeypatch.setattr(dates, "today", lambda: date(2022, 2, 8))


def said(person):
    return [(one.uid, one.on, one.words, one.alarm is not None) for one in dates.dates(person)]


def test_whoever_files_sees_until_when_and_how_many_are_missing(cast, plant, valves):
    uids = [f"reports.{month}.{cast.clerk.pk}" for month in (202201, 202202)]
    assert said(cast.clerk) == [
        (uids[0], date(2022, 2, 10), "1 / 1 个项目未报", True),
        (uids[1], date(2022, 3, 10), "1 / 1 个项目未报", True),
    ]  # fmt: skip
    filed(plant, cast, Month(2022, 1), 100)
    assert said(cast.clerk)[0] == (uids[0], date(2022, 2, 10), "1 个项目已全部报送。", False)


def test_who_files_nothing_is_told_nothing(cast, plant):
    assert [said(person) for person in (cast.mayor, cast.auditor, cast.stranger, cast.other_clerk)] == [[], [], [], []]


def test_the_feed_holds_what_its_person_sees_and_nothing_of_another_district(cast, plant, valves, client):
    _feed, key = make_feed(by=cast.clerk, at=timezone.now())
    events = icalendar.Calendar.from_ical(client.get(f"/feed/{key}.ics").content).walk("VEVENT")
    assert [str(one["summary"]) for one in events] == ["2022年1月月报截止", "2022年2月月报截止"]
    assert {str(one["url"]).rpartition("=")[2] for one in events} == {"2022-01", "2022-02"}
