"""What the office that has a matter on its desk does: sort, return, hand up, assign, give another day, pause."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import workdays
from keyworks.dossier.actions.notices import begin_following
from keyworks.matters import queries
from keyworks.matters.actions.refused import LONGEST_LINE, MattersRefused, said
from keyworks.matters.actions.stepping import begin, done, remember
from keyworks.matters.models import Matter, MatterProject, Snapshot
from keyworks.matters.rules import clocks
from keyworks.matters.rules.ladder import HIGHEST, Sort, State, Step
from keyworks.projects.models import Project

MOST_YEARS = 5


def good_due(due_on: date, day: date) -> tuple[date, dict[str, Any]]:
    """The promised day, a working day: where it is none, the next one, and what was asked for."""
    if due_on < day:
        raise MattersRefused("matters.due_past", field="due_on")
    if due_on.year > day.year + MOST_YEARS:
        raise MattersRefused("matters.due_far", field="due_on", years=MOST_YEARS)
    good = workdays().first_from(due_on)
    return good, {} if good == due_on else {"asked_for": due_on.isoformat()}


@transaction.atomic
def triage(
    *, matter: Matter, over: int, by: Person, at: datetime, kind: str = "", level: int = 0, text: str = ""
) -> Matter:
    """Take up what was raised: what it is about, and at which level it is to be solved."""
    doing = begin(Step.TRIAGE, matter=matter, by=by, at=at, text=text, over=over)
    return done(doing, **_sorted(doing.matter, kind, level))


def _sorted(matter: Matter, kind: str, level: int) -> dict[str, Any]:
    wanted = level or matter.level
    if not 1 <= wanted <= HIGHEST:
        raise MattersRefused("matters.no_such_level", field="level")
    return {"kind": kind or matter.kind, "level": wanted}


@transaction.atomic
def return_to_raiser(*, matter: Matter, text: str, over: int, by: Person, at: datetime) -> Matter:
    """Give it back to whoever raised it: something is missing."""
    return done(begin(Step.RETURN, matter=matter, by=by, at=at, text=text, over=over))


@transaction.atomic
def hand_up(*, matter: Matter, text: str, over: int, by: Person, at: datetime) -> Matter:
    """Hand it from a district to the city office."""
    doing, city = begin(Step.HAND_UP, matter=matter, by=by, at=at, text=text, over=over), queries.city_office()
    if doing.matter.desk_id == city.pk:
        raise MattersRefused("matters.with_the_city")
    return done(doing, desk=city)


@transaction.atomic
def assign(
    *, matter: Matter, lead: Unit, over: int, by: Person, at: datetime, lead_person: Person | None = None,
    due_on: date | None = None, co_owners: Iterable[Unit] | None = None, rhythm_days: int | None = None, text: str = "",
    level: int = 0, service_officer: Person | None = None,
) -> Matter:  # fmt: skip
    """Give it to a unit, and where known to a person, by a day: the level's own where none is said."""
    doing = begin(Step.ASSIGN, matter=matter, by=by, at=at, text=text, over=over)
    found, day = doing.matter, doing.day
    if lead.closed_on is not None and lead.closed_on <= day:
        raise MattersRefused("matters.lead_closed", field="lead")
    if found.sort == Sort.REQUEST and lead.pk == found.raised_unit_id:
        raise MattersRefused("matters.lead_asked_itself", field="lead")
    if lead_person is not None and lead_person.pk not in queries.can_act([lead_person.pk]):
        raise MattersRefused("matters.owner_left", field="lead_person", who=str(lead_person))
    if lead_person is None and not queries.people_of([lead.pk]):
        raise MattersRefused("matters.nobody_there", field="lead", unit=str(lead))
    level = _sorted(found, "", level)["level"]
    facts: dict[str, Any] = {"lead": lead.code}
    if due_on is not None and due_on != found.due_on:
        due_on, moved = good_due(due_on, day)
        facts |= moved
    due_on = due_on or found.due_on or clocks.promised(day, level, queries.limits(), workdays())
    if lead_person is not None:
        facts["person"] = lead_person.username
        begin_following(found, lead_person, at)
    if co_owners is not None:
        found.co_owners.set(one for one in co_owners if one.pk not in (lead.pk, found.raised_unit_id))
    rhythm = found.rhythm_days if rhythm_days is None else rhythm_days
    changes: dict[str, Any] = {"rhythm_days": rhythm, "feedback_on": workdays().after(day, rhythm) if rhythm else None}
    if service_officer is not None:
        changes["service_officer"] = service_officer
        begin_following(found, service_officer, at)
    return done(doing, facts, lead=lead, lead_person=lead_person, due_on=due_on, level=level, **changes)


@transaction.atomic
def extend(*, matter: Matter, due_on: date, text: str, over: int, by: Person, at: datetime) -> Matter:
    """Give it another day, with the reason; the day promised before stays in its trail."""
    doing = begin(Step.EXTEND, matter=matter, by=by, at=at, text=text, over=over)
    due, facts = good_due(due_on, doing.day)
    was = doing.matter.due_on
    return done(doing, {**facts, "was": was.isoformat() if was else None}, due_on=due)


@transaction.atomic
def pause(*, matter: Matter, until: date, text: str, over: int, by: Person, at: datetime) -> Matter:
    """Stop the clock until a day, with the reason."""
    doing = begin(Step.PAUSE, matter=matter, by=by, at=at, text=text, over=over)
    found, day = doing.matter, doing.day
    if until <= day:
        raise MattersRefused("matters.pause_past", field="until")
    if until - day > clocks.LONGEST_PAUSE:
        raise MattersRefused("matters.pause_long", field="until", days=clocks.LONGEST_PAUSE.days)
    left = clocks.left(found.due_on, day, workdays())
    facts = {"until": until.isoformat(), "days_left": left}
    return done(doing, facts, paused_from=str(found.state), paused_until=until, days_left=left)


@transaction.atomic
def resume(*, matter: Matter, by: Person | None, at: datetime, text: str = "", over: int | None = None) -> Matter:
    """Let the clock run again, with what was left of the time."""
    doing = begin(Step.RESUME, matter=matter, by=by, at=at, text=text, over=over)
    found = doing.matter
    due = clocks.resumed(found.due_on, found.days_left, doing.day, workdays())
    to = State(found.paused_from)
    return done(doing, to=to, due_on=due, paused_from="", paused_until=None, days_left=None)


@transaction.atomic
def instruct(*, matter: Matter, text: str, over: int, by: Person, at: datetime) -> Matter:
    """A word from above: what is to be done."""
    return done(begin(Step.INSTRUCT, matter=matter, by=by, at=at, text=text, over=over))


@transaction.atomic
def change(
    *, matter: Matter, over: int, by: Person, at: datetime, title: str = "", kind: str = "", effect: str | None = None,
    projects: Iterable[Project] | None = None, blocking: Collection[int] | None = None, text: str = "",
    service_officer: Person | None = None, on_the_spot: bool | None = None, related: Iterable[Matter] | None = None,
) -> Matter:  # fmt: skip
    """Change what is said of it: title, kind, expected effect, affected projects, links to other matters.

    What was said first stays in its trail.
    """
    doing = begin(Step.CHANGE, matter=matter, by=by, at=at, text=text, over=over)
    found = doing.matter
    facts: dict[str, Any] = {}
    if projects is not None:
        facts["projects"] = _affect(found, list(projects), blocking, doing.day)
    if related is not None:
        others = [one for one in related if one.pk != found.pk]
        found.related.set(others)
        facts["related"] = [one.number for one in others]
    changes: dict[str, Any] = {
        "title": said(title, field="title", most=LONGEST_LINE) or found.title, "kind": kind or found.kind,
        "effect": found.effect if effect is None else said(effect, field="effect", most=400),
        "service_officer": service_officer or found.service_officer,
        "on_the_spot": found.on_the_spot if on_the_spot is None else on_the_spot,
    }  # fmt: skip
    return done(doing, facts, **changes)


def _affect(matter: Matter, projects: list[Project], blocking: Collection[int] | None, day: date) -> list[str]:
    """The affected projects as they are to be; how a new one stands is kept."""
    wanted = {one.pk: one for one in projects}
    matter.affected.exclude(project__in=wanted).delete()
    have = set(matter.affected.values_list("project", flat=True))
    MatterProject.objects.bulk_create(
        MatterProject(matter=matter, project=one, blocks=blocking is None or key in blocking)
        for key, one in wanted.items()
        if key not in have
    )
    if blocking is not None:
        matter.affected.filter(project__in=blocking).update(blocks=True)
        matter.affected.exclude(project__in=blocking).update(blocks=False)
    remember(matter, Snapshot.Moment.RAISED, day)
    return [one.local_number for one in projects]
