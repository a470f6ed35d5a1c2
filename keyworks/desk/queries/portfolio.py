"""All projects within reach by district, where no annual list says what is built this year."""

from __future__ import annotations

from keyworks.desk.queries.cockpit import Asked
from keyworks.desk.queries.remembered import moment_of_the_record, remembered
from keyworks.desk.rules.portfolio import Share, shares, summed
from keyworks.projects.queries.firsts import stakes


def portfolio(asked: Asked) -> tuple[list[Share], Share]:
    """What the projects of each district, or of each sector led, were first said to cost and what they cost, and all
    of them together."""
    found: tuple[list[Share], Share] = remembered(
        ("portfolio", *asked.key, moment_of_the_record()), lambda: _portfolio(asked)
    )
    return found


def _portfolio(asked: Asked) -> tuple[list[Share], Share]:
    told = [
        (one.sector if asked.led else one.district, one.total, one.first) for one in stakes(asked.projects(), asked.at)
    ]
    return shares(told), summed("", [(total, first) for _code, total, first in told])
