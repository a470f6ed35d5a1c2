"""Two known projects from what is said of them to their full effect, as a new user goes, in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, axe, picture, step_in
from tests.journeys.reader import CODES, Reader

pytestmark = pytest.mark.journey

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


@pytest.fixture(scope="module", params=["zh", "en"])
def town(request, tmp_path_factory, demonstration):
    """A city of this walk's own in each language: what is moved once cannot be moved again."""
    served = Site(tmp_path_factory.mktemp("town"), like=demonstration)
    yield request.param, served
    served.stop()


@pytest.fixture
def walker(visitor, town, tmp_path):
    language, served = town
    page = visitor(language=CODES[language], of=served)
    page.set_default_timeout(8000)
    return Reader(page, language, tmp_path)


def found(walker: Reader, typed: str, number: str) -> str:
    """Type into the search at the top and open the project; its address."""
    page = walker.page
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.locator("main li", has_text=number).get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/projects/\d+/$"))
    return page.url


def part(walker: Reader, name: str):
    """A part of the project's page, brought into view and there."""
    section = walker.page.locator(f"#{name}")
    section.scroll_into_view_if_needed()
    section.locator(".kw-skeleton").wait_for(state="detached")
    return section


def debugged(walker: Reader, works: str, on: str) -> None:
    """Record that a production line is debugged, from the project's page."""
    page = walker.page
    part(walker, "components").locator("tr", has_text=works).get_by_role("link").last.click()
    page.wait_for_url("**/progress/")
    page.get_by_label(walker.say("debugged"), exact=True).check()
    page.fill("[name=on]", on)
    walker.press("Save")
    page.wait_for_url(re.compile(r"/projects/\d+/$"))


def step_to(walker: Reader, there: str, stage: str) -> None:
    """Open the form of the next step, from the project's page."""
    walker.page.goto(there)
    words = walker.say("Move to: %(stage)s …", stage=walker.say(stage))
    part(walker, "stages").get_by_role("link", name=words, exact=True).click()
    walker.page.wait_for_url("**/move/**")


def badge(walker: Reader):
    return walker.page.locator(".project-badges .kw-badge").first


def test_a_factory_is_debugged_produces_and_reaches_its_capacity(walker, tmp_path):
    page, say = walker.page, walker.say
    step_in(page, "unit")
    there = found(walker, "yqft", "2022-133")
    expect(page.locator("h1")).to_have_text(
        "一汽丰田新能源汽车项目" if walker.language == "zh" else "FAW-Toyota New-Energy Vehicles"
    )
    ahead = part(walker, "stages")
    expect(
        ahead.get_by_text(say("Every production line is debugged") if walker.language == "en" else "生产线逐条调试完成")
    ).to_be_visible()
    expect(ahead.get_by_role("link", name=say("Move to: %(stage)s …", stage=say("in production")))).to_have_count(0)
    lines = part(walker, "components").locator("tbody th a").all_inner_texts()
    assert len(lines) == 6
    debugged(walker, lines[0], "2022-05-20")
    shown = part(walker, "components").locator("tr", has_text=lines[0])
    expect(shown.locator(".kw-step-now")).to_have_attribute("data-label", say("debugged"))
    expect(shown).to_contain_text("2022年5月20日" if walker.language == "zh" else "20 May 2022")

    step_in(page, "department")
    step_to(walker, there, "in production")
    page.fill("[name=on]", "2022-06-16")
    page.locator("main form .btn-primary").click()
    refused = page.locator("[data-errors]")
    expect(refused.locator("li")).to_have_count(3)
    expect(refused).to_contain_text(lines[1])
    expect(refused).not_to_contain_text(lines[0])
    assert axe(page) == []
    picture(page, f"too-early-{walker.language}")
    page.goto(there)
    expect(badge(walker)).to_have_text(say("commissioning"))

    step_in(page, "district")
    page.goto(there)
    for works in lines[1:]:
        debugged(walker, works, "2022-05-31")

    step_in(page, "department")
    step_to(walker, there, "in production")
    proof = tmp_path / "proof.pdf"
    proof.write_bytes(PAPER)
    page.fill("[name=on]", "2022-06-16")
    page.fill("[name='evidence.first_product']", "2022-06-15")
    page.set_input_files("[name='evidence.in_production.new']", proof)
    page.fill("[name='evidence.in_production.on']", "2022-06-16")
    page.locator("main form .btn-primary").click()
    page.wait_for_url(there)
    expect(badge(walker)).to_have_text(say("in production"))

    step_in(page, "city")
    step_to(walker, there, "at design capacity")
    numbers = "evidence.output"
    for month, cars in (("1", "9000"), ("2", "15000"), ("3", "16200")):
        page.fill(f"[name='{numbers}.{month}']", cars)
    page.fill(f"[name='{numbers}']", "2022-09")
    page.fill("[name=on]", "2022-12-08")
    page.locator("main form .btn-primary").click()
    expect(page.locator("[data-errors] li")).to_have_count(1)
    expect(page.locator("[data-errors]")).to_contain_text("13,333")
    page.fill(f"[name='{numbers}.1']", "13400")
    page.locator("main form .btn-primary").click()
    page.wait_for_url(there)
    expect(badge(walker)).to_have_text(say("at design capacity"))
    made = part(walker, "stages").locator(".kw-made").nth(1)
    made.locator("summary").click()
    expect(made).to_contain_text("proof.pdf")
    expect(made).to_contain_text("2022年6月15日" if walker.language == "zh" else "15 Jun 2022")
    walker.press("Compare two dates", role="link")
    differs = page.locator(".project-compare tbody tr", has_text=say("at design capacity"))
    expect(differs.first).to_contain_text(say("commissioning"))
    picture(page, f"toyota-compared-{walker.language}")


def test_a_line_keeps_its_stations_its_three_lengths_and_its_first_amounts(walker):
    page, say, zh = walker.page, walker.say, walker.language == "zh"
    step_in(page, "city")
    there = found(walker, "gdjtz2", "2022-321")
    drawn = part(walker, "components")
    expect(drawn.locator(".kw-stop-at")).to_have_count(14)
    station = "东六道" if zh else "Dongliudao"
    drawn.locator("tbody tr", has_text=station).get_by_role("link").last.click()
    page.wait_for_url("**/progress/")
    page.get_by_label(say("main structure"), exact=True).check()
    page.fill("[name=on]", "2022-09-30")
    walker.press("Save")
    page.wait_for_url(there)
    expect(part(walker, "components").locator("tbody tr", has_text=station)).to_contain_text(say("main structure"))

    sources = part(walker, "sources")
    kilometres = ["39.16", "39.2", "39.268"]
    unit = "公里" if zh else "km"
    expect(sources.locator("tbody .project-amount")).to_have_text([f"{length} {unit}" for length in kilometres])
    sources.locator("header").get_by_role("link").click()
    page.wait_for_url("**/edit/sources/")
    page.select_option("[name='adopted.length']", index=2)
    page.fill("[name=reason]", "与批复一致" if zh else "As the approval has it")
    walker.press("Save")
    page.wait_for_url(re.compile(r"/projects/\d+/#sources$"))
    used = part(walker, "sources").locator("tbody tr", has_text=say("used"))
    expect(used).to_have_count(1)
    expect(used).to_contain_text("39.2 ")
    expect(page.locator("#sources tbody tr")).to_have_count(3)

    page.locator("#money").get_by_role("link", name=say("Years and funds"), exact=True).click()
    page.wait_for_url("**/edit/years/")
    bonds = page.locator("[name='amounts.2022.bonds']")
    expect(bonds).to_have_value(re.compile("^125,?509(.00)?$" if zh else "^1,?255.09$"))
    bonds.fill("130000" if zh else "1300")
    walker.press("Save")
    expect(page.locator("[data-errors]")).to_be_visible()
    expect(bonds).to_have_value("130000" if zh else "1300")
    why = "专项债券增发" if zh else "More bonds were issued"
    page.fill("[name=reason]", why)
    walker.press("Save")
    page.wait_for_url(re.compile(r"/projects/\d+/#money$"))
    cell = page.locator("#money .project-now td").first
    expect(cell.locator("del")).to_contain_text("125,509.00" if zh else "1,255.09")
    cell.locator(".project-amount").click()
    versions = page.locator("#figure tbody tr")
    expect(versions).to_have_count(2)
    expect(versions.first).to_contain_text(why)
    expect(versions.last).to_contain_text(say("first stated"))
    assert axe(page) == []
    picture(page, f"corrected-{walker.language}")

    page.goto(there)
    walker.press("Compare two dates", role="link")
    amount = page.locator(".project-compare tbody tr", has_text="2022").filter(has_text=why)
    expect(amount).to_contain_text("+4,491" if zh else "+44.91")
    picture(page, f"z2-compared-{walker.language}")
    page.goto(there)
    history = page.locator(".project-parts > section").last
    history.scroll_into_view_if_needed()
    expect(history).to_contain_text(why)
    expect(history).to_contain_text("市重点项目办主任" if zh else "Director, Municipal Key Projects Office")
