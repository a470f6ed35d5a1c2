"""Sending what waits in the outbox, over one connection; a server that fails ends the round, not the worker."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from datetime import UTC
from email.utils import format_datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of
from keyworks.jobs.jobs import Running
from keyworks.post import actions
from keyworks.post.models import Mail
from keyworks.post.queries import configured, waiting

NEVER = 500
"""Answers of a server from here on are for good, below for now."""


def message(mail: Mail, connection: Any = None) -> EmailMultiAlternatives:
    """The e-mail as it goes out, the same at every try."""
    headers = {
        "Message-ID": mail.message_id, "Date": format_datetime(mail.created_at.astimezone(UTC)),
        "Auto-Submitted": "auto-generated",
    }  # fmt: skip
    made = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers, connection=connection)
    made.attach_alternative(mail.html, "text/html")
    return made


def send(job: Running) -> dict[str, Any]:
    """Send what is due."""
    sent, connection = 0, get_connection()
    try:
        while configured() and (mail := actions.take(at=timezone.now())) is not None:
            if not _try(mail, connection):
                break
            sent += 1
            job.step(sent, 0)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()
    if configured():
        actions.again(at=timezone.now())
    return {"sent": sent, "waiting": waiting()}


def _try(mail: Mail, connection: Any) -> bool:
    """Try one; False where the server is out of order, so that trying others is no use."""
    try:
        connection.open()
        message(mail, connection).send()
    except smtplib.SMTPRecipientsRefused as no:
        code, said = next(iter(no.recipients.values()))
        actions.refused(mail=mail, error=_said(code, said), final=code >= NEVER, at=timezone.now())
    except smtplib.SMTPDataError as no:
        error = _said(no.smtp_code, no.smtp_error)
        actions.refused(mail=mail, error=error, final=no.smtp_code >= NEVER, at=timezone.now())
    except (OSError, smtplib.SMTPException) as error:
        actions.put_off(mail=mail, error=f"{type(error).__name__}: {error}", at=timezone.now())
        return False
    except ValueError as error:  # an address or a head that cannot be written
        actions.refused(mail=mail, error=str(error), final=True, at=timezone.now())
    else:
        actions.sent(mail=mail, at=timezone.now())
    return True


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


def digests(job: Running) -> dict[str, Any]:
    """Put the day's digests."""
    now, put = timezone.now(), 0
    people = Person.objects.filter(is_active=True).exclude(email="").order_by("pk")
    for done, person in enumerate(people, 1):
        put += actions.digest(person=person, day=day_of(now), at=now)
        job.step(done, 0)
    return {"sent": put}


def sweep(job: Running) -> dict[str, Any]:
    """Remove old e-mails and what hooks were told long ago."""
    return {"removed": actions.sweep(at=timezone.now()) + actions.sweep_deliveries(at=timezone.now())}
