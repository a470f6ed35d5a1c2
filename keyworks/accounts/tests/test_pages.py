"""The pages of units, people and oneself: who may open them, what they show, what they cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from keyworks.accounts import actions
from keyworks.accounts.models import Membership, Person, StandIn, Token, Unit
from keyworks.accounts.rules import Role
from keyworks.record.models import Entry
from tests.cast import AT

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def as_(cast, client):
    """A browser in which the named one of the cast reads English."""

    def enter(who):
        client.cookies["kw_language"] = "en"
        client.force_login(getattr(cast, who), backend=BACKEND)
        return client

    return enter


def text(page) -> str:
    assert page.status_code == 200
    return page.content.decode()


def test_a_district_sees_its_part_of_the_tree(cast, as_):
    page = text(as_("district").get("/units/"))
    assert "FAW-Toyota Motor" in page
    assert "Beichen" not in page
    assert "Units below: 1 · people: 2" in page


def test_units_are_found_by_name_and_code(cast, as_):
    client = as_("admin")
    assert "Beichen Valve" in text(client.get("/units/?q=阀门"))
    assert "FAW-Toyota" not in text(client.get("/units/?q=valve"))
    assert "No unit has this" in text(client.get("/units/?q=nothing"))


def test_people_are_listed_and_found_by_the_name_the_reader_reads(cast, as_):
    Person.objects.filter(pk=cast.mayor.pk).update(name_en="Aa Bb", post="市长", post_en="Mayor")
    client = as_("admin")
    answer = client.get("/people/")
    assert next(line.name for line in answer.context["table"].lines) == "Aa Bb"
    assert "Mayor" in text(answer) and "市领导" not in text(answer)
    for words in ("aa b", "市领导", "mayor"):
        assert "Aa Bb" in text(client.get("/people/", {"q": words}))
    page = text(client.get(f"/people/{cast.mayor.pk}/"))
    assert "Chinese name" in page and '<span lang="zh-Hans">市领导</span>' in page
    client.cookies["kw_language"] = "zh-hans"
    page = text(client.get("/people/"))
    assert "市领导" in page and "市长" in page and "Aa Bb" not in page


def test_an_english_name_is_given_by_the_administrator_and_a_post_by_oneself(cast, as_):
    words = {"name": "市领导", "name_en": "Mayor", "post": "市长", "post_en": "Mayor of the city", "edition": 1}
    assert as_("admin").post(f"/people/{cast.mayor.pk}/edit/", words).status_code == 302
    words = {"name_en": "King", "post": "市长", "post_en": "Mayor", "edition": 2}
    assert as_("mayor").post("/me/edit/", words).status_code == 302
    mayor = Person.objects.get(pk=cast.mayor.pk)
    assert (mayor.name, mayor.name_en, mayor.post, mayor.post_en) == ("市领导", "Mayor", "市长", "Mayor")


def test_a_district_does_not_see_anothers_unit_or_people(cast, as_):
    client = as_("district")
    assert client.get(f"/units/{cast.valve.pk}/").status_code == 404
    assert client.get(f"/people/{cast.other_clerk.pk}/").status_code == 404
    assert client.get(f"/units/{cast.valve.pk}/edit/").status_code == 404
    assert client.post(f"/people/{cast.other_clerk.pk}/deactivate/").status_code == 404
    assert client.get("/units/999999/").status_code == 404
    assert Person.objects.get(pk=cast.other_clerk.pk).is_active


@pytest.mark.parametrize("who", ["clerk", "engineer", "office", "mayor", "auditor"])
def test_who_does_not_administer_opens_no_such_page(cast, as_, who):
    client = as_(who)
    entries = Entry.objects.count()
    for address in ("/units/new/", "/people/new/", f"/units/{cast.toyota.pk}/edit/", f"/people/{cast.clerk.pk}/edit/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code == 403
    assert client.get("/people/").status_code == 200
    assert Entry.objects.count() == entries


def test_a_unit_is_opened_renamed_moved_and_closed(cast, as_):
    client = as_("admin")
    words = {"parent": cast.binhai.pk, "kind": "owner", "name_zh": "新厂", "name_en": "New Works", "code": "works"}
    page = client.post("/units/new/", words)
    unit = Unit.objects.get(code="works")
    assert page.url == f"/units/{unit.pk}/"
    assert client.post(f"/units/{unit.pk}/edit/", {**words, "name_en": "Works", "edition": 1}).status_code == 302
    assert client.post(f"/units/{unit.pk}/move/", {"parent": cast.beichen.pk, "edition": 2}).status_code == 302
    client.post(f"/units/{unit.pk}/close/")
    unit.refresh_from_db()
    assert (unit.name_en, unit.parent_id, unit.closed_on) == ("Works", cast.beichen.pk, timezone.localdate())
    client.post(f"/units/{unit.pk}/reopen/")
    unit.refresh_from_db()
    assert unit.closed_on is None


def test_two_who_rename_the_same_unit_are_told(cast, as_):
    client = as_("admin")
    words = {"name_zh": "甲", "name_en": "A", "code": "toyota", "edition": 1}
    assert client.post(f"/units/{cast.toyota.pk}/edit/", words).status_code == 302
    page = client.post(f"/units/{cast.toyota.pk}/edit/", {**words, "name_en": "B"})
    assert page.status_code == 412
    assert 'value="B"' in page.content.decode()
    assert Unit.objects.get(pk=cast.toyota.pk).name_en == "A"
    assert client.post(f"/units/{cast.toyota.pk}/edit/", {**words, "name_en": "B", "edition": 2}).status_code == 302


def test_a_form_without_an_edition_overwrites_nothing(cast, as_):
    words = {"name_zh": "甲", "name_en": "A", "code": "toyota"}
    assert as_("admin").post(f"/units/{cast.toyota.pk}/edit/", words).status_code == 412


def test_a_refusal_to_close_is_told_in_words(cast, as_):
    page = as_("admin").post(f"/units/{cast.toyota.pk}/close/", follow=True)
    assert "Open units below it: 0; roles held: 1." in text(page)


def test_a_district_registers_a_person_and_hands_over_a_password(cast, as_):
    client = as_("district")
    words = {"name": "新人", "username": "newcomer", "unit": cast.toyota.pk, "role": "unit", "from_on": "2022-02-08"}
    assert client.post("/people/new/", {**words, "unit": cast.valve.pk}).status_code == 200
    assert not Person.objects.filter(username="newcomer").exists()
    assert client.post("/people/new/", words).status_code == 302
    person = Person.objects.get(username="newcomer")
    page = text(client.post(f"/people/{person.pk}/password/"))
    shown = page.split('id="password-text"')[1].split('value="')[1].split('"')[0]
    assert Person.objects.get(pk=person.pk).check_password(shown)
    assert shown not in text(client.get(f"/people/{person.pk}/"))


def test_a_role_of_another_sort_is_no_choice_for_a_district(cast, as_):
    client = as_("district")
    words = {"unit": cast.binhai.pk, "role": "administrator", "from_on": "2022-02-08"}
    assert client.post(f"/people/{cast.clerk.pk}/seats/new/", words).status_code == 200
    assert Membership.objects.filter(person=cast.clerk).count() == 1


def test_seats_are_given_and_taken_back(cast, as_):
    client = as_("admin")
    words = {"unit": cast.binhai.pk, "role": "district", "from_on": "2022-02-08"}
    assert client.post(f"/people/{cast.clerk.pk}/seats/new/", words).status_code == 302
    assert client.post(f"/people/{cast.clerk.pk}/seats/new/", words).status_code == 409
    seat = Membership.objects.get(person=cast.clerk, role=Role.DISTRICT)
    assert client.post(f"/seats/{seat.pk}/end/").status_code == 302
    seat.refresh_from_db()
    assert seat.ended_at is not None


def test_a_district_takes_back_no_seat_elsewhere(cast, as_):
    seat = Membership.objects.get(person=cast.other_clerk)
    assert as_("district").post(f"/seats/{seat.pk}/end/").status_code == 404
    seat = Membership.objects.get(person=cast.district)
    page = as_("engineer").post(f"/seats/{seat.pk}/end/")
    assert page.status_code == 403
    assert Membership.objects.filter(ended_at=None).count() == 9


def test_people_are_filtered(cast, as_):
    client = as_("admin")
    found = {
        query: [name for name in ("项目联络员", "阀门联络员", "市领导") if name in text(client.get(f"/people/{query}"))]
        for query in ("", "?q=联络", "?role=leader", f"?unit={cast.binhai.pk}", "?state=deactivated", "?state=bad")
    }
    assert found == {
        "": ["项目联络员", "阀门联络员", "市领导"],
        "?q=联络": ["项目联络员", "阀门联络员"],
        "?role=leader": ["市领导"],
        f"?unit={cast.binhai.pk}": ["项目联络员"],
        "?state=deactivated": [],
        "?state=bad": ["项目联络员", "阀门联络员", "市领导"],
    }


def test_several_are_shown_before_they_are_deactivated(cast, as_):
    client = as_("admin")
    keys = [cast.clerk.pk, cast.other_clerk.pk, cast.admin.pk]
    page = text(client.post("/people/deactivate/", {"id": keys}))
    assert "Deactivate 2 people" in page
    assert "Nobody deactivates themself" in page
    assert Person.objects.filter(is_active=False).count() == 0
    words = {"id": keys[:2], "sure": "on", "reason": "调离"}
    assert client.post("/people/deactivate/", words).url == "/people/"
    assert set(Person.objects.filter(is_active=False)) == {cast.clerk, cast.other_clerk}
    assert client.post("/people/deactivate/", {}).url == "/people/"


def test_a_district_deactivates_its_own_people_only(cast, as_):
    words = {"id": [cast.clerk.pk, cast.other_clerk.pk], "sure": "on"}
    assert as_("district").post("/people/deactivate/", words).url == "/people/"
    assert Person.objects.filter(is_active=False).count() == 0


def test_ones_own_page_shows_roles_standins_and_tokens(cast, as_):
    today = timezone.localdate()
    words = {
        "from_on": today,
        "until_on": today + timedelta(6),
        "reason": "出差",
        "by": cast.district,
        "at": timezone.now(),
    }
    actions.name_standin(absent=cast.district, deputy=cast.clerk, **words)
    page = text(as_("clerk").get("/me/"))
    assert "FAW-Toyota Motor" in page
    assert "You stand in for 滨海项目办 until" in page


def test_a_deputy_who_also_holds_a_seat_is_recorded_as_acting_for_another(cast, as_):
    today = timezone.localdate()
    words = {"from_on": today, "until_on": today, "reason": "出差", "by": cast.district}
    actions.name_standin(absent=cast.district, deputy=cast.clerk, at=timezone.now(), **words)
    words = {"parent": cast.binhai.pk, "kind": "owner", "name_zh": "新厂", "code": "works"}
    assert as_("clerk").post("/units/new/", words).status_code == 302
    entry = Entry.objects.first()
    assert (entry.actor, entry.behalf) == ("项目联络员", "滨海项目办")


def test_a_standin_is_named_and_ended_on_ones_own_page(cast, as_):
    client = as_("district")
    today = timezone.localdate()
    words = {"deputy": cast.clerk.pk, "from_on": today, "until_on": today + timedelta(6), "reason": "出差"}
    assert client.post("/me/stand-ins/new/", {**words, "deputy": cast.mayor.pk}).status_code == 200
    assert client.post("/me/stand-ins/new/", {**words, "until_on": today + timedelta(90)}).status_code == 409
    assert not StandIn.objects.exists()
    assert client.post("/me/stand-ins/new/", words).url == "/me/"
    standin = StandIn.objects.get()
    assert as_("engineer").post(f"/stand-ins/{standin.pk}/end/").status_code == 404
    assert as_("clerk").post(f"/stand-ins/{standin.pk}/end/").url == "/me/"


def test_the_administrator_names_a_standin_for_others(cast, as_):
    today = timezone.localdate()
    words = {"deputy": cast.office.pk, "from_on": today, "until_on": today, "reason": "病假"}
    assert as_("district").post(f"/people/{cast.clerk.pk}/stand-ins/new/", words).status_code == 403
    assert as_("admin").post(f"/people/{cast.clerk.pk}/stand-ins/new/", words).status_code == 302
    assert StandIn.objects.get().absent == cast.clerk


def test_a_token_is_shown_once(cast, as_):
    client = as_("clerk")
    words = {"name": "月报", "scope": "read", "expires_on": timezone.localdate() + timedelta(30)}
    page = text(client.post("/me/tokens/new/", words))
    shown = page.split('id="token-text"')[1].split('value="')[1].split('"')[0]
    assert len(shown) == 46
    assert shown not in text(client.get("/me/"))
    token = Token.objects.get()
    assert as_("district").post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    assert as_("clerk").post(f"/me/tokens/{token.pk}/revoke/").url == "/me/"
    assert Token.objects.get().revoked_at is not None


def test_a_token_lasts_a_year_at_most(cast, as_):
    words = {"name": "月报", "scope": "read", "expires_on": timezone.localdate() + timedelta(366)}
    assert as_("clerk").post("/me/tokens/new/", words).status_code == 409
    assert as_("clerk").post("/me/tokens/new/", {**words, "expires_on": "2000-01-01"}).status_code == 409
    assert not Token.objects.exists()


def test_ones_own_details_are_changed_but_not_by_two_at_once(cast, as_):
    client = as_("clerk")
    words = {"post": "科长", "email": "a@example.org", "phone": "", "edition": 1}
    assert client.post("/me/edit/", words).url == "/me/"
    assert client.post("/me/edit/", words).status_code == 412
    assert Person.objects.get(pk=cast.clerk.pk).post == "科长"


def many(cast, number):
    for n in range(number):
        unit = actions.open_unit(
            code=f"many-{n}", kind="owner", name_zh=f"单位{n}", parent=cast.binhai, by=None, at=AT
        )  # fmt: skip
        words = {"username": f"many-{n}", "name": f"人{n}", "unit": unit, "role": Role.UNIT, "from_on": AT.date()}
        actions.appoint(**words, by=None, at=AT)


@pytest.mark.parametrize(("address", "most"), [("/units/", 15), ("/people/", 15), ("/units/{binhai}/", 20)])
def test_lists_cost_the_same_however_long(cast, as_, address, most, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_("admin")
    address = address.format(binhai=cast.binhai.pk)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    many(cast, 20)
    with django_assert_max_num_queries(most) as more:
        client.get(address)
    assert len(more) == len(few)


def test_a_list_of_people_is_taken_along_as_a_sheet_of_those_one_sees(client, cast):
    client.force_login(cast.district, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/people/?export=csv&columns=username")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").split()
    assert cast.clerk.username in lines
    assert cast.other_clerk.username not in lines
