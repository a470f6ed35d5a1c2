"""The ways on which matters go: most in time, some late, paused, returned, declined, disputed, opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from keyworks.demonstration.portfolio.stories import CALENDAR, Pen
from keyworks.matters.rules.ladder import Sort, Step

SPANS = (3, 3, 5, 5, 5, 8, 10, 15)
"""So many working days people are given."""
LATE, LATER, LATEST = (1, 4), (8, 11), (20, 25)
"""Working days past the promised day: nobody above is asked, the contact leader is, the mayor is."""
HEATING_ENDS = (3, 16)
RATINGS = ((5, 4, 3, 2), (50, 33, 12, 5))
FORMS = {
    "land": "paper", "clearing": "photo", "eia": "paper", "funds": "receipt", "power": "photo", "pipes": "photo",
    "prices": "paper", "labour": "photo", "noise": "paper", "plan": "paper", "safety": "photo", "services": "paper",
}  # fmt: skip
"""By what each kind is shown to be done."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who leads it, who helps, and to whom it goes first where that one declines."""

    lead: str
    other: str = ""
    co_owners: tuple[str, ...] = ()


Way = Callable[[Pen, Sort, Roles], None]


def opened(pen: Pen, roles: Roles, *, declined: bool = False, span: int = 0) -> None:
    """Taken up, given to a unit by a day, accepted."""
    pen.later(0, 1)
    pen.do(Step.TRIAGE)
    pen.later(0, 1)
    span = span or pen.chance.choice(SPANS)
    rhythm = 5 if span >= 10 else 0
    if declined:
        pen.do(Step.ASSIGN, "assign", lead=roles.other, due_on=CALENDAR.after(pen.day, span))
        pen.later(1)
        pen.do(Step.DECLINE, "decline")
        pen.later(0, 1)
    pen.due = CALENDAR.after(pen.day, span)
    pen.do(
        Step.ASSIGN, "assign", lead=roles.lead, due_on=pen.due, co_owners=roles.co_owners, rhythm_days=rhythm
    )  # fmt: skip
    pen.later(0, 1)
    pen.do(Step.ACCEPT)


def told(pen: Pen, until: date) -> None:
    """Whoever leads says how far it is, every week or so until that day."""
    first = True
    while (day := CALENDAR.after(pen.day, pen.chance.randint(2, 3) if first else 5)) < until:
        pen.day, first = day, False
        pen.do(Step.FEEDBACK, "feedback")


def proposed(pen: Pen) -> None:
    pen.do(Step.PROPOSE, "done", form=FORMS.get(pen.topic, "paper"))


def ended(pen: Pen, sort: Sort) -> None:
    """Looked at by another, then confirmed and rated by whoever asked, or closed."""
    pen.later(0, 2)
    pen.do(Step.VERIFY, "seen")
    pen.later(0, 3)
    if sort is Sort.REQUEST:
        pen.do(Step.CONFIRM, "thanks", rating=pen.chance.choices(*RATINGS)[0])
    else:
        pen.do(Step.CLOSE)


def finished(pen: Pen, sort: Sort, day: date) -> None:
    """Worked on until a day, then shown to be done and ended."""
    told(pen, day)
    pen.until(day)
    proposed(pen)
    ended(pen, sort)


def in_time(pen: Pen, sort: Sort, roles: Roles) -> None:
    opened(pen, roles)
    finished(pen, sort, max(pen.day, CALENDAR.before(pen.due, pen.chance.randint(0, 1))))


def handed_up(pen: Pen, sort: Sort, roles: Roles) -> None:
    pen.later(0, 1)
    pen.do(Step.HAND_UP, "hand_up")
    in_time(pen, sort, roles)


def _late(pen: Pen, sort: Sort, roles: Roles, days: tuple[int, int]) -> None:
    opened(pen, roles, span=3 if days is LATEST else 0)
    end = CALENDAR.after(pen.due, pen.chance.randint(*days))
    for passed in (7, 18):
        urged = CALENDAR.after(pen.due, passed)
        if urged < end:
            told(pen, urged)
            pen.until(urged)
            pen.do(Step.INSTRUCT, "instruct")
    finished(pen, sort, end)


def late(pen: Pen, sort: Sort, roles: Roles) -> None:
    _late(pen, sort, roles, LATE)


def later(pen: Pen, sort: Sort, roles: Roles) -> None:
    _late(pen, sort, roles, LATER)


def latest(pen: Pen, sort: Sort, roles: Roles) -> None:
    _late(pen, sort, roles, LATEST)


def extended(pen: Pen, sort: Sort, roles: Roles) -> None:
    """Given another day before the promised one has passed."""
    opened(pen, roles, span=8)
    pen.later(4)
    pen.do(Step.FEEDBACK, "feedback")
    pen.later(1)
    pen.due = CALENDAR.after(pen.due, pen.chance.randint(5, 10))
    pen.do(Step.EXTEND, "extend", due_on=pen.due)
    finished(pen, sort, CALENDAR.before(pen.due, 1))


def paused(pen: Pen, sort: Sort, roles: Roles) -> None:
    """The clock stands: for weeks, or in the heating season until its end."""
    opened(pen, roles, span=8)
    pen.later(1, 2)
    reason = pen.drawn("pause")
    rests = CALENDAR.after(pen.day, pen.chance.randint(10, 30))
    if "暖" in reason.text:
        rests = date(pen.day.year + (pen.day.month > 6), *HEATING_ENDS)
    text = reason.text.format_map(pen.slots)
    pen.do(Step.PAUSE, text=text, due_on=rests)
    left = CALENDAR.between(pen.day, pen.due)
    pen.until(rests + timedelta(days=1))
    pen.due = CALENDAR.after(rests, left)
    finished(pen, sort, CALENDAR.before(pen.due, 1))


def returned(pen: Pen, sort: Sort, roles: Roles) -> None:
    pen.later(0, 1)
    pen.do(Step.RETURN, "return")
    pen.later(1, 4)
    pen.do(Step.AMEND, "amend")
    in_time(pen, sort, roles)


def declined(pen: Pen, sort: Sort, roles: Roles) -> None:
    opened(pen, roles, declined=True)
    finished(pen, sort, max(pen.day, CALENDAR.before(pen.due, 1)))


def rejected(pen: Pen, sort: Sort, roles: Roles) -> None:
    """Shown, found not done, done, shown again."""
    opened(pen, roles, span=8)
    told(pen, CALENDAR.before(pen.due, 3))
    pen.until(CALENDAR.before(pen.due, 3))
    proposed(pen)
    pen.later(1)
    pen.do(Step.REJECT, "reject")
    pen.later(1)
    pen.do(Step.FEEDBACK, "feedback")
    finished(pen, sort, pen.due if pen.chance.random() < 0.7 else CALENDAR.after(pen.due, 2))


def disputed(pen: Pen, sort: Sort, roles: Roles) -> None:
    """Verified, and not so for whoever asked."""
    opened(pen, roles, span=10)
    told(pen, CALENDAR.before(pen.due, 6))
    pen.until(CALENDAR.before(pen.due, 6))
    proposed(pen)
    pen.later(1)
    pen.do(Step.VERIFY, "seen")
    pen.later(1, 2)
    pen.do(Step.DISPUTE, "dispute")
    pen.later(1)
    finished(pen, sort, CALENDAR.after(pen.day, 1))


def reopened(pen: Pen, sort: Sort, roles: Roles, times: int = 1) -> None:
    in_time(pen, sort, roles)
    for _ in range(times):
        pen.later(8, 20)
        pen.do(Step.REOPEN, "reopen")
        pen.later(1)
        pen.do(Step.FEEDBACK, "feedback")
        pen.later(1)
        proposed(pen)
        ended(pen, sort)


def reopened_twice(pen: Pen, sort: Sort, roles: Roles) -> None:
    reopened(pen, sort, roles, 2)


def withdrawn(pen: Pen, sort: Sort, roles: Roles) -> None:
    pen.later(0, 1)
    pen.do(Step.TRIAGE)
    pen.later(0, 1)
    pen.do(Step.WITHDRAW, "withdraw")


def left_returned(pen: Pen, sort: Sort, roles: Roles) -> None:
    """Returned, and amended only after some days."""
    pen.later(1)
    pen.do(Step.RETURN, "return")
    pen.later(5)
    pen.do(Step.AMEND, "amend")
    in_time(pen, sort, roles)


WAYS: dict[str, Way] = {
    way.__name__: way
    for way in (
        in_time, handed_up, late, later, latest, extended, paused, returned, declined, rejected, disputed, reopened,
        reopened_twice, withdrawn, left_returned,
    )
}  # fmt: skip
