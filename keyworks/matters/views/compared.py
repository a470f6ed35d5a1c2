"""Before and after: a panel of a matter's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.cells import light
from keyworks.base.doors import READ, door
from keyworks.matters.queries.compared import Compared, compared
from keyworks.matters.rules import authority
from keyworks.matters.views.common import seen
from keyworks.values.money import Money
from keyworks.values.months import Month


@door(authority.READ, READ)
def before_after(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """What differs of each affected project since the matter was raised."""
    if kind != "matter":
        raise Http404
    matter = seen(request.user, pk)
    rows = compared(request.user, matter)
    projects = [
        {"one": one, "lines": [line for line in _lines(one) if line["before"] != line["after"]]} for one in rows
    ]
    told = {
        "matter": matter, "projects": projects, "same": [row["one"] for row in projects if not row["lines"]],
        "differ": [row for row in projects if row["lines"]],
    }  # fmt: skip
    return render(request, "matters/compared.html", told)


def _lines(one: Compared) -> list[dict[str, Any]]:
    """What is compared: (label, before, after, difference)."""
    before, after, changed = one.before, one.after, one.differences
    months = dict.fromkeys((_month(before), _month(after)))
    done = _("Invested this year, to %(month)s") % {"month": " → ".join(months)}
    return [
        {
            "label": _("Planned finish"), "change": _days(changed.get("planned_finish")),
            "before": _day(before["planned_finish"]), "after": _day(after["planned_finish"]),
        },
        {
            "label": _("Light"), "before": _light(before), "after": _light(after),
            "change": "—" if before["light"] == after["light"] else _("changed"),
        },
        {"label": done, **_money(one, "done")},
        {"label": _("Plan of the year"), **_money(one, "plan")},
        {"label": _("Total"), **_money(one, "total")},
    ]  # fmt: skip


def _month(facts: dict[str, Any]) -> str:
    return shown.month(Month(*map(int, facts["month"].split("-"))))


def _money(one: Compared, name: str) -> dict[str, Any]:
    return {
        "money": True, "before": shown.amount(one.before[name]), "after": shown.amount(one.after[name]),
        "change": _signed(one.differences.get(name)),
    }  # fmt: skip


def _signed(minor: int | None) -> str:
    if minor is None:
        return "—"
    text = shown.amount(Money(minor))
    return f"+{text}" if minor > 0 else text


def _days(days: int | None) -> str:
    """Later with a plus, earlier with a minus."""
    if days is None:
        return "—"
    n = shown.delta(days, 0)
    return ngettext("%(n)s day", "%(n)s days", abs(days)) % {"n": n} if days else "0"


def _day(value: Any) -> str:
    return shown.day(date.fromisoformat(value) if isinstance(value, str) else value) if value else "—"


def _light(facts: dict[str, Any]) -> str:
    return light(facts["light"])
