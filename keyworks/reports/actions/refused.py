from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from keyworks.accounts.models import Person
from keyworks.projects.models import Project
from keyworks.projects.queries import UNITS, paths
from keyworks.reports.queries import closed
from keyworks.reports.rules import way
from keyworks.reports.rules.ledgers import OFFICE
from keyworks.values.money import Money, currency_of
from keyworks.values.months import Month
from keyworks.values.refusals import Refused


class ReportsRefused(Refused):
    """This room's no."""


def exactly(amounts: Mapping[str, Money]) -> dict[str, str]:
    """Amounts for a sentence, to the last fen, in the unit in which the city counts a project."""
    unit = currency_of().unit
    return {name: f"{money.exact(unit).normalize():,f}" for name, money in amounts.items()}


def held(project: Project) -> Project:
    """The project as it stands, held until the transaction ends: its reports change one after another."""
    return Project.objects.select_for_update(of=("self",)).select_related(*UNITS).get(pk=project.pk)


def held_many(keys: Iterable[int], *, hold: bool = True) -> dict[int, Project]:
    """These projects as they stand, with their units; held one after another unless they are only looked at."""
    found: Any = Project.objects.select_related(*UNITS).filter(pk__in=list(keys)).order_by("pk")
    return {one.pk: one for one in (found.select_for_update(of=("self",)) if hold else found)}


def must_file_for(by: Person | None, project: Project) -> None:
    """Refuse whoever does not file for this project; the system itself does."""
    if by is not None and not (by.may(way.FILE) and way.may_file(by.standing, paths(project))):
        raise ReportsRefused("reports.out_of_reach")


def must_decide(by: Person | None) -> None:
    """Refuse whoever is not the city office; the system itself decides."""
    if by is not None and not by.may(OFFICE):
        raise ReportsRefused("reports.not_yours")


def must_be_open(month: Month) -> None:
    """Refuse to touch what a closed month says."""
    if closed(month):
        raise ReportsRefused("reports.month_closed", month=str(month))


def must_have_begun(month: Month, day: date) -> None:
    """Refuse a month whose reports are not open yet."""
    if way.opens(month) > day:
        raise ReportsRefused("reports.not_open", month=str(month), day=way.opens(month).isoformat())
