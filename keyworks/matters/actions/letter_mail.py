"""Telling the people of a unit by e-mail that a letter was issued to it, each in the language they read."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.base import shown
from keyworks.base.reader import Reader, reading
from keyworks.matters.models import Letter
from keyworks.matters.models.letter_words import LETTER_KINDS
from keyworks.matters.queries import letters as known
from keyworks.matters.rules.letters import Kind
from keyworks.post import actions as post


def tell(letter: Letter, at: datetime) -> None:
    """Put the e-mails in the outbox, in the caller's transaction: once, or with the issue not at all."""
    post.put(letters=[_to(one, letter) for one in known.written_to(letter)], at=at)


def _to(person: Person, letter: Letter) -> post.Letter:
    language = person.language or settings.LANGUAGE_CODE
    with reading(Reader(language=language, money=person.money or ("wan" if language.startswith("zh") else "m"))):
        told = {"kind": str(LETTER_KINDS[Kind(letter.kind)]), "number": letter.number, "title": letter.title}
        words = _("%(kind)s %(number)s: %(title)s") % told
        ask = _("Please reply by %(day)s with the cause and a plan to put it right.") % {
            "day": shown.day(letter.reply_by)
        }
        return post.Letter(person, words, [post.Part(words, [(ask, letter.get_absolute_url())])])
