"""The guide's steps, walked as its readers walk them; on the way its pictures are made.

With KEYWORKS_PICTURES=1 the pictures go into docs/guide/pictures, otherwise nowhere that lasts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
import zipfile
from datetime import date, timedelta

import pytest

from tests.journeys.conftest import Site, axe, step_in
from tests.journeys.reader import CODES, HEIGHT, Reader

pytestmark = pytest.mark.journey

PASSWORD = "three bridges over the Hai"


def test_start_the_first_administrator(visitor, album, nobody, tmp_path):
    site = Site(tmp_path / "new", like=nobody)
    try:
        for language in ("en", "zh"):
            page = visitor(language=CODES[language], of=site, height=HEIGHT)
            page.goto("/")
            reader = Reader(page, language, album)
            reader.sees("Set up Keyworks")
            typed = {
                "name_zh": "天津市",
                "name_en": "Tianjin",
                "administrator": "陈静" if language == "zh" else "Chen Jing",
                "username": "chenjing",
                "password": PASSWORD,
                "again": PASSWORD,
            }
            for name, value in typed.items():
                page.fill(f"[name={name}]", value)
            reader.keep("first")
        reader.press("Set up and sign in")
        reader.sees("What you can do")
        page.locator('a[href="/units/new/"]').first.click()
        page.wait_for_url("**/units/new/")
    finally:
        site.stop()


def test_start_the_demonstration(reader):
    reader.page.goto("/")
    reader.page.wait_for_url("**/step-in/**")
    reader.keep("roles")
    step_in(reader.page, "city")
    reader.sees("What you can do")


def test_find_ones_way(reader):
    page = reader.page
    step_in(page, "city")
    page.locator("[hx-get='/desk/latest/']").scroll_into_view_if_needed()
    reader.sees("The whole record")
    page.evaluate("scrollTo(0, 0)")
    reader.keep("desk")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "kw-search"
    page.keyboard.type("滨海" if reader.language == "zh" else "Binhai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.locator("main a[href^='/units/']").first.wait_for()
    page.locator("h1").click()
    page.keyboard.press("?")
    reader.sees("Keys rest while you type.")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url(lambda url: url.endswith("/"))
    page.locator(f"summary[title='{reader.say('Display')}']").click()
    reader.press("dark")
    page.locator("html[data-theme=dark]").wait_for()
    page.locator(f"summary[title='{reader.say('Display')}']").click()
    reader.press("light")
    page.locator("html[data-theme=light]").wait_for()


def test_lists(reader):
    page = reader.page
    step_in(page, "administrator")
    page.goto("/people/")
    page.select_option("[name=role]", "district")
    reader.press("Filter")
    page.wait_for_url("**role=district**")
    page.locator("thead").get_by_role("link", name=reader.say("Post")).click()
    page.wait_for_url("**sort=**")
    page.locator("summary", has_text=reader.say("Columns")).click()
    page.get_by_label(reader.say("Telephone")).check()
    reader.press("Show these")
    page.locator("thead").get_by_text(reader.say("Telephone")).wait_for()
    page.locator("summary", has_text=reader.say("Saved views")).click()
    page.locator("#view-name").fill("各区联系人" if reader.language == "zh" else "District offices")
    reader.keep("lists")
    page.locator("summary", has_text=reader.say("As a sheet")).click()
    with page.expect_download() as taken:
        page.get_by_role("link", name=reader.say("Workbook for Excel or WPS (xlsx)")).click()
    assert taken.value.suggested_filename == "people.xlsx"
    page.locator("summary", has_text=reader.say("Saved views")).click()
    reader.press("Save the view")
    page.locator(".dossier-views a").first.wait_for()
    page.locator(".dossier-view summary").first.click()
    reader.press("Remove")
    page.locator("[data-sure]").click()
    page.locator(".dossier-views").wait_for(state="detached")
    page.goto("/people/?role=district")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-count]").inner_text() == "1"


def test_people_and_units(reader, visitor, city):
    page = reader.page
    step_in(page, "administrator")
    page.goto("/people/")
    reader.press("Register a person", role="link")
    username = "liwei" if reader.language == "zh" else "wei.li"
    page.fill("[name=name]", "李伟")
    page.fill("[name=name_en]", "Li Wei")
    page.fill("[name=username]", username)
    page.fill("[name=post]", "调度处科员")
    page.fill("[name=post_en]", "Officer, dispatch division")
    page.select_option("[name=unit]", index=1)
    page.select_option("[name=role]", "city")
    reader.press("Register")
    reader.sees("Registered. Set a one-time password, so that the person can sign in.")
    reader.keep("person")
    reader.press("Set a one-time password")
    page.locator("[data-sure]").click()
    once = page.input_value("#token-text, #password-text")
    guest = visitor(language=CODES[reader.language], of=city)
    guest.goto("/sign-in/?own=1")
    guest.fill("[name=username]", username)
    guest.fill("[name=password]", once)
    guest.locator("main form button").click()
    other = Reader(guest, reader.language, reader.album)
    guest.wait_for_url("**/me/password/")
    for name in ("password", "again"):
        guest.fill(f"[name={name}]", PASSWORD)
    guest.locator("main form .btn-primary").click()
    guest.goto("/")
    other.sees("What you can do")
    page.goto("/units/new/")
    page.select_option("[name=parent]", index=1)
    page.select_option("[name=kind]", "department")
    page.fill("[name=name_zh]", f"市重大项目服务中心{reader.language}")
    page.fill("[name=code]", f"service-{reader.language}")
    reader.press("Open the unit")
    reader.sees("The unit is opened.")
    reader.press("Close the unit")
    reader.sees("The unit is closed.")


def test_stand_ins(reader):
    page = reader.page
    step_in(page, "district")
    page.goto("/me/")
    reader.press("Name a stand-in", role="link")
    first = date.today() + timedelta(days=2 if reader.language == "zh" else 30)
    deputies = page.locator("[name=deputy] option").all_inner_texts()
    deputy = next(at for at, words in enumerate(deputies) if "副主任" in words or "eputy" in words)
    page.select_option("[name=deputy]", index=deputy)
    page.fill("[name=from_on]", first.isoformat())
    page.fill("[name=until_on]", (first + timedelta(days=9)).isoformat())
    page.fill("[name=reason]", "年休假" if reader.language == "zh" else "annual leave")
    reader.keep("stand-in")
    reader.press("Name the stand-in")
    page.wait_for_url("**/me/")
    reader.press("End now")
    reader.sees("The stand-in has ended.")


def test_the_record_and_its_proof(reader, tmp_path):
    page = reader.page
    step_in(page, "city")
    page.goto("/record/")
    reader.keep("record")
    reader.press("Verify")
    reader.sees("Entries that hold")
    page.goto("/record/")
    reader.press("Export as proof")
    page.locator("a[href$='/file/']").wait_for()
    reader.keep("work")
    with page.expect_download() as download:
        page.locator("a[href$='/file/']").click()
    download.value.save_as(tmp_path / "proof.zip")
    with zipfile.ZipFile(tmp_path / "proof.zip") as packed:
        packed.extractall(tmp_path)
    checked = subprocess.run([sys.executable, "verify.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    entries = (tmp_path / "entries.jsonl").read_text(encoding="utf-8")
    (tmp_path / "entries.jsonl").write_text(entries.replace("accounts.open_unit", "accounts.edit_unit", 1))
    altered = subprocess.run([sys.executable, "verify.py", "."], cwd=tmp_path, capture_output=True, check=False)
    assert altered.returncode == 1


def test_an_entry_of_the_record(reader):
    step_in(reader.page, "city")
    reader.page.goto("/record/?verb=accounts.name_standin")
    reader.page.locator("tbody tr a").first.click()
    reader.sees("Before and after")


def test_comments_files_and_follow(reader, tmp_path):
    page = reader.page
    step_in(page, "city")
    page.goto("/units/20/" if reader.language == "zh" else "/units/21/")
    for panel in page.locator("main [data-panel]").all():
        panel.scroll_into_view_if_needed()
    text = page.locator(".dossier-say textarea")
    text.wait_for()
    page.locator("form[data-drop]").wait_for()
    reader.press("Follow")
    page.get_by_role("button", name=reader.say("Follow no more")).wait_for()
    text.click()
    text.press_sequentially("@")
    page.locator(".dossier-people li").first.wait_for()
    text.press("Enter")
    said = "请于周五前确认新一任联络员。" if reader.language == "zh" else "please confirm the new contact by Friday."
    text.press_sequentially(said)
    reader.press("Comment")
    page.locator(".dossier-comments li").first.wait_for()
    note = tmp_path / ("通讯录.csv" if reader.language == "zh" else "contacts.csv")
    note.write_text("name,post\n", encoding="utf-8")
    drop = page.locator("form[data-drop]")
    drop.locator("input[type=file]").set_input_files(note)
    drop.get_by_role("button", name=reader.say("Upload")).click()
    page.get_by_role("link", name=note.name).first.wait_for()
    page.locator(".dossier-follow").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.dossier-follow').closest('section').scrollIntoView()")
    page.evaluate("scrollBy(0, -90)")
    reader.keep("comments")
    reader.press("Follow no more")


def test_background_work(reader):
    page = reader.page
    step_in(page, "city")
    page.goto("/record/")
    reader.press("Verify")
    reader.sees("Entries that hold")
    page.goto("/jobs/")
    page.locator("tbody tr").first.get_by_text(reader.say("finished")).wait_for()


def test_the_api(reader, city):
    page = reader.page
    step_in(page, "department")
    page.goto("/me/")
    reader.press("Make a token", role="link")
    page.fill("[name=name]", "每周汇总表" if reader.language == "zh" else "weekly sheet")
    page.select_option("[name=scope]", "read")
    page.fill("[name=expires_on]", (date.today() + timedelta(days=30)).isoformat())
    reader.press("Make the token")
    reader.sees("Copy it now: it is shown this once and kept nowhere.")
    token = page.input_value("#token-text")
    page.evaluate("document.querySelector('#token-text').value = 'kw_' + '•'.repeat(40)")
    reader.keep("token")
    asked = urllib.request.Request(f"{city.url}/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        assert json.load(answer)["username"]
    reader.press("I have copied it", role="link")
    reader.press("Revoke")
    page.locator("[data-sure]").click()
    reader.sees("The token is revoked.")


def test_every_page_of_the_guide_is_there_to_read(reader):
    page = reader.page
    step_in(page, "leader")
    reader.press("Help", role="link")
    page.wait_for_url("**/help/")
    paths = page.eval_on_selector_all(".guide-list a", "all => all.map((a) => a.getAttribute('href'))")
    assert paths
    offences = []
    for path in ["/help/", *paths]:
        page.goto(path)
        page.eval_on_selector_all(".guide-text img", "all => all.forEach((one) => { one.loading = 'eager' })")
        while not page.evaluate("[...document.images].every((one) => one.complete)"):
            page.wait_for_timeout(50)
        broken = "all => all.filter((one) => !one.naturalWidth).map((one) => one.src)"
        offences += page.eval_on_selector_all("img", broken)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            offences += [f"{path} {width}: {line}" for line in axe(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                offences.append(f"{path} {width}: wider than the window")
    assert offences == []
