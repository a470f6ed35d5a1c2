from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from keyworks.post import rules

AT = datetime(2022, 2, 10, tzinfo=UTC)


def test_waits_grow_to_three_hours():
    waits = [rules.again(tries, AT) - AT for tries in range(8)]
    assert waits == [timedelta(seconds=s) for s in (60, 60, 300, 900, 3600, 10_800, 10_800, 10_800)]


@given(st.text())
def test_a_head_is_one_short_line(text):
    line = rules.one_line(text)
    assert len(line.splitlines()) <= 1
    assert len(line) <= rules.LONGEST
    assert rules.one_line(line) == line.strip()
