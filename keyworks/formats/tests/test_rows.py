"""Rows of a large book lie in a file, as long as anybody holds them."""

import io
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from keyworks.formats.sheets import book, reading
from keyworks.formats.tests import made
from keyworks.formats.tests.test_reading import SHEET, read, xlsx
from keyworks.values.problems import Place, Problem


def test_a_large_sheet_lies_in_a_file_and_reads_the_same(monkeypatch):
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    sheet = workbook.add_worksheet("一")
    for number in range(600):
        sheet.write_row(number, 1, [number, f"甲\n{number}", number / 8, number % 2 == 0])
    sheet.write_datetime(5, 6, datetime(2022, 2, 8, 9, 30), workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    workbook.add_worksheet("空")
    workbook.close()
    content = made.changed(file.getvalue(), SHEET, b'<c r="B600"><v>599</v>', b'<c r="B600"><f>1+1</f>')
    small = read(content)
    monkeypatch.setattr(reading, "SMALL", 0)
    large = read(content)
    first, empty = (sheet.rows for sheet in large.sheets)
    assert not isinstance(first, tuple)
    assert tuple(first) == small.sheets[0].rows
    assert (len(first), len(empty), list(empty)) == (600, 0, [])
    assert first[5] == (None, 5, "甲\n5", Decimal("0.625"), False, None, datetime(2022, 2, 8, 9, 30))
    assert (first[-1], first[598:], first[2:8:3]) == (first[599], (first[598], first[599]), (first[2], first[5]))
    assert [len(row) for row in first[250:260]] == [5] * 10
    assert list(large.problems) == list(small.problems) == [first[599][1]]
    assert first[599][1].place == Place(file="清单.xlsx", sheet="一", cell="B600")
    one, other = iter(first), iter(first)
    assert next(one) == next(other) and next(one) == first[1]
    with pytest.raises(IndexError):
        first[600]


def open_files():
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_the_file_of_a_large_book_goes_with_the_last_of_its_rows(monkeypatch):
    monkeypatch.setattr(reading, "SMALL", 0)
    before = open_files()
    found = read(b"a,b\n1,2\n")
    kept = found.sheets[0].rows
    del found
    assert open_files() == before + 1
    assert kept[1] == ("1", "2")
    del kept
    assert open_files() == before


def test_what_was_read_is_kept_and_not_read_again(tmp_path):
    kept, content = tmp_path / "book", xlsx(["名称"], ["一号桥"])
    first = reading.read(io.BytesIO(content), name="a.xlsx", kept=kept)
    again = reading.read(io.BytesIO(b"no workbook"), name="b.xlsx", kept=kept)
    assert isinstance(first, book.Book) and isinstance(again, book.Book)
    assert (again.name, list(again.sheets[0].rows)) == ("b.xlsx", list(first.sheets[0].rows))


def test_of_what_cannot_be_read_nothing_is_kept(tmp_path):
    found = reading.read(io.BytesIO(xlsx(["名称"], ["一号桥"])[:-40]), name="a.xlsx", kept=tmp_path / "book")
    assert isinstance(found, Problem) and found.code == "sheet.damaged"
    assert list(tmp_path.iterdir()) == []
