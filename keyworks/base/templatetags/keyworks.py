"""Filters and tags every template has without loading them."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from keyworks.base import cells, manifest, shown

register = template.Library()

SHOWN = (
    shown.amount,
    shown.as_written,
    shown.money,
    shown.number,
    shown.share,
    shown.delta,
    shown.difference,
    shown.day,
    shown.moment,
    shown.month,
)
for show in SHOWN:
    register.filter(show.__name__, show)


@register.filter
def verb(code: str) -> str:
    """The words for a verb of the record."""
    return manifest.verb(code)


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """An icon of the sprite, decoration only: the words stand beside it."""
    return format_html(
        '<svg class="icon" width="{}" height="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        size, size, static("vendor/icons.svg"), name,
    )  # fmt: skip


@register.simple_tag
def light(colour: str, words: str = "") -> SafeString:
    """A light with its shape and its words."""
    return cells.light(colour, str(words).strip())


@register.simple_tag
def unit_of_money(unit: str = "") -> str:
    """The words of the unit in which the reader sees money, or of the one given."""
    return shown.unit_of_money(unit)


@register.simple_tag
def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a view, or "" where no room has it: pages of lower rooms name views of higher ones."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""
