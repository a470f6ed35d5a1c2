from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import answers, grids
from keyworks.base.answers import ApiRefused
from keyworks.base.doors import FORM, READ, door
from keyworks.base.grids import CellProblem, Row, Sent
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.projects import queries
from keyworks.projects.actions.grid import ManyRefused, edit_many
from keyworks.projects.forms.grid import PEOPLE, TERMS, Grid, GridChoice
from keyworks.projects.models import CurrentAmount, Project
from keyworks.projects.queries.meanwhile import changed_meanwhile
from keyworks.projects.views.register import chosen
from keyworks.values.money import Money

MOST = 3000
"""Rows of one grid; a longer list is narrowed by its filters first."""
LONGEST_KEY = 18


def _grid(request: SignedIn) -> Grid:
    return Grid(request.user, GridChoice(request.GET, this_year=today().year))


def _rows(grid: Grid, projects: Iterable[Project]) -> list[Row]:
    found = list(projects)
    years = {year for year, _fund in grid.choice.amounts.values()}
    amounts: dict[int, dict[tuple[int, str], Money]] = defaultdict(dict)
    standing: Any = CurrentAmount.objects.filter(year__in=years)
    if len(found) <= grids.MOST_ROWS // 10:
        standing = standing.filter(project__in=[project.pk for project in found])
    for row in standing.values("project_id", "year", "fund__code", "amount"):
        amounts[row["project_id"]][row["year"], row["fund__code"]] = row["amount"]
    return [grid.row(project, amounts[project.pk]) for project in found]


def _with_all(projects: QuerySet[Project]) -> QuerySet[Project]:
    return projects.select_related(*queries.UNITS, *TERMS, *PEOPLE)


@door("projects.edit", READ)
def grid(request: SignedIn) -> HttpResponse:
    made = _grid(request)
    count = chosen(request).count()
    kept = [(name, one) for name, listed in request.GET.lists() if name not in made.choice.fields for one in listed]
    page = {"choice": made.choice, "count": count, "most": MOST, "kept": kept, "query": request.GET.urlencode()}
    return render(request, "projects/grid.html", page)


@door("projects.edit", FORM)
def grid_rows(request: SignedIn) -> HttpResponse:
    """The rows as JSON; sent back, what was typed into them, all of it or nothing."""
    made = _grid(request)
    if request.method != "POST":
        return grids.sheet(made.columns, _rows(made, _with_all(chosen(request))[:MOST]))
    try:
        sent = grids.sent(request, made.columns)
    except ApiRefused as no:
        return answers.refusal(request, no)
    projects = _named(request, sent)
    if projects is None:
        return answers.answer(request, 404)
    return _save(request, made, sent, projects)


def _named(request: SignedIn, sent: Sent) -> dict[str, Project] | None:
    """The projects of the rows that came, by key; None where one of them is none that the person may see."""
    keys = [row.id for row in sent.rows]
    if not all(key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY for key in keys):
        return None
    found = _with_all(scope(request.user, Project.objects.all()).filter(pk__in=keys))
    projects = {str(project.pk): project for project in found}
    return projects if set(keys) == projects.keys() else None


def _save(request: SignedIn, made: Grid, sent: Sent, projects: Mapping[str, Project]) -> HttpResponse:
    standing = {row.id: row for row in _rows(made, projects.values())}
    problems = [*sent.problems]
    for typed in sent.rows:
        problems += made.emptied(typed, standing[typed.id])
    if problems:
        return _refused(made, sent, problems)
    changes = [made.change(projects[typed.id], typed) for typed in sent.rows]
    try:
        edit_many(changes=changes, by=request.user, at=timezone.now(), reason=sent.reason)
    except ManyRefused as no:
        return _told(made, sent, no, projects)
    fresh = _rows(made, _with_all(Project.objects.filter(pk__in=projects)))
    count = len(fresh)
    said = ngettext("%(count)s project is saved.", "%(count)s projects are saved.", count) % {"count": count}
    return grids.answer(sent, made.columns, detail=said, rows=fresh)


def _refused(made: Grid, sent: Sent, problems: Sequence[CellProblem]) -> HttpResponse:
    said = _("Nothing was saved: some cells need repair.")
    return grids.answer(sent, made.columns, detail=said, status=422, problems=problems)


def _told(made: Grid, sent: Sent, no: ManyRefused, projects: Mapping[str, Project]) -> HttpResponse:
    """What the rules said, at its cells; of rows that others changed what stands now beside what was typed."""
    cells = {typed.id: typed.cells for typed in sent.rows}
    problems = [
        CellProblem(str(pk), made.place(one.place.field, cells[str(pk)]), sentence(one.code, one.params))
        for pk, one in no.problems
    ]
    if not no.stale:
        return _refused(made, sent, problems)
    seen = {int(typed.id): typed.edition for typed in sent.rows if int(typed.id) in no.stale}
    changed = changed_meanwhile(seen)
    fresh = _rows(made, [projects[str(pk)] for pk in sorted(no.stale)])
    for row in fresh:
        for name in cells[row.id].keys() & changed[int(row.id)]:
            problems.append(CellProblem(row.id, name, _changed(made, name, row.values[name], sent.unit)))
    said = ngettext(
        "Nothing was saved: somebody else changed %(count)s of these projects. Look at the marked cells, save again.",
        "Nothing was saved: others changed %(count)s of these projects. Look at the marked cells, save again.",
        len(no.stale),
    ) % {"count": len(no.stale)}
    return grids.answer(sent, made.columns, detail=said, status=412, rows=fresh, problems=problems)


def _changed(made: Grid, name: str, now: Any, unit: str) -> str:
    column = next(one for one in made.columns if one.key == name)
    words = dict(column.choices).get(now) or grids.text(now, unit) or "—"
    return _("Changed meanwhile, now %(now)s. Save again to put yours in its place.") % {"now": words}
