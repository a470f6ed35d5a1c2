"""What the pages of the desk keep, reckoned before anybody asks: as the first page of a reader would, and no more."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from keyworks.accounts.queries import holder, today
from keyworks.accounts.rules import Role
from keyworks.desk.queries import cockpit, mapping
from keyworks.desk.queries.portfolio import portfolio
from keyworks.desk.queries.stuck import usual_since
from keyworks.reports.rules.way import READ

ASKS = (Role.CITY, Role.LEADER, Role.DISTRICT, Role.DEPARTMENT)


def reckon() -> None:
    """The city as it stands today, which every other reach is a part of; what moved; the marks of the map.

    One holder of each role is asked for: with which day a page compares depends on the meetings that they see.
    """
    day, now = today(), timezone.localdate()
    people = [person for role in ASKS if (person := holder(role, now, "")) is not None and person.may(READ)]
    for person in people:
        _page(person, day)
    if people:
        mapping.placed()


def _page(person: Any, day: Any) -> None:
    asked = cockpit.asked(
        person, day, since=usual_since(person, day), led=cockpit.narrowed_first(person)
    ).of_the_city()  # fmt: skip
    if cockpit.facts(asked).expected:
        cockpit.causes(asked, timezone.get_default_timezone())
    else:
        portfolio(asked)
