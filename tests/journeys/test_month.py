"""A month lived through: a unit files, a district gives back and passes on, the city office accepts and closes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, step_in
from tests.journeys.reader import CODES, HEIGHT, Reader

pytestmark = pytest.mark.journey


class Counted:
    """Somebody at a page, whose clicks and fields filled are counted: what each is told to do is one action."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def click(self, locator):
        self.actions += 1
        locator.click()

    def fill(self, name, text):
        self.actions += 1
        self.page.fill(f"[name={name}]", text)


@pytest.fixture(params=["zh", "en"])
def living(request, visitor, album, tmp_path_factory, demonstration):
    """A reader in a demonstration city of its own: a month is filed once."""
    served = Site(tmp_path_factory.mktemp("month"), like=demonstration)
    page = visitor(language=CODES[request.param], of=served, height=HEIGHT)
    page.set_default_timeout(8000)
    yield Reader(page, request.param, album)
    served.stop()


def to_file(page):
    """From the desk to the form of the project that has not filed."""
    step_in(page, "unit")
    return page.locator(".kw-list a[href*='/file/']").first


def test_a_month_without_change_is_filed_in_two_actions(living):
    page = living.page
    link, hand = to_file(page), Counted(living.page)
    hand.click(link)
    hand.click(page.locator("button[name=why][value=winter]"))
    page.wait_for_url(re.compile(r"/reports/\d+/202201/$"))
    living.sees("no change")
    assert hand.actions == 2


def test_a_month_is_filed_given_back_corrected_passed_accepted_and_closed(living):
    page = living.page
    link, hand = to_file(page), Counted(living.page)
    hand.click(link)
    page.wait_for_url("**/file/")
    done, before = ("12,345.67", "600,000") if living.language == "zh" else ("123.46", "6,000")
    hand.fill("done", done)
    hand.fill("progress", "92.5")
    hand.fill("words", "四条生产线联调联试")
    hand.fill("before_year", before)
    hand.click(page.locator("main form.kw-form .btn-primary").last)
    page.wait_for_url(re.compile(r"/reports/\d+/202201/$"))
    report = page.url
    assert hand.actions == 6, "at most twelve, the first month's question included"
    expect(page.locator("main")).to_contain_text(done)

    step_in(page, "district")
    page.goto(report)
    page.fill("#back_reason", "请补充设备安装情况")
    page.locator("form:has([name=back]) button").click()
    expect(page.locator("main")).to_contain_text("请补充设备安装情况")

    step_in(page, "unit")
    page.locator(".kw-list a[href*='/file/']").first.click()
    expect(page.locator(".kw-alert")).to_contain_text("请补充设备安装情况")
    page.fill("[name=words]", "四条生产线联调联试，涂装线设备安装完成")
    page.fill("[name=reason]", "补充说明")
    page.locator("main form.kw-form .btn-primary").last.click()
    page.wait_for_url(re.compile(r"/reports/\d+/202201/$"))

    step_in(page, "district")
    page.goto(report)
    page.locator("form:not(:has([name=back])) .btn-primary", has_text=living.say("Let pass")).click()
    expect(page.locator("main")).to_contain_text(living.say("passed by the district"))

    step_in(page, "city")
    page.goto("/reports/")
    living.keep("month")
    page.goto(report)
    page.locator("main .btn-primary", has_text=living.say("Let pass")).click()
    expect(page.locator("main")).to_contain_text(living.say("All that was filed"))
    page.goto("/reports/")
    page.locator("#closing button").click()
    living.sees("This month is closed: what it says stays.")
    page.goto(report.replace("/202201/", "/202201/file/"))
    living.sees("This month is closed: what it says stays.")
