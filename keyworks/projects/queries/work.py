"""What waits in a person's projects: how many there are, what they lack, which are to be looked at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from keyworks.accounts.models import Person
from keyworks.accounts.queries import called
from keyworks.accounts.rules import Role
from keyworks.base.scopes import scope
from keyworks.projects.models import CurrentAmount, Project
from keyworks.projects.queries.drafts import drafts
from keyworks.projects.queries.reach import UNITS
from keyworks.projects.queries.register import by_class
from keyworks.projects.rules.lacking import FACTS, asking, lacking
from keyworks.projects.rules.stages import ASIDE, OVER, Stage

WHOLE_CITY = frozenset({Role.CITY, Role.AUDITOR, Role.ADMINISTRATOR})
FOR_THE_CITY = WHOLE_CITY | {Role.LEADER}
"""Roles that ask first how the whole city stands."""
POSTS = ("leader", "service_officer", "liaison")


@dataclass(frozen=True)
class Work:
    """The projects in a person's hands, counted; `everything` where those are the whole city's."""

    everything: bool
    count: int
    by_stage: dict[str, int]
    by_class: dict[str, int]
    incomplete: int
    lacks: dict[str, int]
    due: int
    rows: list[dict[str, Any]]
    """The first of those that lack something, each with what."""
    drafts: Sequence[Any]


def everything(person: Person) -> bool:
    """Are the projects of the whole city in this person's hands?"""
    return bool(person.standing.roles() & WHOLE_CITY)


@dataclass(frozen=True)
class City:
    """How the whole city stands: its sums by list class, and what does not go on."""

    classes: list[dict[str, Any]]
    suspended: int
    overdue: int


def city(person: Person, today: date) -> City | None:
    """For whoever asks first how the whole city stands; None for the others."""
    if not person.standing.roles() & FOR_THE_CITY:
        return None
    rows = scope(person, Project.objects.filter(parent=None))
    late = ~Q(stage__in=sorted(ASIDE | OVER)) & Q(finished_on=None, planned_finish__lt=today)
    found = rows.aggregate(
        suspended=Count("pk", filter=Q(stage=Stage.SUSPENDED)), overdue=Count("pk", filter=late)
    )  # fmt: skip
    return City(by_class(rows, total_total="total", total_plan="plan"), **found)


def in_hands(person: Person) -> QuerySet[Project]:
    """The projects a person answers for: by name, or through a unit in which a seat is held; the city office all."""
    rows = scope(person, Project.objects.filter(parent=None))
    if everything(person):
        return rows
    units = {seat.unit_id for seat in person.standing.seats}
    own = Q()
    for name in UNITS:
        own |= Q(**{f"{name}__in": units})
    for post in POSTS:
        own |= Q(**{post: person})
    return rows.filter(own)


def without(fact: str) -> Q:
    """The projects that should have this fact by their stage, and have not."""
    empty: Any
    if fact == "amounts":
        empty = ~Exists(CurrentAmount.objects.filter(project=OuterRef("pk")))
    else:
        field = Project._meta.get_field(fact)
        empty = Q(**{f"{fact}__isnull": True}) if field.null else Q(**{fact: ""})
    asks = Q()
    for stages, variants in asking(fact).items():
        asks |= Q(stage__in=sorted(stages), variant__in=variants)
    found: Q = asks & empty
    return found


def incomplete(fact: str = "") -> Q:
    """The projects that lack this fact, or any."""
    if fact:
        return without(fact)
    found = Q()
    for one in FACTS:
        found |= without(one)
    return found


def lacking_rows(projects: QuerySet[Project], most: int) -> list[dict[str, Any]]:
    """The first of these projects, those that changed longest ago before the others, each with what it lacks."""
    there = Exists(CurrentAmount.objects.filter(project=OuterRef("pk")))
    plain = [name for name in FACTS if name != "amounts"]
    rows: Any = projects.annotate(called=called("name_zh", "name_en"), amounts=there)
    found = rows.order_by("changed_at", "pk").values("pk", "called", "stage", "variant", "amounts", *plain)[:most]
    return [{**row, "lacks": lacking(row["stage"], row["variant"], row)} for row in found]


def work(person: Person, today: date, *, fact: str = "", most: int = 5) -> Work:
    """What waits for this person; `fact` keeps among the rows those that lack it."""
    mine = in_hands(person)
    stages: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    counted: Any = mine.order_by().values_list("stage", "list_class")
    for stage, list_class, count in counted.annotate(count=Count("pk")):
        stages[stage] += count
        classes[list_class] += count
    lacks: Any = mine.order_by().aggregate(
        incomplete=Count("pk", filter=incomplete()),
        due=Count("pk", filter=Q(review_on__lte=today)),
        **{f"lacks_{one}": Count("pk", filter=without(one)) for one in FACTS},
    )
    return Work(
        everything(person), stages.total(), stages, classes, lacks["incomplete"],
        {one: lacks[f"lacks_{one}"] for one in FACTS if lacks[f"lacks_{one}"]}, lacks["due"],
        lacking_rows(mine.filter(incomplete(fact)), most), list(drafts(person)[:5]),
    )  # fmt: skip
