"""A pack as PDF and as a document of Word, both of the same document."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from keyworks.formats.typeset import setting
from keyworks.formats.word import filling
from keyworks.publishing.files import drawn
from keyworks.publishing.rules.document import Curve, Pack, Page, Photograph, ProjectPage, Source
from keyworks.publishing.rules.words import words as words_of

TEMPLATES = Path(__file__).resolve().parent / "templates"
PDF = setting.Limits(seconds=90)
WORD = filling.Limits(seconds=60)
TYPE_AREA = 9978
"""176 mm in the twentieths of a point that Word counts in."""
"""A book of thirty projects takes a few seconds; a hundred still have to come out on a slow machine."""


def pdf(pack: Pack, fonts: Path) -> bytes:
    """The pack as tagged PDF: a project to a side, every source a link."""
    source = (TEMPLATES / "pack.typ").read_text(encoding="utf-8")
    return setting.pdf(source, said(pack) | {"pictures": _as_svg(pack)}, fonts, moment=pack.at, limits=PDF)


def word(pack: Pack) -> bytes:
    """The pack as a document of Word."""
    template = (TEMPLATES / "pack.docx").read_bytes()
    language = "zh-CN" if pack.zh else "en-GB"
    about = filling.About(pack.title, pack.author, pack.subtitle, language, pack.at)
    return filling.fill(template, said(pack), about, limits=WORD, pictures=pack.pictures)


def said(pack: Pack) -> dict[str, Any]:
    """All that stands in it, in its order; nothing is left for the templates but to set it."""
    words = words_of(pack.language)
    return {
        "language": pack.language, "title": pack.title, "subtitle": pack.subtitle, "author": pack.author,
        "known": pack.known, "source": pack.source, "words": dict(words), "zh": pack.zh,
        "cover": _page(pack.cover, words) if pack.cover else None,
        "before": [_page(one, words) for one in pack.before],
        "projects": [_project(one, words, zh=pack.zh) for one in pack.projects],
        "after": [_page(one, words) for one in pack.after],
    }  # fmt: skip


def _page(page: Page, words: Mapping[str, str]) -> dict[str, Any]:
    made = asdict(page)
    made["tables"] = [_marked(_table(one), page.sources) for one in made["tables"]]
    made["facts"] = [_marked(one, page.sources) for one in made["facts"]]
    made["map"] = page.map and {
        "svg": drawn.route(page.map), "said": page.map.said, "note": page.map.note,
        "alt": words["map_alt"].format(page.map.said),
    }  # fmt: skip
    return made


def _table(one: dict[str, Any]) -> dict[str, Any]:
    """A table whose columns know their width and side, whose rows know their address."""
    many = len(one["head"])
    widths = one["widths"] or (1,) * many
    links = one["links"] or ("",) * len(one["rows"])
    rows = [{"cells": list(row), "url": url} for row, url in zip(one["rows"], links, strict=True)]
    return one | {
        "widths": list(widths), "rows": rows, "right": [place in one["numbers"] for place in range(many)],
        "twips": [TYPE_AREA * wide // sum(widths) for wide in widths],
    }  # fmt: skip


def _marked(one: dict[str, Any], sources: Sequence[Source]) -> dict[str, Any]:
    """What has a mark, with the address of its source and the mark as a sign."""
    mark = one["mark"]
    return one | {"sign": str(mark) if mark else "", "source_url": sources[mark - 1].url if mark else ""}


def _project(page: ProjectPage, words: Mapping[str, str], *, zh: bool) -> dict[str, Any]:
    made = asdict(page)
    for name in ("milestones", "matters", "requests"):
        made[name] = _marked(_table(made[name]), page.sources)
    for name in ("facts", "money", "words"):
        made[name] = [_marked(one, page.sources) for one in made[name]]
    made |= _marked({"mark": page.about}, page.sources)
    made["light"] = page.light and _marked(asdict(page.light) | {"shape": page.light.shape}, page.sources)
    made["curve"] = page.curve and _curve(page.curve, words, zh=zh)
    made["photographs"] = [asdict(one) for one in page.photographs]
    return made


def _curve(of: Curve, words: Mapping[str, str], *, zh: bool) -> dict[str, Any]:
    """The curve as a drawing, and its months as a table for where nothing can be drawn."""
    course = of.course
    return {
        "said": of.said, "unit": of.words, "mark": of.mark, "svg": drawn.curve(of, words, zh=zh),
        "alt": words["curve_alt"].format(of.said), "months": [drawn.month(one, zh=zh) for one in course.months],
        "planned": [drawn.amount(of, one) for one in course.planned[1:]],
        "done": [drawn.amount(of, one) for one in course.actual[1:]],
    }  # fmt: skip


def _as_svg(pack: Pack) -> dict[str, str]:
    """Photographs as Typst takes them out of data: a drawing that holds the picture."""
    sizes: dict[str, Photograph] = {one.name: one for page in pack.projects for one in page.photographs}
    return {
        name: f'<svg xmlns="http://www.w3.org/2000/svg" width="{one.width}" height="{one.height}">'
        f'<image width="{one.width}" height="{one.height}" href="data:image/jpeg;base64,'
        f'{base64.b64encode(pack.pictures[name]).decode()}"/></svg>'
        for name, one in sizes.items()
    }
