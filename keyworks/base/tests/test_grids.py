"""What the grid sends is read cell by cell; what it never sends is refused."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from django.test import RequestFactory

from keyworks.base import grids
from keyworks.base.answers import ApiRefused
from keyworks.base.grids import CellProblem, Column, Row
from keyworks.base.reader import Reader, reading
from keyworks.values.money import Money
from keyworks.values.months import Month

COLUMNS = [
    Column("name", "Name", required=True, longest=5),
    Column("plan", "Plan", "money", sum=True, reason=True),
    Column("share", "Share", "number", digits=2),
    Column("start", "Start", "month"),
    Column("due", "Due", "date"),
    Column("kind", "Kind", "choice", choices=[("a", "first"), ("b", "second")]),
    Column("code", "Code", locked=True),
]


def post(body):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return RequestFactory().post("/", text, content_type="application/json")


def sent(cells, **words):
    row = {"id": "7", "edition": 3, "cells": cells}
    return grids.sent(post({"unit": "wan", "reason": "", "rows": [row], **words}), COLUMNS)


def test_every_kind_of_value_travels_there_and_back_exactly():
    values = {
        "name": "Z2", "plan": Money.of("1234.56", "wan"), "share": Decimal("97.2"), "start": Month(2022, 2),
        "due": date(2022, 2, 8), "kind": "b",
    }  # fmt: skip
    with reading(Reader("en", money="wan")):
        told = json.loads(grids.sheet(COLUMNS, [Row("7", 3, values, href="/p/7/")]).content)
    assert told["unit"] == "wan"
    assert told["rows"][0]["values"] == ["Z2", "1234.56", "97.2", "2022-02", "2022-02-08", "b", ""]
    assert told["columns"][1] == {
        "key": "plan", "label": "Plan", "kind": "money", "width": 120, "digits": 6, "longest": 200, "unit": "10k yuan",
        "sum": True, "reason": True,
    }  # fmt: skip
    back = dict(zip((column.key for column in COLUMNS[:-1]), told["rows"][0]["values"], strict=False))
    assert sent(back).rows[0].cells == values


def test_a_fen_is_kept_in_every_unit():
    for unit in ("wan", "yi", "m", "bn"):
        text = grids.text(Money(1), unit)
        assert grids.value(COLUMNS[1], text, unit) == Money(1)


def test_empty_is_unknown_and_a_needed_cell_says_so():
    read = sent({"name": " ", "plan": "", "due": "", "kind": ""})
    assert read.rows[0].cells == {"plan": None, "due": None, "kind": ""}
    assert read.problems == [CellProblem("7", "name", "此项必填。")]


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        ("plan", "3-5万"), ("plan", "0.0000001"), ("share", "1.234"), ("share", "NaN"), ("share", "1e400"),
        ("start", "2022-13"), ("due", "2022-02-30"), ("kind", "first"), ("name", "abcdef"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_told_by_its_place(column, typed):
    read = sent({column: typed})
    assert [(one.row, one.column) for one in read.problems] == [("7", column)]
    assert read.rows[0].cells == {}


ROW = {"id": "1", "edition": 1, "cells": {}}


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "null", "{", b"\xff", {"rows": []}, {"unit": "wan", "rows": {}}, {"unit": "fen", "rows": []},
        {"unit": "wan", "rows": [1]}, {"unit": "wan", "rows": [{**ROW, "cells": []}]},
        {"unit": "wan", "rows": [{**ROW, "id": 1}]}, {"unit": "wan", "rows": [{**ROW, "edition": True}]},
        {"unit": "wan", "rows": [{**ROW, "cells": {"code": "x"}}]}, {"unit": "wan", "rows": [ROW, ROW]},
        {"unit": "wan", "rows": [{**ROW, "cells": {"name": None}}]}, {"unit": "wan", "rows": [], "reason": 1},
        {"unit": "wan", "rows": [{**ROW, "cells": {"name": "a\0"}}]}, {"unit": ["wan"], "rows": []},
    ],
    ids=str,
)  # fmt: skip
def test_what_the_grid_never_sends_is_refused(body):
    with pytest.raises(ApiRefused) as no:
        grids.sent(post(body), COLUMNS)
    assert no.value.status in {415, 422}
