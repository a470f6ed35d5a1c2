"""A month in Excel's way: a workbook filled in wrongly, mended and filed; a grid pasted, undone and saved."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from keyworks.formats.sheets.reading import read
from keyworks.reports.files.workbook.columns import heads
from keyworks.reports.tests.workbooks import rows_of, written
from tests.journeys.conftest import Site, axe, picture, step_in
from tests.journeys.reader import CODES, Reader
from tests.journeys.test_grid import PASTE, open_grid

pytestmark = pytest.mark.journey

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def own(tmp_path_factory, demonstration):
    """A demonstration city of this journey's own: a month is filed once."""
    served = Site(tmp_path_factory.mktemp("workbook"), like=demonstration)
    yield served
    served.stop()


@pytest.fixture(params=["zh", "en"])
def district(request, visitor, album, own):
    page = visitor(language=CODES[request.param], of=own)
    page.set_default_timeout(10_000)
    step_in(page, "district")
    return Reader(page, request.param, album)


def downloaded(page, link):
    with page.expect_download() as told:
        link.click()
    return Path(told.value.path()).read_bytes()


def give(page, content):
    page.set_input_files("input[type=file]", {"name": "month.xlsx", "mimeType": XLSX, "buffer": content})
    page.locator("main form .btn-primary").click()
    page.wait_for_url(re.compile(r"/reports/workbook/given/\d+/$"))


def put(row, at, value):
    row += [None] * (at + 1 - len(row))
    row[at] = value


def test_a_workbook_is_filled_in_wrongly_mended_and_filed(district):
    page = district.page
    page.goto("/reports/")
    district.press("Workbook", "link")
    rows, at = rows_of(downloaded(page, page.locator("a[href*='/sheet/']").first))
    missing = next(
        number for number, row in enumerate(rows[2:-1], 2) if at["done"] >= len(row) or row[at["done"]] is None
    )
    filed = next(
        number for number, row in enumerate(rows[2:-1], 2) if number != missing and (row + [None] * 30)[at["done"]]
    )
    put(rows[missing], at["done"], "很多")
    put(rows[filed], at["done"], rows[filed][at["done"]] + 1)
    give(page, written(rows))
    findings = page.locator(".kw-findings")
    expect(findings).to_contain_text(f"I{missing + 1}")
    expect(findings).to_contain_text("很多")
    expect(findings).to_contain_text(f"U{filed + 1}")
    expect(findings).to_contain_text(district.say("Say why: the reason stands beside the first figure."))
    assert page.get_by_role("button", name=re.compile(district.say("File %(shown)s report", shown=r"\d+"))).count() == 0
    assert axe(page) == []
    picture(page, f"workbook-{district.language}")

    copy = downloaded(page, page.locator("a[href$='/copy/']"))
    book = read(BytesIO(copy), name="copy.xlsx")
    sheet = next(
        one
        for one in book.sheets
        if len(one.rows) > 1 and any(head.column.field == "key" for head in heads(one.rows[1]))
    )
    mended = [list(row) for row in sheet.rows]
    put(mended[missing], at["done"], 12)
    put(mended[filed], at["reason"], "补充核实的设备款")
    page.locator("main .kw-form-foot a.btn-primary").click()
    give(page, written(mended))
    assert axe(page) == []
    page.locator("main .kw-form-foot form:not([action]) .btn-primary").click()
    expect(page.locator("main")).to_contain_text(re.compile("2"))
    expect(page.locator("main .btn-primary")).to_have_text(district.say("To the month"))
    page.goto("/reports/workbook/")
    expect(page.locator("main table")).to_contain_text(district.say("%(shown)s filed", shown="2"))


def test_months_are_pasted_into_the_grid_undone_saved_and_corrected(district):
    page = district.page
    page.goto("/reports/?state=missing")
    name = page.locator("tbody th").first.inner_text()
    cell = open_grid(page, "/reports/grid/", "reports-grid")
    grid = page.locator("#reports-grid")
    grid.locator("[data-filter]").fill(name)
    month = 3
    expect(cell(0, month)).to_have_text("—")
    before = grid.locator(".kw-grid-foot .kw-grid-cell").nth(month + 1).inner_text()
    cell(0, month).click()
    page.evaluate(PASTE, "1,234.5\t99")
    expect(cell(0, month)).to_have_text("1,234.5")
    expect(cell(0, month + 1)).to_have_text("—")
    expect(grid.locator("[data-count]")).to_contain_text("1")
    page.keyboard.press("Control+z")
    expect(cell(0, month)).to_have_text("—")
    assert grid.locator(".kw-grid-foot .kw-grid-cell").nth(month + 1).inner_text() == before
    page.keyboard.press("Control+y")
    grid.locator("[data-save]").click()
    status = grid.locator("[data-status]")
    expect(status).to_have_text("已报送1个月报。" if district.language == "zh" else "1 report is filed.")
    assert axe(page) == []
    picture(page, f"months-grid-{district.language}")
    cell(0, month).click()
    page.keyboard.type("1235")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    page.locator("dialog[open] textarea").fill("按结算核实")
    page.locator("dialog[open] .btn-primary").click()
    expect(status).to_have_text("已报送1个月报。" if district.language == "zh" else "1 report is filed.")
    page.goto("/reports/grid/")
    expect(page.locator("#reports-grid")).to_contain_class("kw-ready")
    grid.locator("[data-filter]").fill(name)
    expect(cell(0, month)).to_have_text("1,235")


def test_what_waits_passes_in_one_go(district):
    page = district.page
    page.goto("/reports/")
    page.locator("main a[href*='/reports/turn/?month=']").first.click()
    page.wait_for_url("**/reports/turn/**")
    assert axe(page) == []
    picture(page, f"turn-{district.language}")
    page.locator("#rest .btn-primary").click()
    expect(page.locator("#rest")).to_have_count(0)
