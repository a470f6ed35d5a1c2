"""What belongs together: matters that are alike, those who asked for the same, and common causes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.matters.models import Asker, Cause, Matter, MatterProject
from keyworks.matters.queries.offices import can_act, people_of
from keyworks.matters.rules.alike import ALIKE, likeness, pieces
from keyworks.matters.rules.authority import WORKS
from keyworks.matters.rules.ladder import OPEN, Sort
from keyworks.projects.models import Project
from keyworks.values.money import Money

LOOKED_AT, OFFERED = 500, 8


@dataclass(frozen=True)
class Alike:
    """An open matter that may be the same, and why it is offered."""

    matter: Matter
    share: float
    projects: int
    """Affected projects that both have."""
    same_kind: bool


def alike(person: Person, matter: Matter) -> list[Alike]:
    """The open matters with a project or the kind in common and like words, most alike first; directives are none."""
    if matter.sort == Sort.DIRECTIVE or matter.state not in OPEN:
        return []
    own = set(matter.affected.values_list("project", flat=True))
    sharing = MatterProject.objects.filter(project__in=own).values("matter")
    rows = scope(person, Matter.objects.filter(Q(kind=matter.kind) | Q(pk__in=sharing), state__in=OPEN))
    rows = rows.exclude(pk=matter.pk).exclude(sort=Sort.DIRECTIVE).select_related("raised_unit", "lead")
    shared = dict(
        MatterProject.objects.filter(project__in=own).values_list("matter").annotate(n=Count("pk")).order_by()
    )
    known = pieces(" ".join(name for names in _names(own) for name in names))
    said = pieces(matter.title) - known
    found = [
        Alike(one, likeness(said, pieces(one.title) - known), shared.get(one.pk, 0), one.kind == matter.kind)
        for one in rows[:LOOKED_AT]
    ]
    offered = [one for one in found if one.share >= ALIKE or (one.projects and one.same_kind)]
    return sorted(offered, key=lambda one: (-one.share - (0.2 if one.projects else 0), one.matter.pk))[:OFFERED]


def _names(projects: set[int]) -> list[tuple[str, str]]:
    """What projects are called: titles that share no more than that are not alike."""
    return list(Project.objects.filter(pk__in=projects).values_list("name_zh", "name_en"))


def askers(matter: Matter) -> list[Asker]:
    """Those who asked for the same; nobody where nothing was merged into it."""
    return list(Asker.objects.filter(matter=matter).select_related("asked", "unit", "person"))


def asks(person: Person, own: frozenset[int], only_open: bool = False) -> QuerySet[Asker]:
    """Where the person, or whoever sits in the unit with them, is one of several who asked."""
    units = {seat.unit_id for seat in person.standing.seats if seat.role in WORKS}
    found = Asker.objects.filter(Q(person__in=own) | Q(unit__in=units))
    return found.filter(confirmed_at=None) if only_open else found


def still_to_confirm(matter: Matter) -> list[Asker]:
    """Those of several who did not confirm yet and of whom somebody is there."""
    waiting = [one for one in askers(matter) if one.confirmed_at is None]
    units = people_of(one.unit_id for one in waiting if one.unit_id)
    people = can_act(one.person_id for one in waiting if one.person_id)
    return [one for one in waiting if one.unit_id in units or one.person_id in people]


@dataclass(frozen=True)
class Group:
    """A common cause with what it holds up."""

    cause: Cause
    matters: list[Matter]
    projects: list[Project]
    blocked: Money
    """Planned investment of this year, each waiting project counted once."""

    @property
    def open(self) -> int:
        return sum(one.state in OPEN for one in self.matters)


def groups(person: Person) -> list[Group]:
    """The common causes a person sees, whatever holds up most first."""
    found = [group(person, cause) for cause in scope(person, Cause.objects.all())]
    return sorted(found, key=lambda one: (-one.blocked.amount, -one.open, one.cause.pk))


def group(person: Person, cause: Cause) -> Group:
    matters = list(
        scope(person, Matter.objects.filter(cause=cause)).select_related("lead", "desk").order_by("closed_on", "pk")
    )
    going = [one.pk for one in matters if one.state in OPEN]
    waiting = MatterProject.objects.filter(matter__in=going, blocks=True).values("project")
    affected = MatterProject.objects.filter(matter__in=[one.pk for one in matters]).values("project")
    projects = list(
        scope(person, Project.objects.filter(pk__in=affected)).select_related("district").order_by("local_number")
    )
    held = set(scope(person, Project.objects.filter(pk__in=waiting)).values_list("pk", flat=True))
    blocked = sum((one.plan for one in projects if one.pk in held and one.plan is not None), Money(0))
    return Group(cause, matters, projects, blocked)
