"""The year of the demonstration city, from New Year to the fifteenth of December, lived by a unit, a district and the
city office, each at the pages they would use."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, built_once, step_in
from tests.journeys.reader import CODES, HEIGHT, Reader
from tests.journeys.test_month import Counted

pytestmark = pytest.mark.journey
PLANT = re.compile("一汽丰田|FAW-Toyota")


@pytest.fixture(scope="module")
def new_year(tmp_path_factory):
    """The folder of a demonstration city on New Year's Day, to be copied."""

    def build(folder):
        first = Site(folder)
        first.keyworks("demo", "--day", "2022-01-01")
        first.stop()

    return built_once(tmp_path_factory, "new-year", build)


@pytest.fixture(params=["zh", "en"])
def living(request, visitor, album, tmp_path_factory, new_year):
    served = Site(tmp_path_factory.mktemp("year"), like=new_year)
    page = visitor(language=CODES[request.param], of=served, height=HEIGHT)
    page.set_default_timeout(15_000)
    yield Reader(page, request.param, album)
    served.stop()


def move(living, day):
    """Move the day of the demonstration from its banner, and wait until the city has lived up to it."""
    page = living.page
    page.locator(".kw-banner a[href*='/day/']").click()
    page.fill("input[name=day]", day)
    page.locator("main form.kw-form .btn-primary").click()
    result = page.locator("main a[href='/reports/']")
    result.wait_for(timeout=120_000)
    result.click()


def to_file(living):
    step_in(living.page, "unit")
    return living.page.locator(".kw-list a[href*='/file/']").first


def file_a_month(living, done, progress):
    """File what was built; how many things that took."""
    link, hand = to_file(living), Counted(living.page)
    hand.click(link)
    hand.fill("done", done if living.language == "zh" else str(float(done) / 100))
    hand.fill("progress", progress)
    if living.page.locator("[name=before_year]").count():
        hand.fill("before_year", "600000" if living.language == "zh" else "6000")
    hand.click(living.page.locator("main form.kw-form .btn-primary").last)
    living.page.wait_for_url(re.compile(r"/reports/\d+/\d{6}/$"))
    return hand.actions


def pass_the_rest(living, role):
    """Whoever's turn it is lets pass what raises no question, and then one by one what was worth a look."""
    page = living.page
    step_in(page, role)
    page.goto("/reports/turn/")
    rest = page.locator("#rest .btn-primary")
    if rest.count():
        rest.click()
        page.wait_for_load_state()


def scroll_to(page, panel):
    """Down to a part of the page that comes when it is seen."""
    there = page.locator(f"[hx-get^='{panel}']")
    if there.count():
        there.scroll_into_view_if_needed()


def test_a_year_is_lived_through(living):
    page = living.page

    # New Year: the unit plans its year by month.
    step_in(page, "unit")
    page.locator("nav a[href^='/projects/']").first.click()
    page.get_by_role("link", name=PLANT).first.click()
    scroll_to(page, "/reports/of/")
    page.locator("a[href*='/plan/2022/']").first.click()
    page.locator("main form.kw-form .btn-primary").last.click()
    living.sees("The months add up to it.")

    # February: January is filed, given back by the district, mended, passed and accepted.
    move(living, "2022-02-05")
    assert file_a_month(living, "9000", "96") <= 12
    report = page.url
    step_in(page, "district")
    page.goto(report)
    page.fill("#back_reason", "请说明设备到场情况")
    page.locator("form:has([name=back]) button").click()
    link = to_file(living)
    link.click()
    page.fill("[name=words]", "四条生产线联调联试，设备全部到场")
    page.fill("[name=reason]", "补充说明")
    page.locator("main form.kw-form .btn-primary").last.click()
    page.wait_for_url(re.compile(r"/reports/\d+/202201/$"))
    pass_the_rest(living, "district")
    expect(page.locator("main")).not_to_contain_text("请说明设备到场情况")
    step_in(page, "city")
    page.goto(report)
    page.locator("form:not(:has([name=back])) .btn-primary", has_text=living.say("Let pass")).click()
    living.keep("year-february")

    # March: February brought nothing new for the plant, in two actions; whoever is missing is seen by all.
    move(living, "2022-03-08")
    link, hand = to_file(living), Counted(page)
    hand.click(link)
    hand.click(page.locator("button[name=why][value=holiday]"))
    page.wait_for_url(re.compile(r"/reports/\d+/202202/$"))
    assert hand.actions == 2
    step_in(page, "district")
    page.goto("/reports/?state=missing")
    expect(page.locator("tbody tr").first).to_be_visible()

    # July: half the year is told by district, as known then and now; the first car has left the line.
    move(living, "2022-07-16")
    step_in(page, "city")
    page.goto("/reports/districts/?month=2022-06")
    living.keep("year-districts")
    expect(page.locator("tbody tr")).to_have_count(16)
    page.goto("/reports/districts/lights/?month=2022-06")
    expect(page.locator("tbody tr")).to_have_count(16)
    page.goto("/reports/questions/")
    expect(page.locator("tbody tr").first).to_be_visible()

    # September: a closed month was opened and corrected; two days compared say why the figures differ.
    move(living, "2022-09-12")
    page.goto("/reports/compare/?month=2022-07&from=2022-08-27&to=2022-09-10")
    living.sees("correction")
    living.keep("year-compare")

    # December: the unit sees its year, the district what is left, the city office its bulletin.
    move(living, "2022-12-15")
    step_in(page, "unit")
    page.locator("nav a[href^='/projects/']").first.click()
    page.locator("nav a[href^='/projects/']").first.click()
    page.get_by_role("link", name=PLANT).first.click()
    scroll_to(page, "/reports/curve/")
    page.locator(".kw-curve svg").first.wait_for()
    living.keep("year-curve")
    step_in(page, "district")
    page.goto("/reports/turn/")
    living.keep("year-turn")
    expect(page.locator("#rest .btn-primary")).to_be_visible()
    step_in(page, "city")
    page.goto("/reports/bulletin/202211/")
    living.keep("year-bulletin")
    living.sees("By district")
    told = page.locator("main").inner_text()
    assert "2,158" in told or "215.8" in told
