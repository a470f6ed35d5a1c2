import io
import re
import zipfile
from datetime import date, datetime

import pytest

from keyworks.formats.tests import made
from keyworks.formats.tests.test_reading import SHEET, read, rows, xlsx


def workbook_with_hidden():
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"date_1904": True})
    sheet = workbook.add_worksheet("一")
    sheet.write_datetime(0, 0, datetime(2022, 2, 8), workbook.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write(1, 1, 2)
    sheet.write(3, 2, "丙")
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(1, 2, 20, None, {"hidden": True})
    sheet.set_column(4, 5, 33)
    workbook.close()
    return file.getvalue()


def test_hidden_rows_and_columns_and_widths_are_told():
    [sheet] = read(workbook_with_hidden()).sheets
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1, 2})
    assert {column: round(wide) for column, wide in sheet.widths.items()} == {4: 34, 5: 34}


def test_a_book_that_counts_its_days_from_1904_is_read_right():
    assert read(workbook_with_hidden()).sheets[0].rows[0] == (date(2022, 2, 8),)


def test_hidden_rows_and_columns_of_opendocument_are_told():
    cell = '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
    content = made.ods(
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        f"<table:table-row>{cell}</table:table-row>"
        f'<table:table-row table:visibility="filter" table:number-rows-repeated="2">{cell}</table:table-row>'
        f'<table:table-row table:visibility="collapse">{cell}</table:table-row>'
    )
    [sheet] = read(content).sheets
    assert (sheet.hidden_rows, sheet.hidden_columns, len(sheet.rows)) == ({1, 2, 3}, {1, 2}, 4)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        (b'<f t="array" ref="A2">SUM(A1)</f>', None),
        (b'<f t="array" ref="A2:A3">SUM(A1)</f><v></v>', None),
        (b'<f t="shared" ref="A2:A9" si="0">A1</f><v>3</v>', 3),
        (b'<f t="shared" si="0"/><v>3</v>', 3),
    ],
)
def test_formulas_of_many_cells_are_read_as_their_results_or_refused(formula, value):
    found = rows(made.changed(xlsx(["a"], [2]), SHEET, b"<v>2</v>", formula))[1][0]
    assert (found.code == "sheet.formula_without_result") if value is None else (found == value)


def test_a_formula_with_an_empty_text_is_blank():
    content = made.changed(xlsx(["a", "b"], [2, 1]), SHEET, b'<c r="A2"', b'<c r="A2" t="str"')
    assert rows(made.changed(content, SHEET, b"<v>2</v>", b"<f>B9</f><v></v>"))[1] == (None, 1)


def test_a_formula_is_found_where_cells_have_no_names():
    content = xlsx(["a", "b"], [1, 2])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    plain = re.sub(rb' r="[A-Z]?\d+"', b"", parts[SHEET])
    found = read(made.zipped(parts | {SHEET: plain.replace(b"<v>2</v>", b"<f>A2+1</f>")}))
    assert [problem.place.cell for problem in found.problems] == ["B2"]
    assert found.sheets[0].rows[1][0] == 1


def test_an_error_in_a_cell_far_away_is_too_many_rows():
    content = made.changed(xlsx(["a"], [7]), SHEET, b'<c r="A2"', b'<c r="A900000" t="e"')
    found = read(content, rows=100)
    assert (found.code, found.place.cell) == ("sheet.too_many_rows", "A900000")
