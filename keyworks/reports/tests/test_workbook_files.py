"""What a workbook's cells say: written and read again in either language and unit, and by hand."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyworks.formats.cells.words import blank
from keyworks.formats.sheets import writing
from keyworks.formats.sheets.book import Book, Sheet
from keyworks.formats.sheets.reading import read as read_book
from keyworks.reports.files.workbook.columns import BY_FIELD, COLUMNS, FILLED, column, head
from keyworks.reports.files.workbook.keys import Key
from keyworks.reports.files.workbook.keys import read as read_key
from keyworks.reports.files.workbook.reading import read, value
from keyworks.reports.files.workbook.sheet import Known, Made
from keyworks.values.money import Money
from keyworks.values.months import Month
from keyworks.values.problems import Problem

AT = datetime(2022, 2, 5, tzinfo=UTC)
KEY = Key(Month(2022, 1), "binhai", 7, 0)
WHYS = {"冬季停工": "winter", "stopped for the winter": "winter"}

amounts = st.none() | st.integers(-(10**15), 10**15).map(Money)
texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cn")), max_size=30)
said = st.fixed_dictionaries(
    {
        one.field: amounts
        if one.kind == "money"
        else st.none() | st.integers(0, 10_000)
        if one.kind == "share"
        else texts
        for one in FILLED
    }
)


def in_cells(made, known):
    """The sheet of one row as its cells stand, without a file between."""
    laid = made.sheet("月报", "2022-01", [known])
    rows = [(), tuple(one.head for one in laid.fields), *(tuple(one.cells) for one in laid.lines)]
    return Book("x.xlsx", (Sheet("x.xlsx", "月报", rows),))


def as_read(values):
    """Cells that say nothing, and words that mean nothing, are read as nothing."""
    found = {name: None if one == "" else one for name, one in values.items()}
    why = found["why"]
    return found | {"why": None if blank(why) else WHYS.get(why, why)}


@given(said, st.booleans(), st.sampled_from(["wan", "yi", "m", "bn"]))
def test_whatever_is_written_is_read_again(values, zh, money):
    told = read(in_cells(Made(zh, money), Known(KEY, {"number": "1", **values}, first=True)), WHYS)
    assert told.problems == []
    [row] = told.rows
    assert row.key == KEY
    assert as_read(row.said) == as_read(values)


@settings(max_examples=5, deadline=None)
@given(said, st.booleans(), st.sampled_from(["wan", "bn"]))
def test_and_so_it_is_through_a_file(values, zh, money):
    file = io.BytesIO()
    laid = Made(zh, money, list(WHYS)).sheet("月报", "2022-01", [Known(KEY, {"number": "1", **values}, first=True)])
    writing.write(file, [laid, Made(zh, money).notes()], created=AT)
    told = read(read_book(io.BytesIO(file.getvalue()), name="x.xlsx"), WHYS)
    assert told.problems == []
    assert as_read(told.rows[0].said) == as_read(values)


@pytest.mark.parametrize("zh", [True, False])
@pytest.mark.parametrize("money", ["wan", "yi", "m", "bn"])
def test_every_head_is_known_again_with_its_unit(zh, money):
    for one in COLUMNS:
        found, unit = column(head(one, zh, money), "CNY")
        assert (found, unit) == (one, money if one.kind == "money" else "")


@given(st.text(max_size=40))
def test_a_key_belongs_to_its_row_alone(number):
    written = KEY.written("A-1")
    assert read_key(written, "A-1") == KEY
    assert read_key(written, number) == (KEY if number.strip() == "A-1" else None)


@given(st.text(max_size=60))
def test_any_other_words_are_no_key(text):
    assert read_key(text, "A-1") is None


@pytest.mark.parametrize("changed", ["KW1|202213|binhai|7|0", "KW1|202201|beichen|7|0", "KW1|202201|binhai|8|0"])
def test_a_key_that_was_changed_is_none(changed):
    check = KEY.written("A-1").rpartition("|")[2]
    assert read_key(f"{changed}|{check}", "A-1") is None


@pytest.mark.parametrize(
    ("field", "cell", "found"),
    [
        ("done", "1,234.56", Money(1_234_560_000)),
        ("done", "—", None),
        ("progress", "12.5%", 1250),
        ("progress", "12.5％", 1250),
        ("progress", 0, 0),
        ("why", " stopped  for the winter ", "winter"),
        ("why", "停电", "停电"),
        ("why", "—", ""),
    ],
)
def test_cells_are_read_as_people_write_them(field, cell, found):
    assert value(BY_FIELD[field], cell, "wan", WHYS) == found


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("done", "很多", "money.not_money"),
        ("done", "100至200", "reports.workbook_range"),
        ("done", Problem("sheet.error_value"), "sheet.error_value"),
        ("done", True, "money.not_money"),
        ("progress", 100.5, "reports.progress_not_a_share"),
        ("progress", "12.345", "reports.workbook_share_fine"),
        ("progress", -1, "reports.progress_not_a_share"),
    ],
)
def test_what_cannot_be_read_says_so(field, cell, code):
    assert value(BY_FIELD[field], cell, "wan", WHYS).code == code


def book(*rows):
    return Book("x.xlsx", (Sheet("x.xlsx", "月报", rows),))


HEADS = ("key", "number", "done（万元）")


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ((HEADS, ("", "A-1", 5)), "reports.workbook_no_key", "C2"),
        ((HEADS, ("KW1|x", "A-1", 5)), "reports.workbook_key_broken", "B2"),
        ((("key", "number"), (KEY.written("A-1"), "A-1")), "reports.workbook_head_missing", "A1"),
        ((("key", "number", "done"), (KEY.written("A-1"), "A-1", 5)), "reports.workbook_no_unit", "C1"),
        ((HEADS, (KEY.written("A-1"), "A-1", 5), (KEY.written("A-1"), "A-1", 6)), "reports.workbook_row_twice", "B3"),
        (((*HEADS, "当月完成（万元）"), (KEY.written("A-1"), "A-1", 5, 6)), "reports.workbook_head_twice", "D1"),
        ((("项目", "金额"), ("x", 5)), "reports.workbook_none", ""),
    ],
)
def test_what_is_wrong_with_a_sheet_has_its_cell(rows, code, cell):
    [problem, *_rest] = read(book(*rows), WHYS).problems
    assert (problem.code, problem.place.cell) == (code, cell)


def test_the_row_of_sums_and_empty_rows_are_passed_over():
    told = read(book(HEADS, ("Σ", "合计", 5), (None, None), (KEY.written("A-1"), "A-1", 5)), WHYS)
    assert (len(told.rows), told.problems) == (1, [])
