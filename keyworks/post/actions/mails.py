"""Writing letters, and what a worker says of each it sends.

The record holds what people do to the outbox; tries leave no entry.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.base import shown
from keyworks.base.manifest import rooms
from keyworks.base.reader import reading
from keyworks.jobs.actions import enqueue
from keyworks.post import rules
from keyworks.post.actions.refused import PostRefused
from keyworks.post.models import Choice, Digest, Mail
from keyworks.post.queries import configured, due, house, next_try, often_of, reader_of
from keyworks.record.actions import write

State = Mail.State


@dataclass(frozen=True)
class Part:
    """A part of a letter: a heading, and lines that each lead to a page of the site ("" to none)."""

    heading: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Letter:
    """What is written to a person, in the language in which it is made."""

    person: Person
    subject: str
    parts: Sequence[Part]
    foot: tuple[str, str] = ("", "")


@transaction.atomic
def put(*, letters: Iterable[Letter], at: datetime) -> list[Mail]:
    """Put letters in the outbox, to be sent when the caller's transaction commits.

    Nothing is put for people without an address, nor where no server is set: it would wait for ever.
    """
    if not configured():
        return []
    made = [_mail(one, at) for one in letters if _reachable(one.person)]
    Mail.objects.bulk_create(made)
    if made:
        enqueue("post.send", {}, by=None, at=at, key=f"post.send:{made[0].message_id}"[:120])
    return made


def _reachable(person: Person) -> bool:
    try:
        validate_email(person.email)
    except ValidationError:
        return False
    return person.is_active


def _mail(letter: Letter, at: datetime) -> Mail:
    told = {"letter": letter, "root": settings.ADDRESS}
    return Mail(
        person=letter.person, to=letter.person.email, subject=rules.one_line(letter.subject), next_at=at, created_at=at,
        text=render_to_string("post/letter.txt", told).strip() + "\n",
        html=render_to_string("post/letter.html", told),
        message_id=f"<{secrets.token_hex(16)}@{house()}>",
    )  # fmt: skip


@transaction.atomic
def digest(*, person: Person, day: date, at: datetime) -> bool:
    """Put what is new in all rooms for a person into one letter, at most one a day; was there any?"""
    often = often_of(person)
    if often == Choice.Often.NEVER or (often == Choice.Often.WEEKLY and day.weekday() != 0) or not configured():
        return False
    last = Digest.objects.filter(person=person).order_by("-day").first()
    if last is not None and last.day >= day:
        return False
    since = last.at if last else at - timedelta(days=7 if often == Choice.Often.WEEKLY else 1)
    with reading(reader_of(person)):
        told = [part for room in rooms() if room.news for part in import_string(room.news)(person, since)]
        parts = [Part(heading, lines) for heading, lines in told]
        foot = (_("Choose how often you are told by e-mail"), reverse("post:mine"))
        subject = _("Keyworks on %(day)s: %(what)s") % {
            "day": shown.day(day),
            "what": shown.listed(heading for heading, _lines in told),
        }
        made = put(letters=[Letter(person, subject, parts, foot)], at=at) if parts else []
    if made:
        Digest.objects.create(person=person, day=day, at=at)
    return bool(made)


@transaction.atomic
def choose(*, often: str, by: Person, at: datetime) -> None:
    """Be told every day, on Mondays or never."""
    before = often_of(by)
    Choice.objects.update_or_create(person=by, defaults={"often": often})
    if often != before:
        write("post.choose", by, by=by, at=at, before={"often": before}, after={"often": often})


def take(*, at: datetime) -> Mail | None:
    """Take the longest waiting for one try; nobody else takes it meanwhile."""
    while (found := due(at).first()) is not None:
        held = due(at).filter(pk=found.pk, next_at=found.next_at)
        if held.update(next_at=at + rules.HOLD, tries=F("tries") + 1):
            found.tries += 1
            return found
    return None


def sent(*, mail: Mail, at: datetime) -> None:
    Mail.objects.filter(pk=mail.pk, state=State.WAITING).update(state=State.SENT, ended_at=at, error="")


def refused(*, mail: Mail, error: str, final: bool, at: datetime) -> None:
    """The server takes this one not, for good or for now; the others are not concerned."""
    held = Mail.objects.filter(pk=mail.pk, state=State.WAITING)
    if final:
        held.update(state=State.FAILED, ended_at=at, error=error[:400])
    else:
        held.update(next_at=rules.again(mail.tries, at), error=error[:400])


@transaction.atomic
def put_off(*, mail: Mail, error: str, at: datetime) -> None:
    """The server does not answer: all that is due waits for the same later moment, and what is old is given up."""
    refused(mail=mail, error=error, final=False, at=at)
    due(at).update(next_at=rules.again(mail.tries, at), tries=F("tries") + 1, error=error[:400])
    old = Mail.objects.filter(state=State.WAITING, created_at__lt=at - rules.GIVEN_UP)
    old.update(state=State.FAILED, ended_at=at)


@transaction.atomic
def again(*, at: datetime) -> datetime | None:
    """Ask for another look where something still waits; when."""
    moment = next_try()
    if moment is not None:
        enqueue("post.send", {}, by=None, at=at, key=f"post.send:{moment.isoformat()}", run_at=moment)
    return moment


@transaction.atomic
def test(*, by: Person, at: datetime) -> Mail:
    """A letter to oneself, by which an administrator sees whether the server takes it."""
    if not configured():
        raise PostRefused("post.no_server")
    words = _("This e-mail was sent to try the mail server. Nothing is to be done.")
    made = put(letters=[Letter(by, _("A test of the mail server"), [Part("", [(words, "")])])], at=at)
    if not made:
        raise PostRefused("post.no_address")
    write("post.test", made[0], by=by, at=at)
    return made[0]


@transaction.atomic
def retry(*, mail: Mail, by: Person, at: datetime) -> Mail:
    """Send now what waits or was given up."""
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if mail.state not in (State.WAITING, State.FAILED):
        raise PostRefused("post.not_to_retry")
    before, mail.state, mail.next_at, mail.ended_at = mail.state, State.WAITING, at, None
    mail.created_at = max(mail.created_at, at - rules.GIVEN_UP / 2)  # given up anew only after a while
    mail.save(update_fields=["state", "next_at", "ended_at", "created_at"])
    write("post.retry", mail, by=by, at=at, before={"state": before}, after={"state": mail.state})
    enqueue("post.send", {}, by=None, at=at, key=f"post.send:again:{mail.pk}")
    return mail


@transaction.atomic
def drop(*, mail: Mail, by: Person, at: datetime) -> Mail:
    """Take back what is not sent yet."""
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if mail.state != State.WAITING:
        raise PostRefused("post.ended_already")
    mail.state, mail.ended_at = State.DROPPED, at
    mail.save(update_fields=["state", "ended_at"])
    write("post.drop", mail, by=by, at=at, before={"state": State.WAITING}, after={"state": mail.state})
    return mail


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Remove what was sent, dropped or given up long ago; how many. What waits without a worker is asked for anew."""
    removed, _kinds = Mail.objects.filter(ended_at__lt=at - rules.KEPT).delete()
    again(at=at)
    return removed
