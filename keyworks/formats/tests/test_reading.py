import csv
import io
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyworks.formats import limited
from keyworks.formats.sheets import book, reading, text, writing
from keyworks.formats.sheets.book import Limits
from keyworks.formats.tests import made
from keyworks.values.problems import Place, Problem

AT = datetime(2022, 2, 8, 1, 0, tzinfo=UTC)
SHEET = "xl/worksheets/sheet1.xml"


def read(content, name="清单.xlsx", **limits):
    return reading.read(io.BytesIO(content), name=name, limits=Limits(**limits))


def rows(content, **limits):
    found = read(content, **limits)
    assert isinstance(found, book.Book), found
    return found.sheets[0].rows


def xlsx(*cells, name="项目"):
    """A workbook with one sheet of these rows, their first a head."""
    file = io.BytesIO()
    columns = [writing.Column(head) for head in cells[0]]
    writing.write(file, [writing.Sheet(name, columns, cells[1:])], created=AT)
    return file.getvalue()


def test_a_workbook_is_read_from_a_path_or_an_open_file(tmp_path):
    content = xlsx(["名", "数"], ["甲", 3])
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    found = reading.read(path, name="清单.xlsx")
    assert found == read(content)
    assert found.sheets[0].rows == (("名", "数"), ("甲", 3))
    assert found.sheets[0].place(1, 1) == Place(file="清单.xlsx", sheet="项目", cell="B2")


def test_every_kind_of_value_is_read_as_itself():
    given = ["甲", 3, Decimal("12.34"), date(2022, 2, 8), datetime(2022, 2, 8, 9, 30), True, "007", "=1+1"]
    [_, found] = rows(xlsx([f"列{n}" for n in range(8)], given))
    assert list(found) == given
    assert [type(value) for value in found] == [type(value) for value in given]


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
values = (
    words
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.decimals(-(10**9), 10**9, places=4)
    | st.dates(date(1900, 3, 1), date(9999, 12, 31))
    | st.none()
)


def without_end(row):
    while row and row[-1] is None:
        row = row[:-1]
    return tuple(row)


@settings(max_examples=25)
@given(st.lists(st.lists(values, min_size=3, max_size=3), max_size=8))
def test_what_is_written_as_xlsx_is_read_again(table):
    found = [list(row) for row in rows(xlsx(["a", "b", "c"], *table))[1:]]
    wanted = [list(without_end(row)) for row in table]
    while wanted and not wanted[-1]:
        wanted.pop()
    assert found == wanted


@settings(max_examples=25)
@given(st.lists(st.lists(words, min_size=2, max_size=4), min_size=1, max_size=8), st.sampled_from(",\t;|"))
def test_what_is_written_as_csv_is_read_again(table, by):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=by).writerows(table)
    assert list(text.rows(file.getvalue(), by, Limits())) == table


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
)
@pytest.mark.parametrize("by", [",", "\t", ";", "|"])
def test_text_is_read_in_the_encodings_and_separators_people_have(encoding, told, by):
    lines = "项目名称,总投资，万元,开工\n轨道交通Z2线,12.5,2022年2月\n“新能源”汽车,,2021-12\n".replace(",", by)
    found = read(lines.encode(encoding), name="x.csv")
    assert (found.encoding, found.separator) == (told, by)
    assert found.sheets[0].rows == (
        ("项目名称", "总投资，万元", "开工"), ("轨道交通Z2线", "12.5", "2022年2月"), ("“新能源”汽车", None, "2021-12"),
    )  # fmt: skip


def test_western_text_is_not_taken_for_chinese():
    found = read("project,baseline (£m),whole life cost,note\nThames – crossing,£5m,1200,café\n".encode("cp1252"))
    assert found.encoding == "cp1252"
    assert found.sheets[0].rows[1] == ("Thames – crossing", "£5m", "1200", "café")
    assert rows(b"project,cost\nlegacy Quantum\x9d prison,\xa332.24\n" + b"a,1\n" * 9)[1] == (
        "legacy Quantum� prison",
        "£32.24",
    )


def test_the_separator_is_not_one_that_stands_in_the_words():
    told = '"first; second; third\nfourth; fifth; sixth"'
    wide = "\n".join(",".join([f"row {number}", *[told] * 9]) for number in range(5))
    assert text.separator(wide) == ","
    assert text.separator("清单；2022\n名称;金额\n甲;1,5\n乙;2,5\n") == ";"


def test_numbers_in_text_stay_text_and_quotes_hold_lines_together():
    assert rows(b'code,what\r\n007,"a, ""b""\r\nc"\r\n1e5,x"y\r\n') == (
        ("code", "what"), ("007", 'a, "b"\r\nc'), ("1e5", 'x"y'),
    )  # fmt: skip


def test_a_text_of_one_column_has_no_separator():
    assert rows("名称\n甲\n乙\n".encode()) == (("名称",), ("甲",), ("乙",))


def test_old_excel_is_read_whatever_it_is_called():
    content = made.xls([(0, 0, "名称"), (0, 1, "数"), (1, 0, "甲"), (1, 1, 2.5), (3, 1, 4.0)])
    found = read(content, name="x.csv")
    assert found.sheets[0].name == "表"
    assert found.sheets[0].rows == (("名称", "数"), ("甲", Decimal("2.5")), (), (None, 4))


def test_opendocument_is_read():
    cells = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="2.5"><text:p>2.5</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2022-02-08"><text:p>8</text:p>'
        "</table:table-cell></table:table-row>"
    )
    [(first, second, third)] = rows(made.ods(cells))
    assert (first, second) == ("甲", Decimal("2.5"))
    assert third == date(2022, 2, 8)


def test_hidden_sheets_and_merged_cells_are_told():
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    shown, hidden = workbook.add_worksheet("a"), workbook.add_worksheet("b")
    shown.merge_range(0, 1, 0, 3, "总投资")
    hidden.hide()
    workbook.close()
    first, second = read(file.getvalue()).sheets
    assert (first.hidden, second.hidden) == (False, True)
    assert first.merged == (((0, 1), (0, 3)),)
    assert first.rows == ((None, "总投资"),)


def test_a_formula_that_was_never_reckoned_is_not_read_as_blank():
    content = xlsx(["a", "b"], [1, 2], [3, 4])
    for formula in (b"<f>A2+1</f>", b"<f>A2+1</f><v></v>", b"<f>A2+1</f><v/>", b'<f t="shared" si="0"/>'):
        found = read(made.changed(content, SHEET, b"<v>4</v>", formula))
        problem = Problem("sheet.formula_without_result", place=Place(file="清单.xlsx", sheet="项目", cell="B3"))
        assert found.sheets[0].rows == (("a", "b"), (1, 2), (3, problem))
        assert list(found.problems) == [problem]


def test_a_formula_with_its_result_is_read_as_its_result():
    content = xlsx(["a", "b"], [1, 2])
    assert rows(made.changed(content, SHEET, b"<v>2</v>", b"<f>A2+1</f><v>2.5</v>"))[1] == (1, Decimal("2.5"))


def test_a_cell_with_an_error_is_not_read_as_blank():
    content = xlsx(["a", "b"], [7, 2])
    failed = made.changed(content, SHEET, b'<c r="A2"', b'<c t="e" r="A2"')
    failed = made.changed(failed, SHEET, b"<v>7</v>", b"<v>#REF!</v>")
    [problem] = read(failed).problems
    assert problem == Problem("sheet.error_value", place=Place(file="清单.xlsx", sheet="项目", cell="A2"))


def test_formulas_and_errors_of_opendocument_are_named_too():
    cells = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1">'
        "<text:p>1</text:p></table:table-cell></table:table-row><table:table-row>"
        '<table:table-cell table:number-columns-repeated="3"/><table:table-cell table:formula="of:=[.A1]+1"/>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>'
    )
    found = [(problem.code, problem.place.cell) for problem in read(made.ods(cells)).problems]
    assert found == [("sheet.formula_without_result", "D3"), ("sheet.error_value", "E3")]


GOOD = xlsx(["a", "b"], ["甲", 1])
HOSTILE = {
    "nothing": (b"", "sheet.empty"),
    "zeros": (bytes(1000), "sheet.not_a_sheet"),
    "a NUL in a cell": (b"a,b\n1,\x002\n", "sheet.not_a_sheet"),
    "a truncated workbook": (GOOD[: len(GOOD) // 2], "sheet.damaged"),
    "a truncated old workbook": (made.xls([(0, 0, "x")])[:1500], "sheet.damaged"),
    "an archive's mark and nothing": (b"PK\x03\x04", "sheet.damaged"),
    "another archive": (made.zipped({"a.txt": b"a"}), "sheet.damaged"),
    "a text document": (made.zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "sheet.damaged"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "sheet.encoding_unknown"),
    "a web page called xls": (b"\xef\xbb\xbf <html><table><tr><td>1</td></tr></table></html>", "sheet.web_page"),
    "a sheet in XML": (b'<?xml version="1.0"?><Workbook/>', "sheet.web_page"),
    "UTF-8 with a broken byte": ("项目,数\n轨道交通,1\n".encode() + b"\xff\n", "sheet.encoding_unknown"),
    "Chinese with a broken byte": ("项目,数\n轨道交通,1\n".encode("gb18030") + b"\xff\n", "sheet.encoding_unknown"),
    "a million columns": (b"a," * 1_000_000, "sheet.too_many_columns"),
    "a million rows": (b"a\n" * 1_000_000, "sheet.too_many_rows"),
    "a cell without end": (b"x" * 200_000, "sheet.cell_too_long"),
    "a quote without end": (b'a,b\n"c,d\n', "sheet.quote_open"),
}


@pytest.mark.parametrize(("content", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_a_problem(content, code):
    found = read(content, name="x.xls")
    assert isinstance(found, Problem) and found.code == code
    assert found.place.file == "x.xls"


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", GOOD[:200], made.xls([])[:600]]))
@settings(max_examples=20)
def test_no_bytes_bring_it_down(content, head):
    assert isinstance(read(head + content), book.Book | Problem)


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
@settings(max_examples=20)
def test_no_broken_byte_of_a_workbook_brings_it_down(at, byte):
    assert isinstance(read(GOOD[:at] + bytes([byte]) + GOOD[at + 1 :]), book.Book | Problem)


def test_a_bomb_is_counted_while_it_is_unpacked():
    bomb = made.zipped({SHEET: bytes(50 * 1024**2)})
    assert len(bomb) < 100_000
    found = read(bomb, unpacked=10 * 1024**2)
    assert (found.code, found.params) == ("sheet.too_large_unpacked", {"megabytes": 10})


def test_a_bomb_that_says_it_is_small_is_not_believed():
    bomb = bytearray(made.zipped({SHEET: bytes(50 * 1024**2)}))
    for at in (22, bomb.rindex(b"PK\x01\x02") + 24):
        bomb[at : at + 4] = (1000).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        assert archive.infolist()[0].file_size == 1000
    assert read(bytes(bomb)).code == "sheet.damaged"


def test_a_cell_far_away_costs_the_child_and_not_the_parent():
    content = made.changed(xlsx(["a"], [1], [2]), SHEET, b'r="A3"', b'r="XFD1048576"')
    assert read(content) == Problem("sheet.too_heavy", place=Place(file="清单.xlsx"))


def test_a_child_out_of_time_is_its_own_problem():
    assert read(GOOD, seconds=0) == Problem("sheet.too_slow", {"seconds": 0}, place=Place(file="清单.xlsx"))


def test_a_child_without_memory_is_its_own_problem():
    assert read(b"a,b\n" * 90_000, memory=30 * 1024**2).code == "sheet.too_heavy"


def test_what_is_too_much_is_named_where_it_is():
    content = xlsx(["a", "b", "c"], [1, 2, 3], [4, 5, 6])
    for limits, code, cell in [
        ({"bytes": 100}, "sheet.too_large", ""),
        ({"rows": 2}, "sheet.too_many_rows", "C3"),
        ({"columns": 2}, "sheet.too_many_columns", "C3"),
        ({"cells": 8}, "sheet.too_many_cells", ""),
        ({"sheets": 0}, "sheet.too_many_sheets", ""),
    ]:
        found = read(content, **limits)
        assert (found.code, found.place.cell) == (code, cell)
    assert len(rows(content, rows=3, columns=3, cells=9, sheets=1)) == 3


def test_the_child_opens_no_file_and_no_socket():
    code = (
        "import socket, sys; sys.path.insert(0, sys.argv[1]); from keyworks.formats.sheets import book, child\n"
        "child.limit(book.Limits())\n"
        "for tried in (lambda: socket.socket(), lambda: open('/etc/hostname')):\n"
        "    try: tried(); print('open')\n"
        "    except OSError as error: print(error.errno)"
    )
    command = [sys.executable, "-I", "-c", code, str(limited.ROOT)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == ["24", "24"]


def test_a_reader_of_sheets_is_loaded_only_in_the_child():
    code = "import sys; from keyworks.formats.sheets import reading; print('python_calamine' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(limited.ROOT)}
    )
    assert said.stdout == "False\n"


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((16, 5), "F17"), ((0, 26), "AA1"), ((9, 701), "ZZ10"), ((0, 702), "AAA1")]
)
def test_cells_are_named_as_in_a_sheet(place, name):
    assert book.address(*place) == name
    assert book.position(name) == place


def test_a_person_may_say_how_a_text_is_written_and_parted():
    chinese = "项目;名,称\n甲;乙\n".encode("gb18030")
    assert read(chinese).encoding == "gb18030"
    told = reading.read(io.BytesIO(chinese), name="x.csv", encoding="latin-1", separator=",")
    assert (told.encoding, told.separator) == ("latin-1", ",")
    assert told.sheets[0].rows[1] == ("甲;乙".encode("gb18030").decode("latin-1"),)
    for encoding in ("utf-8", "utf-8-sig"):
        marked = reading.read(io.BytesIO("a;b\n1,5;é\n".encode("utf-8-sig")), name="x.csv", encoding=encoding)
        assert (marked.encoding, marked.sheets[0].rows) == (encoding, (("a", "b"), ("1,5", "é")))
    broken = reading.read(io.BytesIO("项目,数\n".encode() + b"\xff,1\n"), name="x.csv", encoding="utf-8")
    assert broken.sheets[0].rows == (("项目", "数"), ("\ufffd", "1"))


def test_an_encoding_or_a_separator_that_nobody_knows_is_a_problem():
    source = io.BytesIO(b"a,b\n")
    assert reading.read(source, name="x", encoding="ebcdic").code == "sheet.encoding_unknown"
    assert reading.read(source, name="x", separator="x").code == "sheet.separator_unknown"


@pytest.mark.parametrize("absurd", [b"1e999", b"-1e999", b"NaN", b"1" * 400])
def test_a_number_that_is_none_is_a_problem_at_its_cell(absurd):
    found = rows(made.changed(xlsx(["a"], [7]), SHEET, b"<v>7</v>", b"<v>" + absurd + b"</v>"))
    assert found[1] == (Problem("sheet.error_value", place=Place(file="清单.xlsx", sheet="项目", cell="A2")),)


def test_days_beyond_any_calendar_are_the_numbers_or_words_they_are():
    content = xlsx(["a"], [date(2022, 2, 8)])
    assert rows(made.changed(content, SHEET, b"<v>44600</v>", b"<v>2958466</v>"))[1] == (2958466,)
    later = made.ods('<table:table-row><table:table-cell office:value-type="date" office:date-value="12022-02-08"/>'
                     "</table:table-row>")  # fmt: skip
    assert rows(later) == (("12022-02-08",),)
