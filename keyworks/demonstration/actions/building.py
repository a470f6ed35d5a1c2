from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction

from keyworks.accounts import actions as accounts
from keyworks.accounts.queries import demonstration, people_named, plays_on
from keyworks.demonstration import city
from keyworks.demonstration.actions.cast import Cast
from keyworks.demonstration.actions.letters import set_heads
from keyworks.demonstration.actions.listing import AnnualList, drawn_on
from keyworks.demonstration.actions.living import Life, at_hour
from keyworks.demonstration.actions.matters import name_answerers
from keyworks.demonstration.actions.refused import DemonstrationRefused
from keyworks.demonstration.portfolio.ground import Ground
from keyworks.demonstration.portfolio.listed import YEAR
from keyworks.jobs.actions import enqueue
from keyworks.projects.queries import by_local_number
from keyworks.search import actions as search

FIRST, LAST = date(YEAR, 1, 1), date(YEAR + 1, 1, 31)
"""The days on which the city can play: its list is of this year, and December is reported in January."""


class Extent(StrEnum):
    """How much of the city is built: its units and people, the projects of press too, or the whole list."""

    PEOPLE = "people"
    PRESS = "press"
    WHOLE = "whole"


@transaction.atomic
def build(*, at: datetime, extent: Extent = Extent.WHOLE, day: date = city.PLAYS_ON) -> dict[str, int]:
    """Build the demonstration city as it is on a day, in an empty installation only; its units, people and projects."""
    _playable(day)
    try:
        accounts.found(kind="demonstration", name_zh=city.CITY_ZH, name_en=city.CITY_EN, plays_on=day, at=at)
    except accounts.AccountsRefused as no:
        raise DemonstrationRefused("demonstration.not_empty") from no
    cast = Cast(at)
    cast.build()
    listed = []
    if extent != Extent.PEOPLE:
        annual = AnnualList(cast, at_hour(FIRST, 8), FIRST)
        listed = annual.build(whole=extent == Extent.WHOLE)
        name_answerers(cast.units, cast.people, at_hour(FIRST, 8))
        set_heads(cast.units, cast.people, at_hour(FIRST, 8))
        Life(listed, annual.projects, cast.people).between(FIRST, day)
    search.rebuild()
    return {"units": len(cast.units), "people": len(cast.people), "projects": len(listed)}


def ask_to_live_on(*, day: date, by: Any, at: datetime) -> Any:
    """Have the city live on to a later day, in the background; one such work at a time."""
    _must_be_ahead(day)
    return enqueue("demonstration.live", {"day": day.isoformat()}, by=by, at=at, key="demonstration.live")


def live_on(*, day: date, by: Any, at: datetime, step: Callable[[int, int], None] = lambda done, of: None) -> date:
    """Let the city live on to a later day, at most a week in one transaction; whatever visitors have done stays.

    Others write between two weeks, so that nobody waits long for the city.
    """
    today = _must_be_ahead(day)
    whole = (day - today).days
    life = _life()
    while today < day:
        step(whole - (day - today).days, whole)
        until = min(day, today + timedelta(days=7))
        with transaction.atomic():
            life.between(today, until)
            accounts.play_on(day=until, by=by, at=at)
        today = until
    search.follow()
    return today


def _must_be_ahead(day: date) -> date:
    """The day it plays on, where this one is later."""
    today = plays_on()
    if today is None or not demonstration():
        raise DemonstrationRefused("demonstration.no_demonstration")
    _playable(day)
    if day <= today:
        raise DemonstrationRefused("demonstration.only_forward", field="day")
    return today


def _playable(day: date) -> None:
    if not FIRST <= day <= LAST:
        raise DemonstrationRefused(
            "demonstration.not_that_day", field="day", first=FIRST.isoformat(), last=LAST.isoformat()
        )


def _life() -> Life:
    """The life of the city that stands in the tables."""
    drawn = drawn_on(Ground.of_the_city())
    by_number = by_local_number()
    listed = [one for one in drawn if one.local_number in by_number]
    return Life(listed, {one.key: by_number[one.local_number] for one in listed}, people_named())
