from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from keyworks.formats.ical import Entry, write

SAID = datetime(2022, 2, 8, 1, tzinfo=UTC)
DUE = Entry(
    "matter.1", date(2022, 2, 10), "土地清表; 3号楼, 东侧", SAID, words="应办结\r\n逾期自动上升",
    address="https://k.example/matters/1/?a=1,2;3", alarm=timedelta(hours=15),
)  # fmt: skip
MEETING = Entry(
    "meeting.1", datetime(2022, 2, 10, 9, tzinfo=timezone(timedelta(hours=8))), "现场办公会", SAID,
    lasts=timedelta(hours=2),
)  # fmt: skip


def made(*entries):
    return write(entries, name="重点项目", host="k.example")


def events(content):
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def test_the_same_entries_make_the_same_bytes_in_whatever_order_they_come():
    assert made(DUE, MEETING) == made(MEETING, DUE)


def test_a_day_stays_a_day_and_a_moment_is_told_in_utc():
    day, moment = events(made(MEETING, DUE))
    assert (day.decoded("dtstart"), day["uid"]) == (date(2022, 2, 10), "matter.1@k.example")
    assert (moment.decoded("dtstart"), moment.decoded("duration")) == (
        datetime(2022, 2, 10, 1, tzinfo=UTC), timedelta(hours=2),
    )  # fmt: skip


def test_what_a_calendar_program_reads_is_what_was_said():
    (event,) = events(made(DUE))
    assert str(event["summary"]) == "土地清表; 3号楼, 东侧"
    assert str(event["description"]) == "应办结\n逾期自动上升"
    assert str(event["url"]) == "https://k.example/matters/1/?a=1,2;3"
    assert event.walk("VALARM")[0].decoded("trigger") == timedelta(hours=-15)


def test_lines_are_short_and_end_as_the_standard_says():
    content = made(DUE, MEETING)
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@given(st.text(), st.text())
def test_no_title_adds_a_line_of_its_own(title, words):
    (event,) = events(made(Entry("x", date(2022, 2, 10), title, SAID, words=words)))
    assert set(event) <= {"UID", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP"}
