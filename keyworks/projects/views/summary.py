from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.base.tables import Column, Table
from keyworks.projects.models.words import STAGES
from keyworks.projects.queries import register as queries
from keyworks.projects.queries.register import NONE_SAID, Words
from keyworks.projects.rules.parts import ListClass
from keyworks.projects.rules.stages import Stage
from keyworks.projects.views.register import beginning, filters, headline
from keyworks.projects.views.summary_asof import summary_asof
from keyworks.values.money import Money, total

WAYS = {
    "district": gettext_lazy("District"),
    "sector": gettext_lazy("Sector"),
    "stage": gettext_lazy("Stage"),
    "programme": gettext_lazy("Programme"),
    "year": gettext_lazy("Year"),
}
FIELDS = {"programme": "programmes"}
Query = dict[str, list[str]]
MOST_YEARS = 7
"""Years shown at first: those for which most is planned."""


@door("projects.read", READ)
def summary(request: SignedIn) -> HttpResponseBase:
    """How many projects and how much money, by district or otherwise, each figure opening the list behind it."""
    if request.GET.get("asof"):
        return summary_asof(request, request.GET["asof"])
    words = Words()
    form = filters(request, words)
    said = form.said
    by = request.GET.get("by", "")
    by = by if by in WAYS else "district"
    chosen = queries.selected(request.user).filter(queries.asked_for(said, request.user, today()))
    asked = {name: value for name, value in said.items() if value and name != "unit"}
    everything = not asked and request.user.standing.everywhere()
    classes = queries.by_class(chosen, total_total="total", total_plan="plan")
    query = {
        name: values for name, values in request.GET.lists() if name in form.fields and any(values) and name != "unit"
    }
    if any(name.endswith(("_from", "_to")) for name in query):
        query["unit"] = [form.money]
    made = _years if by == "year" else _rows
    rows, columns, sums = made(by, chosen, None if everything else chosen, query, words)
    sums |= _counts(classes) if by != "year" else {}
    table = Table(
        request,
        key=f"projects-by-{by}",
        columns=columns,
        rows=rows,
        row_url=lambda row: str(row["opens"]),
        filters=form,
        sort="order",
        label=WAYS[by],
        export=True,
        empty=(_("No project is registered yet"), beginning(request.user)),
    )
    table.totals = sums | {"rows": len(rows)}
    if table.exporting:
        return table.sheet()
    ways = [(words, _address(query, path=request.path, by=way), way == by) for way, words in WAYS.items()]
    context = {
        "table": table, "ways": ways, "by": by, "lead": headline(classes), "list": _address(query),
        "several": by == "programme",
    }  # fmt: skip
    return render(request, "projects/summary.html", context)


def _address(query: Query, path: str = "", **changes: object) -> str:
    """The register as the filters have it, with changes."""
    found = urlencode({**query, **changes}, doseq=True)
    path = path or reverse("projects:list")
    return f"{path}?{found}" if found else path


def _opening(name: str, **changes: object) -> Any:
    """A cell that shows the figure and opens the list behind it."""
    more = f"&{urlencode(changes)}" if changes else ""
    return lambda row: (row[name], row["opens"] + more)


def _groups(by: str, words: Words) -> dict[Any, tuple[str, str]]:
    """Key → (code in the address, name), in the order in which they are shown."""
    if by == "district":
        found = Unit.objects.filter(kind=Unit.Kind.DISTRICT).order_by("pk")
        return {unit.pk: (unit.code, str(unit)) for unit in found}
    if by == "stage":
        return {stage.value: (stage.value, str(STAGES[stage])) for stage in Stage}
    return {pk: (term.code, str(term)) for pk, term in words.terms.items() if term.kind == by}


def _rows(by: str, chosen: Any, narrowed: Any, query: Query, words: Words) -> Any:
    field = FIELDS.get(by, by)
    groups = _groups(by, words)
    order = {key: place for place, key in enumerate(groups, 1)}
    planned = queries.planned_by(field, narrowed)
    years = sorted({year for _key, year in planned})
    rows = []
    for found in queries.counted_by(field, chosen):
        key = found["key"]
        code, name = groups.get(key, (NONE_SAID, _("nothing said")))
        rows.append({
            **found, "pk": code, "name": name, "order": order.get(key, len(order) + 1),
            "opens": _address(query, **{by: code}),
            **{f"y{year}": planned.get((key, year)) for year in years},
        })  # fmt: skip
    whole = {year: total(money for (_key, of), money in planned.items() if of == year) for year in years}
    if by == "programme":
        whole = {year: money for year, (_count, money) in queries.planned_by_year(chosen).items()}
    return rows, _columns(by, years, whole), {f"total_y{year}": money for year, money in whole.items()}


def _counts(classes: list[dict[str, Any]]) -> dict[str, Any]:
    """The foot: each project once, whatever the rows above count."""
    return {
        "total_rows": sum(one["rows"] for one in classes),
        "total_construction": sum(one["rows"] for one in classes if one["list_class"] == ListClass.CONSTRUCTION),
        "total_reserve": sum(one["rows"] for one in classes if one["list_class"] == ListClass.RESERVE),
        "total_sum_total": total(one["total_total"] for one in classes if one["total_total"] is not None),
        "total_sum_plan": total(one["total_plan"] for one in classes if one["total_plan"] is not None),
    }


def _columns(by: str, years: list[int], whole: dict[int, Money]) -> list[Column]:
    large = sorted(years, key=lambda year: whole.get(year, Money(0)), reverse=True)[:MOST_YEARS]

    def column(name: str, label: Any, kind: str, shown: bool = True, fact: bool = False, **opens: object) -> Column:
        show = _opening(name, **opens)
        return Column(name, label, kind, order=name, shown=shown, fact=fact, total=True, show=show)

    return [
        Column("name", WAYS[by], order="order"),
        column("rows", gettext_lazy("Projects"), "number", fact=True),
        column("construction", gettext_lazy("Construction class"), "number", list_class=ListClass.CONSTRUCTION.value),
        column("reserve", gettext_lazy("Reserve class"), "number", list_class=ListClass.RESERVE.value),
        column("sum_total", gettext_lazy("Total investment"), "money", fact=True),
        column("sum_plan", gettext_lazy("Plan of the year"), "money", fact=True),
        *(
            column(f"y{year}", _("Planned in %(year)s") % {"year": year}, "money", shown=year in large, year=year)
            for year in years
        ),
    ]


def _years(by: str, chosen: Any, narrowed: Any, query: Query, words: Words) -> Any:
    found = queries.planned_by_year(chosen)
    rows = [
        {
            "pk": year,
            "name": str(year),
            "order": year,
            "rows": count,
            "planned": money,
            "opens": _address(query, year=year),
        }
        for year, (count, money) in found.items()
    ]
    columns = [
        Column("name", WAYS[by], order="order"),
        Column("rows", gettext_lazy("Projects with a planned amount"), "number", order="rows", fact=True,
               show=_opening("rows")),
        Column("planned", gettext_lazy("Planned amount"), "money", order="planned", fact=True, total=True,
               show=_opening("planned")),
    ]  # fmt: skip
    return rows, columns, {"total_planned": total(money for _count, money in found.values())}
