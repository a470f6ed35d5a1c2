"""A district's report to a meeting: found on the desk, drafted, written on a phone, given back, accepted, read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, step_in
from tests.journeys.reader import CODES

pytestmark = pytest.mark.journey
PLANNED = {"zh": ("805.96亿元", "900.00亿元"), "en": ("80.60 billion", "90.00 billion")}
"""What Binhai plans for the year, as it is drafted, and what somebody writes instead."""


@pytest.fixture(params=["zh", "en"])
def phone(request, visitor, tmp_path_factory, demonstration):
    """A telephone in a demonstration city of its own, and its reader's language."""
    served = Site(tmp_path_factory.mktemp("reports"), like=demonstration)
    page = visitor(language=CODES[request.param], of=served, width=390, height=844)
    page.set_default_timeout(20_000)
    yield page, request.param
    served.stop()


def sent(page, form: str = "main form.kw-form") -> None:
    page.locator(f"{form} .btn-primary").last.click()


def hand_in(page) -> None:
    page.locator("form[action$='/hand-in/'] button").click()
    expect(page.locator("form[action$='/hand-in/']")).to_have_count(0)


def test_a_report_is_drafted_written_on_a_phone_given_back_and_accepted(phone):
    page, language = phone
    drafted, typed = PLANNED[language]
    step_in(page, "district")
    page.locator("[data-panel][hx-get='/meetings/reports/mine/']").scroll_into_view_if_needed()
    page.locator("a[href^='/meetings/reports/']").first.click()
    page.wait_for_url(re.compile(r"/meetings/reports/\d+/$"))
    there = page.url
    page.locator("a[href$='/draft/']").click()
    page.wait_for_url("**/draft/")
    sent(page)
    page.wait_for_url(there)
    expect(page.locator(".statements-text a", has_text=drafted)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    page.locator("a[href$='/edit/']").click()
    page.wait_for_url("**/edit/")
    expect(page.locator("#statement-check .statements-odd")).to_have_count(0)
    page.fill("#id_targets", page.input_value("#id_targets").replace(drafted, typed))
    expect(page.locator("#statement-check .statements-odd li")).to_have_count(1)
    sent(page)
    page.wait_for_url(there)
    expect(page.locator("mark")).to_contain_text(typed)
    hand_in(page)

    step_in(page, "city")
    page.goto(there)
    expect(page.locator("mark")).to_contain_text(typed)
    page.locator("a[href$='/give-back/']").click()
    page.wait_for_url("**/give-back/")
    page.fill("#id_reason", "请核对年度计划投资。")
    sent(page)
    page.wait_for_url(there)

    step_in(page, "district")
    page.goto(there)
    expect(page.locator(".kw-alert").first).to_contain_text("请核对年度计划投资。")
    page.locator("a[href$='/edit/']").click()
    page.wait_for_url("**/edit/")
    page.fill("#id_targets", page.input_value("#id_targets").replace(typed, drafted))
    expect(page.locator("#statement-check .statements-odd")).to_have_count(0)
    sent(page)
    page.wait_for_url(there)
    hand_in(page)

    step_in(page, "city")
    page.goto(there)
    page.locator("form[action$='/accept/'] button").click()
    expect(page.locator("form[action$='/accept/']")).to_have_count(0)
    expect(page.locator("mark")).to_have_count(0)
    page.locator(".kw-trail a").last.click()
    page.wait_for_url("**/reports/")
    page.goto(f"{page.url}beside/?part=targets")
    expect(page.locator(".statements-beside td", has_text=drafted)).to_have_count(1)
