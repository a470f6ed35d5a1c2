"""Background work: a pack is made while its maker does something else."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings

from keyworks.accounts.queries import moment
from keyworks.jobs.jobs import Running
from keyworks.meetings.queries.told import seen_meeting
from keyworks.publishing import actions
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.files import pack as files
from keyworks.publishing.files import taken_along as files_along
from keyworks.publishing.queries.packs import AFTER, compose
from keyworks.publishing.queries.taken_along import TAKE, tables
from keyworks.publishing.rules.news import MAKE
from keyworks.values.money import house


def pack(job: Running, meeting: int, language: str, more: list[int]) -> dict[str, Any]:
    """Make a pack as whoever asked for it, with what they see now: composed, set as PDF, filled into Word, kept."""
    by = job.job.owner
    if by is None or not by.is_active or not by.may(MAKE):
        raise PublishingRefused("publishing.not_yours")
    found = seen_meeting(by, meeting)
    if found is None:
        raise PublishingRefused("publishing.meeting_gone")
    made = compose(by, found, language, more, job.step)
    whole = len(made.projects) + AFTER
    job.step(whole - 2, whole, "PDF")
    as_pdf = files.pdf(made, settings.FONTS)
    job.step(whole - 1, whole, "Word")
    as_word = files.word(made)
    job.step(whole, whole)
    kept = actions.keep(meeting=found, made=made, pdf=as_pdf, word=as_word, mark=uuid4(), by=by, at=moment())
    return {"pack": kept.pk, "url": kept.get_absolute_url()}


def take_along(job: Running) -> dict[str, Any]:
    """All that whoever asked for it may read now, as one archive; read row by row."""
    by = job.job.owner
    if by is None or not by.is_active or not by.may(TAKE):
        raise PublishingRefused("publishing.no_reader")
    at = moment()
    found, whole = tables(by)
    job.step(0, whole)
    path = job.place(f"keyworks-{at:%Y%m%d-%H%M%S}.zip")
    rows = files_along.write(path, found, currency=house(), at=at, step=lambda done: job.step(done, max(whole, done)))
    job.step(rows, rows)
    return {"rows": rows, "tables": len(found), "file": str(path)}
