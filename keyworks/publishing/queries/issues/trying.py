"""Lines of a template tried on figures there are, before anybody is bound by them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from keyworks.projects.queries.register import selected
from keyworks.publishing.queries.issues.kept import districts_of
from keyworks.publishing.queries.issues.making import document, said
from keyworks.publishing.rules.papers.kinds import Kind
from keyworks.publishing.rules.papers.paper import Paper
from keyworks.publishing.rules.papers.template import Problem, Template, read
from keyworks.values.months import Month


def wrong(kind: Kind, texts: Mapping[str, str]) -> list[tuple[str, Problem]]:
    """All that is wrong with the lines, each with the language of its text."""
    found = [(language, read(kind, text)) for language, text in texts.items()]
    return [(language, one) for language, made in found if not isinstance(made, Template) for one in made]


def tried(person: Any, kind: Kind, text: str, language: str, month: Month, at: datetime) -> Paper | None:
    """A paper by these lines, of the first district or project that reports; None where there is none."""
    subject: dict[str, Any] = {}
    listed = selected(person).filter(list_class="construction", list_year=month.year)
    if kind is Kind.BRIEF:
        places = set(listed.order_by().values_list("district", flat=True))
        subject["district"] = next((one for one in districts_of(person) if one.pk in places), None)
    if kind is Kind.PROJECT:
        subject["project"] = listed.order_by("local_number", "pk").first()
    if None in subject.values():
        return None
    made = said(kind, person, month, at, languages=(language,), **subject)
    return document(kind, text, made[language], language, at)
