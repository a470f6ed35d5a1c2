from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.values.asof import AsOf, parse
from keyworks.values.problems import Problem

TIANJIN = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")

LAST = datetime(2022, 2, 8, 15, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2022-02-08", "2022/2/8", "2022.2.8", "2022年2月8日", "２０２２-０２-０８", " 2022-2-8 "]
)
def test_a_day_means_its_end_in_the_citys_zone(text):
    assert parse(text, TIANJIN) == AsOf(LAST)


def test_a_moment_means_itself():
    expected = AsOf(datetime(2022, 2, 8, 1, 30, tzinfo=UTC))
    assert parse("2022-02-08T09:30", TIANJIN) == expected
    assert parse("2022-02-08 09:30:00", TIANJIN) == expected
    assert parse("2022-02-08T01:30:00Z", TIANJIN) == expected
    assert parse("2022-02-08T09:30:00+08:00", BERLIN) == expected
    assert parse("2022-02-08T09:30:00 08:00", BERLIN) == expected
    assert parse("2022-02-08T10:30:00 09:00", BERLIN) == expected


@pytest.mark.parametrize(
    "text", ["2022-02-30", "2022-02", "yesterday", "8", "9999-12-31", "2022-02-08T25:00", "20220208"]
)
def test_what_is_not_a_date_is_a_problem(text):
    assert parse(text, TIANJIN) == Problem("asof.not_a_date", {"text": text})


def test_no_text_is_no_date():
    assert parse("", TIANJIN) == Problem("asof.missing")


def test_a_moment_the_clock_skips_or_repeats_is_asked_for_again():
    for text in ("2022-03-27 02:30", "2022-10-30 02:30"):
        assert parse(text, BERLIN) == Problem("asof.clock_changed", {"text": text})
    assert parse("2022-10-30T02:30+01:00", BERLIN) == AsOf(datetime(2022, 10, 30, 1, 30, tzinfo=UTC))


def test_only_utc_stands_inside():
    with pytest.raises(ValueError, match="UTC"):
        AsOf(datetime(2022, 2, 8))
    with pytest.raises(ValueError, match="UTC"):
        AsOf(datetime(2022, 2, 8, tzinfo=timezone(timedelta(hours=8))))
    with pytest.raises(ValueError, match="no zone"):
        AsOf.moment(datetime(2022, 2, 8))
    assert AsOf.moment(datetime(2022, 2, 8, tzinfo=TIANJIN)).at.tzinfo is UTC


def test_an_asof_is_written_as_it_was_asked():
    assert AsOf.end_of(date(2022, 2, 8), TIANJIN).text(TIANJIN) == "2022-02-08"
    assert AsOf(datetime(2022, 2, 8, 1, 30, tzinfo=UTC)).text(TIANJIN) == "2022-02-08T09:30:00+08:00"
    assert AsOf(LAST).day(TIANJIN) == date(2022, 2, 8)
    assert AsOf(LAST).day(BERLIN) is None


@given(st.dates(date(1992, 1, 1), date(2100, 1, 1)), st.sampled_from([TIANJIN, BERLIN, UTC]))
def test_one_tick_after_a_day_ends_the_next_begins(day, zone):
    end = AsOf.end_of(day, zone)
    assert end.at.astimezone(zone).date() == day
    assert (end.at + timedelta(microseconds=1)).astimezone(zone).date() == day + timedelta(days=1)
    assert parse(end.text(zone), zone) == end


@given(st.datetimes(datetime(1992, 1, 1), datetime(2100, 1, 1)), st.sampled_from([TIANJIN, BERLIN, UTC]))
def test_what_is_written_is_read_again(at, zone):
    moment = AsOf(at.replace(tzinfo=UTC))
    assert parse(moment.text(zone), zone) == moment


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    assert isinstance(parse(text, TIANJIN), AsOf | Problem)
