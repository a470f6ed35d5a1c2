"""What goes wrong on the way to the server: nothing typed is lost, nothing is half-written, a sentence says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import step_in

pytestmark = pytest.mark.journey

TOYOTA = "/search/?q=toyota"


def unit_form(page) -> str:
    """Open the form of a unit in Binhai, as the page's person finds it; the address of the unit."""
    page.goto(TOYOTA)
    address = page.locator('main a[href^="/units/"]').first.get_attribute("href")
    page.goto(f"{address}edit/")
    return address


@pytest.fixture
def district(visitor):
    page = visitor(language="en")
    step_in(page, "district")
    return page


@pytest.fixture
def administrator(visitor):
    page = visitor(language="en")
    step_in(page, "administrator")
    return page


def test_a_session_that_ends_in_mid_form_brings_the_typed_words_back(district):
    address = unit_form(district)
    district.get_by_label("Name in English").fill("Typed before the session ended")
    district.context.clear_cookies(name="kw_session")
    district.get_by_role("button", name="Save").click()
    district.wait_for_url("**/step-in/?next=*")
    district.locator('form[action$="/step-in/district/"] button').click()
    district.wait_for_url(f"**{address}edit/")
    district.get_by_role("button", name="Restore what I typed").click()
    expect(district.get_by_label("Name in English")).to_have_value("Typed before the session ended")
    district.get_by_role("button", name="Save").click()
    district.wait_for_url(f"**{address}")
    expect(district.locator(".kw-lead, h1").get_by_text("Typed before the session ended")).to_be_visible()
    district.goto(f"{address}edit/")
    expect(district.get_by_role("button", name="Restore what I typed")).to_have_count(0)


def test_the_second_to_save_sees_both_versions_and_decides(district, administrator):
    address = unit_form(district)
    administrator.goto(f"{address}edit/")
    district.get_by_label("Name in English").fill("What the district wrote")
    district.get_by_role("button", name="Save").click()
    district.wait_for_url(f"**{address}")
    administrator.get_by_label("Name in English").fill("What the administrator wrote")
    administrator.get_by_role("button", name="Save").click()
    expect(administrator.locator(".kw-standing").filter(has_text="What the district wrote")).to_be_visible()
    expect(administrator.get_by_label("Name in English")).to_have_value("What the administrator wrote")
    district.reload()
    expect(district.locator("main").get_by_text("What the district wrote").first).to_be_visible()
    administrator.get_by_role("button", name="Save").click()
    administrator.wait_for_url(f"**{address}")
    expect(administrator.locator("main").get_by_text("What the administrator wrote").first).to_be_visible()
    history = administrator.locator(".kw-panel").last
    history.scroll_into_view_if_needed()
    expect(history.get_by_text("What the district wrote").first).to_be_visible()


def test_a_form_sent_to_a_stopped_server_keeps_what_was_typed_and_says_so(district, site):
    address = unit_form(district)
    district.get_by_label("Name in English").fill("Typed while the server was away")
    site.stop()
    try:
        district.get_by_role("button", name="Save").click()
        expect(district.get_by_text("Keyworks cannot be reached just now.")).to_be_visible()
        expect(district.get_by_label("Name in English")).to_have_value("Typed while the server was away")
    finally:
        site.start()
    district.get_by_role("button", name="Save").click()
    district.wait_for_url(f"**{address}")
    expect(district.locator("main").get_by_text("Typed while the server was away").first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "此处没有您可查看的内容"), ("en", "There is nothing here for you to see")],
)
def test_another_districts_unit_is_not_there_and_that_is_said_in_the_readers_language(visitor, language, words):
    everything, own = visitor(language="en"), visitor(language=language)
    step_in(everything, "city")
    everything.goto("/search/?q=heping")
    address = everything.locator('main a[href^="/units/"]').first.get_attribute("href")
    step_in(own, "district")
    for asked in (address, f"{address}edit/", "/units/99999999/"):
        assert own.goto(asked).status == 404
        expect(own.get_by_role("heading", name=words)).to_be_visible()


@pytest.mark.parametrize(
    "query",
    [
        "size=999999999999999999999&after=%00%FFjunk",
        "after=eyJqdW5rIjogMX0&before=zzz&sort=password",
        "size=-1&sort=;drop&columns=nothing&q=%F0%9F%92%A5",
    ],
)
def test_a_list_asked_for_nonsense_is_still_a_list(administrator, query):
    assert administrator.goto(f"/people/?{query}").status == 200
    expect(administrator.get_by_role("heading", name="People", level=1)).to_be_visible()
    assert administrator.locator("[data-table] tbody tr").count() <= 200
