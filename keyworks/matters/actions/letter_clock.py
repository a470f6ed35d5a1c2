"""The letters that the clock drafts in the morning, one matter in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from keyworks.accounts.queries import day_of, workdays
from keyworks.matters import queries
from keyworks.matters.actions.letters import draft, refresh
from keyworks.matters.actions.refused import MattersRefused
from keyworks.matters.models import Letter, Matter
from keyworks.matters.rules import correspondence
from keyworks.matters.rules.correspondence import State as Standing
from keyworks.matters.rules.ladder import IN_WORK, State
from keyworks.matters.rules.letters import Kind


def draft_due(*, at: datetime, step: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Draft what is due, each kind at most once for a matter and level; how many are new.

    What it drafted before and nobody has touched says the days of this morning.
    Killed in between it has drafted whole letters and no half ones; begun again it goes on with the rest.
    """
    day, drafted = day_of(at), 0
    if not workdays().works(day):
        return 0  # what is late is counted in working days
    for letter in list(Letter.objects.filter(state=Standing.DRAFT, by_clock=True, matter__state__in=IN_WORK)):
        refresh(letter=letter, at=at)
    found = list(_candidates(day))
    for number, one in enumerate(found):
        step(number, len(found))
        drafted += draft_if_due(one, at)
    return drafted


def draft_if_due(matter: Matter, at: datetime) -> bool:
    """Draft the letter that is due for a matter; False where none is, or it was drafted before."""
    kind = _due(matter, day_of(at))
    if kind is None or _drafted(matter, kind):
        return False
    language = "zh" if settings.LANGUAGE_CODE.startswith("zh") else "en"
    try:
        with transaction.atomic():
            draft(matter=matter, kind=kind, language=language, by=None, at=at)
    except (IntegrityError, MattersRefused):  # another worker was there first, or somebody did something about it
        return False
    return True


def _candidates(day: date) -> QuerySet[Matter]:
    last = workdays().after(day, queries.limits()["near"])
    rows = Matter.objects.filter(Q(state__in=IN_WORK, due_on__lte=last), lead__isnull=False)
    return rows.order_by(F("due_on"), "pk")


def _due(matter: Matter, day: date) -> Kind | None:
    return correspondence.due(
        State(matter.state), matter.level, matter.climbed, matter.due_on, day, queries.limits(), workdays()
    )


def _drafted(matter: Matter, kind: Kind) -> bool:
    return Letter.objects.filter(
        matter=matter, kind=kind, level=matter.level, round=matter.reopened, by_clock=True
    ).exists()  # fmt: skip
