"""A report typed where the connection is bad: it is kept, offered back, and gone once it is filed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, step_in
from tests.journeys.reader import CODES, HEIGHT

pytestmark = pytest.mark.journey
WORDS = "四条生产线联调联试，涂装线设备安装完成"


@pytest.fixture
def unit(visitor, tmp_path_factory, demonstration):
    """A unit at the form of the report it has not filed, in a city of its own."""
    served = Site(tmp_path_factory.mktemp("kept"), like=demonstration)
    page = visitor(language=CODES["zh"], of=served, height=HEIGHT)
    page.set_default_timeout(8000)
    step_in(page, "unit")
    page.locator(".kw-list a[href*='/file/']").first.click()
    page.wait_for_url("**/file/")
    yield page
    served.stop()


def typed(page):
    page.fill("[name=done]", "12,345.67")
    page.fill("[name=words]", WORDS)
    page.fill("[name=before_year]", "600000")


def taken_again(page):
    """The form offers what was typed, with its time, and fills it in."""
    offer = page.locator(".kw-restore", has_text=re.compile(r"\d\d:\d\d"))
    offer.locator("[data-restore]").click()
    expect(page.locator("[name=done]")).to_have_value("12,345.67")
    expect(page.locator("[name=words]")).to_have_value(WORDS)


KEPT = """new Promise((done) => {
  const kept = () => Object.keys(localStorage).some((name) => name.startsWith("kw-draft:"));
  const look = () => (kept() ? done() : setTimeout(look, 50));
  look();
})"""
"""Until something is kept: a moment after it was typed."""


def send(page):
    page.locator("main form.kw-form .btn-primary").last.click()


def test_sent_without_a_connection_it_is_kept_and_filed_later(unit):
    form = unit.url
    typed(unit)
    unit.context.set_offline(True)
    send(unit)
    expect(unit.locator("[data-unreached]")).to_be_visible()
    expect(unit.locator("[name=words]")).to_have_value(WORDS)
    unit.locator("button[name=why][value=winter]").click()
    expect(unit.locator("[data-unreached]")).to_have_count(2)
    unit.context.set_offline(False)
    unit.goto(form)
    taken_again(unit)
    send(unit)
    unit.wait_for_url(re.compile(r"/reports/\d+/202201/$"))
    expect(unit.locator("main")).to_contain_text("12,345.67")
    unit.goto(form)
    expect(unit.locator(".kw-restore")).to_have_count(0)


def test_a_closed_tab_gives_back_what_was_typed(unit):
    form, context = unit.url, unit.context
    typed(unit)
    unit.evaluate(KEPT)
    unit.close()
    page = context.new_page()
    page.goto(form)
    taken_again(page)


def test_an_upload_that_is_cut_off_gives_back_what_was_typed(unit):
    form = unit.url
    typed(unit)
    unit.route("**/file/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    with unit.expect_event("requestfailed"):
        send(unit)
    page = unit.context.new_page()
    page.goto(form)
    taken_again(page)


def test_what_is_left_is_offered_no_more(unit):
    form = unit.url
    typed(unit)
    unit.evaluate(KEPT)
    unit.evaluate("document.querySelector('form[data-dirty]').removeAttribute('data-dirty')")
    unit.goto(form)
    unit.locator(".kw-restore [data-discard]").click()
    unit.goto(form)
    expect(unit.locator(".kw-restore")).to_have_count(0)
