import json
from datetime import date, timedelta

import pytest

from keyworks.accounts import actions
from keyworks.accounts.actions import AccountsRefused
from keyworks.accounts.models import Membership, Person
from keyworks.accounts.rules import Role
from keyworks.base.reader import Reader, reading
from keyworks.base.scopes import scope
from keyworks.record.models import Entry
from keyworks.values.refusals import Stale
from tests.cast import AT, PASSWORD

TODAY = AT.date()


def fresh(person) -> Person:
    """The person as the next request would load them, in a day when the cast's seats hold."""
    return Person.objects.get(pk=person.pk)


def people() -> list[tuple]:
    columns = ("pk", "name", "post", "password", "is_active", "session_epoch", "edition")
    return [
        list(Person.objects.order_by("pk").values_list(*columns)),
        list(Membership.objects.order_by("pk").values_list("pk", "ended_at")),
        Entry.objects.count(),
    ]


def refused(no, verb, /, **words):
    before = people()
    with pytest.raises(AccountsRefused) as caught:
        verb(**words, at=AT)
    assert caught.value.code == no
    assert people() == before


def newcomer(by, unit, role=Role.UNIT, username="new"):
    return {"username": username, "name": "新人", "unit": unit, "role": role, "from_on": TODAY, "by": by}


def test_a_district_appoints_in_its_project_units(cast):
    person = actions.appoint(**newcomer(cast.district, cast.toyota), at=AT)
    assert not person.has_usable_password()
    assert fresh(person).standing.paths() == (cast.toyota.path,)
    assert list(Entry.objects.values_list("verb", flat=True)[:2]) == ["accounts.seat", "accounts.register"]


def test_a_district_appoints_nobody_elsewhere_or_higher(cast):
    refused("accounts.out_of_reach", actions.appoint, **newcomer(cast.district, cast.valve))
    refused("accounts.out_of_reach", actions.appoint, **newcomer(cast.district, cast.city, Role.LEADER))
    refused("accounts.role_misplaced", actions.appoint, **newcomer(cast.district, cast.binhai, Role.LEADER))


def test_only_the_administrator_registers_without_a_seat(cast):
    words = {"username": "new", "name": "新人", "password": None}
    refused("accounts.out_of_reach", actions.register, **words, by=cast.district)
    assert actions.register(**words, by=cast.admin, at=AT).name == "新人"


def test_user_names_are_one_whatever_their_case(cast):
    refused("accounts.username_taken", actions.appoint, **newcomer(cast.admin, cast.toyota, username="CLERK"))


def test_a_seat_ends_at_once_and_may_be_given_again_the_same_day(cast):
    seat = Membership.objects.get(person=cast.clerk)
    actions.unseat(seat=seat, by=cast.district, at=AT)
    assert fresh(cast.clerk).standing.seats == ()
    words = {"person": cast.clerk, "unit": cast.toyota, "role": Role.UNIT, "from_on": seat.from_on}
    actions.seat(**words, by=cast.admin, at=AT)
    assert fresh(cast.clerk).standing.roles() == {Role.UNIT}
    refused("accounts.seat_ended_already", actions.unseat, seat=seat, by=cast.admin)


def test_a_seat_is_held_until_its_last_day(cast):
    words = {"person": cast.stranger, "unit": cast.toyota, "role": Role.UNIT, "by": cast.admin, "at": AT}
    actions.seat(**words, from_on=date(2022, 2, 1), until_on=date(2022, 2, 7))
    with pytest.raises(AccountsRefused) as caught:
        actions.seat(**words, from_on=date(2022, 2, 7), until_on=None)
    assert caught.value.code == "accounts.seated_already"
    assert actions.seat(**words, from_on=date(2022, 2, 8)).until_on is None


def test_a_role_is_given_only_where_it_has_a_meaning(cast):
    words = {"person": cast.stranger, "from_on": TODAY, "by": cast.admin}
    refused("accounts.role_misplaced", actions.seat, unit=cast.city, role=Role.UNIT, **words)
    refused("accounts.seat_backwards", actions.seat, unit=cast.city, role=Role.CITY, until_on=date(2022, 2, 1), **words)


def test_the_last_administrator_stays(cast):
    seat = Membership.objects.get(person=cast.admin)
    refused("accounts.last_administrator", actions.unseat, seat=seat, by=cast.admin)
    refused("accounts.last_administrator", actions.deactivate, person=cast.admin, by=None)
    refused("accounts.not_oneself", actions.deactivate, person=cast.admin, by=cast.admin)


def test_an_administrator_whose_seat_will_end_is_not_enough(cast):
    words = {"person": cast.office, "unit": cast.city, "role": Role.ADMINISTRATOR, "from_on": TODAY, "by": cast.admin}
    seat = Membership.objects.get(person=cast.admin)
    actions.seat(**words, until_on=TODAY + timedelta(30), at=AT)
    refused("accounts.last_administrator", actions.unseat, seat=seat, by=cast.admin)
    actions.seat(**words | {"from_on": TODAY + timedelta(31)}, at=AT)
    refused("accounts.last_administrator", actions.unseat, seat=seat, by=cast.admin)


def test_with_a_second_administrator_the_first_may_go(cast):
    words = {"person": cast.office, "unit": cast.city, "role": Role.ADMINISTRATOR, "from_on": TODAY}
    actions.seat(**words, by=cast.admin, at=AT)
    assert actions.deactivate(person=cast.admin, by=fresh(cast.office), at=AT).is_active is False


def test_a_deactivated_person_has_no_seats_and_comes_back_with_them(cast):
    actions.deactivate(person=cast.clerk, reason="调离", by=cast.district, at=AT)
    assert fresh(cast.clerk).standing.seats == ()
    assert Entry.objects.first().reason == "调离"
    refused("accounts.inactive_already", actions.deactivate, person=cast.clerk, by=cast.admin)
    actions.reactivate(person=cast.clerk, by=cast.district, at=AT)
    assert fresh(cast.clerk).standing.roles() == {Role.UNIT}
    refused("accounts.active_already", actions.reactivate, person=cast.clerk, by=cast.admin)


def test_several_are_deactivated_all_or_none(cast):
    words = {"people": [cast.clerk, cast.other_clerk], "reason": ""}
    refused("accounts.out_of_reach", actions.deactivate_all, **words, by=cast.district)
    assert len(actions.deactivate_all(**words, by=cast.admin, at=AT)) == 2


def test_a_district_administers_nobody_who_also_stands_elsewhere(cast):
    words = {"person": cast.clerk, "unit": cast.valve, "role": Role.UNIT, "from_on": TODAY + timedelta(3)}
    actions.seat(**words, by=cast.admin, at=AT)
    refused("accounts.out_of_reach", actions.set_one_time_password, person=cast.clerk, by=cast.district)


def test_a_district_sets_no_password_of_who_stands_in_for_somebody_higher(cast):
    actions.name_standin(
        absent=cast.admin, deputy=cast.clerk, from_on=TODAY, until_on=TODAY, reason="出差", by=cast.admin, at=AT
    )
    refused("accounts.out_of_reach", actions.set_one_time_password, person=cast.clerk, by=cast.district)


def test_a_one_time_password_opens_nothing_until_an_own_one_is_set(cast):
    text = actions.set_one_time_password(person=cast.clerk, by=cast.district, at=AT)
    person = fresh(cast.clerk)
    assert person.check_password(text)
    assert len(text) == 19
    assert person.standing.seats == ()
    assert text not in "".join(f"{entry.before}{entry.after}{entry.reason}" for entry in Entry.objects.all())
    actions.change_password(person=person, password=PASSWORD, by=person, at=AT)
    assert fresh(cast.clerk).standing.roles() == {Role.UNIT}


def test_nobody_changes_anothers_password(cast):
    refused("accounts.out_of_reach", actions.change_password, person=cast.clerk, password="x", by=cast.admin)


def test_everybody_changes_their_own_details_but_not_the_name(cast):
    words = {"person": cast.clerk, "post": "联络员", "post_en": "Liaison officer", "email": "", "phone": ""}
    words |= {"over": 1, "by": cast.clerk}
    refused("accounts.out_of_reach", actions.edit_person, name="别人", name_en="", **words)
    refused("accounts.out_of_reach", actions.edit_person, name="项目联络员", name_en="Mayor", **words)
    assert actions.edit_person(name="项目联络员", name_en="", **words, at=AT).edition == 2
    with pytest.raises(Stale):
        actions.edit_person(name="项目联络员", name_en="", **words, at=AT)


def test_a_person_is_called_as_the_reader_reads(cast):
    words = {"name": "张三", "name_en": "Zhang San", "post": "处长", "post_en": "Division chief"}
    actions.edit_person(person=cast.clerk, **words, email="", phone="", over=1, by=cast.admin, at=AT)
    clerk = Person.objects.get(pk=cast.clerk.pk)
    with reading(Reader(language="en")):
        assert (str(clerk), clerk.called_post, clerk.other_name) == ("Zhang San", "Division chief", "张三")
        assert (str(cast.admin), cast.admin.other_name) == ("系统管理员", "")
    with reading(Reader(language="zh-hans")):
        assert (str(clerk), clerk.called_post, clerk.other_name) == ("张三", "处长", "Zhang San")
    entry = Entry.objects.first()
    assert (entry.verb, entry.subject) == ("accounts.edit_person", "张三")
    assert json.loads(entry.after) == {**words, "email": "", "phone": ""}
    assert json.loads(entry.before)["name_en"] == ""


def test_signing_out_everywhere_is_ones_own_or_the_administrators(cast):
    assert actions.sign_out_everywhere(person=cast.clerk, by=cast.clerk, at=AT).session_epoch == 1
    assert actions.sign_out_everywhere(person=cast.clerk, by=cast.admin, at=AT).session_epoch == 2
    refused("accounts.out_of_reach", actions.sign_out_everywhere, person=cast.clerk, by=cast.engineer)


def test_a_district_sees_its_own_people_only(cast):
    assert set(scope(cast.district, Person.objects.all())) == {cast.district, cast.clerk}
    assert set(scope(cast.stranger, Person.objects.all())) == {cast.stranger}
    assert set(scope(cast.mayor, Membership.objects.all())) == set(Membership.objects.all())


def test_the_first_administrator_comes_with_the_city(db):
    words = {"name_zh": "天津市", "name_en": "Tianjin", "administrator": "张三", "username": "zhang"}
    person = actions.found_city(**words, password=PASSWORD, at=AT)
    assert [(seat.role, seat.path) for seat in fresh(person).standing.seats] == [
        (Role.ADMINISTRATOR, f"/{Membership.objects.get().unit_id}/")
    ]
    refused("accounts.founded_already", actions.found_city, **words, password=PASSWORD)
