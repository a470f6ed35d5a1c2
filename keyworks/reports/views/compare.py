"""What was known of a month on two dates, and why it differs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.cells import Column
from keyworks.base.doors import READ, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Table
from keyworks.projects.models import Project
from keyworks.reports import queries
from keyworks.reports.forms.comparing import ChangeFilter, TwoDays
from keyworks.reports.models.words import CAUSES
from keyworks.reports.rules import way
from keyworks.reports.rules.changes import Cause
from keyworks.reports.views.common import large, month_asked, seen
from keyworks.values.asof import AsOf
from keyworks.values.money import Money
from keyworks.values.months import Month

KINDS = {Cause.NEW: "info", Cause.LATE: "warn", Cause.CORRECTION: "bad", Cause.FOLLOWS: "neutral"}


@door(way.READ, READ)
def compare(request: SignedIn) -> HttpResponseBase:
    """What was known of a month at the ends of two days, by district and project, with the cause of each change."""
    chosen = month_asked(request.GET.get("month", ""))
    of = request.GET.get("project", "")
    project = seen(request.user, int(of)) if of.isdecimal() and len(of) < 18 else None
    day = today()
    last_month = day.replace(day=1) - timedelta(days=1)
    asked = {"from": request.GET.get("from") or last_month, "to": request.GET.get("to") or day, "month": str(chosen)}
    form = TwoDays(asked)
    context: dict[str, Any] = {"form": form, "month": chosen, "project": project}
    if form.is_valid():
        since, until = form.cleaned_data["from"], form.cleaned_data["to"]
        zone = timezone.get_default_timezone()
        districts, changed = queries.known_on(
            request.user, chosen, AsOf.end_of(since, zone).at, AsOf.end_of(until, zone).at, project
        )
        table = _changes(request, changed, chosen)
        if table.exporting:
            return table.sheet()
        context |= {
            "since": since, "until": until, "table": table, **_sums(districts),
            "districts": _districts(request, districts, since, until) if project is None else None,
        }  # fmt: skip
    return render(request, "reports/compare.html", context)


def _sums(districts: list[queries.DistrictKnown]) -> dict[str, Any]:
    """The whole difference in words, cause by cause."""
    before, after = sum(row.before for row in districts), sum(row.after for row in districts)
    of = {cause: sum(row.causes[cause] for row in districts) for cause in Cause}
    told = [(CAUSES[cause], _signed(amount)) for cause, amount in of.items() if amount]
    return {
        "before": large(Money(before)), "after": large(Money(after)), "difference": _signed(after - before),
        "causes": told, "differs": before != after,
    }  # fmt: skip


def _signed(amount: int) -> str:
    text = large(Money(amount))
    return text if amount <= 0 else f"+{text}"


def _districts(request: SignedIn, rows: list[queries.DistrictKnown], since: date, until: date) -> Table:
    columns = [
        Column("name", gettext_lazy("District"), order="pk"),
        Column("before", shown.day(since), "money", order="before", total=True),
        Column("after", shown.day(until), "money", order="after", total=True),
        Column("difference", gettext_lazy("Difference"), "money", order="difference", fact=True, total=True),
        *(Column(cause.value, words, "money", order=cause.value, total=True) for cause, words in CAUSES.items()),
    ]
    made = [
        {
            "pk": number, "name": str(row.district or _("no district")), "before": Money(row.before),
            "after": Money(row.after), "difference": Money(row.after - row.before),
            **{cause.value: row.of(cause) for cause in Cause},
        }
        for number, row in enumerate(rows)
    ]  # fmt: skip
    return Table(
        request, key="reports-known", columns=columns, rows=made, sort="pk", prefix="d-",
        label=_("Known on two dates, by district"),
    )  # fmt: skip


def _changes(request: SignedIn, changed: list[queries.Changed], month: Month) -> Table:
    units = list(scope(request.user, Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None)).order_by("pk"))
    names = {unit.pk: unit for unit in units}
    filters = ChangeFilter(request.GET, units)
    said = filters.said
    rows = [
        _row(number, one, names.get(one.project.district_id or 0))
        for number, one in enumerate(changed)
        if not said.get("cause") or one.change.cause == said["cause"]
    ]
    rows = [row for row in rows if not said.get("district") or row["code"] == said["district"]]
    columns = [
        Column("called", gettext_lazy("Project"), order="called"),
        Column("district", gettext_lazy("District"), "short", shown=False),
        Column("cause", gettext_lazy("Cause"), "badge", fact=True, show=lambda row: row["badge"]),
        Column("month", gettext_lazy("Report of"), "month", order="month"),
        Column("done", shown.month(month), "money", order="done", total=True),
        Column("year_done", gettext_lazy("Since January"), "money", order="year_done", fact=True, total=True),
        Column("known_at", gettext_lazy("Known since"), "moment", order="known_at"),
        Column("why", gettext_lazy("Why"), as_written=True),
    ]
    return Table(
        request, key="reports-changes", columns=columns, rows=rows, sort="pk", export=True, filters=filters,
        label=_("Changes between the two days"),
        row_url=lambda row: reverse("reports:report", args=[row["project"], int(row["month"])]),
        empty=(_("Nothing differs"), _("No report of these months was filed or corrected between the two days.")),
    )  # fmt: skip


def _row(number: int, one: queries.Changed, unit: Unit | None) -> dict[str, Any]:
    change, project = one.change, one.project
    return {
        "pk": number, "project": project.pk, "called": str(project), "district": str(unit or ""),
        "code": unit.code if unit else "", "badge": (KINDS[change.cause], CAUSES[change.cause]),
        "month": change.version.month, "done": Money(change.done), "year_done": Money(change.year_done),
        "known_at": change.version.known_at, "why": _why(one),
    }  # fmt: skip


def _why(one: queries.Changed) -> str:
    version = one.change.version
    if version.follows is None:
        return version.reason
    follows = _("follows a change of %(month)s") % {"month": shown.month(version.follows)}
    return shown.listed([follows, version.reason] if version.reason != str(version.follows) else [follows], "：", ": ")


def address(month: Month, project: Project | None = None) -> str:
    """Where what was known of a month on two dates is compared."""
    one = f"&project={project.pk}" if project else ""
    return f"{reverse('reports:compare')}?month={month}{one}"
