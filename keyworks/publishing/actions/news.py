"""Writing the news of a meeting: composed, edited, approved by another, published, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from keyworks.accounts.queries import day_of
from keyworks.dossier.rules import plain
from keyworks.meetings.queries.told import took_place
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.models import Note, Sentence
from keyworks.publishing.queries.news import composed_of, writers
from keyworks.publishing.rules.news import STEPS, WRITE, State, Step, may_approve
from keyworks.publishing.rules.words import LANGUAGES
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

LONGEST, MOST = 2000, 60
"""Characters of a sentence, sentences of a note."""


@transaction.atomic
def compose(*, meeting: Any, language: str, by: Any, at: datetime) -> Note:
    """A draft out of what is known of a meeting that took place; one at a time in a language."""
    _must(by, WRITE)
    if language not in LANGUAGES:
        raise PublishingRefused("publishing.no_language", field="language")
    if not took_place(meeting):
        raise PublishingRefused("publishing.not_held")
    title, lines = composed_of(by, meeting, language, day_of(at))
    try:
        with transaction.atomic():
            note = Note.objects.create(
                meeting=meeting, language=language, title=title[:200], composed_by=by, composed_at=at
            )
    except IntegrityError:
        raise PublishingRefused("publishing.note_stands") from None
    Sentence.objects.bulk_create(
        Sentence(
            note=note,
            position=place,
            composed=one.text,
            text=one.text,
            sources=[asdict(source) for source in one.sources],
        )
        for place, one in enumerate(lines[:MOST], 1)
    )
    write("publishing.compose", note, by=by, at=at, after={"title": title, "text": _text(note)})
    return note


@transaction.atomic
def edit(*, note: Note, sentence: Sentence, text: str, over: int, by: Any, at: datetime) -> Sentence:
    """Put a sentence otherwise, or leave it out; what it rests on stays beside it."""
    held = _held(note, by, over)
    found = Sentence.objects.select_for_update().get(pk=sentence.pk, note=held)
    before, found.text = found.text, _sound(text)
    if before == found.text:
        return found
    as_composed = bool(found.composed) and found.text == found.composed
    found.edited_by, found.edited_at = (None, None) if as_composed else (by, at)
    found.save(update_fields=["text", "edited_by", "edited_at"])
    _changed(held)
    write("publishing.edit", held, by=by, at=at, before={"text": before}, after={"text": found.text})
    return found


@transaction.atomic
def add(*, note: Note, text: str, over: int, by: Any, at: datetime) -> Sentence:
    """A sentence of one's own at the end: it rests on nothing that the system knows, and is marked so."""
    held = _held(note, by, over)
    text = _sound(text)
    if not text:
        raise PublishingRefused("publishing.nothing_said", field="text")
    last = held.sentences.aggregate(last=Max("position"))["last"] or 0
    if last >= MOST:
        raise PublishingRefused("publishing.too_many_sentences", field="text", most=MOST)
    found = Sentence.objects.create(note=held, position=last + 1, text=text, edited_by=by, edited_at=at)
    _changed(held)
    write("publishing.edit", held, by=by, at=at, after={"text": text})
    return found


@transaction.atomic
def retitle(*, note: Note, title: str, over: int, by: Any, at: datetime) -> Note:
    """Another headline."""
    held = _held(note, by, over)
    before, found = held.title, _sound(title)[:200]
    if not found:
        raise PublishingRefused("publishing.nothing_said", field="title")
    held.title = found
    _changed(held)
    write("publishing.edit", held, by=by, at=at, before={"title": before}, after={"title": found})
    return held


@transaction.atomic
def step(*, note: Note, step: Step, over: int, by: Any, at: datetime, reason: str = "") -> Note:
    """Take a note a step on: approved by somebody who did not write it, given back, published, withdrawn."""
    way = STEPS[step]
    _must(by, way.right)
    held = Note.objects.select_for_update().get(pk=note.pk)
    if held.edition != over:
        raise Stale("publishing.stale", edition=held.edition)
    if held.state not in way.of:
        raise PublishingRefused("publishing.not_so")
    why = " ".join(plain(reason).split())[:400]
    if way.reason and not why:
        raise PublishingRefused("publishing.reason_missing", field="reason")
    if step is Step.APPROVE:
        if not may_approve(by.pk, writers(held)):
            raise PublishingRefused("publishing.own_note")
        if not held.sentences.exclude(text="").exists():
            raise PublishingRefused("publishing.nothing_said")
    before = held.state
    _stamp(held, step, by, at)
    held.state, held.why, held.edition = way.to, why, held.edition + 1
    held.save()
    write(
        f"publishing.{step}", held, by=by, at=at, reason=why, before={"state": str(before)},
        after={"state": str(way.to), **({"text": _text(held)} if step is Step.PUBLISH else {})},
    )  # fmt: skip
    return held


def _stamp(held: Note, step: Step, by: Any, at: datetime) -> None:
    if step is Step.APPROVE:
        held.approved_by, held.approved_at = by, at
    elif step is Step.GIVE_BACK:
        held.approved_by = held.approved_at = None
    elif step is Step.PUBLISH:
        held.published_by, held.published_at = by, at
    else:
        held.withdrawn_at = at


def _must(by: Any, right: str) -> None:
    if not by.may(right):
        raise PublishingRefused("publishing.not_yours")


def _held(note: Note, by: Any, over: int) -> Note:
    """The draft, locked, as it was read."""
    _must(by, WRITE)
    held = Note.objects.select_for_update().get(pk=note.pk)
    if held.edition != over:
        raise Stale("publishing.stale", edition=held.edition)
    if held.state != State.DRAFT:
        raise PublishingRefused("publishing.no_draft")
    return held


def _changed(held: Note) -> None:
    held.edition += 1
    held.save(update_fields=["title", "edition"])


def _sound(text: str) -> str:
    found = " ".join(plain(text).split())
    if len(found) > LONGEST:
        raise PublishingRefused("publishing.too_long", field="text", most=LONGEST, length=len(found))
    return found


def _text(note: Note) -> str:
    return " ".join(_said(list(note.sentences.values_list("text", flat=True))))


def _said(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if text]
