"""A newcomer in an empty installation brings the city's own list in, sees its history, and takes it back again."""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, axe
from tests.journeys.reader import CODES, Reader
from tests.real.data import NYC

pytestmark = pytest.mark.journey

PASSWORD = "three bridges over the harbour"
DAYS = ("2023-01-31", "2023-06-30", "2024-01-31")
BOROUGHS = {"en": ("Northside", "Eastbank", "Southport", "Westhill"), "zh": ("城北区", "河东区", "港南区", "西山区")}
HEADS = {
    "en": ("Report date", "Project ID", "Project name", "Borough", "Total cost", "Planned finish"),
    "zh": ("报告日期", "项目编号", "项目名称", "所属区", "总投资（万元）", "计划竣工日期"),
}
NEW, GONE = 11, 2
"""The twelfth project comes with the second report; the third project is not named by the last one."""


def amount(project: int, report: int) -> int:
    """What a project costs in a report, in millions or in 万元; some change with each report, some never."""
    return 100 * (project + 1) + (7 * report if project % 3 == 0 else 0)


def told(language: str) -> list[tuple[str, int, str, int]]:
    """The rows: day, project, borough, amount."""
    return [
        (day, project, BOROUGHS[language][project % 4], amount(project, report))
        for report, day in enumerate(DAYS)
        for project in range(12)
        if not ((project == NEW and report == 0) or (project == GONE and report == 2))
    ]


def sums(language: str, day: str) -> dict[str, float]:
    """Borough → the sum of a report, as the page shows it: millions, or 万元."""
    found: dict[str, float] = defaultdict(float)
    for on, _project, borough, many in told(language):
        found[borough] += many if on == day else 0
    return dict(found)


def write(path: Path, language: str) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADS[language])
        for day, project, borough, many in told(language):
            name = f"Harbour works {project + 1}" if language == "en" else f"港区工程{project + 1}"
            whole = many * 1_000_000 if language == "en" else many
            sheet.writerow((day, f"HW-{project + 1:02}", name, borough, whole, "2026-12-31"))
    return path


def found_city(reader: Reader, name_zh="滨港市", name_en="Harbour City") -> None:
    """Set an empty installation up; whoever counts in dollars reads English, but for New York."""
    page = reader.page
    page.goto("/")
    typed = {
        "name_zh": name_zh, "name_en": name_en, "administrator": "Ada", "username": "ada",
        "password": PASSWORD, "again": PASSWORD,
    }  # fmt: skip
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)
    if reader.language == "en" or name_en == "New York":
        page.select_option("[name=currency]", "USD")
    reader.press("Set up and sign in")
    reader.sees("What you can do")


def sound(reader: Reader, offences: list[str]) -> None:
    """Axe finds nothing on the page as it stands, and on a phone nothing is wider than the window."""
    page = reader.page
    where = re.sub(r"https?://[^/]+", "", page.url)
    offences += [f"{where}: {line}" for line in axe(page)]
    page.set_viewport_size({"width": 390, "height": 800})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        offences.append(f"{where}: wider than a phone")
    page.set_viewport_size({"width": 1280, "height": 800})


def shown_sums(page) -> dict[str, float]:
    """First column of the sums → their total investment."""
    rows = page.locator("main table tbody tr").all()
    heads = [words.partition("\n")[0].strip() for words in page.locator("main table thead th").all_inner_texts()]
    at = next(number for number, head in enumerate(heads) if head in ("Total investment", "总投资"))
    cells = [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows]
    return {row[0]: float(row[at].replace(",", "")) for row in cells}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_newcomer_brings_a_list_in_and_takes_it_back(language, nobody, visitor, album, tmp_path):
    site = Site(tmp_path / "city", like=nobody)
    try:
        page = visitor(language=CODES[language], of=site, height=800)
        page.set_default_timeout(15_000)
        reader, offences = Reader(page, language, album), []
        found_city(reader)
        bring_in(reader, write(tmp_path / "harbour.csv", language), offences)
        see_its_history(reader, offences)
        see_a_figure(reader, offences)
        take_back(reader, offences)
        assert not offences, "\n".join(offences)
    finally:
        site.stop()


def bring_in(reader: Reader, file: Path, offences: list[str]) -> None:
    """From the desk, where the list is the first thing to do, through the steps into the register."""
    page, say = reader.page, reader.say
    first = page.locator(".kw-deeds a").first
    assert first.get_attribute("href") == "/imports/new/"
    first.click()
    sound(reader, offences)
    page.set_input_files("input[type=file]", file)
    reader.press("Read the files")
    page.wait_for_url("**/meaning/")
    sound(reader, offences)
    page.get_by_role("link", name=say("How it is read")).click()
    page.wait_for_url("**/reading/")
    sound(reader, offences)
    reader.press("On to the columns", role="link")
    expect(page.locator("[name=snapshot]")).to_have_value("column")
    reader.press("Check the list")
    page.wait_for_url("**/look/")
    headline = "34 rows speak of 12 projects: 12 new." if reader.language == "en" else "34 行涉及 12 个项目"
    expect(page.locator(".kw-headline")).to_contain_text(re.compile(headline.replace(" ", r"\s*")))
    sound(reader, offences)
    page.fill("[name=reason]", "The city's own list" if reader.language == "en" else "本市项目清单")
    page.locator("form[action$='/bring/'] .btn-primary").click()
    page.wait_for_url("**/done/")
    sound(reader, offences)


def see_its_history(reader: Reader, offences: list[str]) -> None:
    """Each report's sums are those of the file, asked for by its day; and those of now are the last report's."""
    page = reader.page
    reader.press("Their sums", role="link")
    page.goto("/projects/summary/?by=district")
    assert shown_sums(page) == sums(reader.language, DAYS[2])
    for day, later in zip(DAYS, ("2023-03-01", "2023-07-01", "2024-02-01"), strict=True):
        page.locator("[name=asof]:visible").fill(later)
        reader.press("Show")
        page.wait_for_url(f"**asof={later}**")
        assert shown_sums(page) == sums(reader.language, day), later
    sound(reader, offences)


def see_a_figure(reader: Reader, offences: list[str]) -> None:
    """Each version of an amount names the cell from which it was read, and the cell can be looked at."""
    page, say = reader.page, reader.say
    page.goto("/projects/?q=HW-01")
    page.locator("tbody .row-link").first.click()
    page.wait_for_url(re.compile(r"/projects/\d+/$"))
    page.goto(f"{page.url}versions/parts.total/")
    cells = page.locator("tbody a[href*='/cell?']")
    expect(cells).to_have_text(["E25", "E13", "E2"])
    sound(reader, offences)
    cells.last.click()
    page.wait_for_url("**/cell?**")
    expect(page.locator(".kw-headline")).to_contain_text("100000000" if reader.language == "en" else "100")
    expect(page.locator("tr[aria-current]")).to_contain_text(HEADS[reader.language][4])
    sound(reader, offences)
    page.goto("/projects/?q=HW-03")
    page.locator("tbody .row-link").first.click()
    page.wait_for_url(re.compile(r"/projects/\d+/$"))
    words = say("No longer reported since %(day)s: the list that brought it does not name it any more.", day="|")
    expect(page.locator("main")).to_contain_text(words.partition("|")[0].strip())


def take_back(reader: Reader, offences: list[str]) -> None:
    """All of it leaves the register; the record of it stays."""
    page, say = reader.page, reader.say
    page.goto("/imports/")
    sound(reader, offences)
    page.locator("tbody .row-link").first.click()
    page.wait_for_url("**/done/")
    reader.press("Take it back …", role="link")
    sound(reader, offences)
    page.fill("[name=reason]", "Only a trial" if reader.language == "en" else "试导入")
    page.locator("main form .btn-danger").click()
    page.wait_for_url("**/done/")
    expect(page.locator(".kw-headline")).to_contain_text(
        say("This list was taken back: nothing of it stands in the register.")
    )
    page.goto("/projects/")
    reader.sees("No project is registered yet")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guide_shows_new_york(language, nobody, visitor, album, tmp_path):
    """The guide's two pictures are made of the real file; their figures are its own."""
    if os.environ.get("KEYWORKS_PICTURES") != "1":
        pytest.skip("pictures are made with KEYWORKS_PICTURES=1")
    if not NYC.exists():
        pytest.skip(f"the pictures show {NYC.name}, which is not here")
    site = Site(tmp_path / "city", like=nobody)
    try:
        page = visitor(language=CODES[language], of=site, height=800)
        page.set_default_timeout(30_000)
        reader = Reader(page, language, album)
        found_city(reader, name_zh="纽约市", name_en="New York")
        page.goto("/imports/new/")
        page.set_input_files("input[type=file]", NYC)
        reader.press("Read the files")
        page.wait_for_url("**/meaning/")
        reader.press("Check the list")
        page.wait_for_url("**/look/")
        page.fill("[name=reason]", "New York's published reports")
        page.locator("form[action$='/bring/'] .btn-primary").click()
        page.wait_for_url("**/done/")
        page.goto("/projects/")
        page.set_viewport_size({"width": 1280, "height": 640})
        reader.keep("list")
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto("/projects/summary/?by=district&asof=2015-05-01")
        assert shown_sums(page)["Brooklyn"] == (1622.60 if language == "en" else 162260.09)
        reader.keep("known")
    finally:
        site.stop()
