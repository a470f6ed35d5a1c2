"""A meeting from its first word to what became of it: caught in the room, one of it without a connection."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from keyworks.meetings.tests.test_spoken import DAYS
from tests.journeys.conftest import Site, axe, picture, step_in
from tests.journeys.reader import CODES, HEIGHT, Reader

pytestmark = pytest.mark.journey
DAY = "2022-02-22"
"""On which the demonstration plays when it is built."""
TITLE = "北辰区项目现场办公会"
FIRST = "请工信局三月十五日前落实第二路电源，一周一报。"
OFFLINE = "出入口占道的问题，北辰区十个工作日内解决。"
SPOT = "夜间施工许可现场就定了。"
THOUSAND = "讲话" * 500


@pytest.fixture(params=["zh", "en"])
def living(request, visitor, album, tmp_path_factory, demonstration):
    """A secretary in a demonstration city of its own."""
    served = Site(tmp_path_factory.mktemp("room"), like=demonstration)
    page = visitor(language=CODES[request.param], of=served, height=HEIGHT)
    page.set_default_timeout(20_000)
    yield Reader(page, request.param, album)
    served.stop()


def kept(page, **said):
    """Fill the form of a page and keep it."""
    form = page.locator("main form.kw-form")
    for name, words in said.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(words)
        else:
            field.fill(words)
    before = page.url
    form.locator(".btn-primary").last.click()
    page.wait_for_url(lambda address: address != before)


def planned(page):
    """Plan a meeting of today with the usual agenda, one more point and two people; its number."""
    step_in(page, "city")
    page.goto("/meetings/plan/")
    kept(page, title=TITLE, title_en="", on=DAY, begins="09:00", ends="11:00", place="北辰区会议室")
    number = re.search(r"/meetings/(\d+)/", page.url)[1]
    page.goto(f"/meetings/{number}/agenda/new/")
    kept(page, point="topic", title="用电问题", minutes="10")
    for name, post, part in (("张副市长", "副市长", "chair"), ("王建国", "区长", "reporting")):
        page.goto(f"/meetings/{number}/people/new/")
        kept(page, name=name, post=post, part=part)
    return number


def catch(page, words, lead="", due="", spot=""):
    """Write down a directive by the keys alone."""
    page.fill("#catch-words", words)
    if lead:
        page.locator("#catch-lead").press_sequentially(lead)
        page.locator(".room-offers:visible li").first.wait_for()
        page.keyboard.press("Enter")
    if due:
        page.fill("#catch-due", due)
        expect(page.locator("#catch-day")).not_to_be_empty()
    if spot:
        page.check("#room-catch [name=spot]")
        page.fill("#catch-result", spot)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#catch-words")).to_have_value("")


def test_a_meeting_is_written_down_in_the_room_and_followed(living, visitor):
    page = living.page
    number = planned(page)
    page.goto(f"/meetings/{number}/room/")
    living.press("Begin the meeting")
    page.goto(f"/meetings/{number}/room/")
    page.locator(".room-go .btn-primary").click()
    expect(page.locator(".room-current [data-over]")).to_contain_text(re.compile(r"\d:\d\d"))
    living.sees("Write it down")

    days = page.evaluate(
        """async (days) => {
          const at = [...document.querySelectorAll("script[src*=room]")].map((one) => one.src)[0];
          const source = await (await fetch(at)).text();
          const fields = new URL(source.match(/from "(.*room-fields.*?)"/)[1], at);
          const more = await (await fetch(fields)).text();
          const { readDay } = await import(new URL(more.match(/from "(.*room-days.*?)"/)[1], fields));
          const plain = { off: new Set(), worked: new Set() };
          return days.map(([typed]) => readDay(typed, "2022-02-08", plain));
        }""",
        DAYS,
    )
    assert days == [meant for _typed, meant in DAYS], "the page reads days as the server does"

    catch(page, FIRST, lead="gongye", due="+15")
    expect(page.locator(".room-entry")).to_have_count(1)
    page.locator(".room-tap button[value=present]").first.click()
    expect(page.locator(".room-people .kw-caption").first).to_contain_text("1")

    page.context.set_offline(True)
    catch(page, OFFLINE, lead="beichen", due="+10")
    expect(page.locator("[data-waiting] .room-said")).to_have_text(OFFLINE)
    expect(page.locator("[data-net]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-waiting] .room-said")).to_have_text(OFFLINE)
    living.keep("room-offline")
    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    expect(page.locator(".room-entry")).to_have_count(2)
    expect(page.locator(".room-entry .room-said").first).to_have_text(OFFLINE)

    catch(page, SPOT, lead="beichen", spot="当场同意。")
    catch(page, THOUSAND)
    expect(page.locator(".room-entry")).to_have_count(4)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    living.keep("room")
    two_secretaries(living, visitor, number)
    issued_and_followed(living, number)


def two_secretaries(living, visitor, number):
    """The second sees what the first wrote; both change one entry, and neither's words are lost."""
    page = living.page
    other = visitor(language=CODES[living.language], of=site_of(page), height=HEIGHT)
    other.context.add_cookies(page.context.cookies())
    other.goto(f"/meetings/{number}/room/")
    expect(other.locator(".room-entry")).to_have_count(4)
    mine, theirs = "请工信局三月十日前落实第二路电源。", "请工信局三月底前落实第二路电源。"
    for one in (page, other):
        entry = one.locator(".room-entry").last
        entry.locator("summary").click()
        entry.locator("form[data-do=mend] [name=words]").fill(mine if one is page else theirs)
    page.locator(".room-entry").last.locator("form[data-do=mend] .btn-primary").click()
    expect(page.locator(".room-entry .room-said").last).to_have_text(mine)
    other.locator(".room-entry").last.locator("form[data-do=mend] .btn-primary").click()
    both = other.locator(".room-both")
    expect(both).to_contain_text(mine)
    expect(both).to_contain_text(theirs)
    other.locator(".room-refused .btn-primary").click()
    expect(page.locator(".room-entry .room-said").last).to_have_text(theirs)
    other.close()


def site_of(page):
    """The installation a page is of, as the visitor's fixture asks for it."""

    class Of:
        url = page.url.split("/meetings/")[0]

        class server:
            @staticmethod
            def poll():
                return None

    return Of


def issued_and_followed(living, number):
    """The sitting ends; what is complete is issued, what has no owner stays and says so; all is followed."""
    page = living.page
    page.goto(f"/meetings/{number}/")
    living.press("End the sitting")
    page.goto(f"/meetings/{number}/after/")
    living.sees("It has no owner: name the unit that has to do it.")
    picture(page, f"room-after-{living.language}")
    page.locator(".room-issue .btn-primary").click()
    page.wait_for_url(f"**/meetings/{number}/after/")
    expect(page.locator("tbody tr .kw-good").filter(has_text=living.say("issued"))).to_have_count(3)
    page.goto(f"/meetings/{number}/follow/")
    expect(page.locator("main")).to_contain_text(OFFLINE)
    assert axe(page) == []
    living.keep("follow")
    page.goto(f"/meetings/{number}/minutes/")
    page.locator("form[action$='/draft/'] button").click()
    expect(page.locator(".minutes")).to_contain_text(SPOT)
    step_in(page, "leader")
    page.goto(f"/meetings/{number}/minutes/")
    page.locator("form[action$='/approve/'] button").click()
    living.sees("The minutes are approved.")
    page.goto(f"/meetings/{number}/leader/")
    expect(page.locator("main")).to_contain_text(TITLE)
