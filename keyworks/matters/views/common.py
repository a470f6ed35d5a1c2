"""What the pages of matters share: colours, and where a matter is in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.models import Person
from keyworks.accounts.queries import today, workdays
from keyworks.base import shown
from keyworks.base.scopes import scope
from keyworks.matters import queries
from keyworks.matters.models import Matter
from keyworks.matters.models.words import LEVELS_SHORT, STATES
from keyworks.matters.rules import clocks
from keyworks.matters.rules.ladder import CLOCKED, ENDED, IN_WORK, Party, Sort, State, turn

BADGES = {
    State.RAISED: "info", State.RETURNED: "warn", State.TRIAGED: "info", State.ASSIGNED: "info",
    State.WORKING: "info", State.PAUSED: "neutral", State.PROPOSED: "warn", State.VERIFIED: "warn",
    State.CLOSED: "good", State.MERGED: "neutral", State.WITHDRAWN: "neutral",
}  # fmt: skip
SHOWN = 3
"""So many people are named; of more it is said how many."""


def seen(person: Person, pk: int) -> Matter:
    """The matter, if the person sees it; else it is not there."""
    units = ("lead", "desk", "raised_unit", "raised_by", "lead_person", "service_officer", "answerable", "said_by")
    rows = scope(person, Matter.objects.all()).select_related(*units, "parent", "merged_into", "cause", "report")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Lateness:
    """How late a matter is: a colour's word, a sentence, and the working days past the promised day."""

    kind: str
    words: str
    days: int = 0


def lateness(matter: Matter, day: date) -> Lateness | None:
    """How a matter stands to its promised day; None where nothing is promised or it has ended."""
    state, calendar = State(matter.state), workdays()
    if state not in CLOCKED:
        return None
    if days := clocks.late_days(matter.due_on, day, calendar):
        words = ngettext("overdue by %(n)s working day", "overdue by %(n)s working days", days)
        return Lateness("bad", words % {"n": shown.number(days)}, days)
    if matter.climbs_on is not None and matter.climbs_on < day:
        return Lateness("bad", _("overdue"), 0)
    if state in IN_WORK and clocks.near(matter.due_on, day, queries.limits(), calendar):
        return Lateness("warn", _("due soon"))
    if state is State.WORKING and matter.feedback_on is not None and matter.feedback_on < day:
        return Lateness("warn", _("feedback due"))
    return None


def named(people: tuple[Any, ...] | list[Any]) -> str:
    """Some people by name, of more than three the first and how many more."""
    some = [str(one) for one in people[:SHOWN]]
    if len(people) > SHOWN:
        more = len(people) - SHOWN
        some.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": shown.number(more)})
    return shown.listed(some)


def who(people: tuple[Any, ...]) -> str:
    """The one person who has it; of several how many they are, since the unit is named beside."""
    n = len(people)
    return str(people[0]) if n == 1 else ngettext("%(n)s person", "%(n)s people", n) % {"n": shown.number(n)}


def unit_with(matter: Matter) -> Any:
    """The unit that has the matter now."""
    whose = turn(State(matter.state), Sort(matter.sort))
    return {Party.LEAD: matter.lead, Party.RAISER: matter.raised_unit}.get(whose, matter.desk)


def where(matter: Matter, people: tuple[Person, ...]) -> str:
    """Where a matter is, whose turn it is, and until when, in one sentence."""
    state = State(matter.state)
    if state in ENDED:
        on = shown.day(matter.closed_on) if matter.closed_on else ""
        return _("%(state)s on %(day)s") % {"state": str(STATES[state]).capitalize(), "day": on}
    if state is State.PAUSED and matter.paused_until is not None:
        return _("Paused until %(day)s; then its clock goes on by itself") % {"day": shown.day(matter.paused_until)}
    said = {"unit": unit_with(matter), "people": who(people), "day": shown.day(matter.climbs_on or today())}
    top = matter.level >= max(LEVELS_SHORT)
    if people:
        words = _("With %(unit)s (%(people)s) until %(day)s") if not top else _(
            "With %(unit)s (%(people)s); urged again after %(day)s"
        )  # fmt: skip
    else:
        words = _("With %(unit)s until %(day)s")
    return words % said
