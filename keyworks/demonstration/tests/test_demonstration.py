from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone

from keyworks.accounts.models import Installation, Membership, Person, StandIn, Unit
from keyworks.accounts.queries import judged_on, today
from keyworks.accounts.rules import Role
from keyworks.demonstration import actions, city
from keyworks.demonstration.actions import DemonstrationRefused, Extent
from keyworks.demonstration.views import PARTS
from keyworks.record.models import Entry


def test_the_city_is_built_with_its_sixteen_districts(db):
    built = actions.build(at=timezone.now(), extent=Extent.PEOPLE)
    kinds = {kind: Unit.objects.filter(kind=kind).count() for kind in Unit.Kind}
    assert kinds == {"city": 1, "department": 13, "district": 16, "owner": 42, "contractor": 12}
    assert built == {"units": 84, "people": Person.objects.count(), "projects": 0}
    assert Installation.objects.get().kind == "demonstration"
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role)


def test_every_district_has_its_office_and_an_owner(tianjin):
    for code, *_ in city.DISTRICTS:
        district = Unit.objects.get(code=code)
        assert district.memberships.filter(role=Role.DISTRICT).count() == 3
        assert district.children.filter(kind="owner").exists()


def test_it_is_the_same_city_every_time(tianjin):
    first = (
        list(Unit.objects.order_by("pk").values_list("code")),
        list(Person.objects.values_list("username", "name")),
    )
    assert len(set(first[0])) == 84
    assert [owner.code for owner in city.OWNERS] == [code for (code,) in first[0][30:72]]
    assert StandIn.objects.get().reason == "外出学习"


def test_everybody_and_everything_has_a_name_in_both_languages(tianjin):
    named = [*Person.objects.values_list("name", "name_en"), *Person.objects.values_list("post", "post_en")]
    named += Unit.objects.values_list("name_zh", "name_en")
    assert [names for names in named if not re.search("[一-鿿]", names[0]) or not re.match("[A-Z]", names[1])] == []
    assert [names for names in named if re.search("[一-鿿]", names[1])] == []
    english = list(Person.objects.values_list("name_en", flat=True))
    assert len(set(english)) == len(english) == 160


def test_nobody_can_guess_their_way_in(tianjin):
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_it_is_built_through_the_record(tianjin):
    assert Entry.objects.count() == 1 + 84 + 2 * Person.objects.count() + 1
    assert Entry.objects.filter(verb="accounts.register").count() == Person.objects.count()


def test_it_is_refused_over_real_data_and_over_itself(cast):
    before = (Unit.objects.count(), Person.objects.count(), Entry.objects.count())
    with pytest.raises(DemonstrationRefused, match="not_empty"):
        actions.build(at=timezone.now())
    assert (Unit.objects.count(), Person.objects.count(), Entry.objects.count()) == before


def test_a_second_demonstration_is_refused(tianjin):
    with pytest.raises(DemonstrationRefused):
        actions.build(at=timezone.now())
    assert Unit.objects.count() == 84


@pytest.mark.parametrize("key", list(PARTS))
def test_one_click_steps_into_a_role_and_the_record_says_so(tianjin, client, key):
    assert client.post(f"/step-in/{key}/").url == "/"
    person = Person.objects.get(username=PARTS[key].username)
    assert client.get("/me/").context["person"] == person
    assert person.standing.roles() == {PARTS[key].role}
    entry = Entry.objects.first()
    assert (entry.verb, entry.subject, entry.actor) == ("demonstration.step_in", person.name, person.name)


def test_the_page_says_plainly_what_it_is(tianjin, client):
    client.cookies["kw_language"] = "en"
    page = client.get("/step-in/").content.decode()
    assert "This is a demonstration" in page
    assert "not official" in page
    assert page.count("/step-in/") >= 6


def test_signing_in_leads_there(tianjin, client):
    assert client.get("/sign-in/").url == "/step-in/"
    assert client.get("/sign-in/?own=1").status_code == 200


def test_a_role_nobody_plays_is_not_found(tianjin, client):
    assert client.post("/step-in/auditor/").status_code == 404
    assert client.get("/step-in/leader/").status_code == 405


def test_if_the_player_was_deactivated_another_of_the_role_plays(tianjin, client):
    Person.objects.filter(username="leader-1").update(is_active=False)
    client.post("/step-in/leader/")
    assert client.get("/me/").context["person"].username == "leader-2"


def test_there_is_no_stepping_in_where_real_work_is_done(cast, client):
    assert client.get("/step-in/").status_code == 404
    assert client.post("/step-in/administrator/").status_code == 404
    assert client.get("/sign-in/").status_code == 200
    assert Entry.objects.filter(verb="demonstration.step_in").count() == 0


def test_there_is_no_stepping_in_before_anything_is_set_up(db, client):
    assert client.post("/step-in/administrator/").status_code == 404


def test_it_is_judged_by_the_day_of_the_list_and_written_by_the_clock(tianjin, client):
    assert today() == judged_on(date(2026, 11, 23)) == date(2022, 2, 22)
    assert '"plays_on":"2022-02-22"' in Entry.objects.get(verb="accounts.found").after
    assert Entry.objects.latest("pk").at.date() >= date(2026, 1, 1)
    page = client.get("/step-in/", headers={"accept-language": "en"})
    assert "Demonstration, not official, plays on 22 Feb 2022" in page.content.decode()
