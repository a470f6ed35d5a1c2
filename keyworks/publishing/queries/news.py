"""The news of meetings: who reads them, what a note rests on, what may be done with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from keyworks.base import shown
from keyworks.base.scopes import scope, scopes
from keyworks.meetings.queries import after, people_of, sees_all, told
from keyworks.meetings.queries.statements import handed_in
from keyworks.meetings.rules.kinds import Attendance, How, Outcome, Part
from keyworks.projects import queries as projects
from keyworks.publishing.models import Note, Sentence
from keyworks.publishing.queries.common import called, home, money, period, there, written_in
from keyworks.publishing.queries.project_pages import where as place_of
from keyworks.publishing.rules.composing import Composed, Held, Said, Seen, composed, title
from keyworks.publishing.rules.document import Source
from keyworks.publishing.rules.news import NEWS, STEPS, State, Step, may_approve
from keyworks.publishing.rules.words import words as words_of
from keyworks.reports import queries as reports
from keyworks.reports.rules.figures import WHOLE
from keyworks.reports.rules.way import reported_on

LONGEST_WORKS = 60
"""Characters of what a report says of the works that still make half a sentence."""


@scopes(Note)
def _notes(person: Any, rows: QuerySet[Note]) -> QuerySet[Note]:
    """What is published, everybody who reads news here; what is not, those who see all of every meeting."""
    if not person.may(NEWS):
        return rows.none()
    return rows if sees_all(person) else rows.filter(state=State.PUBLISHED)


def notes(person: Any, meeting: Any = None) -> QuerySet[Note]:
    """The notes within reach, the newest first; of one meeting where it is given."""
    rows = scope(person, Note.objects.all()).select_related("meeting", "composed_by", "approved_by", "published_by")
    return rows.filter(meeting=meeting) if meeting is not None else rows


def note_of(person: Any, pk: int) -> Note | None:
    return notes(person).filter(pk=pk).first()


def sentences(note: Note) -> list[Sentence]:
    """All of them, those left out too, in their order."""
    return list(note.sentences.select_related("edited_by"))


def writers(note: Note) -> set[int | None]:
    """Who composed the note or wrote in it."""
    edited = note.sentences.exclude(edited_by=None).values_list("edited_by", flat=True)
    return {note.composed_by_id, *edited}


def steps_open(person: Any, note: Note) -> list[Step]:
    """What the person may do with the note now."""
    found = [step for step, way in STEPS.items() if note.state in way.of and person.may(way.right)]
    wrote = not may_approve(person.pk, writers(note))
    return [step for step in found if not (step is Step.APPROVE and wrote)]


def composed_of(person: Any, meeting: Any, language: str, today: date) -> tuple[str, list[Composed]]:
    """The headline and the sentences that the meeting's facts make now."""
    with written_in(language):
        held = held_of(person, meeting, language, today)
        return title(held, language), composed(held, language)


def held_of(person: Any, meeting: Any, language: str, today: date) -> Held:
    """What is known of a meeting, in a language, each fact with where it stands."""
    source = Source(str(meeting), there(meeting.get_absolute_url()))
    people = [one for one in people_of(meeting) if one.attendance in (Attendance.PRESENT, Attendance.SENT)]
    present = [one for one in people if one.attendance == Attendance.PRESENT]
    reports_ = handed_in(meeting)
    topics = told.topics(person, meeting)
    return Held(
        title=str(meeting), on=meeting.on, district=str(meeting.district or ""), place=meeting.place,
        theme=meeting.theme if _reads(meeting.theme, language) else "",
        leaders=tuple(_called(one) for one in present if one.part == Part.CHAIR),
        attended=tuple(_called(one) for one in present if one.part == Part.LEADER),
        units=len({one.unit_id for one in people if one.part in (Part.REPORTING, Part.ATTENDING) and one.unit_id}),
        seen=_seen(person, meeting, language, today),
        spoke=tuple(
            str(one.statement.unit) for one in reports_ if one.version is not None and one.statement.how == How.SPOKEN
        ),
        wrote=sum(one.version is not None and one.statement.how == How.WRITTEN for one in reports_),
        topics=sum(one.outcome != Outcome.OPEN for one in topics),
        solved=sum(one.outcome == Outcome.SPOT for one in topics), said=_said(meeting), meeting=source,
        statements=tuple(
            Source(str(one.statement.unit), home(one.statement, meeting.get_absolute_url()))
            for one in reports_ if one.version is not None
        )[:20],
    )  # fmt: skip


def _reads(text: str, language: str) -> bool:
    """Can it stand in a sentence of this language? What was written in Chinese is not put into English here."""
    return language == "zh" or not shown.HAN.search(text)


def _called(who: Any) -> str:
    return called(who, who.post or (who.person.called_post if who.person else ""))


def _seen(person: Any, meeting: Any, language: str, today: date) -> tuple[Seen, ...]:
    """The stops with what the register and the last report say of them."""
    words = words_of(language)
    _route, stops = told.route_of(meeting)
    many = projects.many(person, [one.project_id for one in stops])
    found, _rules = reports.briefs([one.pk for one in many], reported_on(today), today)
    seen = []
    for one in many:
        brief, filing = found[one.pk], found[one.pk].filing
        edition = words["from_register"].format(one.edition, shown.day(one.changed_at))
        sources = [Source(edition, there(one.get_absolute_url()))]
        where = place_of(one)
        figures: dict[str, str] = {}
        if filing is not None:
            by = str(filing.by or words["from_nobody"])
            text = words["from_report"].format(
                shown.month(filing.month), filing.version, by, shown.day(filing.known_at)
            )
            address = there(reverse("reports:report", args=[one.pk, int(filing.month)]))
            sources.append(Source(text, address))
            figures = {"period": period(filing.month), "done": money(filing.year_done)}
            if brief.plan and brief.plan.total:
                figures["share"] = shown.share(filing.year_done.amount / brief.plan.total)
            if filing.progress is not None:
                figures["progress"] = shown.share(filing.progress / WHOLE)
            if filing.words and len(filing.words) <= LONGEST_WORKS and _reads(filing.words, language):
                figures["works"] = " ".join(filing.words.split())
        total = money(one.total) if one.total is not None else ""
        seen.append(Seen(str(one), where, total, sources=tuple(sources), **figures))
    return tuple(seen)


def _said(meeting: Any) -> tuple[Said, ...]:
    """What was directed, each with the matter it became."""
    found = []
    for one in sorted(after.directed(meeting), key=lambda one: (one.caught.said_at, one.caught.pk)):
        about = one.shown or meeting
        lead, due = shown.listed(map(str, one.owners), en=" and "), one.outcome.due_on or one.promised_on
        by = str(one.caught.said_by or "") or one.caught.said_post
        found.append(
            Said(
                one.words, by, lead, due, one.caught.on_the_spot,
                (Source(str(about), there(about.get_absolute_url())),),
            )
        )  # fmt: skip
    return tuple(found)
