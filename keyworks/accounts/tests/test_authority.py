"""Nobody gets further than the seats reach, by whatever way round."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from keyworks.accounts import actions
from keyworks.accounts.models import Membership, Person, StandIn, Token
from keyworks.accounts.queries import person_by_token
from keyworks.accounts.rules import Role

BACKEND = "django.contrib.auth.backends.ModelBackend"
pytestmark = pytest.mark.django_db


def refused(code, act, **words):
    with pytest.raises(actions.AccountsRefused) as no:
        act(**words)
    assert no.value.code == code


def token(person, at):
    return actions.make_token(
        person=person, name="sheet", scope="write", expires_at=at + timedelta(days=9), by=person, at=at
    )[1]


def test_whoever_knows_a_one_time_password_makes_no_token_that_outlasts_it(client, cast):
    at = timezone.now()
    actions.set_one_time_password(person=cast.clerk, by=cast.district, at=at)
    clerk = Person.objects.get(pk=cast.clerk.pk)
    client.force_login(clerk, backend=BACKEND)
    form = {"name": "mine now", "scope": "write", "expires_on": timezone.localdate() + timedelta(days=300)}
    assert client.post(reverse("accounts:token_new"), form).status_code == 409
    words = {"absent": clerk, "deputy": cast.district, "from_on": at.date(), "until_on": at.date(), "reason": "x"}
    refused("accounts.own_password_first", actions.name_standin, **words, by=clerk, at=at)
    assert not Token.objects.exists() and not StandIn.objects.exists()


@pytest.mark.parametrize("act", ["deactivate", "set_one_time_password", "sign_out_everywhere"])
def test_what_shuts_a_person_out_revokes_their_tokens_for_good(cast, act):
    at = timezone.now()
    text = token(cast.clerk, at)
    getattr(actions, act)(person=cast.clerk, by=cast.admin, at=at)
    if act == "deactivate":
        actions.reactivate(person=cast.clerk, by=cast.admin, at=at)
    assert person_by_token(text, at + timedelta(seconds=1)) is None
    assert Token.objects.get().revoked_at == at


def test_a_changed_password_leaves_the_tokens(cast):
    at = timezone.now()
    text = token(cast.clerk, at)
    actions.change_password(person=cast.clerk, password="another long phrase", by=cast.clerk, at=at)
    assert person_by_token(text, at + timedelta(seconds=1)) == (cast.clerk, "write")


def test_who_stands_in_for_the_administrator_does_not_keep_the_office(cast):
    at = timezone.now()
    today = timezone.localdate(at)
    days = {"from_on": today, "until_on": today + timedelta(days=3), "reason": "leave"}
    actions.name_standin(absent=cast.admin, deputy=cast.clerk, **days, by=cast.admin, at=at)
    deputy = Person.objects.get(pk=cast.clerk.pk)
    assert deputy.may("accounts.administer")
    seat = {"person": deputy, "unit": cast.city, "role": Role.ADMINISTRATOR, "from_on": today}
    refused("accounts.borrowed", actions.seat, **seat, by=deputy, at=at)
    later = {"from_on": today + timedelta(days=4), "until_on": today + timedelta(days=90), "reason": "leave"}
    refused("accounts.borrowed", actions.name_standin, absent=cast.admin, deputy=deputy, **later, by=deputy, at=at)
    assert Membership.objects.filter(person=deputy).count() == 1 and StandIn.objects.count() == 1


@pytest.mark.parametrize("name", ["аdmin", "ａdmin", "ad min", "管理员", "-x", "@x", "a\u202eb", "a\nb", ""])
def test_a_user_name_has_letters_nobody_takes_for_others(cast, name):
    words = {"username": name, "name": "x", "password": None, "by": None, "at": timezone.now()}
    refused("accounts.username_odd", actions.register, **words)


def test_full_width_letters_of_a_chinese_keyboard_sign_in(client, cast):
    from tests.cast import PASSWORD

    answer = client.post("/sign-in/", {"username": " ａｄｍｉｎ ", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")


@pytest.mark.parametrize("address", ["abc", "home", "people", "?x", "javascript:alert(1)", "//evil.example", "\\\\e"])
def test_a_way_on_that_is_no_address_of_ours_leads_home(client, cast, address):
    client.force_login(cast.clerk, backend=BACKEND)
    assert client.get("/sign-in/", {"next": address}).url == "/"
    assert client.post("/reader/", {"next": address, "theme": "dark"}).url == "/"


@pytest.mark.parametrize("key", ["9223372036854775808", "9" * 5000, "-1", "x", "１"])
def test_a_key_no_row_can_have_deactivates_nobody(client, cast, key):
    client.force_login(cast.admin, backend=BACKEND)
    answer = client.post(reverse("accounts:people_deactivate"), {"id": [cast.clerk.pk, key], "sure": "on"})
    assert answer.status_code == 302
    assert not Person.objects.filter(is_active=False).exists()


def test_a_district_deactivates_nobody_of_another_by_a_list_of_keys(client, cast):
    client.force_login(cast.district, backend=BACKEND)
    for key in (cast.other_clerk.pk, cast.admin.pk, cast.office.pk):
        client.post(reverse("accounts:people_deactivate"), {"id": [cast.clerk.pk, key], "sure": "on"})
    assert set(Person.objects.filter(is_active=False)) <= {cast.clerk}


def test_a_search_for_units_survives_what_no_text_holds(client, cast):
    client.force_login(cast.clerk, backend=BACKEND)
    assert client.get("/units/?q=%00").status_code == 200
