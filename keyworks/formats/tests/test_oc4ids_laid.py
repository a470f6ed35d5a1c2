"""A package laid out as a table: what stands in which column, and what in none."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from keyworks.formats.oc4ids import codes, values
from keyworks.formats.oc4ids.laying import LARGEST, MARRED, NO_PLACE, UNREAD, Laid, lay
from keyworks.formats.oc4ids.reading import Lost
from keyworks.formats.oc4ids.writing import write
from keyworks.formats.sheets import reading
from keyworks.formats.tests.test_oc4ids import package, packages
from keyworks.values.problems import Problem

AT = datetime(2022, 3, 1, 8, 30, tzinfo=UTC)
HEAD = {"uri": "https://a.cn/1", "publishedDate": "2022-03-01T08:30:00Z", "version": "0.9", "publisher": {"name": "x"}}
ENVELOPE = [Lost("publisher.name", 1, NO_PLACE), Lost("uri", 1, NO_PLACE)]


def laid(*projects, currency="CNY"):
    made = lay(write(package(*projects)), currency)
    assert isinstance(made, Laid), made
    return [{head: cell for head, cell in zip(made.heads, row, strict=True) if cell} for row in made.rows]


def told(*projects, **other):
    return json.dumps({**HEAD, "projects": list(projects), **other}).encode()


def lost(*projects):
    made = lay(told(*projects), "CNY")
    assert isinstance(made, Laid), made
    return [one for one in made.lost if one not in ENVELOPE]


def test_each_path_has_its_column():
    one = values.Project(
        "2022-1", "桥", "主桥", "zh", AT, "implementation", "expansion", ("transport", "transport.road"), "跨河",
        period=values.Period(date(2021, 4, 1), date(2023, 12, 31)),
        implementation=values.Period(date(2021, 4, 1), None),
        locations=(values.Place("1", "", {"type": "Point", "coordinates": [117.7, 39.0]}, "滨海新区", "一号路"),),
        budget=values.Amount(Decimal("850.50")), authority="a",
        breakdowns=(values.Breakdown("year", "", (
            values.Line("2022", "", values.Amount(Decimal(3)), values.Period(date(2022, 1, 1), date(2022, 12, 31))),
        )),),
        parties=(
            values.Party("o", "水务集团", ("owner",)), values.Party("a", "住建委", ("publicAuthority",)),
            values.Party("c", "建工", ("supplier",), values.Identifier("91110000100000001X", "CN-USCC")),
            values.Party("r", "审计", ("reviewBody",)),
        ),
    )  # fmt: skip
    assert laid(one) == [{
        "id": "2022-1", "title": "桥", "form": "OC4IDS 0.9", "row": "current", "on": "2022-03-01",
        "description": "主桥", "status": "implementation", "type": "expansion", "sector": "transport.road",
        "purpose": "跨河", "budget.amount": "850.5", "budget 2022": "3", "planned finish": "2023-12-31",
        "real start": "2021-04-01", "locations.region": "滨海新区", "locations.street": "一号路", "longitude": "117.7",
        "latitude": "39.0", "parties (owner)": "水务集团", "publicAuthority": "住建委",
        "parties (supplier)": "建工 91110000100000001X", "parties": "审计 (reviewBody)",
    }]  # fmt: skip


def test_what_was_estimated_at_first_is_a_row_of_its_own_day():
    first = values.Observation("original", values.Amount(Decimal(8)), period=values.Period(date(2021, 3, 1)))
    now = values.Observation("current", values.Amount(Decimal(9)))
    one = values.Project(
        "1", "桥", updated=AT, budget=values.Amount(Decimal(9)), forecasts=(values.Metric("t", "", (first, now)),)
    )
    before, after = laid(one)
    assert (before["on"], before["budget.amount"], before["row"]) == ("2021-03-01", "8", "original")
    assert (after["on"], after["budget.amount"], after["row"]) == ("2022-03-01", "9", "current")
    undated = values.Metric("t", "", (values.Observation("original", values.Amount(Decimal(8))), now))
    [alone] = laid(values.Project("1", "桥", budget=values.Amount(Decimal(9)), forecasts=(undated,)))
    assert alone["forecasts.original"] == "8"


def test_an_amount_in_other_money_names_it_and_is_not_converted():
    [one] = laid(values.Project("1", "桥", budget=values.Amount(Decimal(9), "EUR")))
    assert one["budget.amount"] == "9 EUR"


def test_an_english_title_is_the_name_in_english():
    [one] = laid(values.Project("1", "A bridge", "Over water"))
    assert (one["title (en)"], one["description (en)"]) == ("A bridge", "Over water")
    [other] = laid(values.Project("1", "A1", language="zh"))
    assert other["title"] == "A1"


@given(packages())
@settings(max_examples=60)
def test_every_project_has_a_row_whatever_a_package_holds(made):
    found = lay(write(made), "CNY")
    current = [row for row in found.rows if row[found.heads.index("row")] == "current"]
    assert len(current) == len(made.projects)
    assert all(len(row) == len(found.heads) for row in found.rows)
    assert all(status in ("", *codes.STATUSES) for row in found.rows for status in [row[found.heads.index("status")]])


def test_what_has_no_place_is_told_by_its_path_with_how_often():
    said = lost(
        {"id": "1", "title": "a", "documents": [{"id": "1"}, {"id": "2"}], "status": "decommissioned",
         "locations": [{"id": "1", "geometry": {"type": "LineString", "coordinates": [[1, 1], [2, 2]]}}, {"id": "2"}],
         "parties": [{"id": "p", "name": "y", "roles": ["supplier", "payee"]}]},
        {"id": "2", "title": "b", "documents": [{"id": "1"}],
         "forecasts": [{"id": "x", "observations": [{"id": "1", "measure": 3}]}]},
    )  # fmt: skip
    assert said == [
        Lost("projects.documents", 3, NO_PLACE), Lost("projects.forecasts.observations", 1, NO_PLACE),
        Lost("projects.locations", 1, NO_PLACE), Lost("projects.locations.geometry", 1, NO_PLACE),
        Lost("projects.parties.roles", 1, NO_PLACE), Lost("projects.status", 1, NO_PLACE),
    ]  # fmt: skip


def test_signs_that_no_database_keeps_are_left_out_and_told():
    said = b'{"version": "0.9", "projects": [{"id": "1", "title": "a\\u0000b\\ud800"}]}'
    made = lay(said, "CNY")
    assert made.rows[0][made.heads.index("title (en)")] == "ab"
    assert made.lost == (Lost("projects.title (en)", 1, MARRED),)


@pytest.mark.parametrize("number", ["1e400", "1e999999999999999999999", "-1E-400", "9" * 5000])
def test_an_amount_beyond_all_bounds_is_written_short_and_stops_nothing(number):
    said = told({"id": "1", "title": "a", "budget": {"amount": {"amount": "N", "currency": "CNY"}}})
    made = lay(said.replace(b'"N"', number.encode()), "CNY")
    cell = made.rows[0][made.heads.index("budget.amount")]
    assert len(cell) <= 100
    assert bool(cell) or Lost("projects.budget.amount.amount", 1, UNREAD) in made.lost


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{\"projects\": [", "oc4ids.not_json"), (b"rubbish", "oc4ids.not_json"), (b"", "sheet.empty"),
        (b"[]", "oc4ids.not_package"), (b"{}", "oc4ids.not_package"), (b'{"releases": []}', "oc4ids.not_package"),
        (b'{"projects": {}}', "oc4ids.not_package"), (b'{"projects": []}', "oc4ids.no_projects"),
        (b'{"projects": [{"title": "no id"}]}', "oc4ids.no_projects"),
        (told({"id": "1"}, version="1.1"), "oc4ids.version"), (told({"id": "1"}, version=["0.9"]), "oc4ids.version"),
        (b'{"projects": "a\x00b"}', "oc4ids.not_json"), (b'{"projects": "\xff"}', "sheet.encoding_unknown"),
        (b'{"projects": ' + b"[" * 100_000, "oc4ids.too_deep"),
        (b'{"projects": [' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"]}", "oc4ids.too_deep"),
        (b'{"projects": [{"id": "' + b"a" * LARGEST + b'"}]}', "sheet.too_large"),
    ],
)  # fmt: skip
def test_what_is_no_package_is_told_in_the_limited_child(content, code):
    found = reading.read(io.BytesIO(content), name="projects.json")
    assert isinstance(found, Problem) and (found.code, found.place.file) == (code, "projects.json")


@pytest.mark.parametrize("depth", [500, 900, 2_000, 30_000])
def test_a_deep_geometry_is_told_and_never_a_crash(depth):
    shape = b'{"type": "Point", "coordinates": ' + b"[" * depth + b"1" + b"]" * depth + b"}"
    content = b'{"projects": [{"id": "1", "title": "a", "locations": [{"id": "1", "geometry": ' + shape + b"}]}]}"
    found = reading.read(io.BytesIO(content), name="a.json")
    assert found.code == "oc4ids.too_deep" if isinstance(found, Problem) else found.sheets[1].rows


def test_the_book_of_a_package_has_its_table_and_what_is_lost():
    shape = {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]}
    book = reading.read(
        io.BytesIO(told({"id": "1", "title": "a", "locations": [{"id": "1", "geometry": shape}]})), name="open"
    )
    assert (book.form, [sheet.name for sheet in book.sheets]) == ("oc4ids", ["projects", "lost"])
    assert book.sheets[0].rows[1][0] == "1" and book.sheets[1].hidden
    assert book.sheets[1].rows[0] == ("projects.locations.geometry", "1", "no place")


def test_a_table_that_begins_with_a_brace_stays_a_table():
    book = reading.read(io.BytesIO(b"{id},name\n1,a\n"), name="a.csv")
    assert (book.form, book.sheets[0].rows[1]) == ("", ("1", "a"))
