"""Series and meetings: what a meeting is, and its steps from being prepared to closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from keyworks.accounts.models import Person
from keyworks.accounts.queries import workdays
from keyworks.meetings.actions.holding import hold, must
from keyworks.meetings.actions.refused import MeetingsRefused, said
from keyworks.meetings.models import Item, Meeting, Series
from keyworks.meetings.queries.minutes import settled
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import AHEAD, STEPS, Kind, Point, State, Step
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

SERIES = ("kind", "name_zh", "name_en", "minutes", "statement_days", "comment_days", "template", "active")
FIELDS = ("title", "title_en", "theme", "on", "begins", "ends", "place", "district", "before", "statements_due")
LONGEST_DAY, MOST_DAYS, MOST_POINTS = 720, 60, 100
STAMPS = {Step.CALL: "called_at", Step.BEGIN: "begun_at", Step.END: "ended_at", Step.CLOSE: "closed_at"}


@transaction.atomic
def set_series(
    *, series: Series | None, values: Mapping[str, Any], by: Person, at: datetime, over: int | None = None
) -> Series:
    """A series, new or otherwise than it was."""
    must(by, authority.SERIES)
    found: Series = Series.objects.select_for_update().get(pk=series.pk) if series else Series()
    if series and over is not None and found.edition != over:
        raise Stale("meetings.stale", edition=found.edition)
    before = {name: getattr(found, name) for name in SERIES} if series else {}
    for name in SERIES:
        setattr(found, name, values.get(name, getattr(found, name)))
    found.name_zh = said(found.name_zh, "meetings.series_unnamed", "name_zh", 100)
    if Series.objects.filter(name_zh=found.name_zh).exclude(pk=found.pk).exists():
        raise MeetingsRefused("meetings.series_taken", field="name_zh")
    if found.kind not in set(Kind) or not 1 <= found.minutes <= LONGEST_DAY:
        raise MeetingsRefused("meetings.long", field="minutes", most=LONGEST_DAY)
    for name, days in (("statement_days", found.statement_days), ("comment_days", found.comment_days)):
        if not 0 <= days <= MOST_DAYS:
            raise MeetingsRefused("meetings.days_odd", field=name, most=MOST_DAYS)
    found.template = points(found.template)
    found.edition += bool(series)
    found.save()
    write(
        "meetings.set_series", found, by=by, at=at, before=before, after={name: getattr(found, name) for name in SERIES}
    )
    return found


def points(template: Any) -> list[dict[str, Any]]:
    """The points of a template, each with a kind and minutes."""
    found: list[dict[str, Any]] = [
        {
            "point": str(Point(one["point"])),
            "title": said(one.get("title", ""), most=200),
            "minutes": int(one["minutes"]),
        }
        for one in template
    ]
    if len(found) > MOST_POINTS or any(not 0 <= one["minutes"] <= LONGEST_DAY for one in found):
        raise MeetingsRefused("meetings.long", field="template", most=LONGEST_DAY)
    return found


@transaction.atomic
def plan_meeting(*, series: Series, values: Mapping[str, Any], by: Person, at: datetime) -> Meeting:
    """A new meeting of a series, with the points of its template and what the one before left to it."""
    must(by, authority.PREPARE)
    held = Series.objects.select_for_update().get(pk=series.pk)
    number = (held.meetings.aggregate(top=Max("number"))["top"] or 0) + 1
    earlier = held.meetings.exclude(state=State.CANCELLED).filter(on__lte=values["on"])
    before = earlier.order_by("on", "pk").last()
    found = Meeting(series=held, number=number, created_at=at, before=before)
    _give(found, values)
    if found.statements_due is None and held.statement_days:
        found.statements_due = workdays().before(found.on, held.statement_days)
    found.save()
    Item.objects.bulk_create(
        Item(meeting=found, position=n, point=one["point"], title=one["title"], minutes=one["minutes"])
        for n, one in enumerate(held.template, 1)
    )
    write("meetings.plan", found, by=by, at=at, after=told(found))
    return found


@transaction.atomic
def change_meeting(*, meeting: Meeting, values: Mapping[str, Any], over: int, by: Person, at: datetime) -> Meeting:
    """What is said of a meeting, otherwise than before; once it took place its day stays."""
    found = hold(meeting, by, authority.PREPARE, over=over)
    before = told(found)
    if found.state not in AHEAD and values.get("on", found.on) != found.on:
        raise MeetingsRefused("meetings.took_place", field="on")
    _give(found, values)
    found.edition += 1
    found.save()
    write("meetings.change", found, by=by, at=at, before=before, after=told(found))
    return found


def _give(found: Meeting, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(found, name, values[name])
    found.title = said(found.title, "meetings.no_title", "title", 200)
    found.title_en = said(found.title_en, field="title_en", most=200)
    found.theme = said(found.theme, field="theme", most=400)
    found.place = said(found.place, field="place", most=200)
    if found.begins >= found.ends:
        raise MeetingsRefused("meetings.ends_first", field="ends")
    if found.before is not None and (found.before.pk == found.pk or found.before.on > found.on):
        raise MeetingsRefused("meetings.before_is_later", field="before")
    if found.statements_due is not None and found.statements_due > found.on:
        raise MeetingsRefused("meetings.due_after", field="statements_due")


def told(found: Meeting) -> dict[str, Any]:
    """What the record keeps of a meeting."""
    kept = {name: getattr(found, name) for name in FIELDS if name not in ("district", "before")}
    return {
        **kept, "district": found.district.code if found.district else None,
        "before": str(found.before) if found.before else None, "state": str(found.state),
    }  # fmt: skip


@transaction.atomic
def step(*, meeting: Meeting, step: Step, over: int, by: Person, at: datetime, reason: str = "") -> Meeting:
    """Take the meeting a step on: call it, begin, end, close, open it again or cancel it."""
    way = STEPS[step]
    found = hold(meeting, by, authority.RECORD if step in (Step.BEGIN, Step.END) else authority.PREPARE, way.of, over)
    why = said(reason, "meetings.reason_missing" if way.reason else "", "reason", 400)
    if step is Step.CALL and not found.items.exists():
        raise MeetingsRefused("meetings.no_agenda")
    if step is Step.CLOSE and not settled(found):
        raise MeetingsRefused("meetings.minutes_first")
    before = str(found.state)
    found.state = way.to
    if (stamp := STAMPS.get(step)) and getattr(found, stamp) is None:
        setattr(found, stamp, at)
    if step is Step.END and found.current is not None:
        found.current.ended_at = at
        found.current.save(update_fields=["ended_at"])
        found.current = None
    found.edition += 1
    found.save()
    after = {"state": str(found.state)} | ({"reason": why} if why else {})
    write(f"meetings.{step}", found, by=by, at=at, before={"state": before}, after=after)
    return found
