from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from keyworks.accounts.models import Person
from keyworks.base.manifest import rooms
from keyworks.base.scopes import scopes
from keyworks.jobs.models import Job


@dataclass(frozen=True)
class Kind:
    """A kind of work as a room's manifest declares it; without a right nobody starts it from a page."""

    name: str
    path: str
    right: str = ""

    def work(self) -> Callable[..., Any]:
        work: Callable[..., Any] = import_string(self.path)
        return work


def kinds() -> dict[str, Kind]:
    """Every kind of background work the house knows."""
    found = {}
    for room in rooms():
        for name, declared in room.jobs.items():
            path, right = (declared, "") if isinstance(declared, str) else declared
            found[name] = Kind(name, path, right)
    return found


def due(at: datetime) -> QuerySet[Job]:
    """What waits and may begin, the longest waiting first."""
    return Job.objects.filter(state=Job.State.QUEUED, run_at__lte=at).order_by("run_at", "pk")


def expired(at: datetime) -> QuerySet[Job]:
    """What is called running, though its worker has not been heard of for too long."""
    return Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=at).order_by("pk")


@scopes(Job)
def _jobs(person: Person, jobs: QuerySet[Job]) -> QuerySet[Job]:
    return jobs if person.may("jobs.administer") else jobs.filter(owner=person)
