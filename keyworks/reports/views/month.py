"""A month as a whole: who has reported, whose turn it is, what it adds up to."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.cells import Column, Row
from keyworks.base.doors import POST, READ, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Bulk, Table
from keyworks.projects.forms.register import RegisterFilter, choice, pairs, ticked
from keyworks.projects.queries.register import asked_for
from keyworks.projects.queries.work import everything
from keyworks.reports import actions, queries
from keyworks.reports.forms.filing import Reason
from keyworks.reports.forms.questions import ANSWER, SETTLE
from keyworks.reports.models import Question, Report
from keyworks.reports.models.words import LEVELS, MISSING, STATES
from keyworks.reports.rules import way
from keyworks.reports.rules.lights.specs import Colour
from keyworks.reports.rules.way import State
from keyworks.reports.views.common import large, month_asked, month_of, said, tabs
from keyworks.values.months import Month
from keyworks.values.refusals import Refused

BADGES = {
    State.FILED: "info", State.DISTRICT: "info", State.DEPARTMENT: "info", State.ACCEPTED: "good",
    State.RETURNED: "warn",
}  # fmt: skip


class MonthFilter(forms.Form):
    """What a reader looks for in a month."""

    MORE = frozenset({"late"})
    month = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    q = RegisterFilter.base_fields["q"]
    state = choice(gettext_lazy("Report"))
    district = choice(gettext_lazy("District"))
    turn = ticked(gettext_lazy("My turn"))
    late = ticked(gettext_lazy("Came late"))

    def __init__(self, data: Any, units: list[Unit]) -> None:
        super().__init__(data, auto_id="filter_%s")
        fields: Any = self.fields
        fields["state"].choices = [("", _("all")), (queries.MISSING, str(MISSING)), *pairs(STATES)]
        fields["district"].choices = [("", _("all")), *((unit.code, str(unit)) for unit in units)]

    @property
    def said(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


def _state(row: Row) -> tuple[str, Any]:
    state = row["report_state"]
    if state is None:
        return "neutral", MISSING
    words = f"{STATES[state]} · {_('no change')}" if row["report_unchanged"] else STATES[state]
    return BADGES[state], words


def _turn(row: Row) -> str:
    level = row["report_at_level"]
    if level:
        return str(LEVELS[level])
    return "" if row["report_state"] == State.ACCEPTED else _("project unit")


def _columns(
    plans: dict[int, Any], lights: dict[int, Any], asked: dict[int, int], units: dict[int, str]
) -> list[Column]:
    by_name = "name_zh" if reader.current().zh else "name_en"

    def planned(row: Row) -> Any:
        plan = plans.get(row["pk"])
        return plan.total if plan else None

    def reached(row: Row) -> Any:
        plan = plans.get(row["pk"])
        year = row["report_year_done"]
        return year.amount / plan.total if plan and plan.total and year is not None else None

    def lit(row: Row) -> Any:
        light = lights.get(row["pk"])
        return "" if light is None or light.colour is Colour.GREY else str(light.colour)

    return [
        Column("called", gettext_lazy("Project"), order=by_name, show=_called),
        Column("district", gettext_lazy("District"), "short", show=lambda row: units.get(row["district_id"], "")),
        Column("light", gettext_lazy("Light"), "light", fact=True, show=lit),
        Column("state", gettext_lazy("Report"), "badge", fact=True, show=_state),
        Column("asked", gettext_lazy("Asked"), "number", shown=False, show=lambda row: asked.get(row["pk"])),
        Column("turn", gettext_lazy("Whose turn"), "short", shown=False, show=_turn),
        Column("report_done", gettext_lazy("This month"), "money", fact=True, total=True),
        Column("report_year_done", gettext_lazy("Since January"), "money", fact=True, total=True),
        Column("planned", gettext_lazy("Plan of the year"), "money", shown=False, show=planned),
        Column("reached", gettext_lazy("Of the plan"), "share", show=reached),
        Column("progress", gettext_lazy("Progress"), "share", show=_progress),
        Column("local_number", gettext_lazy("Number"), "code", order="local_number", shown=False),
        Column("late", gettext_lazy("Came late"), shown=False, show=lambda row: _("yes") if row["report_late"] else ""),
    ]


def _called(row: Row) -> str:
    return reader.told(row["name_zh"], row["name_en"])


def _progress(row: Row) -> Any:
    return None if row["report_progress"] is None else row["report_progress"] / 10_000


def _rows(request: SignedIn, form: MonthFilter, month: Month) -> Any:
    asked = form.said
    rows: Any = queries.rows(request.user, month)
    rows = rows.filter(asked_for({"q": asked.get("q"), "district": asked.get("district")}, request.user, today()))
    if asked.get("state"):
        rows = rows.filter(queries.of_state(asked["state"]))
    if asked.get("late"):
        rows = rows.filter(report_late=True)
    if asked.get("turn"):
        rows = queries.my_turn(request.user, rows)
    return rows


@door(way.READ, READ)
def month(request: SignedIn) -> HttpResponseBase:
    """The projects that report a month, with what each reported."""
    chosen = month_asked(request.GET.get("month", ""))
    districts = list(scope(request.user, Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None)).order_by("pk"))
    form = MonthFilter(request.GET, districts)
    rows = _rows(request, form, chosen)
    plans: dict[int, Any] = {}
    lights: dict[int, Any] = {}
    asked: dict[int, int] = {}
    table = Table(
        request,
        key="reports",
        columns=_columns(plans, lights, asked, {unit.pk: str(unit) for unit in districts}),
        rows=rows.values("pk", "name_zh", "name_en", "local_number", "district_id",
                         *(f"report_{name}" for name in queries.FIELDS)),
        row_url=lambda row: reverse("reports:report", args=[row["pk"], int(chosen)]),
        filters=form,
        sort="local_number",
        label=_("Reports of the month"),
        export=True,
        bulk=[Bulk("pass", gettext_lazy("Let pass"), "reports:let_pass", way.PASS)],
        empty=(_("No project reports this month"), _("Projects of the year's construction list report.")),
    )  # fmt: skip
    shown_ones = (
        rows.order_by().values_list("pk", flat=True) if table.exporting else [row["pk"] for row in table.page.rows]
    )
    plans |= queries.plans(shown_ones, chosen.year)
    lights |= queries.lights(shown_ones, chosen, queries.rules_for(chosen), today())
    asked |= queries.open_in(chosen, list(shown_ones))
    if table.exporting:
        return table.sheet()
    stand = queries.stand(request.user, chosen)
    context: dict[str, Any] = {
        "table": table, "month": chosen, "month_key": int(chosen), "stand": stand, "lead": lead(stand),
        "turn_count": f"{reverse('reports:turn_count')}?month={chosen}",
        "closed": queries.closed(chosen),
        "earlier": _at(chosen - 1), "later": _at(chosen + 1) if chosen < way.reported_on(today()) else "",
        "due": way.due(chosen), "may_close": request.user.may(way.CLOSE),
        "may_file": request.user.may(way.FILE), "may_pass": request.user.may(way.PASS),
        "missing": f"{_at(chosen)}&state={queries.MISSING}", "returned": f"{_at(chosen)}&state={State.RETURNED}",
    }  # fmt: skip
    return render(request, "reports/month.html", context | {"tabs": tabs(request, context["month"])})


def _at(month: Month) -> str:
    return f"{reverse('reports:month')}?month={month}"


def lead(stand: queries.Stand) -> str:
    """How the month stands, in one sentence."""
    told = [
        ngettext("%(n)s project reports", "%(n)s projects report", stand.expected) % {"n": shown.number(stand.expected)}
    ]
    told.append(_("%(n)s have filed") % {"n": shown.number(stand.filed)})
    if stand.filed:
        told.append(_("%(money)s this month") % {"money": large(stand.done)})
        told.append(_("%(money)s since January") % {"money": large(stand.year_done)})
    return shown.listed(told, zh="，", en=" · ")


@door(way.PASS, POST)
def let_pass(request: SignedIn) -> HttpResponse:
    """Let the chosen projects' reports of a month pass."""
    there = request.POST.get("next", "")
    back = there if there.startswith(reverse("reports:month")) else reverse("reports:month")
    chosen = month_asked(_month_in(back))
    keys = [int(pk) for pk in request.POST.getlist("id")[: actions.MOST + 1] if pk.isascii() and pk.isdigit()]
    rows = scope(request.user, Report.objects.filter(month=chosen, project__in=[key for key in keys if key < 2**63]))
    found = list(rows.exclude(at_level=""))
    try:
        passed = actions.let_pass(reports=found, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, said(no))
        return redirect(back)
    count = len(passed)
    messages.success(
        request, ngettext("%(n)s report passed on.", "%(n)s reports passed on.", count) % {"n": shown.number(count)}
    )
    if rest := len(keys) - count:
        words = ngettext("%(n)s had nothing to pass.", "%(n)s had nothing to pass.", rest)
        messages.info(request, words % {"n": shown.number(rest)})
    return redirect(back)


def _month_in(address: str) -> str:
    return parse_qs(urlsplit(address).query).get("month", [""])[0][:10]


@door(way.CLOSE, POST)
def close(request: SignedIn, month: int) -> HttpResponse:
    """Close a month, or open it again for a reason."""
    chosen = month_of(month)
    try:
        if request.POST.get("open"):
            form = Reason(request.POST)
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            actions.reopen(month=chosen, reason=reason, by=request.user, at=moment())
        else:
            actions.close(month=chosen, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, said(no))
    return redirect(_at(chosen))


@door(way.READ, READ)
def desk(request: SignedIn) -> HttpResponse:
    """How the open month stands in one's own projects: a part of the desk."""
    chosen = way.reported_on(today())
    stand = queries.stand(request.user, chosen, own=True)
    turn = queries.my_turn(request.user, queries.rows(request.user, chosen))
    context: dict[str, Any] = {
        "month": chosen, "month_key": int(chosen), "stand": stand, "due": way.due(chosen), "there": _at(chosen),
        "missing": f"{_at(chosen)}&state={queries.MISSING}", "returned": f"{_at(chosen)}&state={State.RETURNED}",
        "turn": turn.count() if request.user.may(way.PASS) else 0, "mine": f"{reverse('reports:turn')}?month={chosen}",
        "to_file": queries.to_file(request.user, chosen)[:5] if request.user.may(way.FILE) else [],
        "own": not everything(request.user), **_asked(request.user),
    }  # fmt: skip
    return render(request, "reports/desk.html", context)


def _asked(person: Person) -> dict[str, Any]:
    """How many questions wait for one's answer, and how many answers for one's being content."""
    every, there = scope(person, Question.objects.all()), reverse("reports:questions")
    return {
        "to_answer": queries.to_answer(person, every).count() if person.may(way.FILE) else 0,
        "to_settle": queries.to_settle(person, every).count() if person.may(way.PASS) else 0,
        "answers": f"{there}?mine={ANSWER}", "settles": f"{there}?mine={SETTLE}",
    }  # fmt: skip
