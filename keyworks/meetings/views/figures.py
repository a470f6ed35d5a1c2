"""How figures of reports are shown: in words, with their day and the address where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from keyworks.base import reader, shown
from keyworks.meetings.models import Version
from keyworks.meetings.models.statement_words import FIGURES, SECTIONS
from keyworks.meetings.rules.drafting import HEADLINE, Figure, Measure, Moved, Section, read
from keyworks.meetings.rules.drafting_checks import Length, Piece, differing, length, pieces
from keyworks.values.money import Money


def worded(value: int | None, unit: Measure, code: str = "") -> str:
    """A value in the reader's own units."""
    if value is None:
        return shown.UNKNOWN
    if unit is Measure.MONEY:
        return shown.money(Money(value))
    if unit is Measure.SHARE:
        return shown.share(value / 10_000)
    if unit is Measure.POINTS:
        return shown.delta(value / 100)
    return shown.delta(value, 0) if code.endswith("_moved") else shown.number(value)


def said(figure: Figure) -> str:
    return worded(figure.value, figure.unit, figure.code)


def label(figure: Figure) -> str:
    """What it is a figure of."""
    words = str(FIGURES[figure.code])
    name = reader.told(figure.name_zh, figure.name_en)
    return f"{name}{'：' if reader.current().zh else ': '}{words}" if name else words


def row(figure: Figure) -> dict[str, Any]:
    return {"label": label(figure), "value": said(figure), "on": figure.on, "source": figure.source}


def rows(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    return [row(one) for one in figures]


def moves(found: Iterable[Moved]) -> list[dict[str, Any]]:
    """What changed between two drafts: then and now."""
    return [
        {
            "label": label(one.figure), "source": one.figure.source,
            "before": worded(one.before, one.figure.unit, one.figure.code),
            "after": worded(one.after, one.figure.unit, one.figure.code),
        }
        for one in found
    ]  # fmt: skip


def headline(version: Version | None) -> list[dict[str, Any]]:
    """The three figures a report was drafted from, in their order; unknown ones are said to be."""
    known = {one.code: one for one in read(version.figures)} if version else {}
    return [
        {"label": str(FIGURES[code]), "value": said(known[code]) if code in known else shown.UNKNOWN,
         "source": known[code].source if code in known else "", "on": known[code].on if code in known else None}
        for code in HEADLINE
    ]  # fmt: skip


def sections(version: Version) -> list[dict[str, Any]]:
    """The parts of a report in their order, each number in them with the figure it tells."""
    known, used, zh = read(version.figures), set[tuple[str, str]](), version.language == "zh"
    return [
        {
            "key": str(one), "words": SECTIONS[one],
            "pieces": [_piece(part) for part in pieces(version.parts.get(str(one), ""), known, used, zh=zh)],
        }
        for one in Section
    ]  # fmt: skip


def _piece(one: Piece) -> dict[str, Any]:
    if one.figure is None:
        return {"text": one.text, "odd": one.odd}
    told = shown.listed([label(one.figure), said(one.figure), shown.day(one.figure.on)], zh="，", en=", ")
    return {"text": one.text, "odd": False, "source": one.figure.source, "told": told}


def checked(parts: dict[str, str], figures: list[dict[str, Any]], language: str, minutes: int) -> dict[str, Any]:
    """How long the text is, and its figures that are not those it was drafted from."""
    zh, known = language == "zh", read(figures)
    found = length(parts.values(), zh=zh)
    odd = [
        {
            "section": SECTIONS[Section(one.section)], "text": one.text,
            "drafted": row(one.drafted) if one.drafted else None,
        }
        for one in (differing(parts, known, zh=zh) if known else [])
    ]  # fmt: skip
    return {"length": lasts(found, minutes, zh=zh), "over": found.over(minutes), "odd": odd}


def lasts(found: Length, minutes: int, *, zh: bool) -> str:
    """How long it takes to say it, beside what is allowed."""
    told = {
        "n": shown.number(found.count), "minutes": shown.number(found.tenths / 10, 1), "most": shown.number(minutes)
    }  # fmt: skip
    if minutes and zh:
        return _("%(n)s characters, about %(minutes)s minutes of %(most)s") % told
    if minutes:
        return _("%(n)s words, about %(minutes)s minutes of %(most)s") % told
    if zh:
        return _("%(n)s characters, about %(minutes)s minutes to say") % told
    return _("%(n)s words, about %(minutes)s minutes to say") % told
