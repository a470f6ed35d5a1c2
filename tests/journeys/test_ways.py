"""Ways through the site: by keyboard, in one's own language and units, over long tables, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import step_in

pytestmark = pytest.mark.journey


def test_the_keyboard_searches_moves_opens_helps_and_goes_home(visitor):
    page = visitor(language="en")
    step_in(page, "administrator")
    page.goto("/people/")
    rows = page.locator("[data-table] tbody tr")
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(rows.nth(row)).to_contain_class("kw-current")
    address = rows.nth(1).get_attribute("data-href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    page.keyboard.press("?")
    expect(page.locator("#kw-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#kw-help")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#kw-search")).to_be_focused()
    page.keyboard.type("j k g d ?")
    expect(page.locator("#kw-search")).to_have_value("j k g d ?")
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url(lambda url: url.endswith("/") and url.count("/") == 3)


def test_language_theme_and_unit_of_money_stay_as_they_were_chosen(visitor):
    page = visitor()
    step_in(page, "city")
    page.goto("/specimen/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Specimen page")).to_be_visible()
    for name, value in (("theme", "dark"), ("money", "yi")):
        page.locator("summary[aria-label=Display]").click()
        page.locator(f'.kw-display button[name="{name}"][value="{value}"]').click()
        page.wait_for_url("**/specimen/")
    for _again in range(2):
        page.goto("/units/")
        page.goto("/specimen/")
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("html").get_attribute("data-bs-theme") == "dark"
        expect(page.locator("#table thead .kw-unit").first).to_have_text("100m yuan")
        page.reload()


def test_a_table_of_200_rows_scrolls_below_its_head_and_chooses_them_all(visitor):
    page = visitor(language="en")
    step_in(page, "city")
    page.goto("/specimen/?size=200")
    region, rows = page.locator("#table .kw-scroll"), page.locator("#table tbody tr")
    expect(rows).to_have_count(200)
    rows.last.scroll_into_view_if_needed()
    expect(rows.last).to_be_in_viewport()
    head, top = page.locator("#table thead th").nth(1).bounding_box(), region.bounding_box()
    assert abs(head["y"] - top["y"]) <= 2
    first = rows.last.locator("th").bounding_box()
    region.evaluate("region => { region.scrollLeft = 200 }")
    assert rows.last.locator("th").bounding_box()["x"] == first["x"]
    page.locator("#table [data-select-all]").check()
    expect(page.locator("#table [data-count]")).to_have_text("200")
    page.get_by_role("button", name="Remind").click()
    expect(page.locator(".kw-toasts").get_by_text("200 rows chosen.")).to_be_visible()


def test_without_scripts_lists_forms_and_parts_work_as_whole_pages(visitor, tmp_path):
    page = visitor(language="en", java_script_enabled=False)
    step_in(page, "city")
    page.goto("/people/")
    page.locator('.kw-filters input[name="q"]').fill("Dongli District Key")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("[data-table] tbody tr")).to_have_count(3)
    page.goto("/me/edit/")
    page.get_by_label("E-mail").fill("no address")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-errors]")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("no address")
    page.goto("/units/1/")
    page.locator("section", has_text="Comments").get_by_role("link", name="Open this part").click()
    page.get_by_label("Add a comment").fill("Said without a script")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("Said without a script")).to_be_visible()
    note = tmp_path / "without-a-script.txt"
    note.write_text("hello")
    page.goto("/dossier/unit/1/files/")
    page.get_by_label("Choose files").set_input_files(note)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("link", name="without-a-script.txt")).to_be_visible()
