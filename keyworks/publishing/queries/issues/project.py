"""One project on one side: what, where, who, how far, why its light, what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from keyworks.accounts.queries import installation
from keyworks.base import shown
from keyworks.publishing.queries.common import written_in
from keyworks.publishing.queries.issues.common import month_words
from keyworks.publishing.queries.project_pages import project_pages
from keyworks.publishing.rules.document import Curve, Fact, ProjectPage, Table
from keyworks.publishing.rules.papers import cells
from keyworks.publishing.rules.papers.words import words as words_of
from keyworks.values.money import house
from keyworks.values.months import Month


def write(person: Any, project: int, language: str, month: Month, at: Any) -> dict[str, Any]:
    """What the page of a project says now; a project that is not seen is the caller's to refuse."""
    pages, _pictures = project_pages(person, [project], language, month)
    with written_in(language):
        return _Project(pages[0], language, month).write(at)


class _Project:
    def __init__(self, page: ProjectPage, language: str, month: Month) -> None:
        self.page, self.language, self.month, self.words = page, language, month, words_of(language)

    def write(self, at: Any) -> dict[str, Any]:
        page, light = self.page, self.page.light
        office = self.words["office"].format(installation() or "").strip()
        known = shown.moment(timezone.localtime(at))
        told = [one.text for one in page.words] + ["", ""]
        fields = {
            "office": office, "month": month_words(self.month, self.language), "year": str(self.month.year),
            "known": known, "project": page.title, "number": page.number, "headline": page.lead,
            "light": cells.light(light.colour, self.language) if light else "",
            "why": shown.listed(light.why, "；", "; ") if light else "",
            "stage": next((one.name for one in page.stages if one.state in {"now", "held", "left"}), ""),
            "works": self.words["works"].format(told[0]) if told[0] else "",
            "sources": self.words["sources_said"].format(shown.listed([one.text for one in page.sources], "；", "; ")),
            "problems": self.words["problems"].format(told[1]) if told[1] else "",
        }  # fmt: skip
        tables = {
            "facts": self.facts("facts", page.facts), "money": self.facts("money", page.money),
            "stages": self.stages(), "milestones": self.table(page.milestones),
            "matters": self.table(page.matters), "requests": self.table(page.requests),
        }  # fmt: skip
        return {
            "fields": fields, "tables": tables, "figures": {"course": self.course(page.curve)} if page.curve else {},
            "author": office, "known": self.words["known"].format(known),
            "source": self.words["source_project"], "currency": house(),
        }  # fmt: skip

    def column(self, head: str, wide: int) -> dict[str, Any]:
        return {"head": head, "kind": "text", "wide": wide}

    def facts(self, name: str, found: Sequence[Fact]) -> dict[str, Any]:
        columns = [self.column(self.words["fact"], 3), self.column(self.words["said"], 12)]
        rows = [[one.label, one.text] for one in found]
        return {"title": self.words[f"{name}_title"], "none": "", "columns": columns, "rows": rows}

    def stages(self) -> dict[str, Any]:
        """Those that it reached, each with since when, and the one that is next."""
        names = [one for one in self.page.stages if one.state != "ahead"]
        names += [one for one in self.page.stages if one.state == "ahead"][:1]
        columns = [self.column(self.words["stage"], 3), self.column(self.words["since"], 12)]
        rows = [[one.name, one.on or self.words[f"stage_{one.state}"]] for one in names]
        return {"title": self.words["stages_title"], "none": "", "columns": columns, "rows": rows}

    def table(self, found: Table) -> dict[str, Any]:
        widths = found.widths or (1,) * len(found.head)
        return {
            "title": found.title, "none": found.none, "note": found.note,
            "columns": [self.column(*pair) for pair in zip(found.head, widths, strict=True)],
            "rows": [list(row) for row in found.rows],
        }  # fmt: skip

    def course(self, found: Curve) -> dict[str, Any]:
        course = found.course
        return {
            "kind": "course", "title": found.said, "first": int(course.first), "planned": list(course.planned),
            "actual": list(course.actual), "unit": found.unit, "words": found.words,
        }  # fmt: skip
