"""What each column means, as a person says it: from a form's fields to the document of a mapping, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.base import reader
from keyworks.formats.cells.days import Order, order_of
from keyworks.imports.forms.words import WHY
from keyworks.imports.rules import editing
from keyworks.imports.rules.specs import UNSPECIFIED
from keyworks.imports.rules.targets import AMOUNTS, Target, targets
from keyworks.projects.files.sheet.columns import Lists
from keyworks.values.money import CURRENCIES

GROUPS = (
    (gettext_lazy("Name and numbers"), ("text", "long", "code")),
    (gettext_lazy("Money"), ("money",)),
    (gettext_lazy("Days"), ("day",)),
    (gettext_lazy("Lists"), ("term", "terms", "choice", "whole")),
    (gettext_lazy("Units and people"), ("unit", "person")),
    (gettext_lazy("Place"), ("degrees",)),
    (gettext_lazy("Parties"), ("party",)),
    (gettext_lazy("Kept or left out"), ("extra", "nothing")),
)
UNITS = {
    "yuan": gettext_lazy("as they stand"), "wan": gettext_lazy("in 10,000"), "m": gettext_lazy("in millions"),
    "yi": gettext_lazy("in 100 millions"), "bn": gettext_lazy("in thousand millions"),
}  # fmt: skip
ORDERS = {
    "": gettext_lazy("as found"), "ymd": gettext_lazy("year, month, day"), "dmy": gettext_lazy("day, month, year"),
    "mdy": gettext_lazy("month, day, year"),
}  # fmt: skip
RANGES = {
    "keep": gettext_lazy("only kept as written"), "low": gettext_lazy("its lower end"),
    "high": gettext_lazy("its upper end"), "middle": gettext_lazy("its middle"),
}  # fmt: skip
ROLES = {
    "snapshot": gettext_lazy("the day of which its row speaks"),
    "component": gettext_lazy("names a part of the project"),
    "source": gettext_lazy("year or fund of an amount"),
}  # fmt: skip
WRONG = {"refuse": gettext_lazy("the row is refused"), "leave": gettext_lazy("the cell is left out")}
SHARES = {
    "sure": ("●", gettext_lazy("sure")), "likely": ("◐", gettext_lazy("likely")),
    "guess": ("○", gettext_lazy("a guess")),
}  # fmt: skip


def options(words: Mapping[str, Any], chosen: str) -> SafeString:
    """The options of a select, written in one go."""
    return mark_safe(  # noqa: S308 (of escaped pieces)
        "".join(
            format_html('<option value="{}"{}>{}</option>', key, SafeString(" selected") if key == chosen else "", text)
            for key, text in words.items()
        )
    )


class Choices:
    """The select of meanings, made once and marked for each column."""

    def __init__(self, lists: Lists, *, kept: bool = True) -> None:
        self.kept = kept
        self.targets = {one.name: one for one in targets(lists.get("party_role", ()))}
        self.funds = {one.code: one.told(reader.current().zh) for one in lists.get("fund", ()) if not one.closed}
        self.marked = self._all()

    def name(self, to: str) -> str:
        found = self.targets.get(to)
        return (found.zh if reader.current().zh else found.en) if found else to

    def of(self, chosen: str) -> SafeString:
        wanted = f'value="{chosen}"'
        return mark_safe(self.marked.replace(wanted, f"{wanted} selected", 1))  # noqa: S308 (ours)

    def _all(self) -> str:
        other = _("(kept as written)") if self.kept else _("(left out)")
        first = format_html('<option value="" data-kind="other">{}</option>', other)
        left = [one for one in self.targets.values() if not one.name.startswith("component.")]
        return str(first) + "".join(
            format_html('<optgroup label="{}">{}</optgroup>', words, SafeString("".join(map(self._one, found))))
            for words, kinds in GROUPS
            if (found := [one for one in left if one.kind in kinds])
        )

    def _one(self, one: Target) -> str:
        kind = AMOUNTS if one.name == AMOUNTS else "list" if one.opens else one.kind
        return format_html('<option value="{}" data-kind="{}">{}</option>', one.name, kind, self.name(one.name))


@dataclass
class Line:
    """A column of the files on the page."""

    number: int
    column: Mapping[str, Any]
    meant: editing.Meant
    choices: Choices
    document: Mapping[str, Any]
    reason: Mapping[str, Any]
    files: int

    @property
    def spec(self) -> Mapping[str, Any]:
        return self.meant.spec

    @property
    def fixed(self) -> str:
        """What the column is part of, where it is not understood by itself."""
        if self.meant.at is None and self.meant.role in ROLES:
            return str(ROLES[self.meant.role])
        if self.meant.at is None or self.meant.whole:
            return ""
        return _("part of “%(to)s”") % {"to": self.choices.name(self.meant.to)}

    @property
    def select(self) -> SafeString:
        return self.choices.of(self.meant.to)

    @property
    def partly(self) -> str:
        """In how many of several files it stands, where that is not all of them."""
        has = len(self.column.get("files") or [0])
        return _("in %(has)s of %(all)s files") % {"has": has, "all": self.files} if has < self.files else ""

    @property
    def unit(self) -> SafeString:
        usual = (self.document.get("money") or {}).get("unit", "yuan")
        return options(UNITS, (self.spec.get("money") or {}).get("unit", usual))

    @property
    def days(self) -> SafeString:
        return options(ORDERS, self.spec.get("days") or self.document.get("days") or "")

    @property
    def range(self) -> SafeString:
        return options(RANGES, self.spec.get("range", "keep"))

    @property
    def wrong(self) -> SafeString:
        return options(WRONG, self.spec.get("wrong", "refuse"))

    @property
    def nothing(self) -> str:
        said = self.spec.get("nothing") or []
        return ", ".join([said] if isinstance(said, str) else said)

    @property
    def open(self) -> bool:
        return bool(self.spec.get("open"))

    @property
    def label(self) -> str:
        return str(self.spec.get("label") or "")

    @property
    def year(self) -> str:
        said = self.spec.get("year")
        return str(said.get("column", "")) if isinstance(said, Mapping) else str(said or "")

    @property
    def fund(self) -> SafeString:
        said = self.spec.get("fund", UNSPECIFIED)
        funds = {UNSPECIFIED: _("not told")} | self.choices.funds
        if isinstance(said, Mapping):
            column = str(said.get("column", ""))
            return options({"=": _("column “%(head)s”") % {"head": column}, **funds}, "=")
        return options(funds, str(said))

    @cached_property
    def order(self) -> Order | None:
        """What the values tell of the order of days, where the column is one of days."""
        return order_of(self.column["values"]) if editing.kind_of(self.meant.to) == "day" else None

    @property
    def asks_days(self) -> bool:
        """Must a person say in which order the numbers of a day stand?"""
        said = self.spec.get("days") or self.document.get("days")
        return bool(not said and self.order and self.order.unclear and len(self.order.fits) > 1)

    @property
    def sure(self) -> tuple[str, str, str] | None:
        """How sure the suggestion is, as a shape and in words, and why."""
        if not self.reason or self.reason.get("to") != self.meant.to:
            return None
        shape, words = SHARES[str(self.reason["sure"])]
        return shape, str(words), str(WHY[str(self.reason["why"])])


def lines(
    document: Mapping[str, Any], columns: Sequence[Mapping[str, Any]], lists: Lists, reasons: Mapping[str, Any],
    files: int,
) -> list[Line]:  # fmt: skip
    choices = Choices(lists, kept=document.get("others", "extra") == "extra")
    meant = editing.meanings(dict(document), [one["head"] for one in columns])
    return [
        Line(number, column, one, choices, document, reasons.get(column["head"], {}), files)
        for number, (column, one) in enumerate(zip(columns, meant, strict=True))
    ]


def _listed(text: str) -> list[str]:
    return [one for one in (part.strip()[:200] for part in text.replace("，", ",").split(",")) if one][:200]


def _said(post: Mapping[str, Any], number: int, line: Line, document: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says beside the meaning of one column, as the document keeps it; the usual is left unsaid."""

    def of(name: str) -> str:
        return str(post.get(f"{name}-{number}", "")).strip()

    usual = document.get("money") or {}
    unit, days, year, fund = of("unit"), of("days"), of("year"), of("fund")
    money = {**(line.spec.get("money") or {}), "unit": unit} if unit in UNITS else None
    said: dict[str, Any] = {
        "money": None if money == usual or money == {"unit": usual.get("unit", "yuan")} else money,
        "days": days if days in ORDERS and days != (document.get("days") or "") else None,
        "range": of("range") if of("range") in RANGES and of("range") != "keep" else None,
        "wrong": "leave" if of("wrong") == "leave" else None,
        "nothing": _listed(of("nothing")), "open": bool(of("open")), "label": of("label")[:100],
    }  # fmt: skip
    if year:
        before = line.spec.get("year")
        kept = dict(before) if isinstance(before, Mapping) and before.get("column") == year else {"column": year}
        said["year"] = int(year) if year.isascii() and year.isdigit() else kept
    if fund and fund != "=":
        said["fund"] = None if fund == UNSPECIFIED else fund
    return said


def edited(document: Mapping[str, Any], found: Sequence[Line], post: Any) -> dict[str, Any]:
    """The document as the form says it."""
    made = {**document, **_whole(document, post, found)}
    for line in found:
        name = f"to-{line.number}"
        if line.fixed or name not in post:
            continue
        to = post[name]
        if to and to not in line.choices.targets:
            continue
        made = editing.with_meaning(made, line.meant, to, _said(post, line.number, line, made))
    return editing.tidy(made)


def _whole(document: Mapping[str, Any], post: Any, found: Sequence[Line]) -> dict[str, Any]:
    """What the form says of the whole list."""
    made: dict[str, Any] = {}
    if "whole" not in post:
        return made
    heads = [line.meant.head for line in found]
    made["key"] = [head for number, head in enumerate(heads) if post.get(f"key-{number}")]
    currency, unit, days = post.get("currency", ""), post.get("unit", "yuan"), post.get("days", "")
    made["money"] = {"unit": unit if unit in UNITS else "yuan"} | (
        {"currency": currency} if currency in CURRENCIES else {}
    )
    made["days"] = days if days in ORDERS else ""
    made["absent"] = "unreported" if post.get("absent") == "unreported" else "nothing"
    made["rows"] = "several" if post.get("rows") == "several" else "project"
    made["others"] = "nothing" if post.get("others") == "nothing" else "extra"
    if series := str(post.get("series", "")).strip()[:60]:
        made["series"] = series
    made["snapshot"] = _snapshot(document.get("snapshot") or {}, post, heads)
    return made


def _snapshot(before: Mapping[str, Any], post: Any, heads: Sequence[str]) -> dict[str, Any] | None:
    way, head, on = post.get("snapshot", ""), post.get("snapshot_column", ""), post.get("snapshot_on", "")
    if way == "column" and head in heads:
        return dict(before) if before.get("column") == head else {"column": head}
    if way == "file":
        return dict(before) if before.get("file") else {"file": r"(\d{4})-(\d{2})-(\d{2})"}
    if way == "on":
        try:
            return {"on": date.fromisoformat(on).isoformat()}
        except ValueError:
            return None
    return None


def whole(document: Mapping[str, Any], heads: Sequence[str]) -> dict[str, Any]:
    """What the page shows of the whole list."""
    snapshot = document.get("snapshot") or {}
    way = next((name for name in ("column", "file", "on") if snapshot.get(name)), "")
    money = document.get("money") or {}
    currencies = {"": _("that of this installation"), **{name: name for name in CURRENCIES}}
    return {
        "currency": options(currencies, money.get("currency", "")), "unit": options(UNITS, money.get("unit", "yuan")),
        "days": options(ORDERS, document.get("days") or ""),
        "absent": options(
            {"nothing": _("nothing"), "unreported": _("it is no longer reported")}, document.get("absent", "nothing")
        ),
        "rows": options(
            {"project": _("one project"), "several": _("several rows may be one project")},
            document.get("rows", "project"),
        ),
        "others": options(
            {"extra": _("kept as they are written"), "nothing": _("left out")}, document.get("others", "extra")
        ),
        "series": document.get("series") or document.get("name", ""),
        "ways": options(
            {
                "": _("today"), "column": _("of the day in a column"), "on": _("of a day"),
                "file": _("of the day in the file's name"),
            },
            way,
        ),
        "column": options({"": "—", **{head: head for head in heads}}, snapshot.get("column", "")),
        "on": snapshot.get("on", ""), "way": way,
    }  # fmt: skip


__all__ = ["Choices", "Line", "edited", "lines", "options", "whole"]
