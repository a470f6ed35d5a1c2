"""What an enterprise asks, to its end: raised on a phone, late, taken up higher, written about, done, confirmed."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from docx import Document
from playwright.sync_api import expect

from keyworks.demonstration.portfolio import papers
from tests.journeys.conftest import Site, picture, step_in
from tests.journeys.reader import CODES, HEIGHT, Reader
from tests.journeys.test_month import Counted

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}
ASKED = "厂区现为单路供电，第二路电源至今没有方案，6月首车下线前必须双回路供电。"
REPLY = "第二路电源路由与地铁线位冲突，方案需要重做，因此未能按期完成。"
IN_ORDER = (
    "raised it", "took it up", "assigned it", "accepted it", "instructed", "proposed it as done", "verified it",
    "confirmed and rated it",
)  # fmt: skip
PLAN = "已改走东侧管沟，3月18日前送电，每日报送进度。"


@pytest.fixture(params=["zh", "en"])
def living(request, visitor, album, tmp_path_factory, demonstration):
    """A reader in a demonstration city of its own."""
    served = Site(tmp_path_factory.mktemp("matters"), like=demonstration)
    page = visitor(language=CODES[request.param], of=served, height=HEIGHT)
    page.set_default_timeout(20_000)
    yield Reader(page, request.param, album)
    served.stop()


def move(living, day):
    """Move the day of the demonstration on, and wait until the city has lived up to it."""
    page = living.page
    page.locator(".kw-banner a[href*='/day/']").click()
    page.fill("input[name=day]", day)
    page.locator("main form.kw-form .btn-primary").click()
    page.locator("main a[href='/reports/']").wait_for(timeout=120_000)


def opened(living, role, address):
    """Somebody of this role at the matter's page."""
    step_in(living.page, role)
    living.page.goto(address)


def take(living, step, file=None, **said):
    """Take a step of the matter on whose page the reader is: its form stands open there, or is a link away."""
    page = living.page
    form = page.locator(f"form[action$='/{step}/']")
    if not form.count():
        page.locator(f".matter-steps a[href$='/{step}/']").click()
        page.wait_for_url(f"**/{step}/")
    for name, words in said.items():
        fields = form.locator(f"[name={name}]")
        if fields.first.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value='{words}']").check()
        else:
            fields.fill(words)
    if file:
        form.locator("[name=file]").set_input_files(file)
    form.locator(".btn-primary").last.click()
    form.first.wait_for(state="detached")
    page.wait_for_url(re.compile(r"/matters/\d+/$"))


def raised(living):
    """Raise what is needed, on a phone, in four taps; the address of the matter."""
    page = living.page
    page.set_viewport_size(PHONE)
    step_in(page, "unit")
    hand = Counted(page)
    hand.click(page.locator("main a[href$='/matters/raise/']").first)
    page.wait_for_url("**/matters/raise/")
    hand.actions += 1
    page.select_option("[name=kind]", "utility")
    hand.fill("text", ASKED)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    living.keep("raise")
    hand.click(page.locator("main form.kw-form .btn-primary").last)
    page.wait_for_url(re.compile(r"/matters/\d+/$"))
    assert hand.actions == 4, "the project is chosen already: raise, what about, the words, done"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    return page.url


def written_about(living, address):
    """The city office writes a letter of supervision; what its Word says, and where it is."""
    page = living.page
    opened(living, "city", address)
    page.goto(f"/matters/letters/new/{address.rstrip('/').rpartition('/')[2]}/")
    page.check("[name=kind][value=supervision]")
    page.locator("main form.kw-form .btn-primary").last.click()
    page.wait_for_url(re.compile(r"/letters/\d+/"))
    if page.url.endswith("/edit/"):
        page.locator("main form.kw-form .btn-primary").last.click()
        page.wait_for_url(re.compile(r"/letters/\d+/$"))
    page.locator("form[action$='/issue/'] button").click()
    page.locator("form[action$='/issue/']").wait_for(state="detached")
    word = page.request.get(f"{page.url}file/docx/")
    assert word.ok
    return "\n".join(all_text(Document(BytesIO(word.body())))), page.url


def all_text(document):
    """Every line of a document, those in tables too."""
    yield from (one.text for one in document.paragraphs)
    for table in document.tables:
        yield from (cell.text for row in table.rows for cell in row.cells)


def answered(living, letter):
    """The department says why, and what it does; the office is content."""
    page = living.page
    step_in(page, "department")
    page.goto(f"{letter}reply/")
    page.fill("[name=cause]", REPLY)
    page.fill("[name=plan]", PLAN)
    page.fill("[name=done_by]", "2022-03-18")
    page.locator("main form.kw-form .btn-primary").last.click()
    expect(page.locator("#reply")).to_contain_text(PLAN)
    step_in(page, "city")
    page.goto(f"{letter}judge/")
    page.locator("form:has([name=accept]) button").click()
    living.sees("The reply is accepted.")


def test_an_enterprise_asks_for_power_and_is_heard_to_the_end(living, tmp_path):
    page, matter = living.page, raised(living)
    shown = tmp_path / "已送电.jpg"
    shown.write_bytes(papers.photo("journey"))

    opened(living, "district", matter)
    take(living, "triage")
    take(living, "assign", lead="industry")
    opened(living, "department", matter)
    take(living, "accept")

    move(living, "2022-03-09")
    opened(living, "leader", matter)
    main = page.locator("main")
    expect(main).to_contain_text(living.say("overdue by %(n)s working day", n=8))
    expect(main).to_contain_text(living.say("level 3, the contact leader"))
    page.set_viewport_size({"width": 1280, "height": 680})
    living.keep("matter")
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    take(living, "instruct", text="请工信局本周内拿出方案。")

    text, letter = written_about(living, matter)
    assert "督" in text if living.language == "zh" else "supervision" in text.lower()
    number = page.locator(".letter-number").inner_text().strip()
    assert number in text
    assert ASKED[:10] in text
    answered(living, letter)

    opened(living, "department", matter)
    take(living, "propose", text="第二路电源已接入并完成核相。", file=shown)
    refused = page.request.get(f"{matter}verify/")
    assert refused.status == 403, "whoever did it does not find it done"
    opened(living, "city", matter)
    take(living, "verify", text="现场核实，双回路供电。")
    opened(living, "unit", matter)
    take(living, "confirm", rating="4", text="已通电。")

    theirs = told(page)
    assert len(theirs) == len(IN_ORDER) + 2, "two climbs stand there too; letters between offices are not theirs"
    assert [line for line in theirs if number in line] == []
    opened(living, "city", matter)
    whole = told(page)
    places = [next(at for at, line in enumerate(whole) if living.say(words) in line) for words in IN_ORDER]
    assert places == sorted(places, reverse=True), "the latest first"
    assert sum(living.say("let it go up a level") in line for line in whole) == 2
    assert any(number in line for line in whole)
    picture(page, f"matter-closed-{living.language}")


def told(page):
    """The lines of the trail."""
    return [one.inner_text() for one in page.locator("#trail li").all()]
