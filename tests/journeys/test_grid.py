"""The grid as people use it: a block pasted from a sheet, undone, corrected, saved; nothing typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import axe, picture, step_in

pytestmark = pytest.mark.journey

PASTE = """(text) => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
}"""
COPY = """() => {
    const clipboard = new DataTransfer();
    const event = new ClipboardEvent("copy", { clipboardData: clipboard, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
    return clipboard.getData("text/plain");
}"""
REGISTER = """async (rows) => {
    const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const body = JSON.stringify({ rows, reason: "" });
    return (await fetch("/api/v1/projects/rows", { method: "POST", headers, body })).status;
}"""


def open_grid(page, address, name):
    page.goto(address)
    expect(page.locator(f"#{name}")).to_contain_class("kw-ready")
    return lambda y, x: page.locator(f"#{name}-{y}-{x}")


def test_a_block_is_pasted_marked_undone_and_copied_as_it_stood(visitor):
    page = visitor(language="en")
    step_in(page, "city")
    cell = open_grid(page, "/specimen/", "specimen-grid")
    grid = page.locator("#specimen-grid")
    count, bar, status = grid.locator("[data-count]"), grid.locator("[data-bar]"), grid.locator("[data-status]")
    before = cell(1, 3).inner_text(), cell(2, 4).inner_text()
    sum_before = grid.locator(".kw-grid-foot .kw-grid-cell").nth(4).inner_text()
    cell(1, 3).click()
    page.evaluate(PASTE, '1,234.5\t１２３４．５\n"(300)"\tabc\n')
    expect(count).to_have_text("Changes: 4")
    assert (cell(1, 3).inner_text(), cell(1, 4).inner_text(), cell(2, 3).inner_text()) == ("1,234.5", "1,234.5", "−300")
    assert grid.locator(".kw-grid-foot .kw-grid-cell").nth(4).inner_text() != sum_before
    assert page.evaluate(COPY) == "1234.5\t1234.5\n-300\tabc"
    grid.locator("[data-problems]").click()
    expect(bar).to_contain_text("This is not a number.")
    expect(bar).to_contain_text("before:")
    expect(cell(2, 4)).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Control+s")
    expect(status).to_have_text("Nothing was sent yet: the marked cells need repair first.")
    assert axe(page) == []
    picture(page, "grid-problems")
    page.keyboard.press("Control+z")
    expect(count).to_have_text("Changes: 0")
    assert (cell(1, 3).inner_text(), cell(2, 4).inner_text()) == before
    assert grid.locator(".kw-grid-foot .kw-grid-cell").nth(4).inner_text() == sum_before
    page.keyboard.press("Control+y")
    expect(count).to_have_text("Changes: 4")


def test_it_is_typed_into_and_left_by_keyboard_as_a_sheet_is(visitor):
    page = visitor(language="en")
    step_in(page, "city")
    cell = open_grid(page, "/specimen/", "specimen-grid")
    cell(0, 4).click()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    page.keyboard.press("F2")
    page.keyboard.type("9")
    page.keyboard.press("Escape")
    assert (cell(0, 4).inner_text(), cell(0, 5).inner_text()) == ("7", "8")
    expect(page.locator("#specimen-grid [data-count]")).to_have_text("Changes: 2")
    expect(cell(1, 5)).to_contain_class("kw-active")
    page.keyboard.press("Control+End")
    expect(page.locator("#specimen-grid-2999-14")).to_contain_class("kw-active")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator("#specimen-grid [data-field]")).not_to_be_focused()


def test_what_was_typed_outlives_a_reload(visitor):
    page = visitor(language="en")
    step_in(page, "city")
    cell = open_grid(page, "/specimen/", "specimen-grid")
    cell(3, 0).click()
    page.keyboard.type("Another name")
    page.keyboard.press("Enter")
    page.on("dialog", lambda asked: asked.accept())
    cell = open_grid(page, "/specimen/", "specimen-grid")
    assert cell(3, 0).inner_text() != "Another name"
    page.locator("#specimen-grid [data-restore]").click()
    expect(cell(3, 0)).to_have_text("Another name")
    page.locator("#specimen-grid").get_by_role("button", name="Discard changes").click()
    expect(page.locator("#specimen-grid [data-count]")).to_have_text("Changes: 0")


def test_amounts_pasted_into_the_register_are_saved_and_then_corrected_with_a_reason(visitor):
    page = visitor()
    step_in(page, "city")
    page.goto("/specimen/")
    rows = [{"name_zh": f"表格试验项目{name}", "local_number": f"GRID-{name}"} for name in "甲乙"]
    assert page.evaluate(REGISTER, rows) == 201
    cell = open_grid(page, "/projects/grid/?q=GRID&of=2022&fund=own", "projects-grid")
    grid = page.locator("#projects-grid")
    cell(0, 11).click()
    page.evaluate(PASTE, "60,000\t1,500\n40,000\t2,500.5")
    expect(grid.locator(".kw-grid-foot")).to_contain_text("100,000")
    expect(grid.locator(".kw-grid-foot")).to_contain_text("4,000.5")
    picture(page, "grid-register")
    grid.locator("[data-save]").click()
    expect(grid.locator("[data-status]")).to_have_text("已保存 2 个项目。")
    expect(grid.locator("[data-count]")).to_have_text("已修改：0 处")
    cell(0, 12).click()
    page.keyboard.type("1600")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    page.locator("dialog[open] textarea").fill("按合同核实")
    page.locator("dialog[open] .btn-primary").click()
    expect(grid.locator("[data-status]")).to_have_text("已保存 1 个项目。")
    open_grid(page, "/projects/grid/?q=GRID&of=2022&fund=own", "projects-grid")
    expect(cell(0, 12)).to_have_text("1,600")
    expect(grid.locator(".kw-grid-foot")).to_contain_text("4,100.5")
