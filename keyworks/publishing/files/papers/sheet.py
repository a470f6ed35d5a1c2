"""A paper as a workbook: a sheet for each table with all its rows, numbers as numbers, and one with its words."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO

from keyworks.formats.sheets import writing
from keyworks.publishing.files.papers.typeset import course
from keyworks.publishing.rules.papers import cells
from keyworks.publishing.rules.papers.paper import Block, Paper
from keyworks.publishing.rules.papers.words import words as words_of

MONEY = {"kind": "money"}


def xlsx(paper: Paper) -> bytes:
    """The workbook, the same bytes each time."""
    words = words_of(paper.language)
    told = [(paper.title, paper.author), *((_of(one), one["text"]) for one in paper.blocks if "text" in one)]
    told += [(block["title"] or paper.title, _counted(block)) for block in _figures(paper, "counts")]
    told += [(paper.known, paper.source)]
    sheets: list[writing.Sheet | writing.Notes | writing.Marked | writing.Own] = [writing.Notes(words["notes"], told)]
    sheets += [_curve(one, paper) for one in _figures(paper, "course")]
    sheets += [_sheet(one, paper) for one in paper.blocks if one["what"] == "table" and one["values"]]
    made = BytesIO()
    writing.write(made, sheets, created=paper.at.astimezone(UTC))
    return made.getvalue()


def _figures(paper: Paper, kind: str) -> list[Block]:
    return [one for one in paper.blocks if one["what"] == "figure" and one["kind"] == kind]


def _of(block: Block) -> str:
    return str(block["text"]) if block["what"] == "heading" else ""


def _counted(block: Block) -> str:
    return "; ".join(f"{name} {value}" for name, value in block["items"])


def _sheet(block: Block, paper: Paper) -> writing.Sheet:
    columns = block["columns"]
    rows = [
        [cells.typed(*pair, paper.language, paper.currency) for pair in zip(row, columns, strict=True)]
        for row in block["values"]
    ]
    heads = [
        writing.Column(head, cells.FORMATS.get(column["kind"], ""), column["kind"] in cells.RIGHT)
        for head, column in zip(block["head"], columns, strict=True)
    ]
    name, foot = block["title"] or block["named"], rows[-1] if block["foot"] else []
    return writing.Sheet(name, heads, rows[:-1] if foot else rows, foot)


def _curve(block: Block, paper: Paper) -> writing.Sheet:
    words, found = words_of(paper.language), course(block)
    unit = {**MONEY, "unit": block["unit"]}
    heads = [words["month_head"], *(f"{words[name]} {block['words']}" for name in ("planned_sum", "done_sum"))]
    formats = ("@", cells.FORMATS["money"], cells.FORMATS["money"])
    rows = [
        [str(month), *(cells.typed(one, unit, paper.language, paper.currency) for one in pair)]
        for month, *pair in zip(found.months, found.planned[1:], found.actual[1:], strict=True)
    ]  # fmt: skip
    columns = [writing.Column(head, kind, kind != "@") for head, kind in zip(heads, formats, strict=True)]
    return writing.Sheet(words["curve_plan"], columns, rows)
