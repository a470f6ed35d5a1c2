"""What the API of a month takes and gives: exact amounts as text in the city's main unit of money."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Path, Schema
from pydantic import Field, StringConstraints

from keyworks.base.api import Body, SentKey, Yes
from keyworks.reports.actions import MOST
from keyworks.reports.rules import figures

MonthText = Annotated[str, Path(pattern=r"^(199[0-9]|20[0-9]{2})-(0[1-9]|1[0-2])$")]
Amount = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,16}(\.[0-9]{1,2})?$")]
Long = Annotated[str, StringConstraints(max_length=4000)]
Line = Annotated[str, StringConstraints(max_length=400)]
Kind = Literal["construction", "installation", "equipment", "other"]
Stood = Literal["", "missing", "filed", "district", "department", "accepted", "returned"]


class MonthOut(Schema):
    """How a month stands among the projects within reach; amounts in the city's main unit of money."""

    month: str
    opens: date
    due: date
    closed: bool
    expected: int
    filed: int
    missing: int
    late: int
    unchanged: int
    states: dict[str, int]
    done: str
    year_done: str


class MonthRow(Schema):
    """A project's line of a month; `state` is `missing` where nothing was filed."""

    project: int
    local_number: str
    name_zh: str
    name_en: str
    state: str
    at_level: str
    version: int | None
    done: str | None
    year_done: str | None
    since_start: str | None
    progress: int | None
    unchanged: bool
    late: bool


class ReportVersion(Schema):
    """What was filed once; `progress` in hundredths of a per cent, `follows` where only an earlier month changed."""

    version: int
    known_at: datetime
    by: str | None
    reason: str
    follows: str | None
    done: str
    year_done: str
    since_start: str
    parts: dict[str, str]
    progress: int | None
    words: str
    next_month: str | None
    problems: str
    unchanged: bool
    why: str


class ReportOut(Schema):
    """A report as it stands, with every version, the last first."""

    project: int
    month: str
    state: str
    at_level: str
    late: bool
    first_at: datetime
    edition: int
    versions: list[ReportVersion]


class DistrictOut(Schema):
    """A district's month; `points` are hundredths of a point of the year's plan ahead of the months gone."""

    district: str | None
    expected: int
    filed: int
    missing: int
    done: str
    year_done: str
    plan: str
    points: int | None


class NeedOut(Schema):
    """What would turn a dimension green."""

    code: str
    inputs: dict[str, Any]


class VerdictOut(NeedOut):
    """Why one dimension has its colour: the code of the reason and what went in, money in minor units."""

    dimension: str
    colour: str
    turns_green: list[NeedOut]


class LightOut(Schema):
    """A light, by which rule set, and why."""

    colour: str
    rules: str
    verdicts: list[VerdictOut]


class ProjectLight(LightOut):
    """A project's light in a month."""

    project: int
    local_number: str


class DistrictLight(LightOut):
    """A district's light in a month."""

    district: str


class Filed(Body):
    """What is filed of a month. `year_before` and `before` are asked for where no earlier month was reported."""

    done: Amount
    parts: Annotated[dict[Kind, Amount], Field(max_length=4)] = {}
    progress: Annotated[int, Field(strict=True, ge=0, le=figures.WHOLE)] | None = None
    words: Long = ""
    next_month: Amount | None = None
    problems: Long = ""
    unchanged: Yes = False
    why: Line = ""
    year_before: Amount | None = None
    before: Amount | None = None
    reason: Line = ""


class Unchanged(Body):
    """Why nothing changed; progress and words stay those of the month before."""

    why: Line


class Back(Body):
    """Why it is given back, and the version that was looked at."""

    reason: Line
    version: Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]


class PassIn(Body):
    """Which reports are let pass, all or none."""

    projects: Annotated[list[SentKey], Field(min_length=1, max_length=MOST)]


class MonthAsked(Schema):
    """Which lines: by the state of the report, by the code of the district."""

    state: Stood = ""
    district: Annotated[str, Field(max_length=40)] = ""
