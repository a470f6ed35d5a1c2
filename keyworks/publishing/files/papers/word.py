"""A paper as a document of Word."""

from __future__ import annotations

from collections.abc import Iterator

from keyworks.formats.word import writing
from keyworks.formats.word.writing import Grid, Line
from keyworks.publishing.files.papers.typeset import months
from keyworks.publishing.rules.papers.paper import Block, Paper
from keyworks.publishing.rules.papers.words import words as words_of

STYLES = {"heading": "Heading1", "lead": "Lead", "point": "Point", "text": "Normal"}
MOST_ROWS = 8
"""Rows of a table on a side that should not run on: Word cannot be asked what fits."""


def docx(paper: Paper) -> bytes:
    """The paper in styles that an office knows; the same bytes each time."""
    words = words_of(paper.language)
    about = writing.About(
        paper.title, paper.author, "zh-CN" if paper.language == "zh" else "en-GB", paper.at,
        f"{paper.known}{'；' if paper.language == 'zh' else '; '}{paper.source}",
        (words["page"], words["page_of"], words["page_end"]),
    )  # fmt: skip
    return writing.write(_lines(paper), about)


def _lines(paper: Paper) -> Iterator[Line | Grid]:
    yield Line(paper.author, "Small")
    yield Line(paper.title, "Title")
    for place, side in enumerate(paper.sides):
        fresh = place > 0
        for block in side:
            for one in _block(block, paper):
                if fresh and isinstance(one, Grid):
                    yield Line("", "Cell", page=True)
                yield Line(one.text, one.style, page=True) if fresh and isinstance(one, Line) else one
                fresh = False


def _block(block: Block, paper: Paper) -> Iterator[Line | Grid]:
    if block["what"] == "table":
        yield from _table(block, paper)
    elif block["what"] == "figure" and block["kind"] == "course":
        made = months(block, paper.language)
        half = len(made["rows"]) // 2
        rows = [[*one, *other] for one, other in zip(made["rows"][:half], made["rows"][half:], strict=True)]
        yield Line(f"{block['title']} · {block['words']}", "Caption")
        yield Grid(made["head"] * 2, rows, made["widths"] * 2, made["right"] * 2)
    elif block["what"] == "figure":
        if block["title"]:
            yield Line(block["title"], "Caption")
        names, values = zip(*block["items"], strict=True)
        yield Grid(names, [values], [1] * len(names), [False] * len(names))
    else:
        sign = "· " if block["what"] == "point" else ""
        yield Line(sign + block["text"], STYLES[block["what"]])


def _table(block: Block, paper: Paper) -> Iterator[Line | Grid]:
    rows = block["rows"][:MOST_ROWS] if paper.fixed else block["rows"]
    if block["title"]:
        yield Line(block["title"], "Caption")
    if rows:
        yield Grid(block["head"], rows, block["widths"], block["right"], block["foot"])
    else:
        yield Line(block["none"])
    if block["all"] > len(rows):
        yield Line(words_of(paper.language)["and_more"].format(block["all"] - len(rows)), "Small")
    if block["note"]:
        yield Line(block["note"], "Small")
