"""The map of the city: clusters, the list beside it, the measure, with and without a graphics card."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import axe, step_in
from tests.journeys.test_map import CARD

pytestmark = pytest.mark.journey


def lit(page) -> None:
    """Wait until the marks and their lights are there."""
    page.wait_for_selector("[data-map][data-lit]", state="attached", timeout=60_000)
    page.wait_for_timeout(400)


@pytest.fixture
def opened(visitor):
    def go(address="/map/", card="true", role="city", **said):
        page = visitor(**{"language": "en", **said})
        page.add_init_script(CARD.replace("WITHOUT", card))
        step_in(page, role)
        page.goto(address)
        lit(page)
        return page

    return go


def test_many_marks_are_one_disc_and_pressing_it_comes_nearer(opened):
    page = opened()
    assert page.eval_on_selector("[data-map]", "one => one.dataset.drawn") == "svg"
    assert page.locator(".kw-map-shade-5").count() >= 1
    before = page.locator("[data-city-told]").inner_text()
    assert before.startswith("676 in view")
    page.locator("circle.kw-map-many").last.dispatch_event("click")
    page.wait_for_timeout(600)
    assert page.locator("[data-city-told]").inner_text() != before
    assert axe(page) == []


def test_the_list_beside_the_map_chooses_without_a_pointer(opened):
    page = opened("/map/?q=Z2", width=390, height=844)
    first = page.locator("[data-city-list] button").first
    first.focus()
    page.keyboard.press("Enter")
    card = page.locator(".kw-map-card")
    assert "Rail Transit Line Z2, Phase 1" in card.inner_text() and "Total investment: " in card.inner_text()
    assert first.get_attribute("aria-pressed") == "true"
    assert page.locator(".kw-map-half").count() + page.locator(".kw-map-none").count() >= 14
    assert axe(page) == []


def test_a_distance_and_an_area_are_measured_by_keyboard_too(opened):
    page = opened("/map/?district=binhai", language="zh-hans", theme="dark")
    page.locator("[data-measure=Polygon]").click()
    drawing = page.locator("svg.kw-map-svg")
    for keys in ("Enter", "ArrowLeft", "Enter", "ArrowUp", "Enter"):
        drawing.press(keys)
        page.wait_for_timeout(60)
    assert "km²" in page.locator(".kw-map-measured").inner_text()
    page.locator("[data-act=back]").click()
    assert "km²" not in page.locator(".kw-map-measured").inner_text()
    drawing.press("Escape")
    assert page.locator(".kw-map-measured").inner_text() == ""


def test_on_a_graphics_card_the_same_stands_and_lengths_are_geodesic(opened):
    page = opened(card="false")
    page.wait_for_selector('[data-map][data-drawn="gl"]', state="attached", timeout=60_000)
    page.locator("[data-city-list] button").first.click()
    assert page.locator(".kw-map-card").is_visible()
    geo = "import(performance.getEntriesByType('resource').find(one => /map-geo[.]/.test(one.name)).name)"
    line = page.evaluate(
        f"{geo}.then(it => it.metres([144 + 25 / 60 + 29.5244 / 3600, -37 - 57 / 60 - 3.7203 / 3600],"
        " [143 + 55 / 60 + 35.3839 / 3600, -37 - 39 / 60 - 10.1561 / 3600]))"
    )
    assert line == pytest.approx(54972.271, abs=0.001)  # Vincenty's own example
    quarter = page.evaluate(f"{geo}.then(it => it.areaOf([[0, 0], [90, 0], [180, 0], [180, 90], [90, 90], [0, 90]]))")
    assert quarter / 1e12 == pytest.approx(510.0656 / 4, abs=0.0001)  # of the ellipsoid's surface
