"""The sums of the register as it was known at the end of a day."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Unit
from keyworks.accounts.views.request import SignedIn
from keyworks.base.tables import Column, Table
from keyworks.projects import queries
from keyworks.projects.models import Term
from keyworks.projects.models.words import STAGES
from keyworks.values import asof
from keyworks.values.money import Money, total
from keyworks.values.problems import Problem

WAYS = {
    "district": gettext_lazy("District"),
    "sector": gettext_lazy("Sector"),
    "stage": gettext_lazy("Stage"),
}
"""The facts every edition has kept, whatever the register has learnt since."""


def summary_asof(request: SignedIn, text: str) -> HttpResponseBase:
    """How many projects were known and what they cost, by district or otherwise, and what was no longer reported."""
    zone = timezone.get_default_timezone()
    moment = asof.parse(text, zone)
    by = request.GET.get("by", "")
    by = by if by in WAYS else "district"
    context: dict[str, Any] = {
        "asked": text[:40], "problem": isinstance(moment, Problem), "by": by,
        "ways": [(words, f"?{urlencode({'asof': text, 'by': way})}", way == by) for way, words in WAYS.items()],
    }  # fmt: skip
    if not isinstance(moment, Problem):
        rows = _rows(queries.sums_asof(request.user, moment.at, by), by)
        day = moment.day(zone)
        table = _table(request, rows, by)
        if table.exporting:
            return table.sheet()
        context |= {"day": day, "at": moment.at, "table": table}
    return render(request, "projects/summary_asof.html", context)


def _rows(sums: list[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    names = _names(by)
    order = {code: place for place, code in enumerate(names, 1)}
    return [
        {
            **row, "pk": row["key"] or "-", "name": names.get(row["key"], row["key"] or _("nothing said")),
            "order": order.get(row["key"], len(order) + 1),
        }
        for row in sums
    ]  # fmt: skip


def _names(by: str) -> dict[str, str]:
    """Code → name, in the order in which they are shown; closed ones too, for they stood then."""
    if by == "district":
        return {unit.code: str(unit) for unit in Unit.objects.filter(kind=Unit.Kind.DISTRICT).order_by("pk")}
    if by == "stage":
        return {stage.value: str(words) for stage, words in STAGES.items()}
    return {term.code: str(term) for term in Term.objects.filter(kind=by)}


def _table(request: SignedIn, rows: list[dict[str, Any]], by: str) -> Table:
    columns = [
        Column("name", WAYS[by], order="order"),
        Column("rows", gettext_lazy("Projects"), "number", order="rows", fact=True, total=True),
        Column("total", gettext_lazy("Total investment"), "money", order="total", fact=True, total=True),
        Column("unreported_rows", gettext_lazy("No longer reported"), "number", order="unreported_rows", total=True),
        Column(
            "unreported_total", gettext_lazy("Total no longer reported"), "money", order="unreported_total", total=True
        ),
    ]
    table = Table(
        request, key=f"projects-asof-by-{by}", columns=columns, rows=rows, sort="order", label=WAYS[by], export=True,
        empty=(_("No project was known then"), _("Ask of a later day.")),
    )  # fmt: skip
    table.totals = {
        "rows": len(rows),
        **{f"total_{name}": sum(row[name] for row in rows) for name in ("rows", "unreported_rows")},
        **{f"total_{name}": _sum(row[name] for row in rows) for name in ("total", "unreported_total")},
    }
    return table


def _sum(amounts: Any) -> Money | None:
    known = [one for one in amounts if one is not None]
    return total(known) if known else None
