from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from keyworks.accounts import actions as accounts
from keyworks.demonstration import city
from keyworks.demonstration.actions.cast import Cast
from keyworks.demonstration.actions.listing import AnnualList
from keyworks.demonstration.actions.refused import DemonstrationRefused


class Extent(StrEnum):
    """How much of the city is built: its units and people, the projects of press too, or the whole list."""

    PEOPLE = "people"
    PRESS = "press"
    WHOLE = "whole"


@transaction.atomic
def build(*, at: datetime, extent: Extent = Extent.WHOLE) -> dict[str, int]:
    """Build the demonstration city, in an empty installation only; how many units, people and projects it has."""
    try:
        accounts.found(
            kind="demonstration", name_zh=city.CITY_ZH, name_en=city.CITY_EN, plays_on=city.PLAYS_ON, at=at
        )  # fmt: skip
    except accounts.AccountsRefused as no:
        raise DemonstrationRefused("demonstration.not_empty") from no
    cast = Cast(at)
    cast.build()
    projects = 0
    if extent != Extent.PEOPLE:
        projects = AnnualList(cast, at).build(whole=extent == Extent.WHOLE)
    return {"units": len(cast.units), "people": len(cast.people), "projects": projects}
