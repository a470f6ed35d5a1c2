"""The map of the specimen, drawn with and without a graphics card, walked by keyboard and drawn upon."""

from __future__ import annotations

import json

import pytest

from tests.journeys.conftest import axe, step_in

pytestmark = pytest.mark.journey
CARD = """HTMLCanvasElement.prototype.getContext = (get => function (kind, more) {
    if (kind === 'webgl2' && WITHOUT) return null;
    if (more) delete more.failIfMajorPerformanceCaveat;
    return get.call(this, kind, more);
})(HTMLCanvasElement.prototype.getContext)"""
"""A browser without a graphics card, or one whose processor passes for it."""


def drawn(page, how: str) -> None:
    """Wait until both maps stand as a drawing (`svg`) or on the card (`gl`)."""
    page.wait_for_selector("[data-map]", state="attached")
    for _ in range(150):
        if set(page.eval_on_selector_all("[data-map]", "all => all.map(one => one.dataset.drawn)")) == {how}:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"no map stood as {how}")


@pytest.fixture
def plain(visitor):
    """The specimen where the browser has no graphics card."""
    page = visitor(language="en")
    page.add_init_script(CARD.replace("WITHOUT", "true"))
    step_in(page, "unit")
    page.goto("/specimen/")
    drawn(page, "svg")
    return page


def test_without_a_graphics_card_the_drawing_shows_every_feature_and_names_them(plain):
    first = plain.locator("[data-map]").first
    assert first.locator("[data-feature]").count() == 5
    assert first.locator(".kw-map-red").count() == 1
    assert {"Rail Z2 phase 1", "FAW-Toyota new-energy vehicles", "Binhai New Area"} <= set(
        first.locator("svg.kw-map-svg text").all_text_contents()
    )
    assert axe(plain) == []


def test_a_keyboard_walks_from_place_to_place_and_closes_the_card(plain):
    plain.locator("[data-act=next]").first.focus()
    plain.keyboard.press("Enter")
    card = plain.locator(".kw-map-card").first
    assert "FAW-Toyota new-energy vehicles" in card.inner_text() and "three months behind" in card.inner_text()
    plain.keyboard.press("Enter")
    assert "Rail Z2 phase 1" in card.inner_text()
    card.locator("button").press("Escape")
    assert card.is_hidden()


def test_clicks_draw_an_area_and_the_last_point_can_be_taken_back(plain):
    field = plain.locator("#specimen-geometry")
    figure = plain.locator("[data-map]").nth(1)
    figure.locator("[data-act=clear]").click()
    assert field.input_value() == ""
    figure.locator("[data-kind=Polygon]").click()
    for x, y in ((100, 80), (220, 90), (200, 180), (90, 170)):
        figure.locator(".kw-map-frame").click(position={"x": x, "y": y})
    ring = json.loads(field.input_value())["coordinates"][0]
    assert len(ring) == 5 and ring[0] == ring[-1]
    figure.locator("[data-act=undo]").click()
    assert json.loads(field.input_value())["coordinates"][0] == [*ring[:3], ring[0]]


def test_typed_coordinates_are_drawn_and_what_is_none_is_said(plain):
    field = plain.locator("#specimen-geometry")
    figure = plain.locator("[data-map]").nth(1)
    field.fill("117.7, 39.0")
    assert figure.locator(".kw-map-vertex").count() == 1
    assert figure.locator("[data-kind=Point]").get_attribute("aria-pressed") == "true"
    field.fill("somewhere in Binhai")
    assert "neither GeoJSON nor" in figure.locator(".kw-map-said").inner_text()
    assert figure.locator(".kw-map-vertex").count() == 0


def test_with_a_graphics_card_the_map_moves_there_under_the_same_policy(visitor):
    page = visitor(language="zh-hans", theme="dark")
    page.add_init_script(CARD.replace("WITHOUT", "false"))
    step_in(page, "unit")
    page.goto("/specimen/")
    if not page.evaluate("Boolean(document.createElement('canvas').getContext('webgl2'))"):
        pytest.skip("this browser has no WebGL at all")
    drawn(page, "gl")
    assert axe(page) == []
