"""What hangs on a record, as people do it in a browser: say, mend, take back, attach, keep a view."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import step_in

pytestmark = pytest.mark.journey


@pytest.fixture
def unit(visitor):
    """The page of a unit as the city office sees it."""
    page = visitor(language="en")
    step_in(page, "city")
    page.goto("/units/1/")
    for panel in page.locator("main [data-panel]").all():
        panel.scroll_into_view_if_needed()
    page.locator(".dossier-say").wait_for()
    page.locator("form[data-drop]").wait_for()
    return page


def test_a_comment_is_said_to_somebody_mended_and_withdrawn(unit):
    text = unit.get_by_role("textbox", name="Add a comment")
    text.scroll_into_view_if_needed()
    text.click()
    text.type("Ask @")
    unit.locator(".dossier-people li").first.wait_for()
    text.press("Enter")
    assert text.input_value().startswith("Ask @")
    text.type("and @nobody-at-all")
    unit.get_by_role("button", name="Comment", exact=True).click()
    unit.get_by_text("@nobody-at-all cannot see this and was not told.").wait_for()
    last = unit.locator(".dossier-comments li").last
    last.get_by_role("link", name="Change").click()
    unit.get_by_label("Your comment").fill("Said better")
    unit.get_by_role("button", name="Save").click()
    last.get_by_text("Said better").wait_for()
    last.get_by_role("button", name="Withdraw").click()
    unit.locator("[data-sure]").click()
    last.get_by_text("Withdrawn by").wait_for()
    assert "/units/1/" in unit.url


def test_files_go_up_each_on_its_own_and_a_false_one_says_why(unit, tmp_path):
    false, true = tmp_path / "plan.pdf", tmp_path / "note.txt"
    false.write_bytes(b"PK\x03\x04")
    true.write_text("hello")
    drop = unit.locator("form[data-drop]")
    drop.scroll_into_view_if_needed()
    drop.locator("input[type=file]").set_input_files([false, true])
    drop.get_by_role("button", name="Upload").click()
    drop.get_by_text("plan.pdf is not what its name says").wait_for()
    unit.reload()
    link = unit.get_by_role("link", name="note.txt").first
    link.scroll_into_view_if_needed()
    with unit.expect_download() as download:
        link.click()
    assert download.value.path().read_text() == "hello"


def test_what_a_list_shows_is_kept_under_a_name(unit):
    unit.goto("/people/?q=a")
    unit.locator("summary", has_text="Saved views").click()
    unit.get_by_label("Save what the list shows now as").fill("With an a")
    unit.get_by_role("button", name="Save the view").click()
    link = unit.locator(".dossier-views").get_by_role("link", name="With an a")
    assert link.get_attribute("href") == "/people/?q=a"
    unit.goto("/people/")
    unit.locator("summary", has_text="Saved views").click()
    link.click()
    unit.wait_for_url("**/people/?q=a")
