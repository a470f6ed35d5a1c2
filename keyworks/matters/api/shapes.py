"""What the API of matters takes and gives; units go by their codes, people by user names, projects by their keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from keyworks.base.api import Body, Day, Key, SentKey, Yes
from keyworks.matters.actions.raising import MOST_PROJECTS

Code = Annotated[str, StringConstraints(max_length=60)]
Line = Annotated[str, StringConstraints(max_length=400)]
Long = Annotated[str, StringConstraints(max_length=4000)]
Kinds = Literal[
    "land", "clearing", "approval", "funds", "utility", "materials", "labour", "dispute", "plan", "safety", "other"
]
Stands = Literal[
    "", "open", "raised", "returned", "triaged", "assigned", "working", "paused", "proposed", "verified", "closed",
    "merged", "withdrawn",
]  # fmt: skip
Steps = Literal[
    "amend", "return", "triage", "hand_up", "assign", "accept", "decline", "feedback", "instruct", "change", "split",
    "extend", "pause", "resume", "propose", "reject", "verify", "confirm", "dispute", "close", "reopen", "withdraw",
    "merge",
]  # fmt: skip
Level = Annotated[int, Field(strict=True, ge=1, le=4)]
Projects = Annotated[list[SentKey], Field(max_length=MOST_PROJECTS)]


class MattersAsked(Schema):
    """Which matters: by state (`open` is every state that has not ended), sort, kind, level, lead, project or words;
    `overdue` and `mine` (what waits for whoever asks) narrow further."""

    state: Stands = ""
    sort: Literal["", "issue", "request", "directive"] = ""
    kind: Kinds | Literal[""] = ""
    level: Annotated[int, Field(ge=1, le=4)] | None = None
    lead: Code = ""
    project: Key | None = None
    q: Annotated[str, Field(max_length=100)] = ""
    overdue: bool = False
    mine: bool = False


class MatterRow(Schema):
    """A matter as it stands."""

    id: int
    number: str
    sort: str
    kind: str
    title: str
    state: str
    level: int
    raised_unit: str | None
    raised_on: date
    desk: str
    lead: str | None
    lead_person: str | None
    due_on: date | None
    climbs_on: date | None
    closed_on: date | None
    overdue: bool
    edition: int


class StepOut(Schema):
    """A line of its trail; by nobody where the clock did it."""

    step: str
    by: str | None
    at: datetime
    on: date
    text: str
    state: str
    level: int
    due_on: date | None
    facts: dict[str, Any]


class AffectedOut(Schema):
    """A project it affects, of those within reach."""

    project: int
    local_number: str
    blocks: bool


class MatterOut(MatterRow):
    """One matter with its trail, the oldest first, and what whoever asks may do now."""

    text: str
    words: str
    effect: str
    raised_by: str | None
    answerable: str | None
    paused_until: date | None
    feedback_on: date | None
    rating: int | None
    reopened: int
    climbed: int
    parent: str | None
    merged_into: str | None
    cause: str | None
    projects: list[AffectedOut]
    trail: list[StepOut]
    may: list[str]


class RaiseIn(Body):
    """What is raised: an issue, or a request of one's unit; `blocking` are the projects that wait for it, else all."""

    sort: Literal["issue", "request"]
    kind: Kinds
    title: Line
    text: Long
    unit: Code
    projects: Projects = []
    blocking: Projects | None = None
    effect: Line = ""
    phone: Line = ""


class StepIn(Body):
    """A step, with what it takes and no more: what each takes stands in docs/operate/api.md."""

    step: Steps
    text: Long = ""
    title: Line | None = None
    kind: Kinds | None = None
    effect: Line | None = None
    level: Level | None = None
    lead: Code | None = None
    lead_person: Code | None = None
    co_owners: Annotated[list[Code], Field(max_length=20)] | None = None
    service_officer: Code | None = None
    due_on: Day | None = None
    until: Day | None = None
    rhythm_days: Annotated[int, Field(strict=True, ge=0, le=250)] | None = None
    rating: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    projects: Projects | None = None
    blocking: Projects | None = None
    on_the_spot: Yes | None = None
    into: Line | None = None
