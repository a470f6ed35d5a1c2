"""Who sees a matter, and what somebody is in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from keyworks.accounts.models import Person, StandIn, Unit
from keyworks.accounts.queries import within
from keyworks.accounts.rules import Role
from keyworks.base.scopes import scope, scopes
from keyworks.dossier.models import Attachment
from keyworks.dossier.queries import attachments
from keyworks.matters.models import Answerer, Asker, Cause, LimitDays, Matter, MatterProject, MatterStep
from keyworks.matters.queries.offices import can_act, people_of
from keyworks.matters.queries.together import askers, asks, still_to_confirm
from keyworks.matters.rules import authority
from keyworks.matters.rules.authority import Whose
from keyworks.matters.rules.ladder import Need, Party, Sort, State, Transition, steps
from keyworks.projects.models import Project


@scopes(Matter)
def _matters(person: Person, matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """The whole city; else what one's units raised, lead or share, and what concerns projects within reach.

    A unit sees issues of its projects, and neither what others ask of the city nor what leaders direct to others.
    """
    if person.standing.everywhere():
        return matters
    reached = Unit.objects.filter(within(person)).values("pk")
    own = Q(raised_unit__in=reached) | Q(raised_by=person) | Q(lead__in=reached) | Q(lead_person=person)
    own |= Q(answerable=person)
    own |= Q(pk__in=Asker.objects.filter(Q(unit__in=reached) | Q(person=person)).values("matter"))
    gone = Matter.objects.filter(Q(raised_unit__in=reached) | Q(raised_by=person), merged_into__isnull=False)
    own |= Q(pk__in=gone.values("merged_into"))
    shared = Matter.co_owners.through.objects.filter(unit__in=reached).values("matter_id")
    about = MatterProject.objects.filter(project__in=scope(person, Project.objects.all())).values("matter_id")
    concerned = Q(pk__in=about)
    if Role.DISTRICT not in person.standing.roles():
        concerned &= Q(sort=Sort.ISSUE)
    return matters.filter(own | Q(pk__in=shared) | concerned)


@scopes(MatterProject)
def _affected(person: Person, rows: QuerySet[MatterProject]) -> QuerySet[MatterProject]:
    """Which projects a matter affects, of those the person sees; who sees them all is asked nothing more."""
    if person.standing.everywhere():
        return rows
    return rows.filter(project__in=scope(person, Project.objects.all()))


@scopes(Cause)
def _causes(person: Person, causes: QuerySet[Cause]) -> QuerySet[Cause]:
    """What has a cause in common across projects is the business of offices that see them all."""
    return causes if person.standing.everywhere() else causes.none()


def selves(person: Person) -> frozenset[int]:
    """The person and whoever they stand in for today, by key."""
    absent = StandIn.objects.in_force(timezone.localdate()).filter(deputy=person, absent__is_active=True)
    return frozenset((person.pk, *absent.values_list("absent_id", flat=True)))


def whose(matter: Matter) -> Whose:
    """The people and units of a matter."""
    return Whose(
        matter.raised_by_id or 0, matter.raised_unit_id or 0, matter.desk_id, matter.lead_id or 0,
        matter.lead_person_id or 0, matter.answerable_id or 0,
        frozenset(matter.co_owners.values_list("pk", flat=True)),
    )  # fmt: skip


def parties(person: Person, matter: Matter) -> frozenset[Party]:
    """What somebody is in a matter."""
    found = whose(matter)
    own = selves(person)
    parts = authority.parties(found, own, person.standing.seats)
    if Party.RAISER not in parts and asks(person, own).filter(matter=matter).exists():
        parts |= {Party.RAISER}
    return frozenset(one for one in parts if person.may(authority.RIGHT_OF[one]))


def doers(matter: Matter) -> frozenset[int]:
    """Who worked on it, by key."""
    rows = MatterStep.objects.filter(matter=matter, step__in=authority.DOING, by__isnull=False)
    return frozenset(rows.values_list("by_id", flat=True))


def is_doer(person: Person, matter: Matter) -> bool:
    """Did the person do it, so that others have to look at it?"""
    lead_is_city = matter.lead is not None and matter.lead.kind == Unit.Kind.CITY
    return authority.does(
        whose(matter), person.pk, person.standing.seats, doers(matter), lead_is_city=lead_is_city
    )  # fmt: skip


def may_take(person: Person, matter: Matter, transition: Transition, parts: frozenset[Party]) -> bool:
    """Is it this person's step, whatever else it asks for? `parts` is what the person is in the matter."""
    if set(transition.by) & parts:
        return True
    feedback = transition.by == (Party.LEAD,) and transition.to is None
    return feedback and person.may(authority.WORK) and authority.co_owns(whose(matter), person.standing.seats)


def open_steps(person: Person, matter: Matter) -> list[Transition]:
    """What this person may do with the matter now."""
    parts = parties(person, matter)
    sort, found = Sort(matter.sort), []
    for one in steps(State(matter.state), sort):
        if not may_take(person, matter, one, parts):
            continue
        if Need.NOT_OF_A_REQUEST in one.needs and sort is Sort.REQUEST and not raiser_is_gone(matter):
            continue
        if Need.NOT_THE_DOER in one.needs and is_doer(person, matter):
            continue
        found.append(one)
    return found


def raiser_is_gone(matter: Matter) -> bool:
    """Is nobody left of those who asked and have not confirmed yet, so that nobody can confirm?"""
    if askers(matter):
        return not still_to_confirm(matter)
    unit, by = matter.raised_unit_id or 0, matter.raised_by_id or 0
    return not people_of([unit]) and not can_act([by])


def evidence(matter: Matter) -> list[Attachment]:
    """The files that show what was done: those on the matter and on the actions it was split into."""
    actions = Matter.objects.filter(parent=matter)
    return [one for about in (matter, *actions) for one in attachments(about).filter(withdrawn_at=None)]


@scopes(LimitDays)
@scopes(Answerer)
def _ladder(person: Person, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Everybody who works with matters knows the rules of the ladder."""
    return rows if person.may(authority.READ) else rows.none()
