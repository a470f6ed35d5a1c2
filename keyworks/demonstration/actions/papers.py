"""The demonstration's regular papers: the bulletin of January, the briefs of two districts, a side on a project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from keyworks.accounts.queries import unit_coded
from keyworks.publishing import actions
from keyworks.publishing.queries.issues import kept
from keyworks.publishing.rules.papers.kinds import Kind
from keyworks.publishing.rules.papers.vocabulary import of_the_house
from keyworks.publishing.rules.words import LANGUAGES
from keyworks.values.months import Month
from keyworks.values.refusals import Refused

ISSUED_ON = date(2022, 2, 18)
"""After January was closed."""
OFFICE = "office-1"
BRIEFS = ("binhai", "beichen")
PROJECT = "z4"
WHY = "区里建议简报同时列出黄灯项目，先试。"
YELLOW = {"zh": ("表格：黄灯项目，8", "## 五、"), "en": ("table: yellow, 8", "## Matters overdue")}
"""Language → a line of a template, and the line before which it comes."""


class Papers:
    """What the office issues on its day; where a visitor has done otherwise it leaves it."""

    def __init__(self, projects: Mapping[str, Any], people: Mapping[str, Any], at: Any) -> None:
        self.projects, self.people, self.at = projects, people, at

    def day(self, day: date) -> None:
        if day != ISSUED_ON:
            return
        told: dict[str, Any] = {"month": Month.of(day) - 1, "by": self.people[OFFICE], "at": self.at(day, 16)}
        try:
            actions.issue(kind=Kind.BULLETIN, **told)
            for code in BRIEFS:
                if (district := unit_coded(code)) is not None:
                    actions.issue(kind=Kind.BRIEF, district=district, **told)
            if (project := self.projects.get(PROJECT)) is not None:
                actions.issue(kind=Kind.PROJECT, project=project, **told)
            texts = {language: self.changed(language) for language in LANGUAGES}
            actions.keep_template(
                kind=Kind.BRIEF, texts=texts, over=kept.HOUSE, reason=WHY, by=told["by"], at=told["at"]
            )  # fmt: skip
        except Refused:
            return

    def changed(self, language: str) -> str:
        """The brief with its yellow projects, too: kept, and not adopted yet."""
        yellow, after = YELLOW[language]
        return of_the_house(Kind.BRIEF, language).replace(after, f"{yellow}\n{after}", 1)
