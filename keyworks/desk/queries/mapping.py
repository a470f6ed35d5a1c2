"""The map of the city: figures by district, marks of projects, and their lights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from keyworks.base import reader
from keyworks.base.scopes import scope, subject_model
from keyworks.desk.rules.mapping import short, steps, whole
from keyworks.matters.rules.ladder import OPEN
from keyworks.projects.queries import mapped
from keyworks.projects.queries.register import counted_by
from keyworks.reports import queries as reports
from keyworks.reports.queries import expected
from keyworks.reports.queries.districts import plan_by_district
from keyworks.reports.queries.following import Memory
from keyworks.reports.queries.standing import stood
from keyworks.reports.rules.way import reported_on
from keyworks.values.money import UNITS, Money, currency_of

Figures = dict[int | None, Any]
COLOURS = ("grey", "green", "yellow", "red")


def counts(chosen: QuerySet[Any]) -> dict[int | None, dict[str, Any]]:
    """District → how many of these projects, what they cost and what is planned."""
    return {row["key"]: row for row in counted_by("district", chosen)}


def reporting(chosen: QuerySet[Any], today: date) -> Any:
    """Those of these projects that report the month open today."""
    return expected(reported_on(today)).filter(pk__in=chosen.order_by().values("pk"))


def _done(chosen: QuerySet[Any], today: date) -> Counter[int | None]:
    found = Counter[int | None]()
    for one in stood(reporting(chosen, today), reported_on(today)):
        found[one.district] += one.year_done
    return found


def done(_person: Any, chosen: QuerySet[Any], today: date) -> Figures:
    """What was reported as done in the year, by district."""
    return {key: Money(amount) for key, amount in _done(chosen, today).items()}


def done_share(_person: Any, chosen: QuerySet[Any], today: date) -> Figures:
    """The share of the year's plan that was done, None where nothing is planned."""
    amounts = _done(chosen, today)
    plan = plan_by_district(reporting(chosen, today), reported_on(today).year)
    return {key: amount / plan[key] if plan[key] else None for key, amount in amounts.items()}


def red_share(_person: Any, chosen: QuerySet[Any], today: date) -> Figures:
    """The share of red lights among those that are judged, None where none is."""
    districts = dict(reporting(chosen, today).order_by().values_list("pk", "district"))
    judged, red = Counter[int | None](), Counter[int | None]()
    for pk, colour in colours(districts, today).items():
        judged[districts[pk]] += colour != "grey"
        red[districts[pk]] += colour == "red"
    return {key: red[key] / judged[key] if judged[key] else None for key in set(districts.values())}


def open_matters(person: Any, chosen: QuerySet[Any], today: date) -> Figures:
    """How many open matters that the person sees concern these projects, by the projects' district."""
    matters: Any = scope(person, subject_model("matter")._default_manager.all())
    rows = matters.filter(state__in=OPEN, projects__in=chosen.order_by().values("pk")).order_by()
    found = dict(rows.values_list("projects__district").annotate(count=Count("pk", distinct=True)))
    return {key: found.get(key, 0) for key in counts(chosen)}


FIGURES: dict[str, Callable[[Any, QuerySet[Any], date], Figures]] = {
    "projects": lambda _person, chosen, _today: {key: row["rows"] for key, row in counts(chosen).items()},
    "total": lambda _person, chosen, _today: {key: row["sum_total"] for key, row in counts(chosen).items()},
    "plan": lambda _person, chosen, _today: {key: row["sum_plan"] for key, row in counts(chosen).items()},
    "done": done,
    "share": done_share,
    "reds": red_share,
    "matters": open_matters,
}


def colours(projects: Any, today: date) -> dict[int, str]:
    """The light of each of these projects in the month open today."""
    found = reports.colours(reported_on(today), today)
    return {pk: str(found[pk]) for pk in projects if pk in found}


@dataclass(frozen=True, slots=True)
class Mark:
    """A project with a place, as a map shows it: coordinates in hundred-thousandths of a degree, money in minor units.

    `shape` is the kind of its line or area with its coordinates; None where it is a point.
    """

    number: str
    name_zh: str
    name_en: str
    district: int | None
    stage: str
    total: int | None
    plan: int | None
    lon: int
    lat: int
    shape: tuple[str, list[Any]] | None


_placed = Memory(1)


def placed() -> Mapping[int, Mark]:
    """Every project of the city that has a place, read again where the record tells that it was touched."""

    def again(kept: dict[int, Mark], touched: frozenset[int]) -> dict[int, Mark]:
        return {pk: mark for pk, mark in kept.items() if pk not in touched} | _read(touched)

    return _placed.follow("placed", _read, again)


def _read(only: Collection[int] | None = None) -> dict[int, Mark]:
    projects = mapped.everywhere(only)
    shapes = {pk: (one["type"], short(one["coordinates"])) for pk, one in mapped.drawn(projects)}
    rows = mapped.placed(projects)
    return {
        pk: Mark(number, zh, en, district, stage, total, plan, whole(lon), whole(lat), shapes.get(pk))
        for pk, number, zh, en, district, stage, total, plan, lon, lat in rows
    }


def marks(chosen: QuerySet[Any]) -> dict[str, Any]:
    """Each project that has a place: arrays beside each other, keys and coordinates as their differences (`short`).

    Names are in the reader's language, amounts in hundredths of the reader's unit, as the pages show them.
    """
    zh = reader.current().zh
    unit = 10 ** (currency_of().digits + UNITS[reader.current().money] - 2)
    known = mapped.districts()
    units = {pk: number for number, pk in enumerate(known)}
    stages = list(mapped.stage_words())
    stage_of = {code: number for number, code in enumerate(stages)}
    kept = placed()
    keys = [pk for pk in mapped.placed_keys(chosen) if pk in kept]
    rows = [kept[pk] for pk in keys]
    return {
        "districts": [[unit.code, str(unit)] for unit in known.values()],
        "stages": list(mapped.stage_words().values()),
        "pk": steps(keys),
        "number": [one.number for one in rows],
        "name": [one.name_zh if zh or not one.name_en else one.name_en for one in rows],
        "district": [units.get(one.district or 0, -1) for one in rows],
        "stage": [stage_of.get(one.stage, -1) for one in rows],
        "total": [None if one.total is None else round(one.total / unit) for one in rows],
        "plan": [None if one.plan is None else round(one.plan / unit) for one in rows],
        "lon": steps(one.lon for one in rows),
        "lat": steps(one.lat for one in rows),
        "shapes": [[pk, *one.shape] for pk, one in zip(keys, rows, strict=True) if one.shape],
        "stations": _stations(chosen),
    }


def _stations(chosen: QuerySet[Any]) -> list[list[Any]]:
    words = mapped.state_words()
    zh = reader.current().zh
    return [
        [
            one.project, one.pk, one.name_zh if zh or not one.name_en else one.name_en,
            words.get(one.state, one.state), round(one.share, 2),
            one.geometry["type"], short(one.geometry["coordinates"]),
        ]
        for one in mapped.stations(chosen)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Feature:
    """A mark for other programs: a project, or a part of its works by its key; money in minor units."""

    project: int
    part: int | None
    local_number: str
    name_zh: str
    name_en: str
    district: str | None
    stage: str
    light: str | None
    total: int | None
    plan: int | None
    geometry: Any


def features(projects: QuerySet[Any], keys: Sequence[int], today: date) -> list[Feature]:
    """The marks of these of the projects in this order, each with its parts that have a place behind it."""
    rows = projects.filter(pk__in=keys)
    shapes, known = dict(mapped.drawn(rows)), mapped.districts()
    lights = colours(reporting(rows, today).values_list("pk", flat=True), today)
    made: dict[int, list[Feature]] = {}
    for pk, number, zh, en, district, stage, total, plan, lon, lat in mapped.placed(rows):
        code = known[district].code if district in known else None
        geometry = shapes.get(pk) or {"type": "Point", "coordinates": [lon, lat]}
        made[pk] = [Feature(pk, None, number, zh, en, code, stage, lights.get(pk), total, plan, geometry)]
    for one in mapped.stations(rows):
        if one.project in made:
            of = made[one.project][0]
            made[one.project].append(
                Feature(one.project, one.pk, of.local_number, one.name_zh, one.name_en, of.district, one.state, None,
                        None, None, one.geometry)
            )  # fmt: skip
    return [found for pk in keys for found in made.get(pk, ())]


def lit(chosen: QuerySet[Any], today: date) -> dict[str, Any]:
    """The lights of the projects on the map: keys as differences, colours as numbers into `COLOURS`."""
    keys = sorted(reporting(chosen, today).filter(lon__isnull=False).order_by().values_list("pk", flat=True))
    found = colours(keys, today)
    return {
        "month": str(reported_on(today)),
        "pk": steps(keys),
        "light": [COLOURS.index(found[pk]) if pk in found else 0 for pk in keys],
    }
