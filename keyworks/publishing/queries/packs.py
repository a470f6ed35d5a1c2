"""Packs: who sees those that were made, and all that goes into a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from keyworks.accounts.queries import installation, moment, today
from keyworks.base import shown
from keyworks.base.scopes import scope, scopes, subject_model
from keyworks.meetings.queries import agenda_of, sees_all, told
from keyworks.projects import queries as projects
from keyworks.publishing.models import Pack
from keyworks.publishing.queries.city_page import city_page
from keyworks.publishing.queries.common import written_in
from keyworks.publishing.queries.meeting_pages import MeetingPages
from keyworks.publishing.queries.project_pages import project_pages
from keyworks.publishing.rules import document
from keyworks.publishing.rules.news import READ
from keyworks.publishing.rules.words import words as words_of
from keyworks.reports.rules.way import reported_on
from keyworks.values.asof import AsOf

Step = Callable[[int, int, str], None]
AFTER = 3
"""Steps of the work beside the projects: the city and the meeting, PDF, Word."""


@scopes(Pack)
def _packs(person: Any, rows: QuerySet[Pack]) -> QuerySet[Pack]:
    """Those who see all of every meeting; a pack holds everybody's report."""
    if not person.may(READ) or not sees_all(person):
        return rows.none()
    return rows


def packs_of(person: Any, meeting: Any) -> list[Pack]:
    """The packs made of a meeting, the newest first."""
    return list(scope(person, Pack.objects.filter(meeting=meeting)).select_related("by"))


def holds(sha256: str) -> bool:
    """Is content with this digest a pack's?"""
    return Pack.objects.filter(Q(pdf_sha256=sha256) | Q(word_sha256=sha256)).exists()


def working(person: Any, meeting: Any) -> Any:
    """The work that makes a pack of this meeting for the person now, or made the last one and failed."""
    jobs: Any = scope(person, subject_model("job")._default_manager.filter(kind="publishing.pack", owner=person))
    last = jobs.filter(args__meeting=meeting.pk).order_by("-pk").first()
    return last if last is not None and last.state != "done" else None


def projects_of(meeting: Any) -> list[int]:
    """The projects a meeting is about: its stops in their order, then those on its agenda."""
    _route, stops = told.route_of(meeting)
    return list(dict.fromkeys([
        *(one.project_id for one in stops),
        *(one.item.project_id for one in agenda_of(meeting) if one.item.project_id),
    ]))  # fmt: skip


def compose(
    person: Any, meeting: Any, language: str, more: Sequence[int] = (), step: Step | None = None
) -> document.Pack:
    """All of a meeting's pack as it is known now to the person."""
    at, month = moment(), reported_on(today())
    keys = list(dict.fromkeys([*projects_of(meeting), *more]))

    def on(done: int, _of: int, words: str) -> None:
        if step:
            step(done, len(keys) + AFTER, words)

    pages, pictures = project_pages(person, keys, language, month, on)
    on(len(keys), 0, str(meeting))
    before = told.before(meeting)
    since = AsOf.end_of(before.on, timezone.get_default_timezone()).at if before else None
    city = city_page(person, language, month, at, since)
    with written_in(language):
        words = words_of(language)
        made = MeetingPages(language, person, meeting)
        return document.Pack(
            language=language, title=str(meeting), subtitle=_subtitle(meeting), author=str(installation() or ""),
            known=words["known"].format(shown.moment(at)), source=words["source_line"], at=at,
            cover=made.cover(len(pages)), before=(made.promised(), city, made.route_page()), projects=tuple(pages),
            after=(made.statements(), made.annex(projects.many(person, keys))), pictures=pictures,
        )  # fmt: skip


def brief(person: Any, pk: int, language: str) -> document.Pack | None:
    """One page of one project, as a pack of its own; None where the person does not see it."""
    at, month = moment(), reported_on(today())
    pages, pictures = project_pages(person, [pk], language, month)
    if not pages:
        return None
    words = words_of(language)
    with written_in(language):
        return document.Pack(
            language=language, title=pages[0].title, subtitle=words["brief_title"], author=str(installation() or ""),
            known=words["known"].format(shown.moment(at)), source=words["source_line"], at=at,
            projects=tuple(pages), pictures=pictures,
        )  # fmt: skip


def _subtitle(meeting: Any) -> str:
    return shown.listed([shown.day(meeting.on), *(str(part) for part in (meeting.district,) if part)], "　", ", ")
