"""A paper on a page of the site: its blocks, with fewer rows of long tables."""

from __future__ import annotations

from typing import Any

from keyworks.publishing.rules.papers.paper import Paper
from keyworks.publishing.rules.papers.words import words as words_of

MOST_ROWS = 20


def shown_blocks(paper: Paper) -> list[dict[str, Any]]:
    """The blocks as the page shows them: the cells of a table with their sides."""
    return [_shown(dict(block), paper.language) for block in paper.blocks]


def _shown(block: dict[str, Any], language: str) -> dict[str, Any]:
    if block["what"] != "table":
        return block
    rows = block["rows"][:MOST_ROWS]
    more = block["all"] - len(rows)
    return {
        "what": "table", "title": block["title"], "label": block["title"] or block.get("named", ""),
        "none": block["none"], "head": list(zip(block["head"], block["right"], strict=True)),
        "rows": [list(zip(row, block["right"], block["head"], strict=True)) for row in rows],
        "more": words_of(language)["and_more"].format(more) if more else "",
    }  # fmt: skip
