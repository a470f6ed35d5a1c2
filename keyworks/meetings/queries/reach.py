"""Who sees a meeting and what was said in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from keyworks.accounts.models import Person, Unit
from keyworks.base.scopes import scope, scopes
from keyworks.meetings.models import Caught, Meeting, Participant, Series, Site, Statement, Topic
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import State
from keyworks.projects.models import Project


def sees_all(person: Person) -> bool:
    """Does the person see every meeting and everybody's report?"""
    return bool(authority.ALL & person.standing.roles())


def own_units(person: Person) -> QuerySet[Unit]:
    """The units for which a person speaks: their own and what stands below."""
    reach = Q(pk__in=[])
    for path in person.standing.paths():
        reach |= Q(path__startswith=path)
    return Unit.objects.filter(reach)


@scopes(Series)
def _series(person: Person, rows: QuerySet[Series]) -> QuerySet[Series]:
    """That there is such a series is no secret among offices."""
    return rows if person.may(authority.READ) else rows.none()


@scopes(Meeting)
def _meetings(person: Person, rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """All, or those that were called and to which one's units are asked, report, or are visited."""
    if sees_all(person):
        return rows
    if not person.may(authority.READ):
        return rows.none()
    units = own_units(person).values("pk")
    asked = Participant.objects.filter(Q(unit__in=units) | Q(person=person)).values("meeting")
    reports = Statement.objects.filter(unit__in=units).values("meeting")
    own = scope(person, Project.objects.all()) if not person.standing.everywhere() else Project.objects.none()
    visited = Site.objects.filter(project__in=own, position__isnull=False).values("meeting")
    found = Q(pk__in=asked) | Q(pk__in=reports) | Q(pk__in=visited)
    return rows.filter(found).exclude(state__in=(State.PREPARING, State.CANCELLED))


@scopes(Statement)
def _statements(person: Person, rows: QuerySet[Statement]) -> QuerySet[Statement]:
    """Everybody's, or one's own units', from the moment they are asked for: also of a meeting still being prepared."""
    if sees_all(person):
        return rows
    if not person.may(authority.READ):
        return rows.none()
    return rows.filter(unit__in=own_units(person).values("pk")).exclude(meeting__state=State.CANCELLED)


def _of_seen_meetings(person: Person, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if sees_all(person) else rows.filter(meeting__in=scope(person, Meeting.objects.all()))


@scopes(Topic)
def _topics(person: Person, rows: QuerySet[Topic]) -> QuerySet[Topic]:
    """Of the meetings one sees, unless it was taken off."""
    return rows if sees_all(person) else _of_seen_meetings(person, rows).filter(dropped="")


@scopes(Site)
def _sites(person: Person, rows: QuerySet[Site]) -> QuerySet[Site]:
    """The route of the meetings one sees; what was considered beside it is the city office's."""
    return rows if sees_all(person) else _of_seen_meetings(person, rows).filter(position__isnull=False)


@scopes(Caught)
def _caught(person: Person, rows: QuerySet[Caught]) -> QuerySet[Caught]:
    """What was caught in the room is the city office's until it is issued as a matter."""
    return rows if sees_all(person) else rows.none()
