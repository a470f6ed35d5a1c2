"""A paper as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from keyworks.formats.typeset import setting
from keyworks.publishing.files import drawn
from keyworks.publishing.rules.document import Curve
from keyworks.publishing.rules.papers.paper import Block, Paper
from keyworks.publishing.rules.papers.words import words as words_of
from keyworks.reports.files.curve import Course
from keyworks.values.months import Month

SOURCE = Path(__file__).resolve().parent.parent / "templates" / "paper.typ"
LIMITS = setting.Limits(seconds=60)
MOST_ROWS = 40
"""Rows of a table that may stand on a side which must not run on: more never fit."""
PRINTED = ("page", "page_of", "page_end", "and_more")


def pdf(paper: Paper, fonts: Path) -> bytes:
    """The paper as tagged PDF, the same bytes each time."""
    return pdfs([paper], fonts)[0]


def pdfs(papers: Sequence[Paper], fonts: Path) -> list[bytes]:
    """Many papers, set one after the other by one child."""
    source = SOURCE.read_text(encoding="utf-8")
    asked = [(said(one), one.at) for one in papers]
    return setting.pdfs(source, asked, fonts, limits=LIMITS)


def said(paper: Paper) -> dict[str, Any]:
    """All that stands in it; nothing is left for the template but to set it."""
    words = words_of(paper.language)
    return {
        "language": paper.language, "zh": paper.language == "zh", "title": paper.title, "author": paper.author,
        "known": paper.known, "source": paper.source, "fixed": paper.fixed,
        "words": {name: words[name] for name in PRINTED},
        "sides": [[_block(one, paper, words) for one in side] for side in paper.sides],
    }  # fmt: skip


def _block(block: Block, paper: Paper, words: Mapping[str, str]) -> dict[str, Any]:
    if block["what"] == "table":
        rows = block["rows"][:MOST_ROWS] if paper.fixed else block["rows"]
        told = ("what", "title", "none", "note", "head", "right", "widths", "all", "foot")
        return {name: block[name] for name in told} | {"rows": rows}
    if block["what"] == "figure" and block["kind"] == "course":
        curve = Curve(block["title"], course(block), block["unit"], block["words"])
        return {
            "what": "course", "title": block["title"], "unit": block["words"],
            "svg": drawn.curve(curve, words, zh=paper.language == "zh"), "months": months(block, paper.language),
        }  # fmt: skip
    return {**block, "what": block["kind"]} if block["what"] == "figure" else dict(block)


def months(block: Block, language: str) -> dict[str, Any]:
    """The months of a curve as a table."""
    words, curve = words_of(language), Curve(block["title"], course(block), block["unit"], block["words"])
    known = zip(curve.course.months, curve.course.planned[1:], curve.course.actual[1:], strict=True)
    return {
        "head": [words[name] for name in ("month_head", "planned_sum", "done_sum")], "right": [False, True, True],
        "widths": [3, 4, 4], "all": 12, "foot": False,
        "rows": [
            [drawn.month(one, zh=language == "zh"), drawn.amount(curve, planned), drawn.amount(curve, done)]
            for one, planned, done in known
        ],
    }  # fmt: skip


def course(block: Block) -> Course:
    return Course(Month.from_int(block["first"]), tuple(block["planned"]), tuple(block["actual"]))
