"""What the API takes and gives: codes for units and terms, user names for people, exact amounts as text for money.

An amount counts the main unit of the installation's currency: yuan, dollars.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from keyworks.base.api import Body, Day

Code = Annotated[str, StringConstraints(max_length=60)]
Short = Annotated[str, StringConstraints(max_length=40)]
Name = Annotated[str, StringConstraints(max_length=200)]
NameEn = Annotated[str, StringConstraints(max_length=300)]
Line = Annotated[str, StringConstraints(max_length=400)]
Long = Annotated[str, StringConstraints(max_length=10_000)]
Amount = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,16}(\.[0-9]{1,2})?$")]
Year = Annotated[int, Field(strict=True, ge=1990, le=2100)]
Quantity = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}(\.[0-9]{1,4})?$")]


Variant = Literal["factory", "infrastructure", "equipment"]
Stage = Literal[
    "idea", "planned", "reserve", "ready", "building", "suspended", "completed", "commissioning", "producing",
    "at_capacity", "effective", "in_use", "archived", "exited",
]  # fmt: skip
Class = Literal["", "planned", "reserve", "construction", "completed"]
Tag = Literal["", "new", "continuing", "finishing"]
Cut = Literal["", "phase", "sub"]
Secrecy = Literal["open", "internal", "secret"]
"""A secret project is refused; the word is taken so that the refusal can say why."""


class AmountShape(Body):
    """What is planned for a year out of one fund source."""

    year: Year
    fund: Code
    amount: Amount


class CapacityShape(Body):
    """What the project is designed to make or to carry."""

    what_zh: Name
    what_en: NameEn = ""
    quantity: Quantity
    measure: Code


class PartyShape(Body):
    """Who takes part: a unit by its code, or a name with its credit code."""

    role: Code
    unit: Code | None = None
    name_zh: Name = ""
    name_en: NameEn = ""
    credit_code: Short = ""


class Facts(Body):
    """What may be said of a project; what is left out stays, null empties."""

    local_number: Short | None = None
    project_code: Short | None = None
    name_zh: Name | None = None
    name_en: NameEn | None = None
    variant: Variant | None = None
    list_class: Class | None = None
    year_tag: Tag | None = None
    list_year: Year | None = None
    secrecy: Secrecy | None = None
    parent: Code | None = None
    cut: Cut | None = None
    cut_number: Annotated[int, Field(strict=True, ge=1, le=9999)] | None = None
    category: Code | None = None
    sector: Code | None = None
    nature: Code | None = None
    investor: Code | None = None
    programmes: Annotated[list[Code], Field(max_length=50)] | None = None
    chains: Annotated[list[Code], Field(max_length=50)] | None = None
    scope_zh: Long | None = None
    scope_en: Long | None = None
    owner: Code | None = None
    district: Code | None = None
    lead_department: Code | None = None
    responsible_unit: Code | None = None
    leader: Code | None = None
    service_officer: Code | None = None
    liaison: Code | None = None
    address_zh: NameEn | None = None
    address_en: Line | None = None
    planned_start: Day | None = None
    planned_finish: Day | None = None
    started_on: Day | None = None
    finished_on: Day | None = None
    capacities: Annotated[list[CapacityShape], Field(max_length=100)] | None = None
    parties: Annotated[list[PartyShape], Field(max_length=200)] | None = None


class ProjectPatch(Facts):
    """A change, with the reason that the record keeps."""

    reason: Long = ""


Parts = Annotated[dict[Annotated[str, StringConstraints(max_length=20)], Amount], Field(max_length=20)]
Amounts = Annotated[list[AmountShape], Field(max_length=500)]


class MoneyIn(Body):
    """Money anew: an amount that stands already is corrected, which needs the reason."""

    parts: Parts = {}
    amounts: Amounts = []
    reason: Long = ""
    source: Line = ""


class PlaceIn(Body):
    """Where a project stands, all of it: GeoJSON in longitude and latitude, and the address."""

    geometry: dict[str, Any] | None = None
    address_zh: NameEn = ""
    address_en: Line = ""
    reason: Long = ""


class ProjectIn(Facts):
    """A project to register."""

    name_zh: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    stage: Stage | None = None
    geometry: dict[str, Any] | None = None
    parts: Parts | None = None
    amounts: Amounts | None = None


class Rows(Body):
    """Projects to register together, all or none."""

    rows: Annotated[list[ProjectIn], Field(min_length=1, max_length=1000)]
    reason: Long = ""


class ProjectBrief(Schema):
    """A line of the register."""

    id: int
    local_number: str
    project_code: str
    name_zh: str
    name_en: str
    stage: str
    stage_since: date
    list_class: str
    year_tag: str
    list_year: int | None
    sector: str | None
    district: str | None
    owner: str | None
    total: str | None
    plan: str | None
    unreported_since: date | None
    edition: int
    changed_at: datetime


class ProjectOut(ProjectBrief):
    """All that is said of a project now."""

    variant: str
    secrecy: str
    parent: str | None
    cut: str
    cut_number: int | None
    category: str | None
    nature: str | None
    investor: str | None
    programmes: list[str]
    chains: list[str]
    scope_zh: str
    scope_en: str
    lead_department: str | None
    responsible_unit: str | None
    leader: str | None
    service_officer: str | None
    liaison: str | None
    address_zh: str
    address_en: str
    geometry: dict[str, Any] | None
    located_in: str | None
    planned_start: date | None
    planned_finish: date | None
    started_on: date | None
    finished_on: date | None
    review_on: date | None
    extras: dict[str, str]
    capacities: list[CapacityShape]
    parties: list[PartyShape]
    parts: dict[str, str]
    amounts: list[AmountShape]


class FactsOut(Schema):
    """What stood at a moment: facts as they were kept then, money in fen."""

    asof: datetime | None
    facts: dict[str, Any]


class VersionOut(Schema):
    """One version of a stated amount: the first is never lost."""

    what: str
    version: int
    amount: str
    known_at: datetime
    by: str | None
    reason: str
    source: str
    cell: str
    reported: bool


class TermOut(Schema):
    """An entry of a code list."""

    id: int
    kind: str
    code: str
    name_zh: str
    name_en: str
    note_zh: str
    note_en: str
    order: int
    leader: str | None
    closed_on: date | None
    edition: int


class Registered(Schema):
    """The numbers of the projects that were registered, in the order of the rows."""

    local_numbers: list[str]


class Codes(Schema):
    """Which projects, by the codes of what they have; "" for any."""

    district: Code = ""
    stage: Code = ""
    list_class: Code = ""
    year_tag: Code = ""
    sector: Code = ""
    programme: Code = ""
    chain: Code = ""


class Which(Codes):
    """Which projects, and whether their lists still name them."""

    reported: Literal["", "still", "gone"] = ""
