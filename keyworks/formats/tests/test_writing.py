import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import SheetVisibleEnum, load_workbook

from keyworks.formats.sheets import reading, writing
from keyworks.formats.sheets.writing import Column, Notes, Sheet
from keyworks.formats.tests import made

AT = datetime(2022, 2, 8, 1, 0, tzinfo=UTC)


def written(*sheets):
    file = io.BytesIO()
    writing.write(file, sheets, created=AT)
    return file.getvalue()


def read(content, sheet=0):
    return load_workbook(io.BytesIO(content)).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def part(content, name):
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def one(rows, *columns, foot=()):
    return Sheet("项目", columns or [Column("x")], rows, foot)


def test_every_kind_of_value_comes_back_as_itself():
    row = ["滨海新区", 3, 1.5, Decimal("12.34"), date(2022, 2, 8), datetime(2022, 2, 8, 9, 30), True, None]
    columns = [Column(f"列{place}") for place in range(len(row))]
    assert read(written(one([row], *columns)))[1] == [
        "滨海新区", 3.0, 1.5, 12.34, date(2022, 2, 8), datetime(2022, 2, 8, 9, 30), True, "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "=HYPERLINK(1)", "{=1}", "https://a.cn", "007", " x "]
)
def test_text_stays_text_whatever_it_begins_with(text):
    content = written(one([[text]], foot=[text]))
    assert read(content)[1:] == [[text], [text]]
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
values = (
    words.filter(bool)
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.decimals(-(10**9), 10**9, places=4)
    | st.dates(date(1900, 3, 1), date(9999, 12, 31))
)


@given(st.lists(st.lists(values, min_size=3, max_size=3), max_size=8))
def test_what_is_written_is_read_again(rows):
    found = read(written(one(rows, Column("a"), Column("b"), Column("c"))))[1:]
    plain = [
        [float(value) if isinstance(value, int | Decimal) and value not in (True, False) else value for value in row]
        for row in rows
    ]
    assert found == plain


def test_no_digit_of_a_long_number_is_lost():
    long = [[10**17 + 1], [Decimal("12345678901234.56")], [10**20], [-(10**15) - 1]]
    assert [row[0] for row in read(written(one(long)))[1:]] == [
        "100000000000000001", "12345678901234.56", 1e20, "-1000000000000001",
    ]  # fmt: skip


def test_days_before_the_sheets_calendar_are_text():
    assert read(written(one([[date(1900, 1, 1)], [date(1840, 8, 29)]])))[1:] == [["1900-01-01"], ["1840-08-29"]]


def test_a_text_longer_than_a_cell_is_cut_visibly():
    [[found]] = read(written(one([["长" * 40_000]])))[1:]
    assert len(found) == 32_767 and found.endswith("长…")


def test_the_same_input_gives_the_same_bytes():
    sheet = one([["a", 1]], Column("x", choices=("甲", "乙")), Column("y", "0.0%", numeric=True), foot=["sum", 1])
    first = written(sheet, Notes("说明", [("a", "b")]))
    moments = {info.date_time for info in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert {moment[0] for moment in moments} == {1980}
    assert written(sheet, Notes("说明", [("a", "b")])) == first
    assert "2022-02-08T01:00:00Z" in part(first, "docProps/core.xml")


def test_the_head_stays_and_the_columns_are_as_wide_as_their_content():
    content = written(one([["滨海新区轨道交通", "ab"]], Column("名"), Column("a")))
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert '<pane xSplit="1" ySplit="1"' in sheet and 'state="frozen"' in sheet
    assert '<col min="1" max="1" width="18.7' in sheet and '<col min="2" max="2" width="6.7' in sheet


def test_a_chinese_character_is_as_wide_as_two():
    assert [writing.width(text) for text in ("abc", "项目A", "，", "“”", "a\nbcd\n", "")] == [3, 5, 2, 2, 3, 0]


def test_numbers_show_as_many_digits_as_they_have():
    assert [writing.whole(number) for number in (3, Decimal("1.50"), 0.25, -7, 1e20)] == [
        "#,##0", "#,##0.00", "#,##0.00", "#,##0", "#,##0",
    ]  # fmt: skip


def test_lists_to_choose_from_lie_on_a_sheet_nobody_sees_however_long():
    kinds = [f"第{number}类项目" for number in range(200)]
    content = written(one([["a", "b"]], Column("种类", choices=kinds), Column("级别", choices=("国家级", "市级"))))
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert 'type="list"' in sheet and 'sqref="A2:A1048576"' in sheet
    assert "<formula1>_choices!$A$1:$A$200</formula1>" in sheet and "<formula1>_choices!$B$1:$B$2</formula1>" in sheet
    book = load_workbook(io.BytesIO(content))
    assert book.sheets_metadata[1].visible == SheetVisibleEnum.VeryHidden
    assert [row[0] for row in read(content, 1)] == kinds


def test_sheets_get_names_that_a_workbook_allows():
    wanted = ["项目[1]/2022:a*?", "x" * 40, "X" * 40, "", "History", "'a'"]
    names = load_workbook(io.BytesIO(written(*(Sheet(name, [Column("x")], []) for name in wanted)))).sheet_names
    assert names == ["项目 1  2022 a", "x" * 31, "X" * 27 + " 2", "Sheet", "History 2", "a"]


def test_notes_are_taken_when_the_rows_are_written():
    told = []

    def rows():
        yield ["a"]
        told.append(("行数", "1"))

    assert read(written(one(rows()), Notes("说明", told)), 1) == [["行数", "1"]]


def test_rows_that_fail_leave_no_files_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows():
        yield ["a"]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        written(one(rows()))
    assert list(tmp_path.iterdir()) == []


def test_ten_thousand_rows_are_written():
    columns = [Column(f"列{place}") for place in range(25)]
    row = ["天津滨海新区重点项目", Decimal("1234.56"), date(2022, 2, 8), 7, "已开工"] * 5
    content = written(one((row for _ in range(10_000)), *columns))
    assert len(read(content)) == 10_001


def their_own():
    """A workbook with a hidden row, a hidden column, a wide one, a hidden sheet and a formula never reckoned."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet, old = book.add_worksheet("清单"), book.add_worksheet("旧")
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for number, row in enumerate([["名称", "备注", "投资"], ["甲", "=HYPERLINK(1)", 7], ["乙", None, 4.5]]):
        for at, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, at, value)
            elif value is not None:
                sheet.write_number(number, at, value)
    sheet.write_datetime(2, 3, datetime(2022, 2, 8, 9, 30), moment)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(1, 1, 20, None, {"hidden": True})
    sheet.set_column(2, 2, 44)
    old.write(0, 0, "x")
    old.hide()
    book.close()
    return made.changed(file.getvalue(), "xl/worksheets/sheet1.xml", b"<v>7</v>", b"<f>1+1</f>")


def test_an_own_file_comes_back_with_its_problem_cells_marked():
    book = reading.read(io.BytesIO(their_own()), name="清单.xlsx")
    marks = {0: {(1, 2): (True, "Never calculated."), (2, 0): (False, "=Is this 甲?"), (2, 5): (True, "?")}}
    problems = Sheet("Problems", [Column("Severity"), Column("Cell")], [["error", "C2"]])
    content = written(problems, *writing.marked(book, marks))
    again = reading.read(io.BytesIO(content), name="again.xlsx")
    listed, sheet, old = again.sheets
    assert (listed.name, sheet.name, old.name) == ("Problems", "清单", "旧")
    assert sheet.rows == (
        ("名称", "备注", "投资"), ("甲", "=HYPERLINK(1)"), ("乙", None, Decimal("4.5"), datetime(2022, 2, 8, 9, 30)),
    )  # fmt: skip
    assert (sheet.hidden_rows, sheet.hidden_columns, round(sheet.widths[2])) == ({1}, {1}, 45)
    assert (sheet.hidden, old.hidden) == (False, True)
    comments = part(content, "xl/comments1.xml")
    assert [comments.count(f'ref="{cell}"') for cell in ("C2", "A3", "F3", "A2")] == [1, 1, 1, 0]
    assert "=Is this 甲?" in comments
    assert "<f>" not in part(content, "xl/worksheets/sheet2.xml")


def test_a_text_file_comes_back_as_a_workbook():
    book = reading.read(io.BytesIO("name,cost\n=1+1,x\n".encode("cp1252")), name="list 2022.csv")
    [sheet] = reading.read(io.BytesIO(written(*writing.marked(book, {0: {(1, 1): (True, "no")}}))), name="x").sheets
    assert (sheet.name, sheet.rows) == ("list 2022", (("name", "cost"), ("=1+1", "x")))


def test_more_comments_than_a_sheet_opens_well_with_are_only_colours(monkeypatch):
    monkeypatch.setattr(writing, "MOST_COMMENTS", 2)
    marks = {(number, 0): (True, f"no {number}") for number in range(5)}
    content = written(writing.Marked("a", [["x"]] * 5, marks))
    assert part(content, "xl/comments1.xml").count("<comment ") == 2
    assert part(content, "xl/worksheets/sheet1.xml").count(' s="1"') == 5
