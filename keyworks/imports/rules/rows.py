"""Several rows of one key and one snapshot made into what the list says of one project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from keyworks.formats.cells.numbers import number
from keyworks.imports.rules.asking import questions
from keyworks.imports.rules.hearing import Heard
from keyworks.values.problems import Problem

TABLES = ("parts", "amounts", "extras")
TOLD = 40
MOST_LISTED = 30
BETWEEN = "；"


def fields(facts: Mapping[str, Any]) -> list[str]:
    """The names of all that is said, each entry of a table by its own."""
    found = [name for name in facts if name not in TABLES]
    for table in TABLES:
        if entries := facts.get(table):
            found += [f"{table}.{entry}" for entry in entries]
    return found


def folded(rows: Sequence[Heard]) -> tuple[dict[str, Any], dict[str, str], list[Problem]]:
    """The facts of the rows together, the cells of their figures, and what is to be asked about them."""
    first = rows[0]
    if len(rows) == 1 and first.component is None:
        asked = [] if first.table.mapping.rows == "project" else _asked(first.facts, first)
        return first.facts, first.cells, asked
    facts = {name: dict(value) if name in TABLES else value for name, value in first.facts.items()}
    cells: dict[str, list[str]] = {name: [cell] for name, cell in first.cells.items()}
    problems: list[Problem] = []
    for row in rows[1:]:
        _add(facts, cells, row, first, problems)
    if any(row.component for row in rows):
        _components(facts, rows)
    told = {name: _several_cells(some) for name, some in cells.items()}
    return facts, told, problems + _asked(facts, first)


def _add(facts: dict[str, Any], cells: dict[str, list[str]], row: Heard, first: Heard, problems: list[Problem]) -> None:
    rules = row.table.several
    for name, value in row.facts.items():
        if name not in TABLES:
            if name not in facts:
                facts[name] = value
                cells.setdefault(name, [row.cells[name]] if name in row.cells else [])
            elif facts[name] != value and rules.get(name) != "first":
                problems.append(_differ(name, facts[name], value, row, first))
            continue
        table = facts.setdefault(name, {})
        for entry, one in value.items():
            field = f"{name}.{entry}"
            rule = rules.get(name if name == "amounts" else field) or ("sum" if name == "amounts" else "")
            if entry not in table:
                table[entry] = one
                cells.setdefault(field, [row.cells[field]] if field in row.cells else [])
            elif rule == "sum" and (total := _sum(table[entry], one)) is not None:
                table[entry] = total
                cells.setdefault(field, []).extend([row.cells[field]] if field in row.cells else [])
            elif rule == "list" and name == "extras":
                table[entry] = _listed(table[entry], one)
            elif table[entry] != one and rule != "first" and not (name == "extras" and row.component):
                problems.append(_differ(field, table[entry], one, row, first))


def _sum(said: Any, one: Any) -> Any:
    """Amounts, and the numbers of words that are kept beside; words that are no numbers do not add up."""
    if isinstance(said, Mapping):
        return {"fen": said["fen"] + one["fen"]}
    found, other = number(said), number(one)
    return f"{found + other:f}" if isinstance(found, Decimal) and isinstance(other, Decimal) else None


def _listed(said: str, one: str) -> str:
    """Texts of several rows in one, each once."""
    pieces = said.split(BETWEEN)
    return said if one in pieces or len(pieces) >= MOST_LISTED else f"{said}{BETWEEN}{one}"


def _differ(field: str, stands: Any, other: Any, row: Heard, first: Heard) -> Problem:
    params = {"stands": _told(stands), "text": _told(other), "first": cell(field, first)}
    return Problem("imports.rows_differ", params, place=row.table.cell_of(field, row)).warning()


def cell(field: str, row: Heard) -> str:
    """The cell of a row, or the row's number where the table has no column for the field."""
    return row.table.cell_of(field, row).cell or str(row.number + 1)


def _told(value: Any) -> str:
    if isinstance(value, Mapping) and "fen" in value:
        return f"{value['fen'] / 100:,.2f}"
    return str(value)[:TOLD]


def _components(facts: dict[str, Any], rows: Sequence[Heard]) -> None:
    """Each row is a part of the project; words that only some rows say are the part's, and not the project's."""
    extras = [row.facts.get("extras") or {} for row in rows]
    agreed = {label: text for label, text in extras[0].items() if all(one.get(label) == text for one in extras)}
    listed = {label for label in facts.get("extras") or {} if rows[0].table.several.get(f"extras.{label}")}
    whole = {label: text for label, text in (facts.get("extras") or {}).items() if label in agreed or label in listed}
    names: dict[str, int] = {}
    components = []
    for row, said in zip(rows, extras, strict=True):
        if row.component is None:
            continue
        name = row.component["name_zh"]
        names[name] = names.get(name, 0) + 1
        # Two parts of one name would be one: the second is told by its number.
        named = name if names[name] == 1 else f"{name} {names[name]}"
        own = {label: text for label, text in said.items() if label not in whole}
        components.append({**row.component, "name_zh": named, **({"extras": own} if own else {})})
    facts["components"] = components
    facts["extras"] = whole
    if not whole:
        del facts["extras"]


def _several_cells(cells: Sequence[str]) -> str:
    """The cells whose sum a figure is: all of them while they are few."""
    told = "+".join(cells)
    return told if len(told) <= TOLD else f"{cells[0]}…{cells[-1]} ({len(cells)})"


def _asked(facts: Mapping[str, Any], first: Heard) -> list[Problem]:
    """Sums are judged once all rows are added up."""
    return [problem.at(first.table.cell_of(problem.place.field, first)) for problem in questions(facts, first.on)]
