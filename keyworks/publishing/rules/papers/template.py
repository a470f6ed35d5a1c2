"""A template of a paper: lines that a city writes without programming, of a vocabulary that is fixed.

    # title            ## heading          > the sentence in bold        - a point
    table: red         table: red, 8       figure: course                break

Everything else is a paragraph; `{{ name }}` is filled with what the paper says. A line all of whose placeholders are
empty is left out. The words and names can be written in Chinese as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from keyworks.publishing.rules.papers.kinds import SIDES, Kind
from keyworks.publishing.rules.papers.vocabulary import Part, names

LONGEST, LONGEST_LINE, MOST_LINES, MOST_ROWS = 20_000, 1_000, 300, 500
FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
BRACES = re.compile(r"\{\{|\}\}")
PART = re.compile(r"(table|figure|表格|图)\s*[:：]\s*([^\s,，:：]+)(?:\s*[,，]\s*([0-9]{1,6}))?", re.IGNORECASE)
BREAK = re.compile(r"break|分页", re.IGNORECASE)
SIGNS = {"# ": "title", "## ": "heading", "> ": "lead", "- ": "point"}
PARTS = {"table": Part.TABLE, "表格": Part.TABLE, "figure": Part.FIGURE, "图": Part.FIGURE}


class Wrong(StrEnum):
    """What is wrong with a line."""

    FIELD = "publishing.template_field"
    TABLE = "publishing.template_table"
    FIGURE = "publishing.template_figure"
    BRACES = "publishing.template_braces"
    LONG = "publishing.template_line_long"
    ROWS = "publishing.template_rows"
    NO_TITLE = "publishing.template_no_title"
    TITLES = "publishing.template_titles"
    BREAKS = "publishing.template_breaks"
    LINES = "publishing.template_lines"


@dataclass(frozen=True, slots=True)
class Problem:
    """A line, from 1, and what is wrong with it."""

    line: int
    wrong: Wrong
    what: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was understood: title, heading, lead, point, text, table, figure or break."""

    kind: str
    text: str = ""
    most: int = 0
    """Rows of a table, 0 for as many as there are."""


@dataclass(frozen=True, slots=True)
class Template:
    """What a paper of a kind says, in one language, line by line."""

    kind: Kind
    lines: tuple[Line, ...]


def read(kind: Kind, text: str) -> Template | list[Problem]:
    """The template, or everything that is wrong with it."""
    rows = text.splitlines()
    if len(rows) > MOST_LINES or len(text) > LONGEST:
        return [Problem(1, Wrong.LINES, str(MOST_LINES))]
    found: list[Line] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        line = _line(kind, row.strip(), number, problems)
        if line is not None:
            found.append(line)
    problems += _whole(kind, found, rows)
    return sorted(problems, key=lambda one: one.line) if problems else Template(kind, tuple(found))


def _whole(kind: Kind, lines: list[Line], rows: list[str]) -> Iterator[Problem]:
    """What is wrong with it as a whole."""
    titles = [one for one in lines if one.kind == "title"]
    if not titles or lines[0].kind != "title":
        yield Problem(1, Wrong.NO_TITLE)
    if len(titles) > 1:
        yield Problem([n for n, row in enumerate(rows, 1) if row.strip().startswith("# ")][1], Wrong.TITLES)
    breaks = sum(one.kind == "break" for one in lines)
    if kind in SIDES and breaks != SIDES[kind] - 1:
        yield Problem(len(rows) or 1, Wrong.BREAKS, str(SIDES[kind] - 1))


def _line(kind: Kind, row: str, number: int, problems: list[Problem]) -> Line | None:
    if len(row) > LONGEST_LINE:
        problems.append(Problem(number, Wrong.LONG, str(LONGEST_LINE)))
        return None
    if BREAK.fullmatch(row):
        return Line("break")
    if match := PART.fullmatch(row):
        return _part(kind, match, number, problems)
    sign = next((one for one in SIGNS if row.startswith(one)), "")
    return Line(SIGNS.get(sign, "text"), _fields(kind, row[len(sign) :].strip(), number, problems))


def _part(kind: Kind, match: re.Match[str], number: int, problems: list[Problem]) -> Line | None:
    part = PARTS[match[1].lower()]
    known = names(kind, part)
    if match[2] not in known:
        problems.append(Problem(number, Wrong.TABLE if part is Part.TABLE else Wrong.FIGURE, match[2]))
        return None
    most = int(match[3] or 0)
    if most > MOST_ROWS:
        problems.append(Problem(number, Wrong.ROWS, str(MOST_ROWS)))
        return None
    return Line(part.value, known[match[2]], most)


def _fields(kind: Kind, row: str, number: int, problems: list[Problem]) -> str:
    """The line with every placeholder by its own name."""
    known = names(kind, Part.FIELD)
    if BRACES.search(FIELD.sub("", row)):
        problems.append(Problem(number, Wrong.BRACES))
    problems += [Problem(number, Wrong.FIELD, name) for name in FIELD.findall(row) if name not in known]
    return FIELD.sub(lambda match: f"{{{{{known.get(match[1], match[1])}}}}}", row)
