"""The first visit: what somebody with these seats looks at first, in the order in which it makes sense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from keyworks.accounts.rules import Role
from keyworks.base.manifest import Text
from keyworks.desk.queries.home import address


@dataclass(frozen=True)
class Stop:
    """A page and why it comes now."""

    label: Text
    why: Text
    url_name: str
    query: str = ""

    @property
    def address(self) -> str:
        there = address(self.url_name)
        return there + self.query if there else ""


CITY = Stop(
    gettext_lazy("The city on one page"),
    gettext_lazy("where the year stands, what moved, what is stuck"),
    "desk:cockpit",
)
REDS = Stop(
    gettext_lazy("Far behind"),
    gettext_lazy("each project with its reason and with what would turn it green"),
    "desk:cockpit_list",
    "?what=red",
)
REGISTER = Stop(
    gettext_lazy("The register"),
    gettext_lazy("every project within your reach; filters stay in the address"),
    "projects:list",
)
MINE = Stop(
    gettext_lazy("Your projects"),
    gettext_lazy("open one: what is asked of it, and its next step"),
    "projects:list",
)
MONTH = Stop(
    gettext_lazy("The month"),
    gettext_lazy("what is to be reported, by whom, until when"),
    "reports:month",
)
TURN = Stop(
    gettext_lazy("Your turn"),
    gettext_lazy("reports that wait for you: let them pass, or give them back"),
    "reports:turn",
)
WAITS = Stop(
    gettext_lazy("What waits for you"),
    gettext_lazy("matters and letters with their dates, the most pressing first"),
    "matters:inbox",
)
RAISE = Stop(
    gettext_lazy("Ask for something"),
    gettext_lazy("a minute, from a phone; then see where it is"),
    "matters:raise",
)
MEETINGS = Stop(
    gettext_lazy("Meetings"),
    gettext_lazy("what was promised last time, and what became of it"),
    "meetings:meetings",
)
RECORD = Stop(
    gettext_lazy("The record"),
    gettext_lazy("who did what, when and why; nothing can be taken out"),
    "record:list",
)
LIST = Stop(
    gettext_lazy("The city's own list"),
    gettext_lazy("bring in the table you keep, look at it first, and take it back if it was wrong"),
    "imports:new",
)
PEOPLE = Stop(
    gettext_lazy("People"),
    gettext_lazy("who holds which seat; register the first ones"),
    "accounts:people",
)

WAYS: dict[str, tuple[Stop, ...]] = {
    Role.LEADER: (CITY, REDS, MEETINGS),
    Role.CITY: (CITY, REGISTER, MONTH, MEETINGS),
    Role.DEPARTMENT: (WAITS, REGISTER, CITY),
    Role.DISTRICT: (TURN, REGISTER, WAITS, CITY),
    Role.UNIT: (MINE, MONTH, RAISE),
    Role.AUDITOR: (RECORD, REGISTER, CITY),
    Role.ADMINISTRATOR: (LIST, PEOPLE, RECORD),
}


def first_visit(person: Any) -> list[Stop]:
    """The way of this person's first seat; who holds none has none."""
    seats = person.standing.seats
    return [stop for stop in WAYS.get(seats[0].role, ()) if stop.address] if seats else []
