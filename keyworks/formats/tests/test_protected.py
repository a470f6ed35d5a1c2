import io
import re
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

from python_calamine import load_workbook

from keyworks.formats.sheets import writing
from keyworks.formats.sheets.protected import Field, Line, Protected

AT = datetime(2022, 2, 8, tzinfo=UTC)
FIELDS = [
    Field("键", hidden=True),
    Field("项目"),
    Field("金额", True, format="#,##0.##", numeric=True, hint=("金额", "万元"), error=("金额", "请填写数字"), sum=True),
    Field("原因", True, choices=["停工, 过冬", "假期"]),
    Field("首次", True),
]


def parts(*lines):
    file = io.BytesIO()
    sheet = Protected("月报", "2022年1月", FIELDS, lines, "合计", 2)
    writing.write(file, [sheet], created=AT)
    archive = zipfile.ZipFile(file)
    return file.getvalue(), {name: archive.read(name).decode() for name in archive.namelist()}


def test_known_cells_are_locked_and_cells_to_fill_open():
    _content, found = parts(Line(["k", "甲", 5, None, None], frozenset({4})))
    sheet, styles = found["xl/worksheets/sheet1.xml"], found["xl/styles.xml"]
    assert "<sheetProtection" in sheet
    assert "password" not in sheet
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.partition("<cellXfs")[2].partition("</cellXfs>")[0])
    opened = {at for at, one in enumerate(formats) if 'locked="0"' in one}
    style = dict(re.findall(r'<c r="([A-E]3)" s="(\d+)"', sheet))
    assert {cell for cell, at in style.items() if int(at) in opened} == {"C3", "D3"}


def test_numbers_are_bounded_and_choices_offered_without_being_the_only_ones():
    _content, found = parts(Line(["k", "甲", 5, None, None]))
    sheet = found["xl/worksheets/sheet1.xml"]
    number = re.search(r'<dataValidation type="decimal"[^>]*sqref="C3"', sheet)[0]
    assert 'error="请填写数字"' in number
    assert 'prompt="万元"' in number
    chosen = re.search(r'<dataValidation type="list"[^>]*sqref="D3"', sheet)[0]
    assert "showErrorMessage" not in chosen
    assert 'topLeftCell="C3"' in sheet


def test_the_sum_below_counts_every_row_and_its_row_is_known():
    content, found = parts(*(Line([f"k{n}", f"项目{n}", n, None, None]) for n in range(4)))
    assert "<f>SUM(C3:C6)</f>" in found["xl/worksheets/sheet1.xml"]
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[-1][:2] == ["Σ", "合计"]


def test_an_empty_one_is_a_head_alone():
    content, _found = parts()
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows == [["", "2022年1月", "", "", ""], ["键", "项目", "金额", "原因", "首次"]]


def test_a_number_with_more_digits_than_its_column_shows_is_shown_whole():
    fields = [Field("键", hidden=True), Field("金额", True, format="#,##0.00", numeric=True)]
    file = io.BytesIO()
    lines = [Line(["k", Decimal("12.345678")]), Line(["k", Decimal("12.3")])]
    writing.write(file, [Protected("月报", "", fields, lines)], created=AT)
    styles = zipfile.ZipFile(file).read("xl/styles.xml").decode()
    assert re.findall(r'formatCode="([^"]*)"', styles) == ["#,##0.000000", "#,##0.00"]
