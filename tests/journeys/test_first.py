"""From an installation nobody has set up to its first unit and its first person."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

SECRET = "a quiet river by the old bridge"


def test_the_first_administrator_opens_a_unit_and_registers_a_person(visitor, empty_site):
    page = visitor(language="en", of=empty_site)
    page.goto("/")
    page.wait_for_url("**/first/")
    page.get_by_label("Name of the city, in Chinese").fill("天津市")
    page.get_by_label("Name of the city, in English").fill("Tianjin")
    page.get_by_label("Your name").fill("王芳")
    page.get_by_label("User name").fill("wang")
    page.get_by_label("Password", exact=True).fill(SECRET)
    page.get_by_label("Password, once more").fill("another river")
    page.get_by_role("button", name="Set up and sign in").click()
    expect(page.get_by_label("Name of the city, in English")).to_have_value("Tianjin")
    page.get_by_label("Password", exact=True).fill(SECRET)
    page.get_by_label("Password, once more").fill(SECRET)
    page.get_by_role("button", name="Set up and sign in").click()
    expect(page.get_by_role("heading", name="Good day, 王芳")).to_be_visible()

    page.goto("/units/new/")
    page.get_by_label("Kind").select_option("district")
    page.get_by_label("Name in Chinese").fill("滨海新区")
    page.get_by_label("Name in English").fill("Binhai New Area")
    page.get_by_label("Code", exact=True).fill("binhai")
    page.get_by_role("button", name="Open the unit").click()
    expect(page.get_by_role("heading", name="Binhai New Area")).to_be_visible()

    page.get_by_role("link", name="Register a person").click()
    page.get_by_label("Name", exact=True).fill("李明")
    page.get_by_label("User name").fill("li.ming")
    page.get_by_label("Role").select_option("district")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="李明")).to_be_visible()
    page.get_by_role("button", name="Set a one-time password").click()
    page.locator("[data-sure]").click()
    once = page.get_by_label("One-time password").input_value()

    other = visitor(language="en", of=empty_site)
    other.goto("/sign-in/")
    other.get_by_label("User name").fill("li.ming")
    other.get_by_label("Password").fill(once)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/me/password/")
    other.get_by_label("New password", exact=True).fill(f"{SECRET}, in spring")
    other.get_by_label("New password, once more").fill(f"{SECRET}, in spring")
    other.get_by_role("button", name="Change password").click()
    expect(other.get_by_role("heading", name="李明")).to_be_visible()
    assert other.goto("/first/").status == 404
