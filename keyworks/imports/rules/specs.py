"""A mapping: how the columns of somebody's list are to be understood, and what its rows are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from keyworks.imports.rules import patterns
from keyworks.imports.rules.targets import EXTRA, NOTHING, Target, target
from keyworks.values.problems import Place, Problem

JOIN = " · "
UNSPECIFIED = "unspecified"
BLANK = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Where:
    """Where in a file the table stands, counted from 1 as people do; None and "" are found anew in each file."""

    sheet: str = ""
    across: bool = False
    head: tuple[int, int] | None = None
    first: int | None = None
    left: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class MoneyOf:
    """The currency of a column, and the unit of its bare numbers."""

    currency: str = ""
    unit: str = "yuan"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Of which day a row speaks: by a column, by the file's name, or of a day that the mapping names."""

    column: str = ""
    file: str = ""
    on: date | None = None
    month: int = 0
    day: int = 0
    add: int = 0
    starts: int = 1
    """The month in which the years begin whose quarters are counted."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Rows that are no projects: the column's text fits the pattern."""

    column: str
    like: str


@dataclass(frozen=True, slots=True)
class Source:
    """A column, or the file's name, that says the year or the fund of another column's amount.

    `form` finds the year and the month in the text; years that end with the month `ends` are named by their end.
    """

    column: str = ""
    file: str = ""
    form: str = ""
    add: int = 0
    ends: int = 12
    values: Map[str, str | None] = field(default_factory=dict)
    open: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A column by which rows of files without a common key are linked; what fits `drop` is left out of its text."""

    head: str
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """What is said of a project, and where it stands: in `heads`, in all heads `like`, by `template`, or `fixed`.

    `match` takes a piece of the text, `form` reads what is kept beside as a day or a number, `several` tells what
    becomes of the values of several rows.
    """

    to: str
    heads: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    join: str = JOIN
    like: str = ""
    template: str = ""
    fixed: str = ""
    money: MoneyOf | None = None
    days: str | None = None
    nothing: tuple[str, ...] = ()
    wrong: str = "refuse"
    range: str = "keep"
    values: Map[str, str | None] = field(default_factory=dict)
    open: bool = False
    year: Source | int | None = None
    fund: Source | str = UNSPECIFIED
    label: str = ""
    match: str = ""
    form: str = ""
    several: str = ""

    @property
    def target(self) -> Target:
        found = target(self.to)
        assert found is not None, self.to
        return found

    @property
    def named(self) -> tuple[str, ...]:
        """The heads it names, those of its template too."""
        return self.heads or tuple(dict.fromkeys(BLANK.findall(self.template)))


@dataclass(frozen=True, slots=True)
class Component:
    """Rows that are parts of a project: the heads that name the part, its kind, and what else is said of it."""

    name: tuple[str, ...]
    kind: str
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """The whole of it; `series` names the files that know the same project by the same key."""

    name: str
    series: str
    title: Map[str, str] = field(default_factory=dict)
    note: Map[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    layout: Where = Where()
    encoding: str = ""
    separator: str = ""
    money: MoneyOf = MoneyOf()
    days: str = ""
    key: tuple[str, ...] = ()
    also_key: tuple[Name, ...] = ()
    snapshot: Snapshot | None = None
    absent: str = "nothing"
    older: str = "refuse"
    """What becomes of a row of a day before the last that is known: refused, or left out."""
    skip: tuple[Skip, ...] = ()
    columns: tuple[Column, ...] = ()
    others: str = EXTRA
    rows: str = "project"
    component: Component | None = None

    def columns_of(self, heads: Sequence[str]) -> Bound:
        """The columns found among a table's heads, those missing, and those that nothing is said of."""
        return _Binder(self, heads).bound()

    def meant_for(self, file: str) -> bool:
        """Does a file's name fit one of the patterns?"""
        return any(patterns.search(pattern, file) for pattern in self.files)


class Found(NamedTuple):
    """A column and where it stands: the positions of its heads in their order, and what its pattern found there."""

    column: Column
    at: tuple[int, ...]
    groups: Map[str, str]


@dataclass(frozen=True, slots=True)
class Bound:
    """A mapping laid on the heads of one table."""

    found: tuple[Found, ...]
    key: tuple[int, ...]
    also_key: tuple[int, ...]
    component: tuple[int, ...]
    on: int | None
    skip: tuple[tuple[int, str], ...]
    others: tuple[int, ...]
    problems: tuple[Problem, ...]
    places: Map[str, int]
    """Head, folded → its position."""


def folded(head: str) -> str:
    """A head as it is compared: narrow, small, only its letters and digits."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", head).casefold()))


class _Binder:
    def __init__(self, mapping: Mapping, heads: Sequence[str]) -> None:
        self.mapping, self.heads = mapping, heads
        self.places: dict[str, int] = {}
        for at, head in enumerate(heads):
            self.places.setdefault(folded(head), at)
        self.aliases = {
            folded(name): (one.heads[0], *one.also)
            for one in mapping.columns
            if len(one.heads) == 1
            for name in (one.heads[0], *one.also)
        }
        self.problems: list[Problem] = []

    def place(self, head: str) -> int | None:
        """Where a head stands, under whichever of its names."""
        return next(
            (
                at
                for name in (head, *self.aliases.get(folded(head), ()))
                if (at := self.places.get(folded(name))) is not None
            ),
            None,
        )

    def missing(self, head: str, to: str, *, needed: bool) -> None:
        problem = Problem("imports.column_missing", {"head": head[:80], "to": to}, place=Place(field=to))
        self.problems.append(problem if needed else problem.warning())

    def needed(self, heads: Sequence[str], what: str) -> tuple[int, ...]:
        """Where all of these stand; nothing where one does not, which is told."""
        at = [self.place(head) for head in heads]
        for head, found in zip(heads, at, strict=True):
            if found is None:
                self.missing(head, what, needed=True)
        return tuple(found for found in at if found is not None) if None not in at else ()

    def bound(self) -> Bound:
        mapping = self.mapping
        key = self.needed(mapping.key, "key")
        also_key = tuple(at for one in mapping.also_key if (at := self.place(one.head)) is not None)
        if mapping.also_key and not key and len(also_key) == len(mapping.also_key):
            # Of two kinds of keys one is enough: the earlier years of a list often have names only.
            self.problems = [one.warning() for one in self.problems]
        component = self.needed(mapping.component.name, "component.name") if mapping.component else ()
        dated = mapping.snapshot.column if mapping.snapshot else ""
        on = self.needed([dated], "snapshot") if dated else ()
        skip = [(self.place(one.column), one.like) for one in mapping.skip]
        inner = mapping.component.columns if mapping.component else ()
        found = [one for column in (*mapping.columns, *inner) for one in self.of(column)]
        taken = {at for one in found for at in one.at} | {*key, *also_key, *component, *on}
        taken |= {at for name in self._sources() if (at := self.place(name)) is not None}
        others = [at for at, head in enumerate(self.heads) if at not in taken and head.strip()]
        return Bound(
            tuple(found),
            key,
            also_key,
            component,
            on[0] if on else None,
            tuple((at, like) for at, like in skip if at is not None),
            tuple(others) if mapping.others == EXTRA else (),
            tuple(self.problems),
            self.places,
        )

    def _sources(self) -> list[str]:
        both = [source for one in self.mapping.columns for source in (one.year, one.fund)]
        return [source.column for source in both if isinstance(source, Source) and source.column]

    def of(self, column: Column) -> list[Found]:
        if column.like:
            fits = [(at, patterns.search(column.like, head)) for at, head in enumerate(self.heads)]
            found = [Found(column, (at,), {k: v or "" for k, v in fit.groupdict().items()}) for at, fit in fits if fit]
            if not found:
                self.missing(column.like, column.to, needed=False)
            return found
        if not column.named:
            return [Found(column, (), {})]
        at = [self.place(head) for head in column.named]
        for source in (column.year, column.fund):
            if isinstance(source, Source) and source.column and self.place(source.column) is None:
                self.missing(source.column, column.to, needed=True)
        if None in at and (column.template or all(one is None for one in at)):
            if column.to != NOTHING:
                lacking = next(head for head, one in zip(column.named, at, strict=True) if one is None)
                self.missing(lacking, column.to, needed=self._needs(column))
            return []
        return [Found(column, tuple(one for one in at if one is not None), {})]

    def _needs(self, column: Column) -> bool:
        """Without a name no project is brought in; another column of the same target may say it."""
        others = [one for one in self.mapping.columns if one is not column and one.to == column.to]
        return column.to == "name_zh" and not any(
            one.fixed or (one.named and all(self.place(head) is not None for head in one.named)) for one in others
        )
