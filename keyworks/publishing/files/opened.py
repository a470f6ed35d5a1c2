"""The files of an edition of the open list: separated text, lines of JSON, GeoJSON, OC4IDS.

The same edition makes the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from keyworks.formats.oc4ids import values
from keyworks.formats.oc4ids.writing import write
from keyworks.values.money import CURRENCIES

Told = Mapping[str, Any]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "geojson": "application/geo+json",
    "json": "application/json",
}
"""Ending → what it is; "json" is the package of OC4IDS."""
LICENCES = {
    "cc-by-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "cc0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
STATUSES = {
    "idea": "identification", "planned": "identification", "reserve": "preparation", "ready": "preparation",
    "building": "implementation", "suspended": "implementation", "completed": "completion",
    "commissioning": "completion", "producing": "maintenance", "at_capacity": "maintenance",
    "effective": "maintenance", "in_use": "maintenance", "archived": "maintenance", "exited": "cancelled",
}  # fmt: skip
"""Stage here → status there; what operates is maintained."""
TYPES = {"new_build": "construction", "expansion": "expansion", "renovation": "rehabilitation",
         "relocation": "replacement"}  # fmt: skip
SECTORS = {
    "rail": ("transport", "transport.rail"), "roads": ("transport", "transport.road"), "ports": ("transport",),
    "energy": ("energy",), "new_energy": ("energy",), "water": ("waterAndWaste",), "utilities": ("waterAndWaste",),
    "environment": ("naturalResources",), "health": ("health",), "education": ("education",),
    "culture": ("cultureSportsAndRecreation",), "housing": ("socialHousing",), "digital": ("communications",),
    "research": ("economy",), "agriculture": ("economy",), "automobile": ("economy",), "petrochemical": ("economy",),
    "biomedicine": ("economy",), "new_materials": ("economy",), "equipment": ("economy",),
    "electronics": ("economy",), "aerospace": ("economy",), "light_industry": ("economy",), "logistics": ("economy",),
}  # fmt: skip
"""The city's sector → the standard's; one without stands as the city's own classification alone."""


@dataclass(frozen=True, slots=True)
class Head:
    """What an edition says of itself."""

    number: int
    on: date
    at: datetime
    uri: str
    publisher: str
    licence: str
    official: bool

    @property
    def licence_uri(self) -> str:
        return LICENCES[self.licence][1]


def files(head: Head, rows: Sequence[Told]) -> dict[str, bytes]:
    """Ending → the file."""
    made = {"csv": as_csv(head, rows), "jsonl": as_lines(head, rows)}
    return {**made, "geojson": as_geojson(head, rows), "json": as_oc4ids(head, rows)}


def main_units(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-CURRENCIES[currency])


def _plain(minor: int | None, currency: str) -> str:
    return "" if minor is None else f"{main_units(minor, currency):f}"


COLUMNS = (
    "number", "name_zh", "name_en", "stage", "district_zh", "district_en", "sector_zh", "sector_en", "owner_zh",
    "owner_en", "address_zh", "address_en", "longitude", "latitude", "planned_start", "planned_finish", "started_on",
    "finished_on", "currency", "total", "original", "original_on", "plan_year", "plan", "package", "scope_zh",
    "scope_en", "edition", "published_on", "publisher", "licence", "official",
)  # fmt: skip


def as_csv(head: Head, rows: Sequence[Told]) -> bytes:
    """A row a project; what the edition says of itself stands in each, since a row is often seen alone."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _harmless(text) for name, text in _cells(head, row).items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_lines(head: Head, rows: Sequence[Told]) -> bytes:
    """An object a line, the same columns as the table: amounts are exact text, what is not said is left out."""
    told = ({name: text for name, text in _cells(head, row).items() if text} for row in rows)
    return "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in told).encode()


def _harmless(text: str) -> str:
    """No text that a sheet would take for a formula; negative numbers are none."""
    return f"'{text}" if text.startswith(FORMULA) and not _number(text) else text


def _number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()


def _cells(head: Head, row: Told) -> dict[str, str]:
    currency = row.get("currency", "CNY")
    lon, lat = row.get("point") or ("", "")
    money = {name: _plain(row.get(name), currency) for name in ("total", "original", "plan")}
    named = {f"{name}_{language}": (row.get(name) or {}).get(language, "")
             for name in ("district", "sector", "owner") for language in ("zh", "en")}  # fmt: skip
    head_cells = {
        "edition": head.number, "published_on": head.on.isoformat(), "publisher": head.publisher,
        "licence": head.licence_uri, "official": "yes" if head.official else "no",
    }  # fmt: skip
    plain = {name: row.get(name, "") for name in COLUMNS}
    found = {**plain, **named, **money, "longitude": lon, "latitude": lat, **head_cells}
    if not any(money.values()):
        found["currency"] = ""
    return {name: str(found[name]) for name in COLUMNS}


def as_geojson(head: Head, rows: Sequence[Told]) -> bytes:
    """Those with a place, a feature a line."""
    kept = ("number", "name_zh", "name_en", "stage", "planned_start", "planned_finish", "started_on", "finished_on")
    features = []
    for row in rows:
        if "geometry" in row:
            properties = {name: row[name] for name in kept if name in row}
            for name in ("total", "original"):
                if name in row:
                    properties[name] = float(main_units(row[name], row["currency"]))
                    properties["currency"] = row["currency"]
            features.append({"type": "Feature", "properties": properties, "geometry": row["geometry"]})
    told = {
        "type": "FeatureCollection", "edition": head.number, "published": head.at.isoformat(), "uri": head.uri,
        "publisher": head.publisher, "license": head.licence_uri, "official": head.official,
    }  # fmt: skip
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    return f'{json.dumps(told, ensure_ascii=False)[:-1]}, "features": [\n{lines}\n]}}\n'.encode()


def as_oc4ids(head: Head, rows: Sequence[Told]) -> bytes:
    """A package of the edition's projects. That it is not official stands in the publisher's name."""
    name = head.publisher if head.official else f"{head.publisher} (demonstration, not official)"
    numbers = {row["number"] for row in rows}
    projects = tuple(_project(head, row, numbers) for row in rows)
    publisher = values.Publisher(name)
    return write(values.Package(head.uri, head.at, publisher, projects, head.licence_uri))


def _amount(row: Told, name: str) -> values.Amount | None:
    minor = row.get(name)
    return None if minor is None else values.Amount(main_units(minor, row["currency"]), row["currency"])


def _day(row: Told, name: str) -> date | None:
    return date.fromisoformat(row[name]) if row.get(name) else None


def _period(start: date | None, end: date | None) -> values.Period | None:
    if start and end and end < start:
        end = None
    return values.Period(start, end) if start or end else None


def _project(head: Head, row: Told, numbers: set[str]) -> values.Project:
    sector, status = row.get("sector"), STATUSES.get(row.get("stage", ""), "")
    finished = _day(row, "finished_on")
    completion = values.Completion(finished) if finished else None
    return values.Project(
        id=row["number"], title=row["name_zh"], description=row.get("scope_zh", ""), language="zh", updated=head.at,
        status=status, type=TYPES.get((row.get("nature") or {}).get("code", ""), ""),
        sectors=SECTORS.get(sector["code"], ()) if sector else (),
        classifications=(values.Classification("city-sector", sector["code"], sector["zh"]),) if sector else (),
        period=_period(_day(row, "started_on") or _day(row, "planned_start"),
                       finished or _day(row, "planned_finish")),
        implementation=_period(_day(row, "started_on"), finished), locations=tuple(_places(row)),
        budget=_amount(row, "total"), breakdowns=tuple(_breakdowns(row)), forecasts=tuple(_forecasts(row)),
        metrics=tuple(_capacities(row)), milestones=tuple(_milestones(row)), parties=tuple(_parties(row)),
        related=_related(row, numbers), completion=completion,
    )  # fmt: skip


def _parties(row: Told) -> Iterator[values.Party]:
    """Who owns it and who takes part; the standard's list of roles is open, and an owner here may be an enterprise."""
    owner = row.get("owner")
    if owner:
        yield values.Party("owner", owner["zh"], ("owner",))
    for number, one in enumerate(row.get("parties", ()), 1):
        code = one.get("credit_code", "")
        identifier = values.Identifier(code, "CN-USCC") if code else None
        yield values.Party(f"party-{number}", one["zh"], (one["role"],) if one.get("role") else (), identifier)


def _places(row: Told) -> Iterator[values.Place]:
    region = (row.get("district") or {}).get("zh", "")
    if region or row.get("geometry") or row.get("address_zh"):
        yield values.Place("1", "", row.get("geometry"), region, row.get("address_zh", ""))


def _breakdowns(row: Told) -> Iterator[values.Breakdown]:
    """What is planned of the year; the whole is the budget itself."""
    amount, year = _amount(row, "plan"), row.get("plan_year")
    if amount is not None and year:
        line = values.Line(str(year), "", amount, values.Period(date(year, 1, 1), date(year, 12, 31)))
        yield values.Breakdown("year", "年度计划投资", (line,))


def _forecasts(row: Told) -> Iterator[values.Metric]:
    """What was estimated at first, and what stands: the budget tells only the second."""
    first = _amount(row, "original")
    if first is None:
        return
    stated = _day(row, "original_on")
    seen = [values.Observation("original", first, period=values.Period(stated) if stated else None)]
    if "total" in row:
        seen.append(values.Observation("current", _amount(row, "total")))
    yield values.Metric("totalInvestment", "总投资", tuple(seen))


def _capacities(row: Told) -> Iterator[values.Metric]:
    for number, one in enumerate(row.get("capacities", ()), 1):
        seen = values.Observation("design", measure=Decimal(one["quantity"]), unit=one["measure"]["zh"])
        yield values.Metric(f"capacity-{number}", one["zh"], (seen,))


def _milestones(row: Told) -> Iterator[values.Milestone]:
    for name, title, planned, happened in (
        ("start", "开工", "planned_start", "started_on"), ("finish", "完工", "planned_finish", "finished_on"),
    ):  # fmt: skip
        due, met = _day(row, planned), _day(row, happened)
        if due or met:
            yield values.Milestone(name, title, "delivery", due, met, "met" if met else "scheduled")


def _related(row: Told, numbers: set[str]) -> tuple[values.Related, ...]:
    package = row.get("package")
    if not package or package not in numbers or package == row["number"]:
        return ()
    return (values.Related("package", package),)
