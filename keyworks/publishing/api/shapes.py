"""What the API of this room takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from keyworks.base.api import LARGEST_KEY, Body, Day, SentKey

Language = Literal["zh", "en"]
PaperKind = Literal["bulletin", "brief", "project", "tables"]
MonthText = Annotated[str, StringConstraints(pattern=r"^(199[0-9]|20[0-9]{2})-(0[1-9]|1[0-2])$")]


class WorkOut(Schema):
    """Background work that makes files: ask `/jobs/{job}` until it has ended, then fetch them."""

    job: int
    state: str


class PapersAsked(Schema):
    """Which papers: of a kind, of a month, of a district by its code; "" for any."""

    kind: Literal["", "bulletin", "brief", "project", "tables"] = ""
    month: Annotated[str, StringConstraints(pattern=r"^((199[0-9]|20[0-9]{2})-(0[1-9]|1[0-2]))?$")] = ""
    district: Annotated[str, StringConstraints(max_length=60)] = ""


class PaperRow(Schema):
    """A paper as it was issued once; `project` is a number, null where whoever asks does not see it."""

    id: int
    kind: PaperKind
    month: str
    district: str | None
    project: str | None
    title_zh: str
    title_en: str
    known_at: datetime
    issued_at: datetime
    by: str


class PaperFileOut(Schema):
    """A file of a paper; made again it is the same byte for byte."""

    language: Language
    ending: Literal["pdf", "docx", "xlsx"]
    sha256: str
    size: int


class PaperOut(PaperRow):
    """One paper with its files; `template` is the version by which it was written."""

    template: int
    files: list[PaperFileOut]


class PaperIn(Body):
    """Which paper, of which month, as it is known now or was at the end of the day `on`.

    A brief is of a `district`, "*" for one of each within reach; a side on a project of a `project`, by its number.
    """

    kind: PaperKind
    month: MonthText
    district: Annotated[str, StringConstraints(max_length=60)] = ""
    project: Annotated[str, StringConstraints(max_length=40)] = ""
    on: Day | None = None


class PacksAsked(Schema):
    """Which packs: of a meeting, by its key."""

    meeting: Annotated[int, Field(ge=1, le=LARGEST_KEY)] | None = None


class PackOut(Schema):
    """A meeting's pack as it was made once; `projects` have a page in it."""

    id: int
    meeting: int
    on: date
    title: str
    language: Language
    projects: int
    pdf_sha256: str
    pdf_size: int
    word_sha256: str
    word_size: int
    known_at: datetime
    made_at: datetime
    by: str


class PackIn(Body):
    """Of which meeting, in which language, and the numbers of further projects that get a page."""

    meeting: SentKey
    language: Language = "zh"
    more: Annotated[list[Annotated[str, StringConstraints(max_length=40)]], Field(max_length=100)] = []
