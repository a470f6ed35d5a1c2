"""The meeting of 8 February 2022 and what the next one opens with, as the city office sees them; its pack."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from playwright.sync_api import expect

from keyworks.demonstration.portfolio.meetings import HELD
from tests.journeys.conftest import step_in

pytestmark = pytest.mark.journey

FEBRUARY, MARCH = HELD


def opened(reader, held):
    """The meeting's page, found in the list of meetings."""
    page = reader.page
    reader.press("Meetings", role="link")
    page.wait_for_url("**/meetings/")
    name = held.title if reader.language == "zh" else held.title_en
    page.locator("tbody a.row-link", has_text=name).first.click()
    page.wait_for_url("**/meetings/*/")


def test_the_meeting_of_8_february_and_the_next_ones_opening_page(reader):
    page = reader.page
    step_in(page, "city")
    opened(reader, FEBRUARY)
    expect(page.locator(".meeting-stops li")).to_have_count(2)
    expect(page.locator("#people tbody tr")).to_have_count(23)
    reader.keep("meeting")

    page.locator(".kw-tabs a[href$='/candidates/']").click()
    expect(page.locator("#chosen li")).to_have_count(5)
    reader.keep("candidates")
    page.locator(".kw-tabs a[href$='/reports/']").click()
    expect(page.locator("tbody tr")).to_have_count(18)
    page.locator("a[href$='/reports/beside/']").click()
    page.set_viewport_size({"width": 1280, "height": 640})
    reader.keep("reports-beside")
    page.set_viewport_size({"width": 1280, "height": 800})

    page.locator(".kw-tabs a[href$='/room/']").click()
    expect(page.locator(".room-entry")).to_have_count(7)
    reader.keep("room")
    page.locator(".kw-tabs a[href$='/minutes/']").click()
    expect(page.locator("main")).to_contain_text("制造业优先")

    opened(reader, MARCH)
    page.locator(".kw-tabs a[href$='/opening/']").click()
    expect(page.locator("main tbody tr")).to_have_count(7)
    expect(page.locator("main")).to_contain_text("有效投资是发展的引擎。")


def test_a_pack_is_made_while_its_maker_waits_and_opens_as_pdf_and_word(reader):
    page = reader.page
    step_in(page, "city")
    opened(reader, FEBRUARY)
    page.goto(page.url.replace("/meetings/", "/publishing/meetings/") + "packs/")
    packs = page.url
    page.locator("main form.kw-form .btn-primary").click()
    for _again in range(80):
        found = re.search(r"/publishing/packs/\d+/", page.context.request.get(packs).text())
        if found:
            break
        page.wait_for_timeout(500)
    address = packs.split("/publishing/")[0] + found[0]
    assert page.context.request.get(address + "pdf").body().startswith(b"%PDF")
    word = page.context.request.get(address + "docx").body()
    text = "\n".join(one.text for one in Document(io.BytesIO(word)).paragraphs)
    assert FEBRUARY.title in text or FEBRUARY.title_en in text
