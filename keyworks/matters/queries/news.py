"""What a person's digest says of matters: what came to them, what presses, each matter once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.accounts.queries import today
from keyworks.base import shown
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter, MatterStep
from keyworks.matters.queries.inbox import inbox, near, overdue
from keyworks.matters.queries.letter_news import letter_news
from keyworks.matters.rules.ladder import Sort, State, Step

MOST = 50
Part = tuple[str, list[tuple[str, str]]]


def news(person: Person, since: datetime) -> list[Part]:
    """Under the first heading that fits it; what is overdue or near is said every day, the rest when it is new."""
    day, waiting = today(), {one.pk: one for one in scope(person, inbox(person))}
    late = set(Matter.objects.filter(overdue(day), pk__in=waiting).values_list("pk", flat=True))
    soon = set(Matter.objects.filter(near(day), pk__in=waiting).values_list("pk", flat=True))
    new = _steps(list(waiting), since, person)
    headings: tuple[tuple[str, Callable[[Matter], bool]], ...] = (
        (_("Matters that went up to your level"), lambda one: Step.CLIMB in new.get(one.pk, ())),
        (_("Matters returned to you"), lambda one: one.state == State.RETURNED and one.pk in new),
        (_("Matters for you to confirm"), lambda one: _to_confirm(one) and one.pk in new),
        (_("Matters that are overdue"), lambda one: one.pk in late),
        (_("Matters that are due soon"), lambda one: one.pk in soon),
        (_("Matters that came to you"), lambda one: one.pk in new),
    )
    parts, left = [], list(waiting.values())
    for heading, fits in headings:
        found = [one for one in left if fits(one)]
        left = [one for one in left if one not in found]
        if found:
            parts.append((heading, _lines(found)))
    return [*parts, *letter_news(person, since)]


def _to_confirm(matter: Matter) -> bool:
    return matter.state == State.VERIFIED and matter.sort == Sort.REQUEST


def _steps(matters: list[int], since: datetime, person: Person) -> dict[int, set[str]]:
    """The steps others took since then, by matter."""
    found: dict[int, set[str]] = {}
    rows = MatterStep.objects.filter(matter__in=matters, at__gt=since).exclude(by=person)
    for matter, step in rows.values_list("matter", "step"):
        found.setdefault(matter, set()).add(step)
    return found


def _lines(matters: list[Matter]) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = [(_line(one), one.get_absolute_url()) for one in matters[:MOST]]
    if len(matters) > MOST:
        lines.append((_("and %(n)s more") % {"n": shown.number(len(matters) - MOST)}, ""))
    return lines


def _line(matter: Matter) -> str:
    until: date | None = matter.due_on or matter.climbs_on
    said: dict[str, Any] = {"matter": str(matter), "day": shown.day(until) if until else ""}
    return _("%(matter)s (by %(day)s)") % said if until else str(matter)
