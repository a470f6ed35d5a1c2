"""Columns and cells: what a value of a row looks like in a table, on a card and in a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from keyworks.base import reader, shown
from keyworks.base.manifest import Text
from keyworks.values.money import Money

NUMBERS = frozenset({"number", "money", "share"})
SHOWN: Mapping[str, Callable[[Any], str]] = {
    "number": shown.number,
    "money": shown.amount,
    "share": shown.share,
    "date": shown.day,
    "moment": shown.moment,
    "month": shown.month,
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column. `order` is the field to sort by ("" for none), `fact` puts it on the phone's card.

    `show` makes the cell's value from the row. A badge is words or (kind, words); a light is its colour;
    a link is (words, address), and so may a number be. `as_written` marks words that are kept in the language they
    were written in.
    """

    name: str
    label: Text
    kind: str = "text"
    order: str = ""
    shown: bool = True
    fact: bool = False
    unit: Text = ""
    total: bool = False
    as_written: bool = False
    show: Callable[[Any], Any] | None = None

    def value(self, row: Row) -> Any:
        return self.show(row) if self.show else row.get(self.name)

    @property
    def numeric(self) -> bool:
        return self.kind in NUMBERS

    @property
    def stated_unit(self) -> str:
        """The unit for the header; that of money is the reader's."""
        return str(self.unit) or (shown.unit_of_money() if self.kind == "money" else "")

    @property
    def head(self) -> str:
        """The label with its unit, in one line."""
        unit = self.stated_unit
        if not unit:
            return str(self.label)
        return f"{self.label}（{unit}）" if reader.current().zh else f"{self.label} ({unit})"


def harmless(column: Column, value: Any) -> str:
    """A cell for a sheet: plain numbers, and no text that a sheet would take for a formula."""
    if value is None:
        return ""
    text = plain(column, value)
    if column.numeric:
        return text.replace(",", "").replace("−", "-").replace(shown.UNKNOWN, "")
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(column: Column, value: Any) -> str:
    """A cell's words without markup."""
    if isinstance(value, tuple):
        value = value[1] if column.kind == "badge" else value[0]
    if column.kind == "light":
        return light_words(value)
    if value is None or value == "":
        return shown.UNKNOWN
    return SHOWN[column.kind](value) if column.kind in SHOWN else str(value)


def cell(column: Column, value: Any) -> str:
    """A cell's safe HTML."""
    if value is None or value == "":
        return mark_safe('<span class="unknown">—</span>')
    if column.kind == "badge":
        kind, label = value if isinstance(value, tuple) else ("neutral", value)
        return format_html('<span class="kw-badge kw-{}">{}</span>', kind, label)
    if column.kind == "light":
        return light(value)
    words: str = plain(column, value)
    if words == shown.UNKNOWN:
        return mark_safe('<span class="unknown">—</span>')
    if column.as_written:
        words = shown.as_written(words)
    if isinstance(value, tuple):
        return format_html('<a href="{1}">{0}</a>', words, value[1])
    return format_html("{}", words)


def light_words(colour: str) -> str:
    """What a light says in words."""
    words = {"green": _("on pace"), "yellow": _("behind"), "red": _("far behind"), "grey": _("exempt")}
    return words.get(colour, shown.UNKNOWN)


def light(colour: str, words: str = "") -> SafeString:
    """A light: its shape, its colour and its words, readable in print and to the colour-blind."""
    shape = {"green": "●", "yellow": "▲", "red": "■", "grey": "○"}.get(colour)
    if shape is None:
        return mark_safe('<span class="unknown">—</span>')
    return format_html(
        '<span class="kw-light kw-light-{}"><span class="kw-shape" aria-hidden="true">{}</span>{}</span>',
        colour, shape, words or light_words(colour),
    )  # fmt: skip


def chip_words(bound: forms.BoundField, value: Any) -> str:
    """A filter's value as its form would word it."""
    choices = {str(key): str(words) for key, words in getattr(bound.field, "choices", ())}
    values = value if isinstance(value, list | tuple | set) else [value]
    if value is True:
        return _("yes")
    return shown.listed(choices.get(str(one)) or _worded(one) for one in values)


def _worded(value: Any) -> str:
    if isinstance(value, Money):
        return shown.money(value)
    return shown.day(value) if hasattr(value, "year") else str(value)
