"""Everything a page says of a project, of many projects at once: the questions do not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import Move, Project
from keyworks.projects.queries.reach import UNITS
from keyworks.projects.queries.stages import Reached, line

JOINED = (*UNITS, "leader", "service_officer", "liaison", "category", "sector")
BESIDE = ("programmes", "chains", "capacities__measure")


def many(person: Person, keys: Collection[int]) -> list[Project]:
    """Those of these projects that the person sees, in the order asked for, with their people, units and terms."""
    rows = scope(person, Project.objects.filter(pk__in=keys)).select_related(*JOINED).prefetch_related(*BESIDE)
    found = {one.pk: one for one in rows}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def lines(projects: Collection[Project]) -> dict[int, list[Reached]]:
    """The stage line of each of these projects."""
    made: defaultdict[int, list[Move]] = defaultdict(list)
    for move in Move.objects.filter(project__in=[one.pk for one in projects]).order_by("pk"):
        made[move.project_id].append(move)
    return {one.pk: line(one, made[one.pk]) for one in projects}


def seen(person: Person, pk: int) -> bool:
    """Does the person see this project?"""
    return scope(person, Project.objects.filter(pk=pk)).exists()


def by_numbers(person: Person, numbers: Collection[str]) -> dict[str, int]:
    """The city's number of a project → its key, of those the person sees."""
    rows = scope(person, Project.objects.filter(local_number__in=numbers))
    return dict(rows.values_list("local_number", "pk"))
