"""The specimen's grid: rows that mean nothing, and a save that checks everything and keeps nothing."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from keyworks.base import answers, grids
from keyworks.base.answers import ApiRefused
from keyworks.base.doors import FORM, SIGNED_IN, door
from keyworks.base.grids import CellProblem, Column, Row
from keyworks.desk.views.specimen import sample
from keyworks.values.money import Money
from keyworks.values.months import Month

TIMES = 15
"""How often the 200 rows of the specimen stand one below the other."""
YEARS = range(2020, 2027)


def columns() -> list[Column]:
    places = (("120116", _("Binhai New Area")), ("120113", _("Beichen")), ("120112", _("Jinnan")),
              ("120110", _("Dongli")))  # fmt: skip
    return [
        Column("name", _("Project"), width=260, frozen=True, required=True),
        Column("code", _("Number"), width=90, locked=True),
        Column("district", _("District"), "choice", width=130, choices=places),
        Column("plan", _("Plan for the year"), "money", width=130, sum=True, reason=True),
        *(Column(f"y{year}", str(year), "money", width=110, sum=True) for year in YEARS),
        Column("share", _("Share"), "number", width=80, digits=3),
        Column("start", _("Start"), "month", width=110),
        Column("due", _("Due"), "date", width=130),
        Column("note", _("Note"), width=220),
    ]


def rows(count: int = 200 * TIMES) -> list[Row]:
    found, places = sample(), ("120116", "120113", "120112", "120110")
    made = []
    for number in range(1, count + 1):
        row = found[(number - 1) % len(found)]
        yearly = {f"y{year}": Money(row["plan"] * (year % 5) // 4 + number * 1_000_000) for year in YEARS if number % 3}
        values = {
            "name": row["name"], "code": f"{number:04}", "district": places[row["pk"] % 4],
            "plan": Money(row["plan"] + number * 1_000_000), "share": None if number % 4 else number % 1000 / 1000,
            "start": Month(2022, number % 12 + 1), "due": date(2022, number % 12 + 1, number % 28 + 1), **yearly,
        }  # fmt: skip
        made.append(Row(str(number), 1, values, locked=number % 10 == 0))
    return made


@door(SIGNED_IN, FORM)
def grid(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return grids.sheet(columns(), rows())
    try:
        sent = grids.sent(request, columns())
    except ApiRefused as no:
        return answers.refusal(request, no)
    problems = list(sent.problems)
    for row in sent.rows:
        for name, value in row.cells.items():
            if isinstance(value, Money) and value < Money(0):
                problems.append(CellProblem(row.id, name, _("No amount of this specimen is below 0.")))
    if problems:
        said = _("Nothing was saved: some cells need repair.")
        return grids.answer(sent, columns(), detail=said, status=422, problems=problems)
    standing = {row.id: row for row in rows()}
    taken = []
    for typed in sent.rows:
        if before := standing.get(typed.id):
            taken.append(Row(typed.id, typed.edition, {**before.values, **typed.cells}, before.locked))
    said = _("Looked at and found good. Nothing was stored: this is the specimen.")
    return grids.answer(sent, columns(), detail=said, rows=taken)
