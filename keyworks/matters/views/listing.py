from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import today, workdays
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.cells import Column, Row
from keyworks.base.doors import READ, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Bulk, Table
from keyworks.matters.forms.listing import MatterFilter
from keyworks.matters.models.words import KINDS, SORTS, SOURCES, STATES
from keyworks.matters.queries import boards
from keyworks.matters.queries import listing as queries
from keyworks.matters.rules import authority
from keyworks.matters.rules.ladder import State
from keyworks.matters.rules.waiting import Days
from keyworks.matters.views.common import BADGES
from keyworks.matters.views.telling import when

NAMES = {
    "lead": "lead_called", "raised_unit": "raised_called", "desk": "desk_called", "lead_person": "person_called",
    "answerable": "answers_called",
}  # fmt: skip
FIELDS = {
    **{column: (field,) for column, field in NAMES.items()}, "projects": (), "blocked": ("blocked",),
    "when": ("state", "due_on", "climbs_on", "paused_until"), "what": ("sort", "kind"),
}  # fmt: skip
"""Column → the fields it is made of, where it is not one field of its name."""


class Matters(Table):
    """The list, at whose foot each project that waits is counted once."""

    @property
    def total_words(self) -> str:
        if not self.totals:
            return ""
        told = {"matters": shown.number(self.totals["rows"]), "projects": shown.number(self.totals["projects"])}
        if not self.totals["projects"]:
            return ngettext("%(matters)s matter", "%(matters)s matters", self.totals["rows"]) % told
        told |= {"money": shown.money(self.totals["total_blocked"]), "year": self.totals["year"]}
        return _("%(matters)s matters; %(projects)s projects wait, each once: %(money)s of the plan of %(year)s") % told


def columns(year: int, affected: queries.Affected, days: Days) -> list[Column]:
    """What can be shown of a matter; what most readers want is."""
    calendar = workdays()

    def projects(row: Row) -> str:
        found = affected.of(row["pk"])
        if len(found) < 2:
            return found[0][1] if found else ""
        return _("%(first)s and %(more)s more") % {"first": found[0][1], "more": len(found) - 1}

    def named(name: str) -> Any:
        return lambda row: row[NAMES[name]]

    label = _("Waits: plan of %(year)s") % {"year": year}
    return [
        Column("title", gettext_lazy("Matter"), as_written=True),
        Column("number", gettext_lazy("Number"), "code", order="number"),
        Column("what", gettext_lazy("Kind and sort"), "short", show=_what),
        Column("state", gettext_lazy("State"), "badge", fact=True, show=_state),
        Column("level", gettext_lazy("Level"), "number", order="level"),
        Column("when", gettext_lazy("By when"), "badge", fact=True, show=lambda row: when(row, days, calendar)),
        Column("lead", gettext_lazy("Led by"), "short", fact=True, show=named("lead")),
        Column("projects", gettext_lazy("Projects"), show=projects),
        Column("blocked", label, "money", shown=False, total=True),
        Column("sort", gettext_lazy("Sort of matter"), "short", shown=False, show=lambda row: SORTS[row["sort"]]),
        Column("kind", gettext_lazy("About"), "short", shown=False, show=lambda row: KINDS[row["kind"]]),
        Column("lead_person", gettext_lazy("Lead person"), "short", shown=False, show=named("lead_person")),
        Column("due_on", gettext_lazy("Promised for"), "date", order="due_on", shown=False),
        Column("pressing", gettext_lazy("Presses since or by"), "date", order="pressing", shown=False),
        Column("climbs_on", gettext_lazy("Goes up after"), "date", order="climbs_on", shown=False),
        Column("desk", gettext_lazy("On the desk of"), "short", shown=False, show=named("desk")),
        Column("answerable", gettext_lazy("Answers for it"), "short", shown=False, show=named("answerable")),
        Column("raised_unit", gettext_lazy("Raised by"), "short", shown=False, show=named("raised_unit")),
        Column("source", gettext_lazy("Came from"), "short", shown=False, show=lambda row: SOURCES[row["source"]]),
        Column("raised_on", gettext_lazy("Raised"), "date", order="raised_on", shown=False),
        Column("climbed", gettext_lazy("Times gone up"), "number", shown=False),
        Column("reopened", gettext_lazy("Times opened again"), "number", shown=False),
        Column("closed_on", gettext_lazy("Closed"), "date", shown=False),
        Column("rating", gettext_lazy("Rating, 1 to 5"), "number", shown=False),
        Column("changed_at", gettext_lazy("Last changed"), "moment", shown=False),
    ]


def _what(row: Row) -> str:
    return shown.listed([str(KINDS[row["kind"]]), str(SORTS[row["sort"]])], zh=" · ")


def _state(row: Row) -> tuple[str, Any]:
    return BADGES.get(row["state"], "neutral"), STATES[State(row["state"])]


def filters(request: SignedIn) -> MatterFilter:
    """The filters as the address has them, with the choices of this reader."""
    kinds = (Unit.Kind.CITY, Unit.Kind.DEPARTMENT, Unit.Kind.DISTRICT)
    units = scope(request.user, Unit.objects.filter(closed_on=None)).order_by("path")
    chosen = {request.GET.get(name, "") for name in ("lead", "unit")} - {""}
    offered = [one for one in units if one.kind in kinds or one.code in chosen]
    return MatterFilter(request.GET, units=offered, causes=boards.cause_names(request.user).items())


def headline(foot: queries.Foot, said: dict[str, Any]) -> str:
    """The sentence above the list: how many, and what presses."""
    n = foot.matters
    if said.get("state"):
        found = ngettext("%(n)s matter", "%(n)s matters", n) % {"n": shown.number(n)}
    else:
        found = ngettext("%(n)s matter is open", "%(n)s matters are open", n) % {"n": shown.number(n)}
    pressing = [
        _("%(n)s overdue") % {"n": shown.number(foot.overdue)} if foot.overdue else "",
        _("%(n)s due soon") % {"n": shown.number(foot.near)} if foot.near else "",
        _("%(n)s paused") % {"n": shown.number(foot.paused)} if foot.paused else "",
    ]
    rest = shown.listed(one for one in pressing if one)
    zh = reader.current().zh
    return f"{found}{'：' if zh else ': '}{rest}{'。' if zh else '.'}" if rest else f"{found}{'。' if zh else '.'}"


@door(authority.READ, READ)
def matters(request: SignedIn) -> HttpResponseBase:
    """Issues, requests and directives within reach, filtered and sorted as the address says."""
    day: date = today()
    form = filters(request)
    said = form.said
    chosen = queries.pressing(queries.seen(request.user)).filter(queries.asked_for(said, request.user, day))
    affected = queries.Affected(request.user)
    table = Matters(
        request,
        key="matters",
        label=_("Matters"),
        columns=columns(day.year, affected, queries.days(day)),
        rows=chosen,
        row_url=lambda row: reverse("matters:matter", args=[row["pk"]]),
        filters=form,
        sort="pressing",
        export=True,
        sorts=[
            (gettext_lazy("Most pressing"), "pressing"),
            (gettext_lazy("Promised day"), "due_on"),
            (gettext_lazy("Highest level"), "-level"),
            (pgettext_lazy("matters", "Raised last"), "-raised_on"),
        ],
        bulk=[Bulk("reassign", gettext_lazy("Give to another unit …"), "matters:reassign", authority.MANAGE)],
        empty=(_("Nothing is open"), _("Issues, requests and directives stand here as soon as somebody raises one.")),
    )
    rows = queries.named(chosen)
    if any(one.name == "blocked" for one in table.columns):
        rows = rows.annotate(blocked=queries.blocked_by(request.user, day.year))
    table.rows = rows.values("pk", *{field for one in table.columns for field in FIELDS.get(one.name, (one.name,))})
    foot = queries.foot(request.user, chosen, day)
    table.totals = {"rows": foot.matters, "projects": foot.projects, "total_blocked": foot.blocked, "year": day.year}
    if table.exporting:
        affected.matters = chosen.order_by().values("pk")
        return table.sheet()
    affected.matters = [row["pk"] for row in table.page.rows]
    may = {"raises": request.user.may(authority.RAISE), "directs": request.user.may(authority.DIRECT)}
    may |= {"manages": request.user.may(authority.MANAGE)}
    context = {"table": table, "lead": headline(foot, said), "way": "list", "query": request.GET.urlencode(), **may}
    return render(request, "matters/list.html", context)
