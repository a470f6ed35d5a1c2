"""Which matters fall to a consultation, what became of those that did, and why a day was moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.accounts.queries import special_day, workdays
from keyworks.base import shown
from keyworks.base.scopes import scope, scopes
from keyworks.matters.models import Consultation, Matter, MatterProject, Minute
from keyworks.matters.rules import consulting
from keyworks.matters.rules.consulting import Sitting
from keyworks.matters.rules.ladder import IN_WORK, Sort, State

AHEAD = 4
TO_DECIDE = (State.RAISED, State.TRIAGED, *IN_WORK)
"""What is with its raiser, paused, or waits to be verified or confirmed needs no decision."""


@scopes(Consultation)
def _consultations(person: Person, found: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """When something is decided is no secret; which matters, `Matter` says."""
    return found


def coming(consultation: Consultation, today: date, n: int = AHEAD) -> list[Sitting]:
    """The next days of a consultation."""
    return consulting.coming(today, consultation.weekday, consultation.cutoff, workdays(), n)


def unminuted(consultation: Consultation, today: date) -> Sitting | None:
    """The last day that was held, if nobody wrote down yet what it decided."""
    first = coming(consultation, today, 1)[0]
    last = sitting(consultation, first.planned - consulting.WEEK)
    kept = last is None or Minute.objects.filter(consultation=consultation, planned=last.planned).exists()
    return None if kept else last


def sitting(consultation: Consultation, planned: date) -> Sitting | None:
    """The consultation planned for a day; None where its weekday is another."""
    if planned.weekday() != consultation.weekday:
        return None
    return consulting.sitting(planned, consultation.cutoff, workdays())


def why_moved(one: Sitting) -> str:
    """Why it is not held on its weekday; "" where it is."""
    if not one.moved:
        return ""
    special = special_day(one.planned)
    told = {"planned": shown.day(one.planned), "on": shown.day(one.on), "name": str(special) if special else ""}
    if special:
        return _("%(planned)s is a day off (%(name)s): held on %(on)s") % told
    return _("%(planned)s is no working day: held on %(on)s") % told


def falling(person: Person, consultation: Consultation, to: Sitting, after: Sitting | None = None) -> QuerySet[Matter]:
    """The matters to be decided that fall to a day and were not decided yet at this consultation; `after` is the day
    before it, to which the earlier ones fall. Directives are followed by their own dates."""
    decided = Minute.objects.filter(consultation=consultation, decided=True).values("matter")
    rows: Any = scope(person, Matter.objects.filter(state__in=TO_DECIDE, raised_on__lte=to.cutoff))
    rows = rows.exclude(sort=Sort.DIRECTIVE).exclude(pk__in=decided)
    if after is not None:
        rows = rows.filter(raised_on__gt=after.cutoff)
    if consultation.levels:
        rows = rows.filter(level__in=consultation.levels)
    if consultation.kinds:
        rows = rows.filter(kind__in=consultation.kinds)
    if districts := list(consultation.districts.values_list("pk", flat=True)):
        about = MatterProject.objects.filter(project__district__in=districts).values("matter")
        rows = rows.filter(Q(desk__in=districts) | Q(pk__in=about))
    found: QuerySet[Matter] = rows.select_related("lead", "desk", "raised_unit").order_by("-level", "due_on", "pk")
    return found


def carried(consultation: Consultation, until: date) -> set[int]:
    """The matters that a day left undecided, up to this one."""
    rows = Minute.objects.filter(consultation=consultation, planned__lte=until, decided=False)
    return set(rows.values_list("matter", flat=True))


def minutes(person: Person, consultation: Consultation, planned: date) -> list[Minute]:
    """What a day made of the matters the person sees."""
    seen = scope(person, Matter.objects.all()).values("pk")
    rows = Minute.objects.filter(consultation=consultation, planned=planned, matter__in=seen)
    return list(rows.select_related("matter", "matter__lead", "by").order_by("-decided", "pk"))


@dataclass(frozen=True)
class Held:
    """A day that was held: how many were decided and how many carried over."""

    planned: date
    on: date
    decided: int
    carried: int


def held(consultation: Consultation, n: int = 12) -> list[Held]:
    """The last days for which minutes were kept, the newest first."""
    rows: Any = Minute.objects.filter(consultation=consultation).order_by("-planned").values("planned", "on")
    counted = rows.annotate(
        done=Count("pk", filter=Q(decided=True)), left=Count("pk", filter=Q(decided=False))
    )[:n]  # fmt: skip
    return [Held(one["planned"], one["on"], one["done"], one["left"]) for one in counted]
