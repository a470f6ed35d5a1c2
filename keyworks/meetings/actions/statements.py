"""Reports of units to a meeting: asked for, drafted, written, handed in, given back, accepted, chased."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import day_of
from keyworks.meetings.actions.holding import fresh, hold
from keyworks.meetings.actions.refused import MeetingsRefused, said
from keyworks.meetings.models import Meeting, Statement, Version
from keyworks.meetings.models.statement_words import LANGUAGES
from keyworks.meetings.queries import drafting
from keyworks.meetings.queries import statements as known
from keyworks.meetings.rules import authority, drafting_en, drafting_zh
from keyworks.meetings.rules.drafting import Facts, Section, kept
from keyworks.meetings.rules.drafting_checks import in_chinese
from keyworks.meetings.rules.kinds import How, Stand
from keyworks.record.actions import write

LONGEST_PART, MOST_MINUTES = 6000, 120
CHANGED = ("how", "minutes", "due_on")


@transaction.atomic
def ask_statements(
    *, meeting: Meeting, asked: Mapping[Unit, How], minutes: int, due_on: date | None, by: Person, at: datetime
) -> list[Statement]:
    """Ask these units for a report, spoken or written, all by one day; who was asked already is left as it is."""
    held = hold(meeting, by, authority.PREPARE)
    due = _due(held, due_on or held.statements_due)
    _minutes(minutes)
    there = set(held.statements.values_list("unit", flat=True))
    fresh_ones = {unit: How(how) for unit, how in asked.items() if unit.pk not in there and how != How.ABSENT}
    if not fresh_ones:
        raise MeetingsRefused("meetings.nobody_new_asked")
    if any(unit.kind not in known.SPOKEN_FOR or unit.closed_on for unit in fresh_ones):
        raise MeetingsRefused("meetings.cannot_report")
    last = held.statements.aggregate(top=Max("position"))["top"] or 0
    # Who speaks comes before who only writes.
    order = sorted(fresh_ones, key=lambda unit: fresh_ones[unit] != How.SPOKEN)
    made = Statement.objects.bulk_create(
        Statement(
            meeting=held, unit=unit, how=fresh_ones[unit], position=last + place, due_on=due,
            minutes=minutes if fresh_ones[unit] is How.SPOKEN else 0, asked_at=at, changed_at=at,
        )
        for place, unit in enumerate(order, 1)
    )  # fmt: skip
    spoken = [unit.code for unit in order if fresh_ones[unit] is How.SPOKEN]
    told = {"spoken": spoken, "written": [unit.code for unit in order if fresh_ones[unit] is not How.SPOKEN]}
    write("meetings.ask_statements", held, by=by, at=at, after=told | {"due_on": due, "minutes": minutes})
    return made


def _due(meeting: Meeting, due: date | None) -> date | None:
    if due is not None and due > meeting.on:
        raise MeetingsRefused("meetings.due_after", field="due_on")
    return due


def _minutes(minutes: int) -> None:
    if not 0 <= minutes <= MOST_MINUTES:
        raise MeetingsRefused("meetings.long", field="minutes", most=MOST_MINUTES)


@transaction.atomic
def change_statement(
    *, statement: Statement, values: Mapping[str, Any], over: int, by: Person, at: datetime
) -> Statement:
    """How a unit reports, how long, by when, and in which place; with "none" it is asked no more."""
    held = hold(statement.meeting, by, authority.PREPARE)
    found = fresh(statement, over)
    before = {name: getattr(found, name) for name in (*CHANGED, "position")}
    for name in CHANGED:
        if name in values:
            setattr(found, name, values[name])
    found.how = str(How(found.how))
    found.due_on = _due(held, found.due_on)
    _minutes(found.minutes)
    if found.how != How.SPOKEN:
        found.minutes = 0
    place = values.get("position")
    if place is not None and place != found.position:
        _move(held, found, place)
    after = {name: getattr(found, name) for name in (*CHANGED, "position")}
    return _done(found, "meetings.change_statement", by, at, before, after)


def _move(meeting: Meeting, found: Statement, place: int) -> None:
    """Put it there; the others keep their order."""
    others = [one for one in meeting.statements.select_for_update() if one.pk != found.pk]
    others.insert(max(0, min(place - 1, len(others))), found)
    for number, one in enumerate(others, 1):
        one.position = number
    Statement.objects.bulk_update([one for one in others if one.pk != found.pk], ["position"])


@transaction.atomic
def chase_statements(
    *, meeting: Meeting, by: Person, at: datetime, statements: Iterable[Statement] | None = None
) -> int:
    """Ask once more where the reports are that did not come; each at most once a day. How many were asked."""
    held = hold(meeting, by, authority.PREPARE, known.OPEN_TO_UNITS)
    rows = held.statements.select_for_update().filter(state__in=known.WRITABLE).exclude(how=How.ABSENT)
    if statements is not None:
        rows = rows.filter(pk__in=[one.pk for one in statements])
    day = day_of(at)
    found = [one for one in rows if one.chased_at is None or day_of(one.chased_at) < day]
    if not found:
        raise MeetingsRefused("meetings.nobody_to_chase")
    Statement.objects.filter(pk__in=[one.pk for one in found]).update(chased_at=at)
    units = list(Unit.objects.filter(pk__in=[one.unit_id for one in found]).order_by("path"))
    write("meetings.chase_statements", held, by=by, at=at, after={"units": [unit.code for unit in units]})
    return len(found)


def _held(statement: Statement, by: Person, over: int | None) -> Statement:
    """A report that its unit may write on now."""
    if not known.speaks(by, statement.unit):
        raise MeetingsRefused("meetings.not_your_unit")
    hold(statement.meeting, by, authority.STATE, known.OPEN_TO_UNITS)
    found = fresh(statement, over)
    if found.how == How.ABSENT:
        raise MeetingsRefused("meetings.not_asked")
    if found.state not in known.WRITABLE:
        raise MeetingsRefused("meetings.handed_in")
    return found


@transaction.atomic
def draft(
    *, statement: Statement, language: str, by: Person, at: datetime, over: int | None = None, keep_text: bool = False
) -> Version:
    """Draft it from what is known now, as a new version; with `keep_text` only the figures beside it are new."""
    found = _held(statement, by, over)
    if language not in LANGUAGES:
        raise MeetingsRefused("meetings.no_language", field="language")
    last = known.last_version(found)
    facts = drafting.facts_of(found.unit, at)
    edited = keep_text and last is not None and last.edited
    text = dict(last.parts) if keep_text and last is not None else drafted(facts, language)
    language = last.language if keep_text and last is not None else language
    made = Version.objects.create(
        statement=found, number=_next(last), language=language, parts=text, figures=kept(facts.all), edited=edited,
        by=by, at=at,
    )  # fmt: skip
    _written(found, made, by, at, "meetings.draft_statement")
    return made


def drafted(facts: Facts, language: str) -> dict[str, str]:
    """The parts of a report in this language."""
    parts = (drafting_zh if language == "zh" else drafting_en).parts(facts)
    return {str(section): text for section, text in parts.items()}


def _next(last: Version | None) -> int:
    return (last.number if last else 0) + 1


@transaction.atomic
def save(*, statement: Statement, parts: Mapping[str, str], over: int, by: Person, at: datetime) -> Version:
    """Keep what the unit wrote, as a new version; the figures it was drafted from stay beside it."""
    found = _held(statement, by, over)
    texts = {str(one): said(parts.get(one, ""), field=str(one), most=LONGEST_PART) for one in Section}
    if not any(texts.values()):
        raise MeetingsRefused("meetings.nothing_written", field=str(Section.TARGETS))
    last = known.last_version(found)
    if last is not None and last.parts == texts:
        return last
    language = "zh" if in_chinese("".join(texts.values())) else "en"
    made = Version.objects.create(
        statement=found, number=_next(last), language=language, parts=texts, figures=last.figures if last else [],
        edited=True, by=by, at=at,
    )  # fmt: skip
    _written(found, made, by, at, "meetings.save_statement")
    return made


def _written(found: Statement, made: Version, by: Person, at: datetime, verb: str) -> None:
    if found.state == Stand.ASKED:
        found.state = Stand.DRAFTED
    _done(found, verb, by, at, {}, {"version": made.number, "state": str(found.state)})


@transaction.atomic
def submit(*, statement: Statement, over: int, by: Person, at: datetime) -> Statement:
    """Hand it in as it stands; after its day it is late and says so."""
    found = _held(statement, by, over)
    last = known.last_version(found)
    if last is None:
        raise MeetingsRefused("meetings.nothing_written")
    before = {"state": str(found.state)}
    found.state, found.returned = Stand.SUBMITTED, ""
    found.submitted, found.submitted_at = last.number, at
    found.late = found.due_on is not None and day_of(at) > found.due_on
    after = {"state": str(found.state), "version": last.number, "late": found.late}
    return _done(found, "meetings.submit_statement", by, at, before, after)


@transaction.atomic
def give_back(*, statement: Statement, reason: str, over: int, by: Person, at: datetime) -> Statement:
    """Give it back to its unit, with the reason."""
    hold(statement.meeting, by, authority.PREPARE, known.OPEN_TO_UNITS)
    found = fresh(statement, over)
    if found.state not in known.IN:
        raise MeetingsRefused("meetings.not_handed_in")
    why = said(reason, "meetings.reason_missing", "reason", 400)
    before = {"state": str(found.state)}
    found.state, found.returned = Stand.RETURNED, why
    return _done(found, "meetings.return_statement", by, at, before, {"state": str(found.state), "reason": why})


@transaction.atomic
def accept(*, statement: Statement, over: int, by: Person, at: datetime) -> Statement:
    """Take it as it is."""
    hold(statement.meeting, by, authority.PREPARE)
    found = fresh(statement, over)
    if found.state != Stand.SUBMITTED:
        raise MeetingsRefused("meetings.not_handed_in")
    before = {"state": str(found.state)}
    found.state = Stand.ACCEPTED
    return _done(found, "meetings.accept_statement", by, at, before, {"state": str(found.state)})


def _done(
    found: Statement, verb: str, by: Person, at: datetime, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Statement:
    found.changed_at = at
    found.edition += 1
    found.save()
    write(verb, found, by=by, at=at, before=dict(before), after=dict(after))
    return found
