"""A note on paper: its sentences, and at its foot what they rest on."""

from __future__ import annotations

from django.utils import timezone

from keyworks.accounts.queries import installation
from keyworks.base import shown
from keyworks.publishing.models import Note
from keyworks.publishing.queries.common import written_in
from keyworks.publishing.rules.document import Pack, Page, Source
from keyworks.publishing.rules.news import State
from keyworks.publishing.rules.words import words as words_of


def paper_of(note: Note) -> Pack:
    """The note as a document: each sentence with the marks of its sources, a draft saying that it is one."""
    words = words_of(note.language)
    sources: dict[Source, int] = {}
    lines = []
    for one in note.sentences.exclude(text=""):
        marks = [sources.setdefault(Source(**source), len(sources) + 1) for source in one.sources]
        lines.append(one.text + (f" [{', '.join(map(str, marks))}]" if marks else ""))
    with written_in(note.language):
        draft = "" if note.state == State.PUBLISHED else words[f"note_{note.state}"]
        at = note.published_at or note.composed_at
        return Pack(
            language=note.language, title=note.title, subtitle=draft, author=str(installation() or ""),
            known=words["known"].format(shown.moment(note.composed_at)), source=words["source_line"],
            at=timezone.localtime(at), before=(Page(note.title, draft, words=tuple(lines), sources=tuple(sources)),),
        )  # fmt: skip
