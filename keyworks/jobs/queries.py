from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.module_loading import import_string

from keyworks.accounts.models import Person
from keyworks.base.manifest import rooms
from keyworks.base.scopes import scopes
from keyworks.jobs.models import Job, Occasion
from keyworks.jobs.rules import When


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


def calendar() -> dict[str, When]:
    """Kind of work → when it begins by itself."""
    return {kind: When.read(text) for room in rooms() for kind, text in room.calendar.items()}


def moment_of(wall: datetime) -> datetime:
    """The moment at which the city's clocks say this."""
    return timezone.make_aware(wall)


def wall(at: datetime) -> datetime:
    """What the city's clocks say at a moment."""
    return timezone.make_naive(at)


def last_begun() -> dict[str, datetime]:
    """Kind of work → the last time for which the calendar began it, or began to count."""
    return dict(Occasion.objects.order_by().values_list("kind").annotate(last=Max("due_at")))


@dataclass(frozen=True)
class Line:
    """A line of the calendar: when, the job begun last, and when next."""

    kind: str
    when: When
    last: Job | None
    next_at: datetime


def calendar_at(at: datetime) -> list[Line]:
    """What runs by itself, the next first."""
    begun = Occasion.objects.filter(kind=OuterRef("kind"), job__isnull=False).order_by("-due_at")
    last = Occasion.objects.filter(pk=Subquery(begun.values("pk")[:1])).select_related("job")
    jobs = {one.kind: one.job for one in last}
    found = [Line(kind, when, jobs.get(kind), moment_of(when.next(wall(at)))) for kind, when in calendar().items()]
    return sorted(found, key=lambda line: (line.next_at, line.kind))


def due(at: datetime) -> QuerySet[Job]:
    """What waits and may begin, the longest waiting first."""
    return Job.objects.filter(state=Job.State.QUEUED, run_at__lte=at).order_by("run_at", "pk")


def expired(at: datetime) -> QuerySet[Job]:
    """What is called running, though its worker has not been heard of for too long."""
    return Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=at).order_by("pk")


@scopes(Job)
def _jobs(person: Person, jobs: QuerySet[Job]) -> QuerySet[Job]:
    return jobs if person.may("jobs.administer") else jobs.filter(owner=person)


def jobs_of(person: Person) -> QuerySet[Job]:
    """The work that the person asked for."""
    return Job.objects.filter(owner=person)


def file_of(found: Job) -> Path | None:
    """The file the result names, if it stands in the folder of this very job."""
    named = found.result.get("file")
    if not isinstance(named, str):
        return None
    path, home = Path(named).resolve(), (Path(settings.DATA) / "jobs" / str(found.pk)).resolve()
    return path if path.is_relative_to(home) and path.is_file() else None
