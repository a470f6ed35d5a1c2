from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.cells import Column, Row
from keyworks.base.doors import READ, door
from keyworks.base.tables import Table
from keyworks.reports import queries
from keyworks.reports.rules import way
from keyworks.reports.rules.figures import ahead
from keyworks.reports.views.common import Known, large, month_asked, tabs
from keyworks.values.money import total
from keyworks.values.months import Month


def _columns() -> list[Column]:
    return [
        Column("name", gettext_lazy("District"), order="name"),
        Column("expected", gettext_lazy("Reports"), "number", order="expected", total=True),
        Column("missing", gettext_lazy("Not filed"), "number", order="missing", fact=True, total=True),
        Column("done", gettext_lazy("This month"), "money", order="done", total=True),
        Column("year_done", gettext_lazy("Since January"), "money", order="year_done", total=True),
        Column("plan", gettext_lazy("Plan of the year"), "money", order="plan", total=True),
        Column("reached", gettext_lazy("Of the plan"), "share", fact=True, show=_reached),
        Column("points", gettext_lazy("Ahead of the months gone, in points"), "number", fact=True, show=_points),
    ]


def _reached(row: Row) -> Any:
    return row["year_done"].amount / row["plan"].amount if row["plan"] else None


def _points(row: Row) -> Any:
    return None if row["points"] is None else round(row["points"] / 100, 1)


@door(way.READ, READ)
def districts(request: SignedIn) -> HttpResponseBase:
    """The month by district."""
    chosen = month_asked(request.GET.get("month", ""))
    known = Known.asked(request.GET.get("asof", ""))
    found = queries.by_district(request.user, chosen, known.at)
    rows = [
        {
            "pk": number, "name": str(row.district or _("no district")),
            "code": row.district.code if row.district else "", "expected": row.expected, "missing": row.missing,
            "done": row.done, "year_done": row.year_done, "plan": row.plan, "points": row.points,
        }
        for number, row in enumerate(found)
    ]  # fmt: skip
    table = Table(
        request, key="reports-districts", columns=_columns(), rows=rows, sort="pk", label=_("The month by district"),
        row_url=lambda row: _at(chosen, row["code"]) if row["code"] else None, export=True,
        empty=(_("No project reports this month"), _("Projects of the year's construction list report.")),
    )  # fmt: skip
    if table.exporting:
        return table.sheet()
    done, plan = total(row.year_done for row in found), total(row.plan for row in found)
    context: dict[str, Any] = {
        "table": table, "month": chosen, "there": _at(chosen), "earlier": _here(chosen - 1, known), "done": large(done),
        "plan": large(plan),
        "later": _here(chosen + 1, known) if chosen < way.reported_on(today()) else "", "known": known,
        "now": _here(chosen), **_curve(request, found, chosen, known),
        "share": done.amount / plan.amount if plan else None, "gone": chosen.number / 12,
        "points": ahead(done.amount, plan.amount, chosen) / 100 if plan else None,
    }  # fmt: skip
    return render(request, "reports/districts.html", context | {"tabs": tabs(request, context["month"])})


def _curve(request: SignedIn, found: list[Any], month: Month, known: Known) -> dict[str, Any]:
    """Where the curve of the district is that was chosen, else of all."""
    districts = [row.district for row in found if row.district]
    one = next((unit for unit in districts if unit.code == request.GET.get("district")), None)
    there = reverse("reports:curve", args=["district", one.pk] if one else ["city", 0])
    asked = urlencode({"month": str(month)} | known.address)
    return {"curve": f"{there}?{asked}", "districts": districts, "chosen": one}


def _here(month: Month, known: Known | None = None) -> str:
    asked = {"month": str(month)} | (known.address if known else {})
    return f"{reverse('reports:districts')}?{urlencode(asked)}"


def _at(month: Month, district: str = "") -> str:
    asked = {"month": str(month)} | ({"district": district} if district else {})
    return f"{reverse('reports:month')}?{urlencode(asked)}"
