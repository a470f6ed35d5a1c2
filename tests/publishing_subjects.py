"""What leaves the building, for the doors: packs and notes are of the whole city, whose meeting it may be."""

from __future__ import annotations

from uuid import UUID

from keyworks.jobs import actions as jobs
from keyworks.jobs.jobs import Running
from keyworks.meetings import actions as meetings
from keyworks.meetings.models import Meeting
from keyworks.meetings.rules.kinds import Step
from keyworks.publishing import actions
from keyworks.publishing.jobs import take_along
from keyworks.publishing.models import Note
from keyworks.publishing.rules.document import Pack
from keyworks.publishing.rules.news import Step as NoteStep
from keyworks.publishing.rules.papers.kinds import Kind
from keyworks.values.months import Month
from tests.meeting_subjects import called


def pack(cast, whose, at):
    """A pack as PDF: its bytes are looked at elsewhere."""
    found = called(cast, whose, at)
    made = Pack("zh", str(found), "", "", "", "", at)
    kept = actions.keep(meeting=found, made=made, pdf=b"%PDF", word=b"PK", mark=UUID(int=7), by=cast.office, at=at)
    return [kept.pk, "pdf"]


def pack_made(cast, whose, at):
    return pack(cast, whose, at)[:1]


def news_meeting(cast, whose, at):
    """A meeting that has begun, and a language."""
    found = called(cast, whose, at)
    meetings.step(meeting=found, step=Step.BEGIN, over=found.edition, by=cast.office, at=at)
    return [found.pk, "zh"]


def note(cast, whose, at):
    """A draft."""
    key, language = news_meeting(cast, whose, at)
    found = Meeting.objects.get(pk=key)
    return [actions.compose(meeting=found, language=language, by=cast.office, at=at).pk]


def note_sentence(cast, whose, at):
    return [*note(cast, whose, at), 1]


def note_file(cast, whose, at):
    return [*note(cast, whose, at), "docx"]


def note_step(cast, whose, at):
    return [*note(cast, whose, at), "approve"]


def note_withdraw(cast, whose, at):
    return [*note(cast, whose, at), "withdraw"]


def note_published(cast, whose, at):
    """Approved by another than wrote it, and published."""
    [key] = note(cast, whose, at)
    for step, by in ((NoteStep.APPROVE, cast.mayor), (NoteStep.PUBLISH, cast.office)):
        found = Note.objects.get(pk=key)
        actions.step(note=found, step=step, over=found.edition, by=by, at=at)
    return [key]


def archive(cast, whose, at):
    """All that somebody may read, made."""
    asked = actions.ask_along(by=cast.clerk if whose == "own" else cast.other_clerk, at=at)
    job = jobs.claim(worker="test", at=at, lease_s=60)
    assert job.pk == asked.pk
    jobs.finish(job=job, result=take_along(Running(job)), of=1, at=at)
    return [job.pk]


def paper(cast, whose, at):
    """The brief of a district, issued by the office."""
    district = cast.binhai if whose == "own" else cast.beichen
    return [actions.issue(kind=Kind.BRIEF, district=district, month=Month(2022, 1), by=cast.office, at=at).pk]


def paper_file(cast, whose, at):
    return [*paper(cast, whose, at), "zh", "xlsx"]


def paper_kind(cast, whose, at):
    """A kind of paper whose template is asked for: it is of no district."""
    return ["brief"]


def paper_look(cast, whose, at):
    """A template tried on figures."""
    return ["tables", "zh"]
