"""What the pages of a pack share: how money, days and sources are written in the pack's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch

from keyworks.base import reader, shown
from keyworks.meetings.rules import people
from keyworks.publishing.rules.composing import MONTHS
from keyworks.publishing.rules.document import Sources
from keyworks.publishing.rules.words import words as words_of
from keyworks.values.money import Money
from keyworks.values.months import Month

LARGE = 10**10
"""From this amount on, in minor units, a sum is written in the larger unit."""


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """What is composed inside is composed in this language, whatever its maker reads."""
    chosen = reader.Reader(language="zh-hans" if language == "zh" else "en", money="wan" if language == "zh" else "m")
    with reader.reading(chosen):
        yield


def there(address: str) -> str:
    """An address of the site as it works from paper."""
    return settings.ADDRESS + address


def home(record: Any, otherwise: str) -> str:
    """The address of a record's page, or another where its room shows no page of it."""
    try:
        return there(record.get_absolute_url())
    except NoReverseMatch:
        return there(otherwise)


def unit(minor: int) -> str:
    """The unit in which an amount is written: hundreds of millions or ten thousands; billions or millions."""
    if abs(minor) >= LARGE:
        return "yi" if reader.current().zh else ("bn" if abs(minor) >= LARGE * 10 else "m")
    return "wan" if reader.current().zh else "m"


def money(amount: Money | int | None) -> str:
    if amount is None:
        return shown.UNKNOWN
    found = amount if isinstance(amount, Money) else Money(amount)
    zh = reader.current().zh
    if not found.amount:
        return f"0{'' if zh else ' '}{shown.currency_name()}"
    text = shown.money(found, unit(found.amount))
    return text.replace(" ", "") if zh else text


def period(month: Month) -> str:
    """The months from January to this one, as a sentence names them."""
    first, zh = Month(month.year, 1), reader.current().zh
    if month == first:
        return "1月" if zh else f"in January {month.year}"
    return f"1—{month.number}月" if zh else f"from January to {MONTHS[month.number - 1]} {month.year}"


def points(hundredths: int) -> str:
    return shown.number(abs(hundredths) / 100, 1)


def called(who: Any, post: str) -> str:
    """Somebody by name and post, as the language of the page joins them; a post that it cannot read is left out."""
    zh = reader.current().zh
    return people.called(str(who), post if zh or not shown.HAN.search(post) else "", zh=zh)


def head(words: str) -> tuple[str, ...]:
    return tuple(words.split("|"))


class Writing:
    """A page while it is written: its language's words, its sources, its moment."""

    def __init__(self, language: str, today: date) -> None:
        self.words, self.today, self.sources = words_of(language), today, Sources()

    def mark(self, name: str, *filled: Any, url: str = "") -> int:
        """The mark of a source by its words' name."""
        return self.sources.mark(self.words[f"from_{name}"].format(*filled), there(url) if url else "")

    def said(self, text: Any) -> str:
        return str(text) if text not in (None, "") else self.words["unsaid"]
