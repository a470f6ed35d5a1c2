"""A paper of a month, made: what it says in both languages, and the files of what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from keyworks.publishing.files.papers import sheet, typeset, word
from keyworks.publishing.queries.common import written_in
from keyworks.publishing.queries.issues import project as of_project
from keyworks.publishing.queries.issues.brief import Brief
from keyworks.publishing.queries.issues.city import Bulletin, Tables
from keyworks.publishing.queries.issues.common import Asked, facts
from keyworks.publishing.rules.papers.kinds import ENDINGS, Kind
from keyworks.publishing.rules.papers.paper import Paper as Document
from keyworks.publishing.rules.papers.paper import composed
from keyworks.publishing.rules.papers.template import Template, read
from keyworks.publishing.rules.words import LANGUAGES
from keyworks.values.months import Month

TELLING: Mapping[Kind, type[Brief | Bulletin | Tables]] = {
    Kind.BRIEF: Brief, Kind.BULLETIN: Bulletin, Kind.TABLES: Tables,
}  # fmt: skip


def said(
    kind: Kind, person: Any, month: Month, at: datetime, *, now: bool = True, district: Any = None, project: Any = None,
    languages: tuple[str, ...] = LANGUAGES,
) -> dict[str, Any]:  # fmt: skip
    """Language → what the paper says of what the person sees; `now` is False where `at` is a past day's end."""
    if kind is Kind.PROJECT:
        return {one: of_project.write(person, project.pk, one, month, at) for one in languages}
    found, made = facts(Asked(person, month, at, now, district)), {}
    for language in languages:
        with written_in(language):
            made[language] = TELLING[kind](found, language).write()
    return made


def document(kind: Kind, text: str, said: Mapping[str, Any], language: str, at: datetime) -> Document:
    """What was said, as the lines of a template have it; the lines are known to be right."""
    template = read(kind, text)
    if not isinstance(template, Template):
        raise TypeError(f"a kept template is not one: {template}")
    return composed(template, said, language, at)


def files(many: Sequence[Mapping[str, Document]]) -> list[dict[tuple[str, str], bytes]]:
    """Of each paper (language, ending) → the file; the pages of all are set by one child."""
    pages = iter(typeset.pdfs([one for papers in many for one in papers.values()], settings.FONTS))
    return [
        {
            (language, ending): next(pages) if ending == "pdf" else _other(one, ending)
            for language, one in papers.items() for ending in ENDINGS
        }
        for papers in many
    ]  # fmt: skip


def file(document: Document, ending: str) -> bytes:
    return typeset.pdf(document, settings.FONTS) if ending == "pdf" else _other(document, ending)


def _other(document: Document, ending: str) -> bytes:
    return word.docx(document) if ending == "docx" else sheet.xlsx(document)
