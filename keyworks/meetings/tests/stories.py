"""Meetings for tests, brought so far by the people of the cast."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from keyworks.meetings import actions
from keyworks.meetings.models import Meeting
from keyworks.meetings.rules.kinds import Attendance, Choice, Part, Point, State, Step

TUESDAY = datetime(2022, 2, 8, 1, 0, tzinfo=UTC)
"""Nine o'clock in the city."""
DAY = date(2022, 2, 8)
SPACE = UUID("8e1f3c1e-8a52-4ac4-9a6b-3c4d5e6f7a8b")


def at(hour, minute=0, day=8):
    """A moment of the meeting's day, in the city's hours."""
    return datetime(2022, 2, day, hour - 8, minute, tzinfo=UTC)


def key(name):
    """The same key each time for a name."""
    return uuid5(SPACE, name)


def now(row):
    return type(row)._default_manager.get(pk=row.pk)


def planned(cast, series=None, on=DAY, **values):
    """A meeting of three points, its chair and a guest asked."""
    when = datetime(2022, 1, 4, 1, tzinfo=UTC)
    told = {"kind": "on_site", "name_zh": "重点项目现场办公会", "name_en": "Office meetings on key projects"}
    series = series or actions.set_series(series=None, values=told, by=cast.office, at=when)
    said = {"title": "滨海新区现场办公会", "on": on, "begins": time(9), "ends": time(12), "place": "滨海新区"}
    found = actions.plan_meeting(series=series, values=said | values, by=cast.office, at=when)
    points = [(Point.OPENING, "开场"), (Point.TOPIC, "用电问题"), (Point.DIRECTIVES, "领导讲话")]
    for point, title in points:
        values = {"point": point, "title": title, "minutes": 30}
        actions.set_item(meeting=found, item=None, values=values, by=cast.office, at=when)
    people = [
        {"person": cast.mayor, "post": "市委副书记、市长", "part": Part.CHAIR},
        {"name": "王建国", "post": "区长", "unit": cast.binhai, "part": Part.REPORTING},
    ]
    for one in people:
        actions.set_participant(meeting=found, participant=None, values=one, by=cast.office, at=when)
    return now(found)


def sitting(cast, moment=None, **said):
    """It has begun."""
    found = planned(cast, **said)
    return actions.step(meeting=found, step=Step.BEGIN, over=found.edition, by=cast.office, at=moment or at(9))


def visited(cast, meeting, *projects):
    """The projects on its route, in this order, chosen before it began."""
    rows, state = Meeting.objects.filter(pk=meeting.pk), meeting.state
    rows.update(state=State.CALLED)
    for position, project in enumerate(projects, 1):
        when = datetime(2022, 1, 5, 1, tzinfo=UTC)
        site = actions.choose_site(meeting=meeting, project=project, choice=Choice.MUST, by=cast.office, at=when)
        type(site).objects.filter(pk=site.pk).update(position=position)
    rows.update(state=state)


def caught(cast, meeting, name="power", moment=None, projects=(), **values):
    """A directive to the bureau of industry, by 15 March."""
    moment = moment or at(10)
    told = {"words": "请工信局三月十五日前落实双回路供电。", "lead": cast.industry, "due_on": date(2022, 3, 15)}
    return actions.catch(
        meeting=meeting, key=key(name), values=told | values, said_at=moment, by=cast.office, at=moment,
        projects=projects,
    )  # fmt: skip


def ended(cast, meeting, moment=None):
    found = Meeting.objects.get(pk=meeting.pk)
    return actions.step(meeting=found, step=Step.END, over=found.edition, by=cast.office, at=moment or at(12))


def came(cast, meeting, *, absent=()):
    """Everybody came but those."""
    for one in meeting.participants.all():
        attendance = Attendance.ABSENT if str(one) in absent else Attendance.PRESENT
        actions.attend(participant=one, attendance=attendance, by=cast.office, at=at(9))
