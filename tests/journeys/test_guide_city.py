"""The guide to what is seen over many projects: the city, the map, programmes, search, papers, open data."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import step_in

pytestmark = pytest.mark.journey
SHOWN = re.compile(r"\d[\d,]*")


def number(locator) -> int:
    return int(SHOWN.search(locator.inner_text()).group().replace(",", ""))


def test_the_city_on_one_page_and_what_a_number_counts(reader):
    page = reader.page
    step_in(page, "leader")
    page.locator("nav a[href='/city/']").first.click()
    reader.sees("Where the year stands")
    reader.keep("city")
    row = page.locator("tr", has_text="滨海新区" if reader.language == "zh" else "Binhai New Area")
    figure = row.locator("a[href*='what=listed']").first
    counted = number(figure)
    figure.click()
    page.wait_for_url("**/city/projects/**")
    assert number(page.locator(".kw-headline")) == counted == 180
    reader.keep("city-list")
    page.go_back()
    page.fill("[name=asof]", "2022-02-09")
    reader.press("Show")
    page.wait_for_url("**asof=2022-02-09**")
    day = "2022年2月9日" if reader.language == "zh" else "9 Feb 2022"
    expect(page.locator("main")).to_contain_text(day)


def test_the_map_its_shades_and_a_mark(reader):
    page = reader.page
    step_in(page, "city")
    page.goto("/map/")
    page.wait_for_selector("[data-map][data-lit]", state="attached", timeout=60_000)
    reader.press("Plan of the year", role="link")
    page.wait_for_selector("[data-map][data-lit]", state="attached", timeout=60_000)
    page.locator("[data-city-list] button").first.click()
    expect(page.locator(".kw-map-card")).to_contain_text(reader.say("Open"))
    page.locator("figure.kw-map").scroll_into_view_if_needed()
    reader.keep("city-map")


def test_a_programme_with_its_wall_chart(reader):
    page = reader.page
    step_in(page, "city")
    page.goto("/programmes/")
    page.locator("tbody .row-link").first.click()
    page.wait_for_url(re.compile(r"/programmes/\d+/"))
    reader.sees("Wall chart")
    page.get_by_role("heading", name=reader.say("Wall chart")).scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 500)")
    reader.keep("programme")


def test_everything_is_found_from_one_box(reader):
    page = reader.page
    step_in(page, "city")
    page.keyboard.press("/")
    page.keyboard.type("yqft")
    page.locator("#kw-quick a").first.wait_for()
    reader.keep("search")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.locator("main")).to_contain_text("一汽丰田" if reader.language == "zh" else "FAW-Toyota")


def test_a_paper_is_issued(reader):
    page = reader.page
    step_in(page, "district")
    page.goto("/publishing/papers/new/")
    reader.press("Issue a paper")
    page.wait_for_url(re.compile(r"/publishing/papers/\d+/$"), timeout=60_000)
    reader.keep("paper")
    with page.expect_download() as download:
        page.locator("main a[href$='/pdf/']").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_what_everybody_may_read(reader):
    page = reader.page
    page.goto("/open/")
    reader.sees("Download this edition")
    reader.keep("open")
    with page.expect_download() as download:
        page.locator("a[download][href$='/as/csv/']").first.click()
    assert len(download.value.path().read_bytes().splitlines()) > 700
