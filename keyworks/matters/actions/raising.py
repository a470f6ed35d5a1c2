"""Raising: an issue, a request, a directive as it was spoken, and the actions a directive is split into."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import day_of, workdays
from keyworks.dossier.actions.notices import begin_following
from keyworks.matters import queries
from keyworks.matters.actions.desk import good_due
from keyworks.matters.actions.refused import LONGEST_LINE, MattersRefused, said
from keyworks.matters.actions.stepping import begin, done, put, remember
from keyworks.matters.models import Matter, MatterProject, Series, Snapshot
from keyworks.matters.rules import authority, clocks
from keyworks.matters.rules.ladder import Kind, Sort, Source, State, Step
from keyworks.projects.models import Project
from keyworks.record.actions import write

MOST_PROJECTS = 200
SOURCE_OF = {
    Unit.Kind.OWNER: Source.UNIT, Unit.Kind.CONTRACTOR: Source.UNIT, Unit.Kind.DISTRICT: Source.DISTRICT,
    Unit.Kind.DEPARTMENT: Source.DEPARTMENT, Unit.Kind.CITY: Source.OFFICE,
}  # fmt: skip


@transaction.atomic
def raise_matter(
    *, sort: Sort, kind: str, title: str, text: str, projects: Iterable[Project], unit: Unit, by: Person, at: datetime,
    source: str = "", effect: str = "", phone: str = "", blocking: Collection[int] | None = None, report: Any = None,
    facts: Mapping[str, Any] | None = None,
) -> Matter:  # fmt: skip
    """Raise an issue or a request for a unit; `blocking` are the keys of the projects that wait for it, else all."""
    must_raise(by, sort)
    named = _projects(projects)
    if sort is Sort.REQUEST and not named:
        raise MattersRefused("matters.no_project", field="project")
    text = said(text, "matters.nothing_said")
    day, desk = day_of(at), desk_of(unit)
    limits, calendar = queries.limits(), workdays()
    matter = Matter.objects.create(
        number=next_number(day), sort=sort, kind=_kind(kind), source=source or SOURCE_OF[Unit.Kind(unit.kind)],
        title=said(title, "matters.no_title", "title", LONGEST_LINE), text=text, effect=said(effect, most=400),
        phone=said(phone, field="phone", most=40), raised_by=by, raised_unit=unit, raised_on=day, desk=desk,
        service_officer=next((one.service_officer for one in named if one.service_officer), None)
        if sort is Sort.REQUEST else None,
        climbs_on=clocks.climbs(State.RAISED, 1, None, day, limits, calendar), report=report,
        created_at=at, changed_at=at,
    )  # fmt: skip
    _begin(matter, named, blocking, by, at, facts)
    return matter


@transaction.atomic
def direct(
    *, words: str, title: str, said_by: Person | None, said_post: str, said_on: date, by: Person, at: datetime,
    kind: str = Kind.OTHER, meeting: str = "", projects: Iterable[Project] = (), effect: str = "", level: int = 3,
    facts: Mapping[str, Any] | None = None,
) -> Matter:  # fmt: skip
    """Take down a directive, word for word, with who spoke it and when; it is to be assigned or split next."""
    must_raise(by, Sort.DIRECTIVE)
    spoken = said(words, "matters.no_words", "words")
    if said_by is None and not said_post.strip():
        raise MattersRefused("matters.no_speaker", field="said_by")
    day, city = day_of(at), queries.city_office()
    if said_on > day:
        raise MattersRefused("matters.said_ahead", field="said_on")
    limits, calendar = queries.limits(), workdays()
    matter = Matter.objects.create(
        number=next_number(day), sort=Sort.DIRECTIVE, kind=_kind(kind),
        source=Source.MEETING if meeting.strip() else Source.LEADER,
        title=said(title, "matters.no_title", "title", LONGEST_LINE), words=spoken, effect=said(effect, most=400),
        said_by=said_by, said_post=said(said_post, most=100), said_on=said_on, meeting=said(meeting, most=200),
        raised_by=by, raised_unit=city, raised_on=day, desk=city, state=State.TRIAGED, level=level,
        climbs_on=clocks.climbs(State.TRIAGED, level, None, day, limits, calendar), created_at=at, changed_at=at,
    )  # fmt: skip
    matter.answerable = queries.answers(matter)
    matter.save(update_fields=["answerable"])
    _begin(matter, _projects(projects), None, by, at, facts)
    return matter


@transaction.atomic
def split(
    *, matter: Matter, title: str, lead: Unit, due_on: date, over: int, by: Person, at: datetime, text: str = "",
    lead_person: Person | None = None, projects: Iterable[Project] | None = None, rhythm_days: int = 0,
) -> Matter:  # fmt: skip
    """Make an action of a directive: a matter below it with an owner and a date of its own."""
    doing = begin(Step.SPLIT, matter=matter, by=by, at=at, over=over)
    whole, day = doing.matter, doing.day
    due, facts = good_due(due_on, day)
    named = _projects(projects if projects is not None else [one.project for one in whole.affected.all()])
    action = Matter.objects.create(
        number=next_number(day), sort=Sort.DIRECTIVE, kind=whole.kind, source=whole.source,
        title=said(title, "matters.no_title", "title", LONGEST_LINE), text=said(text), parent=whole,
        said_by=whole.said_by, said_post=whole.said_post, said_on=whole.said_on, meeting=whole.meeting,
        raised_by=by, raised_unit=whole.raised_unit, raised_on=day, desk=whole.desk, lead=lead, lead_person=lead_person,
        state=State.ASSIGNED, level=1, due_on=due, climbs_on=due, rhythm_days=rhythm_days,
        created_at=at, changed_at=at,
    )  # fmt: skip
    _begin(action, named, None, by, at, {**facts, "lead": lead.code})
    if lead_person is not None:
        begin_following(action, lead_person, at)
    if whole.state in (State.TRIAGED,):
        whole.lead = whole.lead or whole.desk
    last = max([due, *([whole.due_on] if whole.due_on else [])])
    facts = {"action": action.number, "title": action.title}
    done(doing, facts, due_on=last, climbs_on=last if last > day else due)
    return action


@transaction.atomic
def amend(*, matter: Matter, text: str, over: int, by: Person, at: datetime, title: str = "") -> Matter:
    """Say more of what was returned, and raise it again."""
    doing = begin(Step.AMEND, matter=matter, by=by, at=at, text=text, over=over)
    new = said(title, field="title", most=LONGEST_LINE) or doing.matter.title
    return done(doing, {"text_before": doing.matter.text}, title=new, text=doing.text)


def must_raise(by: Person, sort: Sort) -> None:
    if not by.may(authority.RAISES[sort]):
        raise MattersRefused("matters.may_not_raise")


def desk_of(unit: Unit) -> Unit:
    """The office that sorts what a unit raises: its district's where there is somebody, else the city's."""
    keys = [int(key) for key in unit.path.strip("/").split("/")]
    districts = Unit.objects.filter(pk__in=keys, kind=Unit.Kind.DISTRICT, closed_on=None).exclude(pk=unit.pk)
    found = districts.order_by("-path").first()
    there = found is not None and queries.people_of([found.pk], authority.OF_DESK)
    return found if found is not None and there else queries.city_office()


def next_number(day: date) -> str:
    """The next number of the year; the row of the year is held until the transaction ends."""
    Series.objects.get_or_create(year=day.year)
    series = Series.objects.select_for_update().get(year=day.year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{day.year}-{series.last:04d}"


def _projects(projects: Iterable[Project]) -> list[Project]:
    found = list(dict.fromkeys(projects))
    if len(found) > MOST_PROJECTS:
        raise MattersRefused("matters.too_many_projects", field="projects", most=MOST_PROJECTS)
    return found


def _kind(kind: str) -> Kind:
    try:
        return Kind(kind)
    except ValueError as error:
        raise MattersRefused("matters.no_such_kind", field="kind") from error


def _begin(
    matter: Matter, projects: list[Project], blocking: Collection[int] | None, by: Person, at: datetime,
    facts: Mapping[str, Any] | None,
) -> None:  # fmt: skip
    """Its projects, how they stand, the first line of its trail, the record, and whoever raised it follows."""
    MatterProject.objects.bulk_create(
        MatterProject(matter=matter, project=one, blocks=blocking is None or one.pk in blocking) for one in projects
    )
    remember(matter, Snapshot.Moment.RAISED, day_of(at))
    put(matter, Step.RAISE, matter.words or matter.text, by, at, facts)
    told = {"sort": str(matter.sort), "kind": str(matter.kind), "title": matter.title, "text": matter.text}
    told |= {"words": matter.words} if matter.words else {}
    write(
        "matters.raise", matter, by=by, at=at,
        after={**told, "projects": [one.local_number for one in projects], "state": str(matter.state)},
    )  # fmt: skip
    begin_following(matter, by, at)
