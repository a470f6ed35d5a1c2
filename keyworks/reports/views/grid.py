"""A year's months of the district's projects as a grid, typed and pasted as in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import answers, grids
from keyworks.base.answers import ApiRefused
from keyworks.base.doors import FORM, READ, door
from keyworks.base.grids import Row, Sent
from keyworks.base.scopes import scope
from keyworks.projects.forms.register import RegisterFilter, choice, pairs
from keyworks.projects.models import Project
from keyworks.projects.queries.register import asked_for
from keyworks.reports import actions
from keyworks.reports.forms.grid import Grid, named
from keyworks.reports.queries import grid as known
from keyworks.reports.rules import way
from keyworks.reports.views.common import EARLIEST, said, tabs
from keyworks.values.money import Money, total

MOST = 3000
"""Rows of one grid; a longer list is narrowed by its filters first."""
LONGEST_KEY = 18


class GridFilter(forms.Form):
    """Which year and which projects, and what stands beside the months."""

    year = choice(gettext_lazy("Year"))
    q = RegisterFilter.base_fields["q"]
    district = choice(gettext_lazy("District"))
    beside = choice(gettext_lazy("Beside the months"))

    def __init__(self, data: Any, *, now: int, units: list[Unit]) -> None:
        asked = {name: data[name] for name in self.base_fields if data.get(name)}
        super().__init__({"year": str(now), "beside": "plan", **asked}, auto_id="grid_%s")
        fields: Any = self.fields
        fields["year"].choices = [(str(year), str(year)) for year in range(now + 1, EARLIEST, -1)][:12]
        fields["district"].choices = [("", _("all")), *((unit.code, str(unit)) for unit in units)]
        fields["beside"].choices = pairs(
            {"plan": gettext_lazy("Plan of the year"), "before": gettext_lazy("Year before")}
        )
        self.now = now
        self.is_valid()

    @property
    def of(self) -> int:
        return int(self.cleaned_data.get("year") or self.now)


class Page:
    """One reader's grid of a year."""

    def __init__(self, request: SignedIn) -> None:
        self.person = request.user
        districts = Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None)
        units = list(scope(request.user, districts).order_by("pk"))
        self.choice = GridFilter(request.GET, now=way.reported_on(today()).year, units=units)
        beside = self.choice.cleaned_data.get("beside") or "plan"
        self.grid = Grid(self.choice.of, today(), frozenset(known.closed_of(self.choice.of)), beside)

    def projects(self) -> Any:
        asked = {name: self.choice.cleaned_data.get(name) for name in ("q", "district")}
        rows = known.listed(self.person, self.choice.of).filter(asked_for(asked, self.person, today()))
        return rows.select_related("district").order_by("local_number", "pk")

    def rows(self, projects: Iterable[Project]) -> tuple[list[Row], dict[str, known.YearOf]]:
        found = list(projects)
        keys = [one.pk for one in found]
        years = known.years(keys, self.grid.year)
        before = known.years(keys, self.grid.year - 1) if self.grid.beside == "before" else {}
        mine = set(known.own(self.person, Project.objects.filter(pk__in=keys)).values_list("pk", flat=True))
        month = int(way.reported_on(today()))
        rows = [
            self.grid.row(
                one, years[one.pk], _sum(before.get(one.pk)), reverse("reports:report", args=[one.pk, month]),
                own=one.pk in mine,
            )
            for one in found
        ]  # fmt: skip
        return rows, {str(pk): one for pk, one in years.items()}


def _sum(of: known.YearOf | None) -> Money | None:
    return total(of.done.values()) if of and of.done else None


@door(way.FILE, READ)
def grid(request: SignedIn) -> HttpResponse:
    page = Page(request)
    context = {
        "choice": page.choice, "year": page.choice.of, "count": page.projects().count(), "most": MOST,
        "query": request.GET.urlencode(), "closed": sorted(page.grid.closed),
    }  # fmt: skip
    return render(request, "reports/grid.html", context | {"tabs": tabs(request, way.reported_on(today()))})


@door(way.FILE, FORM)
def grid_rows(request: SignedIn) -> HttpResponse:
    """The rows as JSON; sent back, the amounts typed into them, all filed or none."""
    page = Page(request)
    if request.method != "POST":
        return grids.sheet(page.grid.columns, page.rows(page.projects()[:MOST])[0])
    try:
        sent = grids.sent(request, page.grid.columns)
    except ApiRefused as no:
        return answers.refusal(request, no)
    projects = _named(page, sent)
    return answers.answer(request, 404) if projects is None else _save(request, page, sent, projects)


def _named(page: Page, sent: Sent) -> dict[str, Project] | None:
    """The projects of the rows that came, by key; None where one of them is none that the person may see."""
    keys = [row.id for row in sent.rows]
    if not all(key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY for key in keys):
        return None
    found = known.listed(page.person, page.choice.of).filter(pk__in=keys).select_related("district")
    projects = {str(one.pk): one for one in found}
    return projects if set(keys) == projects.keys() else None


def _save(request: SignedIn, page: Page, sent: Sent, projects: Mapping[str, Project]) -> HttpResponse:
    _rows, standing = page.rows(projects.values())
    problems = [*sent.problems]
    for typed in sent.rows:
        problems += page.grid.emptied(typed, standing)
    if problems:
        return _refused(page, sent, problems)
    changes = [page.grid.change(projects[typed.id], typed) for typed in sent.rows]
    try:
        count = actions.file_grid(
            year=page.choice.of, changes=changes, by=request.user, at=moment(), reason=sent.reason
        )
    except actions.GridRefused as no:
        return _told(page, sent, no, projects)
    fresh, _standing = page.rows(projects.values())
    detail = ngettext("%(n)s report is filed.", "%(n)s reports are filed.", count) % {"n": count}
    return grids.answer(sent, page.grid.columns, detail=detail, rows=fresh)


def _refused(page: Page, sent: Sent, problems: Any) -> HttpResponse:
    detail = _("Nothing was filed: some cells need repair.")
    return grids.answer(sent, page.grid.columns, detail=detail, status=422, problems=problems)


def _told(page: Page, sent: Sent, no: actions.GridRefused, projects: Mapping[str, Project]) -> HttpResponse:
    """What the rules said, at its cells; of months that others filed what stands now beside what was typed."""
    told = [(pk, month, said(one)) for pk, month, one in no.nos if (pk, month) not in no.stale]
    if not no.stale:
        return _refused(page, sent, named(told))
    touched = {pk for pk, _month in no.stale}
    fresh, standing = page.rows([projects[str(pk)] for pk in sorted(touched)])
    for pk, month in sorted(no.stale):
        now = grids.text(standing[str(pk)].done.get(month), sent.unit) or "—"
        told.append(
            (pk, month, _("Filed meanwhile, now %(now)s. Save again to put yours in its place.") % {"now": now})
        )
    detail = ngettext(
        "Nothing was filed: somebody else filed %(n)s of these projects. Look at the marked cells, save again.",
        "Nothing was filed: others filed %(n)s of these projects. Look at the marked cells, save again.",
        len(touched),
    ) % {"n": len(touched)}
    return grids.answer(sent, page.grid.columns, detail=detail, status=412, rows=fresh, problems=named(told))
