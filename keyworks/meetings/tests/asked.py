"""Reports and topics for tests: a meeting on 8 February 2022 that units are asked to report to."""

from __future__ import annotations

from datetime import UTC, datetime

from keyworks.accounts import actions as accounts
from keyworks.accounts.rules import Role
from keyworks.meetings import actions
from keyworks.meetings.models import Statement, Topic
from keyworks.meetings.rules.kinds import How, Step
from keyworks.meetings.tests.stories import now, planned
from tests.cast import AT, PASSWORD, SINCE


def on(day, month=2, hour=1):
    """Nine o'clock in the city."""
    return datetime(2022, month, day, hour, tzinfo=UTC)


def asked(cast, meeting):
    """Binhai speaks eight minutes, Beichen and the bureau of industry write, due on 3 February."""
    units = {cast.binhai: How.SPOKEN, cast.beichen: How.WRITTEN, cast.industry: How.WRITTEN}
    made = actions.ask_statements(
        meeting=meeting, asked=units, minutes=8, due_on=on(3).date(), by=cast.office, at=on(28, 1)
    )
    return {one.unit.code: one for one in made}


def called(cast, **said):
    """A meeting that is called."""
    found = planned(cast, **said)
    return actions.step(meeting=found, step=Step.CALL, over=found.edition, by=cast.office, at=on(28, 1))


def written(cast, statement, by=None, at=None, **parts):
    """A text by its unit."""
    texts = {"targets": "计划投资100亿元。"} | parts
    found = Statement.objects.get(pk=statement.pk)
    return actions.save(statement=found, parts=texts, over=found.edition, by=by or cast.district, at=at or on(1))


def handed_in(cast, statement, by=None, at=None):
    found = Statement.objects.get(pk=statement.pk)
    return actions.submit(statement=found, over=found.edition, by=by or cast.district, at=at or on(2))


def flagged(cast, meeting, matter=None, at=None, **said):
    title = said.pop("title", "" if matter else "供电接入")
    return actions.flag_topic(meeting=meeting, matter=matter, title=title, by=cast.office, at=at or on(1), **said)


def fresh(row):
    return now(row)


def gone(topic, cast, reason="已解决"):
    found = Topic.objects.get(pk=topic.pk)
    return actions.drop_topic(topic=found, reason=reason, over=found.edition, by=cast.office, at=on(2))


def districts(cast, n):
    """So many more districts, each with its office; unit → person."""
    found = {}
    for number in range(n):
        unit = accounts.open_unit(
            code=f"d{number}", kind="district", name_zh=f"第{number}区", name_en=f"District {number}",
            parent=cast.city, by=None, at=AT,
        )  # fmt: skip
        head = accounts.register(username=f"head{number}", name=f"区{number}", password=PASSWORD, by=None, at=AT)
        accounts.seat(person=head, unit=unit, role=Role.DISTRICT, from_on=SINCE, by=None, at=AT)
        found[unit] = head
    return found
