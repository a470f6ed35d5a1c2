"""How a project's open document is put into words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from keyworks.base import reader, shown
from keyworks.publishing.models import OpenEntry
from keyworks.publishing.models.words import FIELDS
from keyworks.publishing.queries.opened import stages
from keyworks.publishing.rules.opening import KEYS
from keyworks.values.money import Money

FIELD_OF = {key: field for field, keys in KEYS.items() for key in keys}


def keys_of(entry: OpenEntry) -> list[str]:
    """What of it changed, by the names of the fields, each once."""
    found = [str(FIELDS[FIELD_OF[key]]) if key in FIELD_OF else _("Name") for key in entry.keys]
    return list(dict.fromkeys(found))


def facts_of(entry: OpenEntry) -> list[tuple[str, str]]:
    """(label, words) of all that an edition tells of a project beside its name, in the order of the fields."""
    return [(str(label), words) for label, words in _facts(entry.told) if words]


def _facts(told: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    yield _("Number"), told["number"]
    yield _("Stage"), str(stages().get(told.get("stage", ""), ""))
    for name, label in (
        ("district", _("District")), ("sector", _("Sector")), ("nature", _("Nature of construction")),
        ("owner", _("Owner")),
    ):  # fmt: skip
        yield label, _named(told.get(name))
    yield _("Address"), reader.told(told.get("address_zh", ""), told.get("address_en", ""))
    yield _("Planned start"), _day(told.get("planned_start"))
    yield _("Started"), _day(told.get("started_on"))
    yield _("Planned finish"), _day(told.get("planned_finish"))
    yield _("Finished"), _day(told.get("finished_on"))
    yield _("Total investment"), _money(told, "total")
    yield _("First stated investment"), _money(told, "original", told.get("original_on"))
    if "plan" in told:
        yield _("Plan of %(year)s") % {"year": told.get("plan_year", "")}, _money(told, "plan")
    for one in told.get("capacities", ()):
        words = [shown.number(Decimal(one["quantity"])), _named(one.get("measure"))]
        yield _named(one), " ".join(words)
    yield _("Part of the package"), told.get("package", "")
    for one in told.get("parties", ()):
        yield reader.told(one.get("what_zh", ""), one.get("what_en", "")), _named(one)


def _named(one: dict[str, str] | None) -> str:
    return reader.told(one.get("zh", ""), one.get("en", "")) if one else ""


def _day(text: str | None) -> str:
    return shown.day(date.fromisoformat(text)) if text else ""


def _money(told: dict[str, Any], name: str, on: str | None = None) -> str:
    if name not in told:
        return ""
    amount = shown.money(Money(told[name], told["currency"]))
    return shown.listed([amount, _day(on)], zh="，", en=", ") if on else amount
