"""News over the API: those that were published."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema

from keyworks.base.api import Day, Key, Request, Router
from keyworks.base.conditions import tagged
from keyworks.base.paging import Page, Window, page
from keyworks.publishing.models import Note
from keyworks.publishing.queries import news as queries
from keyworks.publishing.rules.news import NEWS, State

news = Router()


class NewsAsked(Schema):
    """Which news: in a language, or published since a day."""

    language: Literal["", "zh", "en"] = ""
    since: Day | None = None


class NewsRow(Schema):
    """News of a meeting that were published."""

    id: int
    meeting: str
    on: date
    language: str
    title: str
    published_at: datetime
    edition: int


class SourceOut(Schema):
    """What a sentence rests on, and where that stands."""

    text: str
    url: str


class SentenceOut(Schema):
    """A sentence as it was published."""

    text: str
    sources: list[SourceOut]


class NewsOut(NewsRow):
    """One piece of news, sentence by sentence."""

    sentences: list[SentenceOut]


@news.get("", right=NEWS, response=Page[NewsRow], summary=_("Published news, the newest first"))
def list_news(request: Request, window: Query[Window], asked: Query[NewsAsked]) -> dict[str, Any]:
    rows = queries.notes(request.user).filter(state=State.PUBLISHED)
    if asked.language:
        rows = rows.filter(language=asked.language)
    if asked.since:
        rows = rows.filter(published_at__date__gte=asked.since)
    found = page(request, rows, window, ("-pk",))
    return {**found, "items": [_row(one) for one in found["items"]]}


def _row(one: Note) -> dict[str, Any]:
    plain = ("language", "title", "published_at", "edition")
    return {
        "id": one.pk, "meeting": one.meeting.title, "on": one.meeting.on, **{name: getattr(one, name) for name in plain}
    }  # fmt: skip


@news.get("/{pk}", right=NEWS, response=NewsOut, summary=_("One piece of published news"))
def get_news(request: Request, pk: Key) -> dict[str, Any]:
    found = queries.note_of(request.user, pk)
    if found is None or found.state != State.PUBLISHED:
        raise Http404
    tagged(request, "note", found)
    told = [{"text": one.text, "sources": _sources(one.sources)} for one in queries.sentences(found) if one.text]
    return {**_row(found), "sentences": told}


def _sources(said: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{name: str(one.get(name, "")) for name in ("text", "url")} for one in said]
