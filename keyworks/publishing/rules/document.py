"""A pack as a document: what each of its pages says, before it is PDF or Word, its texts in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from keyworks.reports.files.curve import Course

SHAPES = {"green": "●", "yellow": "▲", "red": "■", "grey": "○"}
"""The lights where there is no colour."""
NO_MARK = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where something on a page comes from: in words, and at which address of the site it is read."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A thing said of something; `mark` is the place of its source on the page, from 1."""

    label: str
    text: str
    mark: int = NO_MARK


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. `numbers` are columns set to the right, `links` each row's address; `none` what is said
    where there is no row, `note` what is said below."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    none: str = ""
    note: str = ""
    mark: int = NO_MARK


@dataclass(frozen=True, slots=True)
class Light:
    """A light in black and white: a colour of `SHAPES`, its word, and why."""

    colour: str
    word: str
    why: tuple[str, ...] = ()
    mark: int = NO_MARK

    @property
    def shape(self) -> str:
        return SHAPES[self.colour]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a project's line: past, now, held, left or ahead, and since when."""

    name: str
    state: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """Money through time: one sentence that says it, the course in minor units, and the unit it is written in."""

    said: str
    course: Course
    unit: str
    words: str
    """The unit as a reader calls it."""
    mark: int = NO_MARK


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph by its name among the pack's pictures, its size in pixels, and what is written under it."""

    name: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Place:
    """A stop on the map: its number, and where it stands in degrees."""

    number: int
    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Map:
    """The stops in their order, over outlines of districts, each a ring of degrees."""

    said: str
    places: tuple[Place, ...]
    outlines: tuple[tuple[tuple[float, float], ...], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is no project's: one sentence that answers it, then facts, tables and words."""

    title: str
    lead: str = ""
    facts: tuple[Fact, ...] = ()
    map: Map | None = None
    tables: tuple[Table, ...] = ()
    words: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """One project on one side."""

    title: str
    number: str
    other_name: str
    url: str
    lead: str
    light: Light | None
    facts: tuple[Fact, ...]
    money: tuple[Fact, ...]
    stages: tuple[Stage, ...]
    milestones: Table
    matters: Table
    requests: Table
    about: int = NO_MARK
    """The mark of what its facts are out of."""
    words: tuple[Fact, ...] = ()
    """What the last report says of the works, in words."""
    curve: Curve | None = None
    photographs: tuple[Photograph, ...] = ()
    no_photographs: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """All of it. `known` says of which moment it tells and `source` out of what, at the foot of every page."""

    language: str
    title: str
    subtitle: str
    author: str
    known: str
    source: str
    at: datetime
    cover: Page | None = None
    before: tuple[Page, ...] = ()
    projects: tuple[ProjectPage, ...] = ()
    after: tuple[Page, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """JPEG by name."""

    @property
    def zh(self) -> bool:
        return self.language == "zh"


class Sources:
    """The sources of a page while it is written: the same source has one mark."""

    def __init__(self) -> None:
        self._marks: dict[Source, int] = {}

    def mark(self, text: str, url: str = "") -> int:
        return self._marks.setdefault(Source(text, url), len(self._marks) + 1)

    def all(self) -> tuple[Source, ...]:
        return tuple(self._marks)
