from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.cells import Column, Row
from keyworks.base.doors import READ, door
from keyworks.base.tables import Table
from keyworks.matters.files.bars import NARROW, WIDE, draw
from keyworks.matters.models.words import KINDS
from keyworks.matters.queries import boards
from keyworks.matters.rules import authority
from keyworks.matters.rules.ageing import AGES, Life, line
from keyworks.matters.rules.ladder import Kind

BY = {
    "kind": gettext_lazy("what they are about"), "owner": gettext_lazy("the unit that leads"),
    "district": gettext_lazy("district"), "cause": gettext_lazy("common cause"),
}  # fmt: skip
EARLIEST, LATEST = 2000, 2099
BARS = 20
"""Bars that are drawn; the table has them all."""


def age_words() -> list[str]:
    """What the classes of age are called, in days."""
    return [
        _("over %(days)s days") % {"days": first - 1} if last is None
        else _("%(first)s–%(last)s days") % {"first": first, "last": last}
        for first, last in AGES
    ]  # fmt: skip


def _names(by: str, keys: Mapping[Any, Any], request: SignedIn) -> dict[Any, tuple[str, str]]:
    """What each group is called, and the filter that lists it; "" where the list has none."""
    if by == "kind":
        return {key: (str(KINDS[Kind(key)]), urlencode({"kind": key})) for key in keys}
    if by == "cause":
        known = boards.cause_names(request.user)
        return {key: (known[key], urlencode({"cause": key})) for key in keys if key in known}
    units = {one.pk: one for one in Unit.objects.filter(pk__in=[key for key in keys if key])}
    field = "lead" if by == "owner" else "district"
    return {pk: (str(one), urlencode({field: one.code})) for pk, one in units.items()}


def _rows(by: str, gathered: Mapping[Any, list[Life]], request: SignedIn) -> list[dict[str, Any]]:
    names, day = _names(by, gathered, request), today()
    none = {"owner": _("nobody leads it yet"), "district": _("no district"), "cause": _("no common cause")}
    rows = []
    for number, (key, lives) in enumerate(gathered.items(), 1):
        found = line(lives, day)
        label, query = names.get(key, (none.get(by, str(key)), ""))
        rows.append(
            {
                "pk": number, "label": label, "query": query, "open": found.open, "overdue": found.overdue,
                "oldest": found.oldest_days, "closed": found.closed, "median": found.median_days,
                **{f"age_{place}": many for place, many in enumerate(found.ages)}, "ages": found.ages,
            }
        )  # fmt: skip
    return rows


def _label(row: Row) -> Any:
    return (row["label"], f"{reverse('matters:matters')}?{row['query']}") if row["query"] else row["label"]


def _columns(by: str, year: int) -> list[Column]:
    ages = [
        Column(f"age_{place}", words, "number", order=f"age_{place}", total=by != "district")
        for place, words in enumerate(age_words())
    ]
    each = by != "district"
    return [
        Column("label", str(BY[by]).capitalize(), "link", order="label", show=_label),
        Column("open", pgettext_lazy("matters", "Open"), "number", order="open", fact=True, total=each),
        Column("overdue", gettext_lazy("Overdue"), "number", order="overdue", fact=True, total=each),
        *ages,
        Column("oldest", gettext_lazy("Oldest, days"), "number", order="oldest"),
        Column("closed", _("Closed in %(year)s") % {"year": year}, "number", order="closed", total=each),
        Column("median", gettext_lazy("Median days to close"), "number", order="median", fact=True),
    ]


def _asked_year(request: SignedIn) -> int:
    asked = request.GET.get("year", "")
    if not asked:
        return today().year
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == len("2022") else 0
    if not EARLIEST <= year <= LATEST:
        raise Http404(asked)
    return year


@door(authority.READ, READ)
def statistics(request: SignedIn) -> HttpResponseBase:
    """Where what is open comes from, how old it is, and how long closing took."""
    by, year = request.GET.get("by", "kind"), _asked_year(request)
    if by not in BY:
        raise Http404(by)

    def there(way: str, of: int) -> str:
        return f"?{urlencode({'by': way, 'year': str(of)})}"

    gathered = boards.lives(request.user, by, year, today())
    rows = _rows(by, gathered, request)
    table = Table(
        request,
        key="matters-statistics",
        label=_("Causes"),
        columns=_columns(by, year),
        rows=rows,
        sort="-open",
        export=True,
        empty=(_("Nothing is open, and nothing was closed"), ""),
    )
    if table.exporting:
        return table.sheet()
    whole = line(boards.every_life(request.user, year, today()), today())
    tallest = sorted((row for row in rows if row["open"]), key=lambda row: (-row["open"], row["label"]))
    bars = [(row["label"], row["ages"]) for row in tallest[:BARS]]
    ways = [(words, there(key, year), key == by) for key, words in BY.items()]
    context = {
        "table": table, "whole": whole, "year": year, "by": by, "ways": ways, "ages": list(enumerate(age_words())),
        "wide": draw(bars, WIDE), "narrow": draw(bars, NARROW), "left_out": max(len(tallest) - BARS, 0),
        "before": there(by, year - 1), "way": "statistics",
        "after": there(by, year + 1) if year < today().year else "",
    }  # fmt: skip
    return render(request, "matters/statistics.html", context)
