from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from keyworks.desk.rules.help import BESIDE, beside
from tests.test_permissions import rows

SCREENS = {row[0] for row in rows() if not row[0].startswith("api:")}


def test_every_screen_has_a_page_of_the_guide_beside_it():
    assert {screen for screen in SCREENS if not beside(screen)} == set()


def test_every_page_of_the_guide_stands_beside_some_screen():
    written = {path.stem for path in settings.GUIDE.glob("en/*.md")}
    assert {beside(screen) for screen in SCREENS} | {"api", "lists"} == written
    assert BESIDE.keys() == written


def test_the_closest_page_is_the_one():
    assert beside("projects:place_edit") == "places"
    assert beside("matters:letter_new") == "letters"
    assert beside("matters:matter") == "matters"
    assert beside("nowhere:at_all") == ""


def test_the_shell_opens_the_page_beside_the_screen(client, cast):
    client.force_login(cast.office)
    page = client.get(reverse("projects:list")).content.decode()
    assert f'href="{reverse("desk:help_page", args=["find"])}"' in page


def test_beside_a_screen_only_the_text_of_the_page_comes(client, cast):
    client.force_login(cast.office)
    there = reverse("desk:help_page", args=["find"])
    whole, part = client.get(there), client.get(there, headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "<article>" in part.content.decode()
    assert "HX-Request" in part.headers["Vary"] and "HX-Request" in whole.headers["Vary"]


def test_who_is_not_signed_in_is_offered_no_help_that_would_send_them_away(client, db):
    assert "kw-beside" not in client.get(reverse("accounts:sign_in")).content.decode()
