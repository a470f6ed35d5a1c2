"""The closed lists of the standard that are used here, and what a package must hold to be sent out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from keyworks.formats.oc4ids.values import Amount, Metric, Package, Period, Project
from keyworks.values.money import CURRENCIES

STATUSES = (
    "identification", "preparation", "implementation", "completion", "maintenance", "decommissioning",
    "decommissioned", "cancelled",
)  # fmt: skip
TYPES = ("construction", "rehabilitation", "replacement", "expansion", "decommissioning")
MILESTONES = ("scheduled", "met", "notMet", "partiallyMet")
ROLES = (
    "publicAuthority", "administrativeEntity", "buyer", "procuringEntity", "supplier", "tenderer", "funder", "payer",
    "payee", "reviewBody", "interestedParty", "independentMonitor",
)  # fmt: skip
"""Roles of a party that this house names; the list is open."""
URI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
EXACT_DIGITS = 15
"""A number of so many digits comes through JSON as it went in, whoever reads it."""


def faults(package: Package) -> list[str]:
    """What hinders sending a package out: "path: why", all at once."""
    found = [f"{path}: no address" for path, uri in _addresses(package) if uri and not URI.fullmatch(uri)]
    found += [f"{name}: missing" for name, said in (("uri", package.uri), ("publisher.name", package.publisher.name))
              if not said]  # fmt: skip
    if not re.fullmatch(r"\d+\.\d+", package.version):
        found.append("version: not major.minor")
    if package.published_at.tzinfo is None:
        found.append("publishedDate: no zone")
    if not package.projects:
        found.append("projects: none")
    found += [f"projects: {one!r} twice" for one in _twice(one.id for one in package.projects)]
    for number, one in enumerate(package.projects):
        found += [f"projects[{number}].{fault}" for fault in _project(one)]
    return found


def _addresses(package: Package) -> Iterator[tuple[str, str]]:
    yield "uri", package.uri
    yield "license", package.license
    yield "publicationPolicy", package.policy
    yield "publisher.uri", package.publisher.uri


def _project(one: Project) -> Iterator[str]:
    if not one.id:
        yield "id: missing"
    if one.updated is not None and one.updated.tzinfo is None:
        yield "updated: no zone"
    for name, code, codes in (("status", one.status, STATUSES), ("type", one.type, TYPES)):
        if code and code not in codes:
            yield f"{name}: {code!r} is not in the list"
    yield from _lists(one)
    for milestone in one.milestones:
        if milestone.status and milestone.status not in MILESTONES:
            yield f"milestones: {milestone.status!r} is not in the list"
    if one.authority and one.authority not in {party.id for party in one.parties}:
        yield f"publicAuthority: {one.authority!r} is no party"
    for period in (one.period, one.preparation, one.implementation):
        yield from _period(period)
    for amount in _amounts(one):
        yield from _amount(amount)


def _lists(one: Project) -> Iterator[str]:
    """Whatever has an id has one of its own in its list; the parts of lists in lists are asked too."""
    many: dict[str, list[str]] = {
        "locations": [each.id for each in one.locations], "parties": [each.id for each in one.parties],
        "relatedProjects": [each.id for each in one.related], "milestones": [each.id for each in one.milestones],
        "budgetBreakdowns": [each.id for each in one.breakdowns], "forecasts": [each.id for each in one.forecasts],
        "metrics": [each.id for each in one.metrics], "sector": list(one.sectors),
        "identifiers": [each.id for each in one.identifiers],
        **{f"parties.{each.id}.roles": list(each.roles) for each in one.parties},
        **{f"budgetBreakdowns.{each.id}": [line.id for line in each.lines] for each in one.breakdowns},
        **{f"forecasts.{each.id}": [seen.id for seen in each.observations] for each in one.forecasts},
        **{f"metrics.{each.id}": [seen.id for seen in each.observations] for each in one.metrics},
    }  # fmt: skip
    for name, ids in many.items():
        if not all(ids):
            yield f"{name}: one without an id"
        yield from (f"{name}: {each!r} twice" for each in _twice(ids) if name != "identifiers")
    if len(set(one.identifiers)) < len(one.identifiers) or len(set(one.classifications)) < len(one.classifications):
        yield "identifiers: one twice"


def _period(period: Period | None) -> Iterator[str]:
    if period and period.start and period.end and period.end < period.start:
        yield "period: ends before it begins"


def _seen(metrics: Iterable[Metric]) -> Iterator[Amount | None]:
    return (seen.value for metric in metrics for seen in metric.observations)


def _amounts(one: Project) -> Iterator[Amount]:
    many = [
        one.budget, one.completion.final_value if one.completion else None, *_seen(one.forecasts), *_seen(one.metrics),
        *(line.amount for each in one.breakdowns for line in each.lines),
    ]  # fmt: skip
    return (each for each in many if each is not None)


def _amount(one: Amount) -> Iterator[str]:
    if one.currency not in CURRENCIES:
        yield f"amount: currency {one.currency!r}"
    if not exact(one.amount):
        yield f"amount: {one.amount} has more digits than a number keeps"


def exact(number: Decimal) -> bool:
    """Does a number come through JSON as it is?"""
    return number.is_finite() and (
        (number == number.to_integral_value() and abs(number) < 10**EXACT_DIGITS)
        or len(number.normalize().as_tuple().digits) <= EXACT_DIGITS
    )


def _twice(ids: Iterable[str]) -> list[str]:
    return [one for one, count in Counter(ids).items() if count > 1]
