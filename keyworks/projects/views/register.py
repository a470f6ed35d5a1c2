from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.cells import Column, Row
from keyworks.base.doors import READ, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Bulk, Table
from keyworks.projects.forms.register import RegisterFilter
from keyworks.projects.models import Project
from keyworks.projects.models.words import CUTS, LIST_CLASSES, SECRECY, STAGES, VARIANTS, YEAR_TAGS
from keyworks.projects.queries import UNITS
from keyworks.projects.queries import register as queries
from keyworks.projects.queries.register import Words
from keyworks.projects.rules.authority import BRING, EDIT
from keyworks.projects.rules.parts import ListClass
from keyworks.projects.rules.stages import Stage
from keyworks.values.money import Money

BADGES = {
    Stage.BUILDING: "info", Stage.COMMISSIONING: "info", Stage.PRODUCING: "good", Stage.AT_CAPACITY: "good",
    Stage.EFFECTIVE: "good", Stage.IN_USE: "good", Stage.SUSPENDED: "warn",
}  # fmt: skip
NAMES, PEOPLE = UNITS, queries.POSTS
FIELDS: Mapping[str, tuple[str, ...]] = {
    "called": ("name_zh", "name_en"), "other": ("name_zh", "name_en"), "address": ("address_zh", "address_en"),
    "listed": ("list_class", "year_tag"), "part_of": ("parent__local_number", "cut", "cut_number"),
    "programmes": (), "chains": (),
    **{name: (f"{name}_id",) for name in (*NAMES, *PEOPLE, "sector", "category", "nature", "investor")},
}  # fmt: skip
"""Column → the fields it is made of, where it is not one field of its name."""


def _called(row: Row) -> str:
    return reader.told(row["name_zh"], row["name_en"])


def _stage(row: Row) -> tuple[str, Any]:
    return BADGES.get(row["stage"], "neutral"), STAGES[row["stage"]]


def _of(words: Mapping[Any, Any], name: str) -> Callable[[Row], str]:
    return lambda row: str(words.get(row[name], ""))


def _listed(row: Row) -> str:
    said = [LIST_CLASSES.get(row["list_class"]), YEAR_TAGS.get(row["year_tag"])]
    return shown.listed([str(one) for one in said if one], zh=" · ", en=", ")


def _part_of(row: Row) -> str:
    number = row["parent__local_number"]
    cut = " ".join(str(one) for one in (CUTS.get(row["cut"]), row["cut_number"]) if one)
    return shown.listed([number, cut], zh=" · ", en=" · ") if number and cut else number or ""


def _address(row: Row) -> str:
    return reader.told(row["address_zh"], row["address_en"])


def _other(row: Row) -> str:
    return str(row["name_en"] if reader.current().zh else row["name_zh"])


def columns(words: Words, said: Mapping[str, Any]) -> list[Column]:
    """Every fact of the register as a column; those that most readers want are shown."""

    def term(name: str) -> Callable[[Row], str]:
        return lambda row: words.term(row[f"{name}_id"])

    def unit(name: str) -> Callable[[Row], str]:
        return lambda row: words.named(Unit, tuple(f"{one}_id" for one in NAMES), row[f"{name}_id"])

    def person(name: str) -> Callable[[Row], str]:
        return lambda row: words.named(Person, tuple(f"{one}_id" for one in PEOPLE), row[f"{name}_id"])

    def several(name: str) -> Callable[[Row], str]:
        return lambda row: shown.listed(words.several(name, row["pk"]))

    by_name = "name_zh" if reader.current().zh else "name_en"
    parts = bool(said.get("q") or said.get("cut"))
    year, gone = said.get("year"), said.get("reported") == "gone"
    found = [
        Column("called", gettext_lazy("Project"), order=by_name, show=_called),
        Column("local_number", gettext_lazy("Number"), "code", order="local_number"),
        Column("part_of", gettext_lazy("Part of"), shown=parts, show=_part_of),
        Column("district", gettext_lazy("District"), "short", fact=True, show=unit("district")),
        Column("stage", gettext_lazy("Stage"), "badge", fact=True, show=_stage),
        Column("listed", gettext_lazy("Annual list"), "short", show=_listed),
        Column("total", gettext_lazy("Total investment"), "money", order="total", fact=True, total=True),
        Column("plan", gettext_lazy("Plan of the year"), "money", order="plan", total=True),
        Column("planned_finish", gettext_lazy("Planned finish"), "date"),
        Column("list_class", gettext_lazy("List class"), shown=False, show=_of(LIST_CLASSES, "list_class")),
        Column("year_tag", gettext_lazy("Year tag"), shown=False, show=_of(YEAR_TAGS, "year_tag")),
        Column("sector", gettext_lazy("Sector"), shown=False, show=term("sector")),
        Column("owner", gettext_lazy("Owner"), shown=False, show=unit("owner")),
        Column("lead_department", gettext_lazy("Lead department"), shown=False, show=unit("lead_department")),
        Column("responsible_unit", gettext_lazy("Responsible unit"), shown=False, show=unit("responsible_unit")),
        Column("leader", gettext_lazy("Responsible leader"), shown=False, show=person("leader")),
        Column("service_officer", gettext_lazy("Service officer"), shown=False, show=person("service_officer")),
        Column("liaison", gettext_lazy("Liaison"), shown=False, show=person("liaison")),
        Column("category", gettext_lazy("Category"), shown=False, show=term("category")),
        Column("programmes", gettext_lazy("Programmes"), shown=False, show=several("programmes")),
        Column("chains", gettext_lazy("Industrial chains"), shown=False, show=several("chains")),
        Column("variant", gettext_lazy("Kind of project"), shown=False, show=_of(VARIANTS, "variant")),
        Column("nature", gettext_lazy("Nature of construction"), shown=False, show=term("nature")),
        Column("investor", gettext_lazy("Kind of investor"), shown=False, show=term("investor")),
        Column("planned_start", gettext_lazy("Planned start"), "date", shown=False),
        Column("started_on", gettext_lazy("Started"), "date", shown=False),
        Column("finished_on", gettext_lazy("Finished"), "date", shown=False),
        Column("stage_since", gettext_lazy("In this stage since"), "date", shown=False),
        Column("review_on", gettext_lazy("Look again on"), "date", shown=bool(said.get("due"))),
        Column("unreported_since", gettext_lazy("No longer reported since"), "date", shown=gone),
        Column("list_year", gettext_lazy("List year"), shown=False),
        Column("project_code", gettext_lazy("National project code"), shown=False),
        Column("other", gettext_lazy("Name in the other language"), shown=False, as_written=True, show=_other),
        Column("address", gettext_lazy("Address"), shown=False, show=_address),
        Column("secrecy", gettext_lazy("Secrecy"), shown=False, show=_of(SECRECY, "secrecy")),
        Column("changed_at", gettext_lazy("Last changed"), "moment", order="changed_at", shown=False),
    ]  # fmt: skip
    if year:
        label = _("Planned in %(year)s") % {"year": year}
        found.insert(8, Column("of_year", label, "money", fact=True, total=True))
    return found


def filters(request: SignedIn, words: Words) -> RegisterFilter:
    """The filters as the address has them, with the choices of this reader."""
    districts = scope(request.user, Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None)).order_by("pk")
    departments = queries.units_of([Unit.Kind.DEPARTMENT])
    return RegisterFilter(request.GET, terms=words.terms.values(), units=[*districts, *departments])


def chosen(request: SignedIn) -> QuerySet[Project]:
    """The projects that the list shows under this address, on all its pages."""
    said = filters(request, Words()).said
    return queries.selected(request.user).filter(queries.asked_for(said, request.user, today()))


def beginning(person: Person) -> str:
    """What the reader can do about a register in which nothing stands."""
    if person.may(EDIT):
        return _("Register the first one, or bring your list.") if person.may(BRING) else _("Register the first one.")
    if person.may(BRING):
        return _("Bring your list, or register the people who will enter projects one by one.")
    return _("Projects appear here as soon as somebody has registered them.")


@door("projects.read", READ)
def register(request: SignedIn) -> HttpResponseBase:
    words = Words()
    form = filters(request, words)
    said = form.said
    rows = queries.selected(request.user).filter(queries.asked_for(said, request.user, today()))
    if said.get("year"):
        rows = rows.annotate(of_year=queries.planned_in(said["year"]))
    table = Table(
        request,
        key="projects",
        columns=columns(words, said),
        rows=rows,
        row_url=lambda row: reverse("projects:project", args=[row["pk"]]),
        filters=form,
        sort="local_number",
        label=_("Projects"),
        export=True,
        sorts=[
            (gettext_lazy("Number"), "local_number"),
            (gettext_lazy("Total, largest first"), "-total"),
            (gettext_lazy("Plan of the year, largest first"), "-plan"),
            (gettext_lazy("Last changed first"), "-changed_at"),
        ],
        bulk=[Bulk("edit", gettext_lazy("Change …"), "projects:bulk", EDIT)],
        empty=(_("No project is registered yet"), beginning(request.user)),
    )
    table.rows = rows.values("pk", *{field for one in table.columns for field in FIELDS.get(one.name, (one.name,))})
    sums = {f"total_{one.name}": one.name for one in table.columns if one.total}
    classes = queries.by_class(rows, **({"total_total": "total", "total_plan": "plan"} | sums))
    table.totals = _summed(classes)
    if table.exporting:
        return table.sheet()
    words.rows = table.page.rows
    may = {"may_edit": request.user.may(EDIT), "may_bring": request.user.may(BRING)}
    context = {"table": table, "lead": headline(classes), "query": request.GET.urlencode(), **may}
    return render(request, "projects/list.html", context)


def _summed(classes: list[dict[str, Any]]) -> dict[str, Any]:
    """The sums over all classes; None where nothing is known."""
    names = {name for found in classes for name in found if name not in {"list_class", "rows"}}
    known = {name: [found[name] for found in classes if found[name] is not None] for name in names}
    sums = {name: sum(amounts, Money(0)) if amounts else None for name, amounts in known.items()}
    return {"rows": sum(found["rows"] for found in classes), **sums}


def _large(money: Money) -> str:
    """A sum within a sentence, in the unit in which a city speaks of sums."""
    return shown.money(money, "yi" if reader.current().zh else "bn")


def headline(classes: list[dict[str, Any]]) -> str:
    """How many projects the filters leave, by list class, and what they cost: one sentence above the list."""
    found = {one["list_class"]: one for one in classes}
    rows = sum(one["rows"] for one in classes)
    said = [ngettext("%(rows)s project", "%(rows)s projects", rows) % {"rows": shown.number(rows)}]
    for name in (ListClass.CONSTRUCTION, ListClass.RESERVE, ListClass.PLANNED, ListClass.COMPLETED):
        if one := found.get(name):
            words = {"rows": shown.number(one["rows"]), "list_class": LIST_CLASSES[name]}
            total = {"total": _large(one["total_total"])} if one["total_total"] is not None else {}
            text = (
                _("%(rows)s in the %(list_class)s class, %(total)s")
                if total
                else _("%(rows)s in the %(list_class)s class")
            )
            said.append(text % (words | total))
    sums = _summed(classes)
    if sums.get("total_plan"):
        said.append(_("planned for the year %(plan)s") % {"plan": _large(sums["total_plan"])})
    return shown.listed(said, zh="；", en=" · ")
