"""The guide's pages about projects, walked as their readers walk them; on the way their pictures are made."""

from __future__ import annotations

import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import step_in
from tests.journeys.reader import Reader

pytestmark = pytest.mark.journey

PROJECT = re.compile(r"/projects/\d+/(#\w+)?$")
LIST = "/projects/?district=binhai&list_class=construction"


def open_project(reader: Reader, number: str) -> str:
    """Find a project by its number and open it; its address."""
    page = reader.page
    page.goto(f"/projects/?q={number}")
    page.locator("tbody tr", has_text=number).locator("a.row-link").first.click()
    page.wait_for_url(PROJECT)
    return page.url


def part(reader: Reader, name: str):
    """A part of the project's page, at the top of the window and there."""
    section = reader.page.locator(f"#{name}")
    section.scroll_into_view_if_needed()
    section.locator(".kw-skeleton").wait_for(state="detached")
    section.evaluate("one => one.scrollIntoView()")
    reader.page.evaluate("scrollBy(0, -90)")
    return section


def menu(reader: Reader, english: str) -> None:
    reader.page.locator("summary", has_text=reader.say(english)).first.click()


def save(reader: Reader) -> None:
    reader.page.locator("main form.kw-form .btn-primary").last.click()


def test_find_a_project(reader, tmp_path):
    page, say = reader.page, reader.say
    step_in(page, "city")
    reader.press("Projects", role="link")
    page.wait_for_url("**/projects/")
    page.set_viewport_size({"width": 1280, "height": 640})
    reader.keep("register")
    page.get_by_label(say("Name, number or pinyin")).fill("yqft")
    reader.press("Filter")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator(".kw-chips a").first.click()
    page.select_option("[name=district]", "binhai")
    page.select_option("[name=list_class]", "construction")
    menu(reader, "More filters")
    page.select_option("[name=year_tag]", "new")
    reader.press("Filter")
    page.wait_for_url("**year_tag=new**")
    expect(page.locator(".kw-chips a[title]")).to_have_count(3)
    expect(page.locator("tfoot")).to_be_visible()
    menu(reader, "As a sheet")
    with page.expect_download() as taken:
        page.get_by_role("link", name=say("Workbook for Excel or WPS (xlsx)")).click()
    taken.value.save_as(tmp_path / "seen.xlsx")
    sheets = zipfile.ZipFile(tmp_path / "seen.xlsx")
    assert "xl/worksheets/sheet2.xml" in sheets.namelist()
    menu(reader, "Saved views")
    page.locator("#view-name").fill("滨海新区新开工" if reader.language == "zh" else "New starts in Binhai")
    reader.press("Save the view")
    page.locator(".dossier-views a").first.wait_for()
    reader.press("Sums", role="link")
    page.wait_for_url("**/summary/**")
    page.goto("/projects/summary/")
    reader.keep("sums")
    page.get_by_role("link", name=say("Sector"), exact=True).first.click()
    page.wait_for_url("**by=sector**")
    page.locator("tbody tr").first.get_by_role("link").first.click()
    page.wait_for_url("**/projects/?**sector=**")


def test_read_a_project(reader):
    page, say = reader.page, reader.say
    step_in(page, "leader")
    there = open_project(reader, "2022-133")
    reader.keep("project")
    expect(page.get_by_role("link", name=say("Change"), exact=True)).to_have_count(0)
    page.locator("#money tfoot .project-amount").first.click()
    expect(page.locator("#figure tbody tr")).to_have_count(1)
    page.goto(there)
    reader.press("Compare two dates", role="link")
    page.get_by_role("link", name=say("since it was registered")).click()
    expect(page.locator(".kw-headline")).to_be_visible()
    page.goto(f"{there}?asof=2000-01-01")
    expect(page.locator(".kw-alert")).to_be_visible()
    page.locator("#asof").fill("2099-01-01")
    reader.press("Show")
    expect(page.locator(".project-asof")).to_be_visible()
    reader.press("See what stands now", role="link")
    page.wait_for_url(there)


def test_register_a_project(reader):
    page, say, zh = reader.page, reader.say, reader.language == "zh"
    step_in(page, "district")
    page.goto("/projects/")
    reader.press("New project", role="link")
    page.get_by_label(say("Name in Chinese")).fill("海河柔性显示产业园" if zh else "海河柔性传感产业园")
    page.get_by_label(say("Name in English")).fill("Haihe Flexible Displays" if zh else "Haihe Flexible Sensors")
    reader.press("Save and leave")
    reader.sees("The draft is kept. Take it up again whenever you like, on any device.")
    page.goto("/projects/new/")
    page.locator("main a[href*='/projects/new/']", has_text="海河柔性" if zh else "Haihe").first.click()
    page.wait_for_url(re.compile(r"/projects/new/\d+/"))
    draft = re.search(r"/projects/new/\d+/", page.url).group()
    page.goto(f"{draft}name/")
    with page.expect_navigation():
        reader.press("Save and go on")
    if "/name/" in page.url:
        reader.press("Save and go on")
    page.wait_for_url("**/place/**")
    page.fill("[name=address_zh]", "中新天津生态城")
    reader.press("Save and go on")
    page.wait_for_url("**/what/**")
    page.get_by_label(say("Category")).select_option(index=1)
    page.get_by_label(say("Sector")).select_option(index=1)
    reader.press("Save and go on")
    page.wait_for_url("**/money/**")
    page.locator("[name='parts.total']").fill("50000" if zh else "500")
    page.locator("[name='parts.construction']").fill("30000" if zh else "300")
    reader.keep("new")
    page.locator("[name=planned_start]").fill("2022-09-01")
    page.locator("[name=planned_finish]").fill("2024-06-30")
    page.locator("[name='parts.equipment']").fill("20000" if zh else "200")
    reader.press("Save and go on")
    page.wait_for_url("**/look/")
    reader.press("Register the project")
    page.wait_for_url(PROJECT)
    reader.sees("The project is registered.")


def test_change_a_project(reader):
    page, say, zh = reader.page, reader.say, reader.language == "zh"
    step_in(page, "city")
    there = open_project(reader, "2022-134" if zh else "2022-135")
    page.locator("#summary").get_by_role("link", name=say("Start and finish"), exact=True).click()
    page.locator("[name=planned_finish]").fill("2026-11-30")
    save(reader)
    page.wait_for_url(PROJECT)
    page.locator("#money").get_by_role("link", name=say("Years and funds"), exact=True).click()
    amount = page.locator("[name^='amounts.2022.']:not([value=''])[value]").first
    was = float(amount.input_value().replace(",", ""))
    amount.fill(f"{was + 1000:.2f}")
    page.fill("[name=reason]", "按批复调整" if zh else "As the approval has it")
    save(reader)
    page.wait_for_url(PROJECT)
    expect(page.locator("#money del")).to_have_count(1)
    page.goto(there)
    reader.press("Compare two dates", role="link")
    expect(page.locator(".project-compare tbody tr")).to_have_count(2)
    reader.keep("compare")


def test_change_many_projects(reader):
    page, say, zh = reader.page, reader.say, reader.language == "zh"
    step_in(page, "city")
    page.goto(LIST)
    rows = page.locator("tbody tr")
    for row in (3, 4, 5) if zh else (6, 7, 8):
        rows.nth(row).locator("input[type=checkbox]").check()
    expect(page.locator("[data-count]")).to_have_text("3")
    reader.press("Change …")
    page.get_by_label(say("Year tag")).select_option("finishing")
    page.fill("[name=reason]", "年中调整" if zh else "Midyear adjustment")
    reader.press("See what would change")
    reader.sees("What would change")
    assert page.locator("tbody tr").count() >= 1
    reader.keep("bulk")
    page.locator("main button[value=carry]").click()
    reader.press("Back to the list", role="link")
    page.goto(LIST)
    reader.press("Edit as a grid", role="link")
    expect(page.locator("#projects-grid")).to_contain_class("kw-ready")
    page.locator("#projects-grid-1-0").click()
    reader.keep("grid")


def test_stages_and_evidence(reader):
    page, say, zh = reader.page, reader.say, reader.language == "zh"
    step_in(page, "city")
    open_project(reader, "2022-133")
    part(reader, "stages")
    reader.keep("stages")
    there = open_project(reader, "2022-321" if zh else "2022-193")

    def step(stage: str) -> None:
        page.goto(there)
        words = say("Move to: %(stage)s …", stage=say(stage))
        part(reader, "stages").get_by_role("link", name=words, exact=True).click()
        page.wait_for_url("**/move/**")

    step("suspended")
    page.fill("[name=on]", "2022-02-20")
    page.locator("[name=reason_term]").select_option(index=3)
    page.fill("[name='evidence.idle']", "2022-01-10")
    reader.keep("pause")
    save(reader)
    page.wait_for_url(there)
    page.goto(there)
    part(reader, "stages").get_by_role("link", name=say("Looked at …"), exact=True).click()
    page.fill("[name=reason]", "资金仍在落实" if zh else "The funds are still being found")
    reader.press("Keep as it is")
    page.wait_for_url("**/projects/review/")
    step("under construction")
    page.fill("[name=on]", "2022-02-21")
    page.fill("[name='evidence.cause_removed']", "资金已到位" if zh else "The funds are in place")
    save(reader)
    page.wait_for_url(there)
    step("exited")
    page.fill("[name=on]", "2022-02-21")
    page.locator("[name=reason_term]").select_option(index=4)
    page.fill("[name='evidence.aftercare']", "场地移交属地" if zh else "The site is handed to the district")
    save(reader)
    page.wait_for_url(there)
    step("in reserve")
    page.fill("[name=on]", "2022-02-22")
    page.locator("[name=reason_term]").select_option(index=1)
    page.fill("[name='evidence.conditions_again']", "条件重新具备" if zh else "The conditions are met again")
    save(reader)
    page.wait_for_url(there)
    expect(page.locator(".project-badges .kw-badge").first).to_have_text(say("in reserve"))


def test_places_and_components(reader):
    page, say, zh = reader.page, reader.say, reader.language == "zh"
    step_in(page, "district")
    there = open_project(reader, "2022-321")
    drawn = part(reader, "components")
    reader.keep("line")
    drawn.get_by_role("link", name=say("Record progress")).first.click()
    page.get_by_label(say("foundations"), exact=True).check()
    page.fill("[name=on]", "2022-02-21")
    save(reader)
    page.wait_for_url(there)
    part(reader, "components").get_by_role("link", name=say("Add components")).click()
    page.fill("[name=names]", "停车场\tDepot\t39200" if zh else "变电所\tSubstation\t20000")
    save(reader)
    page.wait_for_url(there)
    expect(part(reader, "components").locator("tbody")).to_contain_text("停车场" if zh else "Substation")
    place = part(reader, "place")
    page.wait_for_timeout(500)
    reader.keep("map")
    place.get_by_role("link", name=say("Change the place")).click()
    page.wait_for_url("**/place/edit/")
    page.fill("#id_geometry", "117.0, 39.4")
    save(reader)
    expect(page.locator(".kw-field .kw-error")).to_be_visible()


def test_rules_and_codes(reader):
    page, say, zh = reader.page, reader.say, reader.language == "zh"
    step_in(page, "city")
    reader.press("Rules and codes", role="link")
    page.locator("main").get_by_role("link", name=say("Code lists")).click()
    page.get_by_role("link", name=say("sector"), exact=True).click()
    reader.press("Add an entry", role="link")
    page.get_by_label(say("Name in Chinese")).fill("低空经济" if zh else "海洋经济")
    page.get_by_label(say("Name in English")).fill("Low-altitude economy" if zh else "Ocean economy")
    page.get_by_label(say("Code"), exact=True).fill("low_altitude" if zh else "ocean")
    save(reader)
    row = page.locator("tr", has_text="low_altitude" if zh else "ocean")
    row.get_by_role("button", name=say("Take out of use")).click()
    page.locator("tr", has_text="low_altitude" if zh else "ocean").get_by_role(
        "button", name=say("Take into use again")
    ).wait_for()
    reader.press("Rules and codes", role="link")
    page.locator("main").get_by_role("link", name=say("Steps between stages")).click()
    reader.sees("Lay a step")
    page.locator("details.kw-fold").nth(1).locator("summary").click()
    reader.keep("rules")
    page.locator("details.kw-fold[open] a", has_text=say("Ask for more")).first.click()
    reader.sees("Kind of evidence")
