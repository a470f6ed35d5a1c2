from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from keyworks.accounts import actions
from keyworks.accounts.models import Installation, Membership, Person, Unit
from keyworks.record.models import Entry
from tests.cast import AT, PASSWORD

BACKEND = "django.contrib.auth.backends.ModelBackend"
LONG = "another long enough phrase"


def sign_in(client, username="clerk", password=PASSWORD, **more):
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def is_in(client) -> bool:
    return client.get("/me/").status_code == 200


def test_the_page_asks_for_name_and_password(cast, client):
    page = client.get("/sign-in/")
    assert page.status_code == 200
    assert 'autocomplete="current-password"' in page.content.decode()


def test_a_name_is_one_whatever_its_case(cast, client):
    assert sign_in(client, "CLERK").url == "/"
    assert is_in(client)


def test_a_wrong_password_says_so_and_opens_nothing(cast, client):
    client.cookies["kw_language"] = "en"
    page = sign_in(client, password="wrong")
    assert page.status_code == 401
    assert "The user name and the password do not belong together." in page.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/units/", "/units/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_stays_in_the_house(cast, client, asked, led):
    assert sign_in(client, next=asked).url == led


def test_five_failures_shut_the_name_for_fifteen_minutes_and_say_until_when(cast, client, settings):
    settings.AXES_ENABLED = True
    client.cookies["kw_language"] = "en"
    pages = [sign_in(client, name, "wrong") for name in ("clerk", "Clerk", "CLERK", "clerk", "clerk")]
    assert [page.status_code for page in pages] == [401, 401, 401, 401, 429]
    page = sign_in(client)
    until = AccessAttempt.objects.get().attempt_time + timedelta(minutes=15)
    assert page.status_code == 429
    assert f"Try again at {timezone.localtime(until):%H:%M}, in 15 minutes." in page.content.decode()
    assert not is_in(client)
    assert sign_in(client, "district").url == "/"


def test_another_address_is_not_shut_with_it_and_time_opens_again(cast, client, settings):
    settings.AXES_ENABLED = True
    for _ in range(5):
        sign_in(client, password="wrong")
    data = {"username": "clerk", "password": PASSWORD}
    assert client.post("/sign-in/", data, REMOTE_ADDR="10.0.0.2").status_code == 302
    client.logout()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_trying_while_shut_does_not_prolong_it(cast, client, settings):
    settings.AXES_ENABLED = True
    for _ in range(5):
        sign_in(client, password="wrong")
    then = timezone.now() - timedelta(minutes=10)
    AccessAttempt.objects.update(attempt_time=then)
    assert sign_in(client).status_code == 429
    assert AccessAttempt.objects.get().attempt_time == then


def test_signing_out_is_a_post(cast, client):
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").url == "/sign-in/"
    assert not is_in(client)


def test_signing_in_and_out_needs_the_pages_token(cast, client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.clerk, backend=BACKEND)
    for address in ("/sign-in/", "/sign-out/", "/reader/", "/me/sign-out-everywhere/", "/me/tokens/new/"):
        assert strict.post(address).status_code == 403
    assert is_in(strict)


def test_signing_out_everywhere_ends_every_session(cast, client, django_user_model):
    from django.test import Client

    other = Client()
    for each in (client, other):
        each.force_login(cast.clerk, backend=BACKEND)
    client.post("/me/sign-out-everywhere/")
    assert not is_in(client)
    assert not is_in(other)


def test_a_deactivated_person_is_out_at_once_and_stays_out_when_reactivated(cast, client):
    client.force_login(cast.clerk, backend=BACKEND)
    assert is_in(client)
    actions.deactivate(person=cast.clerk, by=cast.admin, at=AT)
    assert not is_in(client)
    assert sign_in(client).status_code == 401
    actions.reactivate(person=cast.clerk, by=cast.admin, at=AT)
    assert not is_in(client)
    assert sign_in(client).status_code == 302


def test_a_new_password_asks_for_the_old_and_keeps_this_session_only(cast, client):
    from django.test import Client

    other = Client()
    for each in (client, other):
        each.force_login(cast.clerk, backend=BACKEND)
    words = {"old": "wrong", "password": LONG, "again": LONG}
    assert client.post("/me/password/", words).status_code == 422
    assert client.post("/me/password/", {**words, "old": PASSWORD}).url == "/me/"
    assert is_in(client)
    assert not is_in(other)
    assert sign_in(other, password=LONG).status_code == 302


@pytest.mark.parametrize(("password", "again"), [("short", "short"), ("1234567890", "1234567890"), (LONG, LONG + "x")])
def test_a_weak_or_mistyped_password_is_refused(cast, client, password, again):
    client.force_login(cast.clerk, backend=BACKEND)
    before = Person.objects.get(pk=cast.clerk.pk).password
    words = {"old": PASSWORD, "password": password, "again": again}
    assert client.post("/me/password/", words).status_code == 422
    assert Person.objects.get(pk=cast.clerk.pk).password == before


def test_a_one_time_password_leads_to_setting_an_own_one(cast, client):
    text = actions.set_one_time_password(person=cast.clerk, by=cast.admin, at=AT)
    assert sign_in(client, password=text).url == "/me/password/"
    assert client.get("/units/").status_code == 403
    assert client.post("/me/password/", {"password": LONG, "again": LONG}).url == "/me/"
    assert client.get("/units/").status_code == 200


def test_an_empty_installation_leads_to_its_first_administrator(db, client):
    assert client.get("/").url == "/sign-in/?next=%2F"
    assert client.get("/sign-in/").url == "/first/"
    assert client.get("/first/").status_code == 200
    words = {
        "name_zh": "天津市", "name_en": "Tianjin", "currency": "CNY", "administrator": "张三", "username": "zhang",
    }  # fmt: skip
    assert client.post("/first/", {**words, "password": "x", "again": "x"}).status_code == 422
    assert not Installation.objects.exists()
    assert client.post("/first/", {**words, "password": LONG, "again": LONG}).url == "/"
    assert client.get("/units/").status_code == 200
    assert (Unit.objects.get().name_en, Membership.objects.get().role) == ("Tianjin", "administrator")
    assert list(Entry.objects.values_list("verb", flat=True)) == [
        "accounts.seat", "accounts.register", "accounts.open_unit", "accounts.found",
    ]  # fmt: skip


def test_a_city_is_set_up_once(cast, client):
    assert client.get("/first/").status_code == 404
    assert client.post("/first/", {}).status_code == 404


def test_choices_of_reading_are_kept_and_lead_back(db, client):
    answer = client.post("/reader/", {"language": "en", "theme": "neon", "next": "/sign-in/?x=1"})
    assert answer.url == "/sign-in/?x=1"
    assert client.cookies["kw_language"].value == "en"
    assert "kw_theme" not in client.cookies


def test_choices_lead_back_to_the_page_they_came_from_in_this_house_only(db, client):
    assert client.post("/reader/", {"rows": "28"}, headers={"referer": "http://testserver/units/"}).url == (
        "http://testserver/units/"
    )
    assert client.post("/reader/", {"rows": "28"}, headers={"referer": "http://elsewhere.example/"}).url == "/"
    assert client.post("/reader/", {"rows": "28", "next": "//elsewhere.example"}).url == "/"


def test_choices_follow_a_person_to_the_next_computer(cast, client):
    from django.test import Client

    client.force_login(cast.clerk, backend=BACKEND)
    client.post("/reader/", {"money": "yi", "theme": "dark"})
    other = Client()
    sign_in(other)
    assert (other.cookies["kw_money"].value, other.cookies["kw_theme"].value) == ("yi", "dark")
