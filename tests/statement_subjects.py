"""Reports and topics that addresses are about: `own` are those of the clerk's district, `other` another's."""

from __future__ import annotations

from datetime import UTC, datetime

from keyworks.meetings import actions
from keyworks.meetings.rules.kinds import How
from tests.meeting_subjects import called

BEFORE = datetime(2022, 2, 7, 1, 0, tzinfo=UTC)


def _district(cast, whose):
    return cast.binhai if whose == "own" else cast.beichen


def statement(cast, whose, at):
    """A report that the district is asked for."""
    district = _district(cast, whose)
    asked = {district: How.WRITTEN}
    made = actions.ask_statements(
        meeting=called(cast, whose, at), asked=asked, minutes=0, due_on=None, by=cast.office, at=at
    )
    return [made[0].pk]


def topic(cast, whose, at):
    """A topic of a meeting to which the district is asked."""
    found = called(cast, whose, at)
    return [actions.flag_topic(meeting=found, title="供电接入", by=cast.office, at=BEFORE).pk]


def district(cast, whose, at):
    return [_district(cast, whose).pk]


def panel_district(cast, whose, at):
    return ["unit", _district(cast, whose).pk]
