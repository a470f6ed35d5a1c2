"""What a package of projects says, as far as it is written and read here; empty is not said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from keyworks.formats.geojson import Geometry

VERSION = "0.9"


@dataclass(frozen=True, slots=True)
class Amount:
    """In the main unit of a currency."""

    amount: Decimal
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Period:
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that a list, the `scheme`, gave."""

    id: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Classification:
    """A code of a list with its words."""

    scheme: str
    id: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    description: str = ""
    geometry: Geometry | None = None
    region: str = ""
    street: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    id: str
    name: str
    roles: tuple[str, ...] = ()
    identifier: Identifier | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a budget."""

    id: str
    description: str = ""
    amount: Amount | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A budget laid out one way: by year, by fund."""

    id: str
    description: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a metric: money, or a measure in a unit."""

    id: str
    value: Amount | None = None
    measure: Decimal | None = None
    unit: str = ""
    period: Period | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    id: str
    title: str = ""
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    id: str
    title: str = ""
    type: str = ""
    due: date | None = None
    met: date | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Another project of the same register, and what it is to this one."""

    id: str
    identifier: str
    relationship: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    end: date | None = None
    final_value: Amount | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """`budget` is what stands now; what was estimated at first stands beside it in `forecasts`."""

    id: str
    title: str = ""
    description: str = ""
    language: str = ""
    updated: datetime | None = None
    status: str = ""
    type: str = ""
    sectors: tuple[str, ...] = ()
    purpose: str = ""
    classifications: tuple[Classification, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    period: Period | None = None
    preparation: Period | None = None
    implementation: Period | None = None
    locations: tuple[Place, ...] = ()
    budget: Amount | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    forecasts: tuple[Metric, ...] = ()
    metrics: tuple[Metric, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    parties: tuple[Party, ...] = ()
    authority: str = ""
    """The party that is the public authority, by its id."""
    related: tuple[Related, ...] = ()
    completion: Completion | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    name: str
    scheme: str = ""
    uid: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    uri: str
    published_at: datetime
    publisher: Publisher
    projects: tuple[Project, ...]
    license: str = ""
    policy: str = ""
    version: str = VERSION
