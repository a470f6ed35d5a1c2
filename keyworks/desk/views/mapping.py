"""The map of the city: one page, its marks and its lights; outlines have an address of their own."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.queries import today
from keyworks.base import cells, reader, shown
from keyworks.base.doors import READ, door
from keyworks.base.tables import Column, Table
from keyworks.desk.queries import mapping as queries
from keyworks.desk.rules.mapping import Class, classed
from keyworks.projects.queries import mapped
from keyworks.projects.queries.register import NONE_SAID, Words, by_class
from keyworks.projects.views.register import chosen, filters, headline
from keyworks.reports.rules.way import reported_on

FIGURES: Mapping[str, tuple[Any, str]] = {
    "projects": (gettext_lazy("Projects"), "number"),
    "total": (gettext_lazy("Total investment"), "money"),
    "plan": (gettext_lazy("Plan of the year"), "money"),
    "done": (gettext_lazy("Done this year"), "money"),
    "share": (gettext_lazy("Share of the plan done"), "share"),
    "reds": (gettext_lazy("Share of red lights"), "share"),
    "matters": (gettext_lazy("Open matters"), "number"),
}
"""What districts may be shaded by → its name and kind of value."""
SHOWN: Mapping[str, Callable[[Any], str]] = {"number": shown.number, "money": shown.amount, "share": shown.share}
SMALLEST_PACKED = 1024
LIGHTS = ("green", "yellow", "red", "grey")


@door("projects.read", READ)
def city(request: Any) -> HttpResponseBase:
    """Districts shaded by a figure, the projects the register's filters leave as marks, and both as tables."""
    form = filters(request, Words())
    form.is_valid()
    rows = chosen(request)
    asked = request.GET.get("figure", "")
    figure = asked if asked in FIGURES else "projects"
    label, kind = FIGURES[figure]
    districts, classes = _districts(request, rows, figure, form.fields)
    table = _projects(request, rows)
    query = _query(request, form.fields)
    placed = rows.filter(lon__isnull=False).count()
    context = {
        "bar": Table(request, key="map", columns=[], rows=[], filters=form),
        "table": table, "figure": figure, "label": label, "kind": kind, "districts": districts, "classes": classes,
        "unit": shown.unit_of_money() if kind == "money" else "",
        "figures": [(words, f"?{_query(request, form.fields, figure=name)}", name == figure)
                    for name, (words, _kind) in FIGURES.items()],
        "query": query, "lead": headline(by_class(rows, total_total="total", total_plan="plan")),
        "placed": _placed(placed, rows.count()), "month": reported_on(today()),
        "lights": [(colour, cells.light(colour)) for colour in LIGHTS],
        "words": json.dumps(words(), ensure_ascii=False),
    }  # fmt: skip
    return render(request, "desk/map.html", context)


def _query(request: HttpRequest, fields: Any, **more: str) -> str:
    """The register's filters as the address has them, with more."""
    query = request.GET.copy()
    for name in list(query):
        if name not in fields or not any(query.getlist(name)):
            del query[name]
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


def _placed(placed: int, count: int) -> str:
    said = ngettext("%(placed)s project is on the map", "%(placed)s projects are on the map", placed)
    found = said % {"placed": shown.number(placed)}
    if placed == count:
        return found
    lacking = ngettext("%(count)s has no place yet", "%(count)s have no place yet", count - placed)
    return shown.listed([found, lacking % {"count": shown.number(count - placed)}], zh="，", en=", ")


def words() -> dict[str, str]:
    """What the map says by itself: of a mark, of many, of what is measured."""
    return {
        "total": _("Total investment"), "plan": _("Plan of the year"), "unit": shown.unit_of_money(),
        "none": _("Nothing of these filters is in view."), "inview": _("%(count)s in view"),
        "more": _("%(count)s more: come nearer, or use the table"), "colon": "：" if reader.current().zh else ": ",
        "project": reverse("projects:project", args=[0]), "part": reverse("projects:component", args=[0]),
        "length": _("Length %(length)s"), "area": _("area %(area)s, round it %(length)s"),
        "begin": _("Press on the map, or Enter for its middle, at each point."),
        "unknown": shown.UNKNOWN,
        **{colour: cells.light_words(colour) for colour in LIGHTS},
    }  # fmt: skip


def _districts(
    request: Any, rows: QuerySet[Any], figure: str, fields: Any
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A line for each district, and the classes: what the shades say in words."""
    found = queries.FIGURES[figure](request.user, rows, today())
    show = SHOWN[FIGURES[figure][1]]
    known = mapped.districts()
    of, classes = classed({pk: value for pk, value in found.items() if pk in known})
    lines = [
        {
            "code": unit.code, "name": str(unit), "shade": of.get(pk, 0), "value": show(found.get(pk)),
            "opens": f"{reverse('projects:list')}?{_query(request, fields, district=unit.code)}",
        }
        for pk, unit in known.items()
        if pk in found or unit.closed_on is None
    ]  # fmt: skip
    if any(key not in known for key in found):
        rest = next(value for key, value in found.items() if key not in known)
        opens = f"{reverse('projects:list')}?{_query(request, fields, district=NONE_SAID)}"
        lines.append({"code": "", "name": _("nothing said"), "shade": 0, "value": show(rest), "opens": opens})
    return lines, [{"number": one.number, "words": _class(one, show), "count": one.count} for one in classes]


def _class(one: Class, show: Callable[[Any], str]) -> str:
    least, most = show(one.least), show(one.most)
    return least if least == most else _("%(least)s to %(most)s") % {"least": least, "most": most}


def _projects(request: Any, rows: QuerySet[Any]) -> Table:
    """The same projects as rows: every mark of the map stands here too."""
    stages, known = mapped.stage_words(), mapped.districts()
    lit: dict[int, str] = {}
    table = Table(
        request,
        key="map-projects",
        columns=[
            Column("called", gettext_lazy("Project"), order="name_zh" if reader.current().zh else "name_en",
                   show=lambda row: reader.told(row["name_zh"], row["name_en"])),
            Column("local_number", gettext_lazy("Number"), "code", order="local_number"),
            Column("light", gettext_lazy("Light"), "light", fact=True, show=lambda row: lit.get(row["pk"], "")),
            Column("district", gettext_lazy("District"), "short", fact=True,
                   show=lambda row: str(known.get(row["district_id"], ""))),
            Column("stage", gettext_lazy("Stage"), fact=True, show=lambda row: stages.get(row["stage"], "")),
            Column("total", gettext_lazy("Total investment"), "money", order="total"),
            Column("plan", gettext_lazy("Plan of the year"), "money", order="plan"),
        ],
        rows=rows.filter(lon__isnull=False),
        row_url=lambda row: reverse("projects:project", args=[row["pk"]]),
        sort="local_number",
        label=_("Projects on the map"),
        empty=(_("Nothing to show on the map"), _("None of these projects has a place yet.")),
    )  # fmt: skip
    table.rows = table.rows.values(  # type: ignore[union-attr]
        "pk", "name_zh", "name_en", "local_number", "district_id", "stage", "total", "plan", "lon"
    )
    keys = [row["pk"] for row in table.page.rows]
    lit |= queries.colours(queries.reporting(rows.filter(pk__in=keys), today()).values_list("pk", flat=True), today())
    return table


def compact(request: HttpRequest, made: Any) -> HttpResponse:
    """Short JSON, packed for who unpacks it. What a person saw stays in no cache, as everywhere."""
    body = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"Vary": "Accept-Encoding, Cookie"}
    if len(body) > SMALLEST_PACKED and "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, compresslevel=1)
    return HttpResponse(body, content_type="application/json", headers=headers)


@door("projects.read", READ)
def data(request: HttpRequest) -> HttpResponse:
    """The marks of the map: arrays of the same length, keys and coordinates as differences."""
    rows: Any = chosen(request)  # type: ignore[arg-type]
    return compact(request, queries.marks(rows))


@door("projects.read", READ)
def lights(request: HttpRequest) -> HttpResponse:
    """The lights of the same projects, apart from their places since they have to be judged."""
    rows: Any = chosen(request)  # type: ignore[arg-type]
    return compact(request, queries.lit(rows, today()))
