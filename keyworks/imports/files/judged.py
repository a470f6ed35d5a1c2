"""What a check of a list found, in a file of its own: written row by row, asked page by page, never held whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

SCHEMA = """
CREATE TABLE story (
    id INTEGER PRIMARY KEY, key TEXT, name TEXT, state TEXT, project INTEGER, edition INTEGER, last_on TEXT,
    keys TEXT, said TEXT, lot TEXT
);
CREATE TABLE problem (
    id INTEGER PRIMARY KEY, severity TEXT, code TEXT, params TEXT, field TEXT, file INTEGER, sheet TEXT, row INTEGER,
    cell TEXT, got TEXT
);
CREATE TABLE alike (story INTEGER, key TEXT, name TEXT, project INTEGER, likeness REAL, reasons TEXT);
CREATE TABLE told (name TEXT PRIMARY KEY, said TEXT);
"""
INDEXES = """
CREATE INDEX problem_place ON problem (file, sheet, row);
CREATE INDEX problem_kind ON problem (severity, code, id);
CREATE INDEX story_state ON story (state, id);
"""
AT_ONCE = 1_000
encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
ORDER = {"error": 0, "warning": 1, "note": 2}


class Story(NamedTuple):
    """What the list says of one project: every moment it speaks of, as take_in wants it."""

    key: str
    name: str
    state: str
    project: int | None
    edition: int
    last_on: str
    keys: Sequence[str]
    said: Sequence[str]
    lot: Sequence[Mapping[str, Any]]


class Found(NamedTuple):
    """A problem with its place: rows counted from 1."""

    severity: str
    code: str
    params: Mapping[str, Any]
    field: str
    file: int
    sheet: str
    row: int
    cell: str
    got: str


class Alike(NamedTuple):
    """A registered project that a project of the list may be."""

    story: int
    key: str
    name: str
    project: int
    likeness: float
    reasons: Sequence[str]


class Writer:
    """Writes beside the place and takes it when all is written: a check that was cut off leaves nothing."""

    def __init__(self, path: Path) -> None:
        self.path, self.fresh = path, path.with_suffix(".fresh")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.fresh.unlink(missing_ok=True)
        self.base = sqlite3.connect(self.fresh, isolation_level=None)
        self.base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + SCHEMA)
        self.waiting: dict[str, list[tuple[Any, ...]]] = {}
        self.stories = 0

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for table in self.waiting:
                self._flush(table)
            self.base.executescript(INDEXES)  # commits what was written before
        self.base.close()
        if kind is None:
            self.fresh.replace(self.path)
        self.fresh.unlink(missing_ok=True)

    def story(self, one: Story) -> int:
        self.stories += 1
        self._add("story", (self.stories, *one[:-3], *map(encoded, one[-3:])))
        return self.stories

    def problem(self, one: Found) -> None:
        said = one._replace(params=json.dumps(one.params, ensure_ascii=False, default=str))  # type: ignore[arg-type]
        self._add("problem", (None, *said))

    def alike(self, one: Alike) -> None:
        self._add("alike", (*one[:-1], json.dumps(one.reasons)))

    def tell(self, name: str, said: Any) -> None:
        self.base.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (name, json.dumps(said, ensure_ascii=False)))

    def _add(self, table: str, row: tuple[Any, ...]) -> None:
        rows = self.waiting.setdefault(table, [])
        rows.append(row)
        if len(rows) >= AT_ONCE:
            self._flush(table)

    def _flush(self, table: str) -> None:
        if rows := self.waiting[table]:
            marks = ", ".join("?" * len(rows[0]))
            self.base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 (our own names)
            rows.clear()


class Judged:
    """Reads what was found."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _rows(self, query: str, *params: Any) -> list[sqlite3.Row]:
        with closing(self._open()) as base:
            return base.execute(query, params).fetchall()

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
        base.row_factory = sqlite3.Row
        return base

    def told(self, name: str, default: Any = None) -> Any:
        rows = self._rows("SELECT said FROM told WHERE name = ?", name)
        return json.loads(rows[0]["said"]) if rows else default

    def kinds(self) -> list[tuple[str, str, int]]:
        """Severity, code and number of every kind of problem, the worst and most frequent first."""
        rows = self._rows("SELECT severity, code, count(*) AS n FROM problem GROUP BY severity, code")
        found = [(str(row["severity"]), str(row["code"]), int(row["n"])) for row in rows]
        return sorted(found, key=lambda one: (ORDER.get(one[0], 3), -one[2], one[1]))

    def problems(
        self, *, severity: str = "", code: str = "", whole: bool = False, skip: int = 0, most: int = 100
    ) -> list[Found]:
        """Problems in the order of the files, as many as asked for; `whole` are those of no single row."""
        where, params = ["row = 0"] if whole else [], []
        for name, said in (("severity", severity), ("code", code)):
            if said:
                where.append(f"{name} = ?")
                params.append(said)
        asked = f"WHERE {' AND '.join(where)}" if where else ""
        query = f"SELECT * FROM problem {asked} ORDER BY id LIMIT ? OFFSET ?"  # noqa: S608
        return [_found(row) for row in self._rows(query, *params, most, skip)]

    def all_problems(self) -> Iterator[Found]:
        with closing(self._open()) as base:
            yield from (_found(row) for row in base.execute("SELECT * FROM problem ORDER BY id"))

    def rows(self, file: int, *, severity: str = "", skip: int = 0, most: int = 50) -> list[tuple[str, int]]:
        """Sheet and number of the rows of a file that have problems."""
        asked = "AND severity = ?" if severity else ""
        query = f"""SELECT DISTINCT sheet, row FROM problem WHERE file = ? AND row > 0 {asked}
            ORDER BY sheet, row LIMIT ? OFFSET ?"""  # noqa: S608
        said = (file, severity) if severity else (file,)
        return [(str(row["sheet"]), int(row["row"])) for row in self._rows(query, *said, most, skip)]

    def of_rows(self, file: int, sheet: str, rows: Sequence[int]) -> list[Found]:
        """The problems of these rows."""
        marks = ", ".join("?" * len(rows))
        query = f"SELECT * FROM problem WHERE file = ? AND sheet = ? AND row IN ({marks}) ORDER BY id"  # noqa: S608
        return [_found(row) for row in self._rows(query, file, sheet, *rows)]

    def marks(self, file: int, sheet: str) -> Iterator[Found]:
        """Every problem of one sheet."""
        with closing(self._open()) as base:
            query = "SELECT * FROM problem WHERE file = ? AND sheet = ? ORDER BY id"
            yield from (_found(row) for row in base.execute(query, (file, sheet)))

    def values(self) -> list[tuple[str, str, str, int]]:
        """Meaning, list, word and number of rows of every word that no list knows."""
        query = """SELECT json_extract(params, '$.to') AS meaning, json_extract(params, '$.list') AS list,
            json_extract(params, '$.text') AS said, count(*) AS n FROM problem WHERE code = 'imports.value_unknown'
            GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 3"""
        return [(str(r["meaning"]), str(r["list"]), str(r["said"]), int(r["n"])) for r in self._rows(query)]

    def alikes(self, *, skip: int = 0, most: int = 50) -> list[list[Alike]]:
        """Possible duplicates, each project of the list with the registered ones it may be."""
        chosen = self._rows("SELECT DISTINCT story FROM alike ORDER BY story LIMIT ? OFFSET ?", most, skip)
        found = []
        for row in chosen:
            rows = self._rows("SELECT * FROM alike WHERE story = ? ORDER BY likeness DESC, project", row["story"])
            found.append([_alike(one) for one in rows])
        return found

    def story(self, number: int) -> Story | None:
        rows = self._rows("SELECT * FROM story WHERE id = ?", number)
        return _story(rows[0]) if rows else None

    def stories(self, *states: str) -> Iterator[Story]:
        """The projects of the list in these states, one by one."""
        yield from map(_story, self._of_states("*", states))

    def named(self, *states: str) -> Iterator[tuple[str, int | None, str, list[str], str]]:
        """The same without what is told of them: state, registered project, last day, keys, fields said as JSON."""
        for state, project, last_on, keys, said in self._of_states("state, project, last_on, keys, said", states):
            yield state, project, last_on, json.loads(keys), said

    def _of_states(self, columns: str, states: Sequence[str]) -> Iterator[sqlite3.Row]:
        with closing(self._open()) as base:
            marks = ", ".join("?" * len(states))
            yield from base.execute(f"SELECT {columns} FROM story WHERE state IN ({marks}) ORDER BY id", states)  # noqa: S608

    def counts(self) -> dict[str, int]:
        """How many projects are in each state."""
        rows = self._rows("SELECT state, count(*) AS n FROM story GROUP BY state")
        return {str(row["state"]): int(row["n"]) for row in rows}

    def matched(self) -> list[tuple[int, int]]:
        """The registered projects that would be changed, each with the edition that was seen."""
        rows = self._rows("SELECT project, edition FROM story WHERE project IS NOT NULL")
        return [(int(row["project"]), int(row["edition"])) for row in rows]


def _found(row: sqlite3.Row) -> Found:
    _number, severity, code, params, *rest = tuple(row)
    return Found(severity, code, json.loads(params), *rest)


def _alike(row: sqlite3.Row) -> Alike:
    story, key, name, project, likeness, reasons = tuple(row)
    return Alike(story, key, name, project, likeness, json.loads(reasons))


def _story(row: sqlite3.Row) -> Story:
    _number, *said = tuple(row)
    return Story(*said[:-3], *map(json.loads, said[-3:]))
