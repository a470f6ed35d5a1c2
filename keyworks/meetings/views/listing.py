"""All meetings, and their series."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader
from keyworks.base.cells import Column, Row
from keyworks.base.doors import FORM, READ, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Table
from keyworks.meetings import actions, queries
from keyworks.meetings.forms.meetings import MeetingFilter, SeriesForm, template_lines
from keyworks.meetings.models import Series
from keyworks.meetings.models.words import BADGES, KINDS, STATES
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import Kind, State
from keyworks.meetings.views.common import between, told, when

NAMES = ("title", "title_en", "district__name_zh", "district__name_en", "series__kind")


def _state(row: Row) -> tuple[str, Any]:
    return BADGES[State(row["state"])], STATES[State(row["state"])]


@door(authority.READ, READ)
def meetings(request: SignedIn) -> HttpResponseBase:
    """The meetings within reach, the latest first."""
    form = MeetingFilter(request.GET)
    rows = queries.listed(request.user)
    if form.is_valid():
        if kind := form.cleaned_data["kind"]:
            rows = rows.filter(series__kind=kind)
        if state := form.cleaned_data["state"]:
            rows = rows.filter(state=state)
    table = Table(
        request,
        key="meetings",
        label=_("Meetings"),
        sort="-on",
        filters=form,
        columns=[
            Column(
                "title", gettext_lazy("Meeting"), as_written=True,
                show=lambda row: reader.told(row["title"], row["title_en"]),
            ),
            Column("on", gettext_lazy("Day"), "date", order="on", fact=True),
            Column("begins", gettext_lazy("Time"), "short", show=lambda row: between(row["begins"], row["ends"])),
            Column(
                "district", gettext_lazy("District"), "short", fact=True,
                show=lambda row: reader.told(row["district__name_zh"] or "", row["district__name_en"] or ""),
            ),
            Column("kind", gettext_lazy("Kind"), "short", show=lambda row: KINDS[Kind(row["series__kind"])]),
            Column("stops", gettext_lazy("Places"), "number"),
            Column("state", gettext_lazy("State"), "badge", fact=True, show=_state),
        ],
        rows=rows.values("pk", "on", "begins", "ends", "state", "stops", *NAMES),
        row_url=lambda row: reverse("meetings:meeting", args=[row["pk"]]),
        export=True,
        empty=(_("No meeting yet"), _("The city office plans the first one; whoever is asked to it finds it here.")),
    )  # fmt: skip
    if table.exporting:
        return table.sheet()
    day, coming = today(), queries.next_meeting(request.user, today())
    context = {
        "table": table, "coming": coming, "when": when(coming, day) if coming else "",
        "told": told(coming) if coming else "", "may": request.user.may(authority.PREPARE), "way": "list",
    }  # fmt: skip
    return render(request, "meetings/list.html", context)


@door(authority.READ, READ)
def all_series(request: SignedIn) -> HttpResponse:
    """The series of meetings, and what a new one begins with."""
    rows = [{"one": one, "kind": KINDS[Kind(one.kind)]} for one in queries.series_of(request.user)]
    context = {"rows": rows, "may": request.user.may(authority.SERIES), "way": "series"}
    return render(request, "meetings/all_series.html", context)


@door(authority.READ, READ)
def series(request: SignedIn, pk: int) -> HttpResponse:
    """One series: its usual agenda and its meetings."""
    found = get_object_or_404(queries.series_of(request.user), pk=pk)
    rows = queries.listed(request.user).filter(series=found)
    context = {
        "series": found, "kind": KINDS[Kind(found.kind)], "lines": template_lines(found).splitlines(),
        "rows": [{"one": one, "told": told(one), "state": STATES[State(one.state)]} for one in rows],
        "may": request.user.may(authority.SERIES), "plans": request.user.may(authority.PREPARE) and found.active,
    }  # fmt: skip
    return render(request, "meetings/series.html", context)


@door(authority.SERIES, FORM)
def series_new(request: SignedIn) -> HttpResponse:
    return _series_edited(request, None, {})


@door(authority.SERIES, FORM)
def series_edit(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(scope(request.user, Series.objects.all()), pk=pk)
    names = ("kind", "name_zh", "name_en", "minutes", "statement_days", "comment_days", "active", "edition")
    kept = {name: getattr(found, name) for name in names}
    return _series_edited(request, found, {**kept, "template": template_lines(found)})


def _series_edited(request: SignedIn, found: Series | None, kept: dict[str, Any]) -> HttpResponse:
    form = SeriesForm(request.POST or None, initial=kept)

    def act(sent: dict[str, Any]) -> Series:
        over = sent.pop("edition")
        return actions.set_series(series=found, values=sent, over=over, by=request.user, at=moment())

    if made := form.carry_out(act):
        return redirect(made)
    return render(request, "meetings/series_edit.html", {"form": form, "series": found}, status=form.status)
