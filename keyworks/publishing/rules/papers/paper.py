"""A paper between what it says and the files it becomes: blocks in their order, whose texts are ready."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from keyworks.publishing.rules.papers import cells
from keyworks.publishing.rules.papers.kinds import SIDES, Kind
from keyworks.publishing.rules.papers.template import FIELD, Line, Template

Block = Mapping[str, Any]
"""`what` it is (heading, lead, point, text, table, figure) and its own parts."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Sides of blocks; a side is as long as it is where `fixed` is not said. `at` is when it was issued."""

    kind: Kind
    language: str
    title: str
    author: str
    known: str
    source: str
    currency: str
    at: datetime
    sides: tuple[tuple[Block, ...], ...]

    @property
    def fixed(self) -> bool:
        return self.kind in SIDES

    @property
    def blocks(self) -> Iterator[Block]:
        return (block for side in self.sides for block in side)


def composed(template: Template, said: Mapping[str, Any], language: str, at: datetime) -> Paper:
    """What a paper says, as its template has it."""
    title, sides = "", [list[Block]()]
    for line in template.lines:
        if line.kind == "break":
            sides.append([])
        elif line.kind == "title":
            title = _filled(line, said["fields"]) or ""
        elif (block := _block(line, said, language)) is not None:
            sides[-1].append(block)
    sides = [_plain(side) for side in sides]
    return Paper(
        template.kind, language, " ".join(title.split()), said["author"], said["known"], said["source"],
        said["currency"], at, tuple(tuple(side) for side in sides),
    )  # fmt: skip


def _plain(side: list[Block]) -> list[Block]:
    """The side without what its headings say already: the title of the only table below one, and empty tables where a
    sentence stands."""
    parts: list[list[Block]] = [[]]
    for block in side:
        if block["what"] == "heading":
            parts.append([])
        parts[-1].append(block)
    return [block for part in parts for block in _said_once(part)]


def _said_once(part: list[Block]) -> Iterator[Block]:
    headed = bool(part) and part[0]["what"] == "heading"
    told = any(block["what"] in {"text", "point"} for block in part)
    kept = [block for block in part if block["what"] != "table" or block["rows"] or not told]
    tables = sum(block["what"] == "table" for block in kept)
    for block in kept:
        alone = block["what"] == "table" and headed and tables == 1
        yield {**block, "title": "", "named": block["title"]} if alone else block


def _block(line: Line, said: Mapping[str, Any], language: str) -> Block | None:
    if line.kind == "table":
        return _table(said["tables"][line.text], line.most, language, said["currency"])
    if line.kind == "figure":
        found = said["figures"].get(line.text)
        return {"what": "figure", **found} if found else None
    text = _filled(line, said["fields"])
    return {"what": line.kind, "text": text} if text is not None else None


def _filled(line: Line, fields: Mapping[str, str]) -> str | None:
    """The line with its placeholders filled; None where all of them are empty."""
    asked = FIELD.findall(line.text)
    if asked and not any(fields[name].strip() for name in asked):
        return None
    return re.sub(r"\s+", " ", FIELD.sub(lambda match: fields[match[1]], line.text)).strip()


def _table(found: Mapping[str, Any], most: int, language: str, currency: str) -> Block:
    columns, rows = found["columns"], found["rows"]
    shown = rows[:most] if most else rows
    return {
        "what": "table", "title": found["title"], "none": found["none"], "note": found.get("note", ""),
        "head": [_head(one, language) for one in columns],
        "right": [one["kind"] in cells.RIGHT for one in columns],
        "widths": [one.get("wide", 3) for one in columns],
        "rows": [[cells.text(*pair, language, currency) for pair in zip(row, columns, strict=True)] for row in shown],
        "foot": bool(found.get("foot")) and len(shown) == len(rows) > 0,
        "all": len(rows), "columns": columns, "values": rows,
    }  # fmt: skip


def _head(column: Mapping[str, Any], language: str) -> str:
    """The head of a column with the unit of its figures."""
    if not column.get("words"):
        return str(column["head"])
    return f"{column['head']}（{column['words']}）" if language == "zh" else f"{column['head']} ({column['words']})"
