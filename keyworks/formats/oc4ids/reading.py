"""A package read: its projects, and what of it was not taken over, each path with how often it stood there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from keyworks.formats import geojson
from keyworks.formats.oc4ids.values import (
    Amount,
    Breakdown,
    Classification,
    Completion,
    Identifier,
    Line,
    Metric,
    Milestone,
    Observation,
    Package,
    Party,
    Period,
    Place,
    Project,
    Publisher,
    Related,
)
from keyworks.values.problems import Problem

LARGEST = 50_000_000
"""Bytes of a file."""
NO_PLACE, UNREAD, MARRED = "no place", "not read", "marred"
"""Why something is lost: no place for it here, not what should stand there, or signs that no database keeps."""
LONGEST_WHOLE = 40
"""Digits of a whole number that is read as one; of a longer one only that it is none of ours matters."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What was not taken over: where it stood, without numbers of rows, how often, and why."""

    path: str
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """A package, or None where the file is none; what was lost on the way."""

    package: Package | None
    lost: tuple[Lost, ...] = ()


class _At:
    """An object of the document while it is taken over: whatever nobody asked for is lost and counted."""

    def __init__(self, found: Mapping[str, Any], path: str, lost: Counter[tuple[str, str]]) -> None:
        self.found, self.path, self.lost = found, path, lost
        self.asked: set[str] = set()

    def __enter__(self) -> _At:
        return self

    def __exit__(self, *_: object) -> None:
        for name, value in self.found.items():
            if name not in self.asked and value is not None:
                self.lost[self.at(name), NO_PLACE] += len(value) if isinstance(value, list) else 1

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def raw(self, name: str) -> Any:
        self.asked.add(name)
        return self.found.get(name)

    def unread(self, name: str) -> None:
        self.lost[self.at(name), UNREAD] += 1

    def text(self, name: str) -> str:
        value = self.raw(name)
        if value is not None and not isinstance(value, str):
            self.unread(name)
            return ""
        return value or ""

    def code(self, name: str, only: str) -> None:
        """A word that says here what is understood without it; any other is lost."""
        if self.text(name) not in ("", only):
            self.unread(name)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.raw(name)
        rows = value if isinstance(value, list) else []
        if value is not None and not isinstance(value, list):
            self.unread(name)
        for _ in [one for one in rows if not isinstance(one, str)]:
            self.unread(name)
        return tuple(one for one in rows if isinstance(one, str))

    def moment(self, name: str) -> datetime | None:
        text = self.text(name)
        try:
            found = datetime.fromisoformat(text) if text else None
        except ValueError:
            found = None
        if text and (found is None or found.tzinfo is None):
            self.unread(name)
            return None
        return found

    def day(self, name: str) -> date | None:
        """The day of a moment, as it is written; the hour belongs to the standard and not to the fact."""
        text = self.text(name)
        try:
            return date.fromisoformat(text[:10]) if text else None
        except ValueError:
            self.unread(name)
            return None

    def number(self, name: str) -> Decimal | None:
        value = self.raw(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.unread(name)
            return None
        return Decimal(value)

    def one(self, name: str) -> _At:
        value = self.raw(name)
        if value is not None and not isinstance(value, Mapping):
            self.unread(name)
        return _At(value if isinstance(value, Mapping) else {}, self.at(name), self.lost)

    def many(self, name: str) -> list[_At]:
        value = self.raw(name)
        rows = value if isinstance(value, list) else []
        if value is not None and not isinstance(value, list):
            self.unread(name)
        for _ in [one for one in rows if not isinstance(one, Mapping)]:
            self.unread(name)
        return [_At(one, self.at(name), self.lost) for one in rows if isinstance(one, Mapping)]


def read(content: bytes | str) -> Read:
    """The projects of a package. What cannot be read is lost and said, and never stops the others."""
    try:
        found = opened(content) if len(content) <= LARGEST else Problem("oc4ids.not_package")
        if isinstance(found, Problem):
            return Read(None, (Lost("", 1, UNREAD),))
        package, lost = take(found)
    except RecursionError:
        return Read(None, (Lost("", 1, UNREAD),))
    return Read(package, tuple(Lost(path, count, why) for (path, why), count in sorted(lost.items())))


def deep() -> Problem:
    return Problem("oc4ids.too_deep")


def opened(content: bytes | str) -> Mapping[str, Any] | Problem:
    """The document of a package; a Problem where the file is no JSON, or JSON of something else."""
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        found = json.loads(text, parse_float=_number, parse_int=_whole, parse_constant=str)
    except RecursionError:
        return deep()
    except json.JSONDecodeError as wrong:
        return Problem("oc4ids.not_json", {"line": wrong.lineno, "column": wrong.colno})
    except ValueError:
        return Problem("sheet.encoding_unknown")
    if not isinstance(found, Mapping) or not isinstance(found.get("projects"), list):
        return Problem("oc4ids.not_package")
    return found


def _number(text: str) -> Decimal | str:
    """A number as it is written; one beyond all bounds stays a text, which is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _whole(text: str) -> int | Decimal | str:
    return int(text) if len(text) <= LONGEST_WHOLE else _number(text)


def take(found: Mapping[str, Any]) -> tuple[Package, Counter[tuple[str, str]]]:
    """A package out of its document, and what of it was not taken over."""
    lost: Counter[tuple[str, str]] = Counter()
    return _package(_At(found, "", lost)), lost


def _package(at: _At) -> Package:
    with at, at.one("publisher") as by:
        publisher = Publisher(by.text("name"), by.text("scheme"), by.text("uid"), by.text("uri"))
        published = at.moment("publishedDate") or datetime.min
        projects = tuple(one for each in at.many("projects") if (one := _project(each)).id)
        return Package(
            at.text("uri"), published, publisher, projects, at.text("license"), at.text("publicationPolicy"),
            at.text("version"),
        )  # fmt: skip


def _project(at: _At) -> Project:
    with at, at.one("publicAuthority") as authority, at.one("budget") as budget:
        if not at.text("id"):
            at.unread("id")
        parties = tuple(_party(one) for one in at.many("parties"))
        public, called = authority.text("id"), authority.text("name")
        if called and called not in {party.name for party in parties if party.id == public}:
            authority.unread("name")
        return Project(
            id=at.text("id"), title=at.text("title"), description=at.text("description"),
            language=at.text("language"), updated=at.moment("updated"), status=at.text("status"),
            type=at.text("type"), sectors=at.texts("sector"), purpose=at.text("purpose"),
            classifications=tuple(_classification(one) for one in at.many("additionalClassifications")),
            identifiers=tuple(_identifier(one) for one in at.many("identifiers")), period=_period(at, "period"),
            preparation=_period(at, "preparationPeriod"), implementation=_period(at, "implementationPeriod"),
            locations=tuple(_place(one) for one in at.many("locations")), budget=_amount(budget, "amount"),
            breakdowns=tuple(_breakdown(one) for one in budget.many("budgetBreakdowns")),
            forecasts=tuple(_metric(one) for one in at.many("forecasts")),
            metrics=tuple(_metric(one) for one in at.many("metrics")),
            milestones=tuple(_milestone(one) for one in at.many("milestones")), parties=parties, authority=public,
            related=tuple(_related(one) for one in at.many("relatedProjects")), completion=_completion(at),
        )  # fmt: skip


def _period(at: _At, name: str) -> Period | None:
    with at.one(name) as one:
        found = Period(one.day("startDate"), one.day("endDate"))
    return found if found.start or found.end else None


def _amount(at: _At, name: str) -> Amount | None:
    with at.one(name) as one:
        number, currency = one.number("amount"), one.text("currency")
        if number is not None and not currency:
            one.unread("currency")
        return Amount(number, currency) if number is not None and currency else None


def _identifier(at: _At) -> Identifier:
    with at:
        return Identifier(at.text("id"), at.text("scheme"))


def _classification(at: _At) -> Classification:
    with at:
        return Classification(at.text("scheme"), at.text("id"), at.text("description"))


def _place(at: _At) -> Place:
    with at, at.one("address") as address:
        raw, geometry = at.raw("geometry"), None
        if raw is not None:
            found = geojson.read(_floats(raw)) if isinstance(raw, Mapping) else None
            if found is None or isinstance(found, Problem):
                at.unread("geometry")
            else:
                geometry = found
        return Place(
            at.text("id"), at.text("description"), geometry, address.text("region"), address.text("streetAddress")
        )  # fmt: skip


def _floats(found: Any) -> Any:
    if isinstance(found, Mapping):
        return {name: _floats(one) for name, one in found.items()}
    if isinstance(found, list):
        return [_floats(one) for one in found]
    return float(found) if isinstance(found, Decimal) else found


def _party(at: _At) -> Party:
    with at, at.one("identifier") as numbered:
        number = Identifier(numbered.text("id"), numbered.text("scheme"))
        return Party(at.text("id"), at.text("name"), at.texts("roles"), number if number.id or number.scheme else None)


def _breakdown(at: _At) -> Breakdown:
    with at:
        return Breakdown(
            at.text("id"), at.text("description"), tuple(_line(one) for one in at.many("budgetBreakdown"))
        )  # fmt: skip


def _line(at: _At) -> Line:
    with at:
        return Line(at.text("id"), at.text("description"), _amount(at, "amount"), _period(at, "period"))


def _metric(at: _At) -> Metric:
    with at:
        return Metric(at.text("id"), at.text("title"), tuple(_observation(one) for one in at.many("observations")))


def _observation(at: _At) -> Observation:
    with at, at.one("unit") as unit:
        return Observation(
            at.text("id"), _amount(at, "value"), at.number("measure"), unit.text("name"), _period(at, "period"),
            at.text("notes"),
        )  # fmt: skip


def _milestone(at: _At) -> Milestone:
    with at:
        return Milestone(
            at.text("id"), at.text("title"), at.text("type"), at.day("dueDate"), at.day("dateMet"), at.text("status")
        )  # fmt: skip


def _related(at: _At) -> Related:
    with at:
        at.code("scheme", "oc4ids")
        return Related(at.text("id"), at.text("identifier"), at.text("relationship"), at.text("title"))


def _completion(at: _At) -> Completion | None:
    with at.one("completion") as one:
        found = Completion(one.day("endDate"), _amount(one, "finalValue"))
    return found if found.end or found.final_value else None
