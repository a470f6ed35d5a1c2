"""The rows of an import folded into one story for each project: what the list said of it, snapshot after snapshot."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from keyworks.imports.rules.hearing import NAME, Heard
from keyworks.imports.rules.linking import Cluster, Node, clusters
from keyworks.imports.rules.rows import TABLES, cell, fields, folded
from keyworks.projects.rules.taking import merged, settled
from keyworks.values.problems import Problem

Facts = Mapping[str, Any]
FIGURES = ("parts.", "amounts.")


class Moment(NamedTuple):
    """What is known of a project from a day on: the whole of it, and where that stands written."""

    on: date
    facts: Facts
    origin: Mapping[str, Any]


class Subject(NamedTuple):
    """A project of the list as it is looked for in the register: its keys, and what was said of it last."""

    key: str
    keys: tuple[str, ...]
    facts: Facts
    row: Heard


class Before(NamedTuple):
    """What the register holds of a project: its facts, the last day the series spoke of it, what it said then.

    Of a project that the series never named `on` is None. Where `said` is not known, all figures are taken as said.
    `project` tells which keys mean the same one.
    """

    facts: Facts
    on: date | None = None
    said: frozenset[str] | None = None
    project: int | None = None


@dataclass(slots=True)
class Story:
    """The moments of a project that tell something new; `said` are the fields the series said last.

    `rows` counts its rows as new, changed, unchanged and refused; `gone` is a project the list names no more.
    """

    key: str
    keys: tuple[str, ...]
    known: list[Moment] = field(default_factory=list)
    said: frozenset[str] = frozenset()
    last: date | None = None
    fresh: bool = True
    gone: bool = False
    rows: Counter[str] = field(default_factory=Counter)


class Folding:
    """Takes rows in any order; all files of one series in one import are folded together."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.heard = 0
        self.skipped: Counter[str] = Counter()
        self.refused = 0
        self._rows: defaultdict[str, list[Heard]] = defaultdict(list)
        self._unread: defaultdict[str, set[date]] = defaultdict(set)
        self._absent_days: set[date] = set()
        self._files: dict[date, tuple[int, str]] = {}
        self._seen: defaultdict[date, set[str]] = defaultdict(set)
        self._clusters: list[Cluster] | None = None

    def add(self, row: Heard) -> None:
        self.heard += 1
        if row.skipped:
            self.skipped[row.skipped] += 1
            return
        self.problems += row.problems
        if row.refused:
            self.refused += 1
            # The list does name it: a row that cannot be read is no sign that the project is gone.
            if row.key:
                self._unread[row.key].add(row.on)
            return
        row.problems = []
        self._rows[row.key].append(row)

    def subjects(self) -> Iterator[Subject]:
        """The projects of the list, in the order in which they stand there."""
        for cluster in self._linked():
            rows = self._of(cluster)
            yield Subject(cluster.keys[0], _keys(cluster), rows[-1].facts, rows[0])

    def stories(self, before: Mapping[str, Before] | None = None) -> Iterator[Story]:
        """The story of each subject, then of each key in `before` that the list no longer names."""
        before, told = before or {}, set[int | None]()
        linked = self._linked()
        days = sorted(self._absent_days)
        for cluster in linked:
            keys = _keys(cluster)
            known = (before[key] for key in keys if key in before)
            standing = next((one for one in known if one.project is None or one.project not in told), None)
            told.add(standing.project if standing else None)
            yield _Telling(self, keys, standing, days).story(self._of(cluster))
        if not before:
            return
        named = {key for cluster in linked for key in _keys(cluster)} | set(self._unread)
        told |= {before[key].project for key in self._unread if key in before}
        for key, standing in before.items():
            if (
                key not in named
                and standing.on is not None
                and (standing.project is None or standing.project not in told)
            ):
                told.add(standing.project)
                yield _Telling(self, (key,), standing, days).story([])

    def _of(self, cluster: Cluster) -> list[Heard]:
        if len(cluster.keys) == 1 and len(rows := self._rows[cluster.keys[0]]) == 1:
            return rows
        rows = [row for key in cluster.keys for row in self._rows[key]]
        return sorted(rows, key=lambda row: (row.on, row.file, row.sheet, row.number))

    def _linked(self) -> list[Cluster]:
        if self._clusters is not None:
            return self._clusters
        for rows in self._rows.values():
            for row in rows:
                self._seen[row.on].update(fields(row.facts))
                self._files[row.on] = min(self._files.get(row.on, (row.file, row.sheet)), (row.file, row.sheet))
                if row.table.mapping.absent == "unreported":
                    self._absent_days.add(row.on)
        if any(row.names for rows in self._rows.values() for row in rows[:1]):
            self._clusters = self._by_names()
        else:
            self._clusters = [Cluster([key], {}, set()) for key in self._rows]
        self._clusters.sort(key=lambda one: min((row.file, row.sheet, row.number) for row in self._of(one)))
        return self._clusters

    def _by_names(self) -> list[Cluster]:
        nodes = []
        for key, rows in self._rows.items():
            names = dict.fromkeys(name for row in sorted(rows, key=lambda row: row.on) for name in row.names)
            nodes.append(Node(key, names, {row.on for row in rows}))
        found, conflicts = clusters(nodes)
        for name, one, other in dict.fromkeys(conflicts):
            row = self._rows[other][0]
            params = {"name": name, "one": one.removeprefix(NAME), "other": other.removeprefix(NAME)}
            self.problems.append(
                Problem("imports.name_of_two", params, place=row.table.cell_of("name_zh", row)).warning()
            )
        return found

    def file_of(self, day: date) -> tuple[int, str]:
        """The file and sheet of a snapshot."""
        return self._files[day]

    def seen(self, day: date) -> set[str]:
        """What the snapshot of this day says of any project: what it says of none, it had no place for."""
        return self._seen[day]

    def unread(self, keys: Sequence[str], day: date) -> bool:
        return any(day in self._unread[key] for key in keys if key in self._unread)


def _keys(cluster: Cluster) -> tuple[str, ...]:
    """Those of a project with a key before its names: by either it is found again."""
    if len(cluster.keys) == 1 and not cluster.names:
        return (cluster.keys[0],)
    own = sorted(cluster.keys, key=lambda key: key.startswith(NAME))
    return tuple(dict.fromkeys([*own, *(f"{NAME}{name}" for name in cluster.names)]))


class _Telling:
    """Tells one project's story."""

    def __init__(self, folding: Folding, keys: tuple[str, ...], before: Before | None, days: Sequence[date]) -> None:
        self.folding, self.days = folding, days
        self.story_ = Story(keys[0], keys, fresh=before is None)
        self.facts: Facts = before.facts if before else {}
        self.last = before.on if before else None
        said = before.said if before else frozenset()
        self.said = frozenset(name for name in fields(self.facts) if name.startswith(FIGURES)) if said is None else said

    def story(self, rows: Sequence[Heard]) -> Story:
        story, oldest = self.story_, self.last
        by_day: dict[date, list[Heard]] = {}
        for row in rows:
            by_day.setdefault(row.on, []).append(row)
        for on, some in by_day.items():
            if oldest and on < oldest:
                self._too_old(some, oldest)
                continue
            self._gone_before(on, story.keys)
            self._told(on, some)
        self._gone_before(None, story.keys)
        story.said, story.last = self.said, self.last
        story.gone = "unreported_since" in self.facts
        return story

    def _too_old(self, rows: Sequence[Heard], last: date) -> None:
        """What was known later cannot have been changed by what was known before."""
        leave = rows[0].table.mapping.older == "leave"
        for row in rows:
            params = {"day": row.on.isoformat(), "last": last.isoformat()}
            problem = Problem("imports.snapshot_old", params, place=row.table.cell_of("snapshot", row))
            self.folding.problems.append(problem.warning() if leave else problem)
        if leave:
            self.folding.skipped["older"] += len(rows)
            return
        self.story_.rows["refused"] += len(rows)
        self.folding.refused += len(rows)

    def _told(self, on: date, rows: Sequence[Heard]) -> None:
        rows = self._once(rows)
        said, cells, problems = folded(rows)
        self.folding.problems += problems
        new = frozenset(fields(said))
        silent = (self.said - new) & self.folding.seen(on)
        first = self.story_.fresh and not self.story_.known
        whole = said
        if self.facts:
            whole = merged(self.facts, {**_nothing(silent), **_said_without(said, silent), "unreported_since": None})
        after = settled(self.facts, whole, on.isoformat())
        changed = after != self.facts
        if changed:
            origin = {"file": rows[0].file, "sheet": rows[0].sheet, "row": rows[0].number + 1, "cells": cells}
            self.story_.known.append(Moment(on, after, origin))
        self.story_.rows["new" if first else "changed" if changed else "unchanged"] += len(rows)
        self.facts, self.said, self.last = after, (self.said - silent) | new, on

    def _once(self, rows: Sequence[Heard]) -> Sequence[Heard]:
        """Of rows that repeat one another one stands; where each row is a project, another of its key is refused."""
        if len(rows) == 1:
            return rows
        several = rows[0].table.mapping.rows == "several"
        marks: dict[int, Heard] = {}
        kept: list[Heard] = []
        for row in rows:
            twin, place = marks.setdefault(row.mark, row), row.table.cell_of("key", row)
            if twin is not row:
                self.folding.problems.append(
                    Problem("imports.row_repeated", {"first": cell("key", twin)}, place=place).warning()
                )
                if not several:
                    self.folding.skipped["repeated"] += 1
                    continue
            elif not several and kept:
                params = {"first": cell("key", kept[0]), "text": row.key[:60]}
                self.folding.problems.append(Problem("imports.key_twice", params, place=place))
                self.folding.refused += 1
                self.story_.rows["refused"] += 1
                continue
            kept.append(row)
        return kept

    def _gone_before(self, on: date | None, keys: Sequence[str]) -> None:
        """Was there a snapshot since the last that named the project, and before this day, that does not?"""
        if self.last is None or "unreported_since" in self.facts:
            return
        for day in self.days[bisect_right(self.days, self.last) :]:
            if on is not None and day >= on:
                return
            if self.folding.unread(keys, day):
                continue
            figures = frozenset(name for name in self.said if name.startswith(FIGURES))
            self.facts = merged(self.facts, {**_nothing(figures), "unreported_since": day.isoformat()})
            self.said -= figures
            file, sheet = self.folding.file_of(day)
            self.story_.known.append(Moment(day, self.facts, {"file": file, "sheet": sheet, "row": None, "cells": {}}))
            return


def _nothing(names: frozenset[str]) -> dict[str, Any]:
    """That nothing is said of these fields any more."""
    found: dict[str, Any] = {}
    for name in names:
        group, _dot, entry = name.partition(".")
        if group in TABLES:
            found.setdefault(group, {})[entry] = None
        else:
            found[name] = None
    return found


def _said_without(said: Facts, silent: frozenset[str]) -> dict[str, Any]:
    """What is said, with the entries of its tables that are silent taken away."""
    without = _nothing(silent)
    return {name: {**without.get(name, {}), **value} if name in TABLES else value for name, value in said.items()}
