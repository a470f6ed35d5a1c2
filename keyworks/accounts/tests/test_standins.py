from datetime import timedelta

import pytest

from keyworks.accounts import actions
from keyworks.accounts.actions import AccountsRefused
from keyworks.accounts.models import Person, StandIn
from keyworks.accounts.queries import for_whom
from keyworks.accounts.rules import Role
from keyworks.base.reader import Reader, reading
from keyworks.base.scopes import scope
from keyworks.record.models import Entry
from tests.cast import AT

TODAY = AT.date()


@pytest.fixture
def on(monkeypatch):
    """Sets the day on which people are asked what they may."""

    def set_day(day):
        monkeypatch.setattr("keyworks.accounts.models.timezone.localdate", lambda *_: day)

    set_day(TODAY)
    return set_day


def naming(absent, deputy, **change):
    plain = {"from_on": TODAY, "until_on": TODAY + timedelta(6), "reason": "出差", "by": absent}
    return {"absent": absent, "deputy": deputy, **plain, **change}


def standing(person):
    return Person.objects.get(pk=person.pk).standing


def refused(no, **words):
    entries = Entry.objects.count()
    with pytest.raises(AccountsRefused) as caught:
        actions.name_standin(**words, at=AT)
    assert caught.value.code == no
    assert (StandIn.objects.count(), Entry.objects.count()) == (0, entries)


def test_the_deputy_holds_the_seats_and_the_record_says_for_whom(cast, on):
    actions.name_standin(**naming(cast.district, cast.stranger), at=AT)
    deputy = Person.objects.get(pk=cast.stranger.pk)
    assert [(seat.role, seat.path, seat.behalf) for seat in deputy.standing.seats] == [
        (Role.DISTRICT, cast.binhai.path, "滨海项目办")
    ]
    words = {"code": "new", "kind": "owner", "name_zh": "新单位", "parent": cast.binhai}
    actions.open_unit(**words, by=deputy, at=AT)
    entry = Entry.objects.first()
    assert (entry.actor, entry.behalf) == ("无职务者", "滨海项目办")


def test_a_deputy_with_own_seats_acts_for_another_where_only_the_borrowed_seat_grants(cast, on, client):
    actions.name_standin(**naming(cast.district, cast.clerk), at=AT)
    deputy = Person.objects.get(pk=cast.clerk.pk)
    assert deputy.behalf == ""
    deputy.at_door = "accounts.administer_below"
    assert deputy.behalf == "滨海项目办"


def test_the_reader_and_the_record_each_name_the_absent_in_their_own_language(cast, on):
    Person.objects.filter(pk=cast.district.pk).update(name_en="Director of Binhai")
    actions.name_standin(**naming(cast.district, cast.stranger), at=AT)
    deputy = Person.objects.get(pk=cast.stranger.pk)
    [seat] = deputy.standing.seats
    with reading(Reader(language="en")):
        assert (for_whom(seat), deputy.behalf) == ("Director of Binhai", "滨海项目办")
    with reading(Reader(language="zh-hans")):
        assert for_whom(seat) == "滨海项目办"


def test_a_standin_begins_and_ends_by_itself(cast, on):
    actions.name_standin(**naming(cast.district, cast.stranger, from_on=TODAY + timedelta(2)), at=AT)
    held = {}
    for days in (1, 2, 6, 7):
        on(TODAY + timedelta(days))
        held[days] = bool(standing(cast.stranger).seats)
    assert held == {1: False, 2: True, 6: True, 7: False}


@pytest.mark.parametrize("who", ["district", "stranger", "admin"])
def test_the_absent_the_deputy_and_the_administrator_end_it_early(cast, on, who):
    standin = actions.name_standin(**naming(cast.district, cast.stranger), at=AT)
    actions.end_standin(standin=standin, by=getattr(cast, who), at=AT)
    assert standing(cast.stranger).seats == ()
    with pytest.raises(AccountsRefused, match="standin_ended_already"):
        actions.end_standin(standin=standin, by=cast.admin, at=AT)


def test_nobody_else_ends_it(cast, on):
    standin = actions.name_standin(**naming(cast.district, cast.stranger), at=AT)
    with pytest.raises(AccountsRefused, match="out_of_reach"):
        actions.end_standin(standin=standin, by=cast.other_district, at=AT)
    assert standing(cast.stranger).roles() == {Role.DISTRICT}


def test_borrowed_seats_are_not_passed_on(cast, on):
    actions.name_standin(**naming(cast.admin, cast.district), at=AT)
    actions.name_standin(**naming(cast.district, cast.clerk), at=AT)
    assert standing(cast.district).roles() == {Role.DISTRICT, Role.ADMINISTRATOR}
    assert standing(cast.clerk).roles() == {Role.UNIT, Role.DISTRICT}


def test_the_seats_of_a_deactivated_person_are_not_lent(cast, on):
    actions.name_standin(**naming(cast.district, cast.stranger), at=AT)
    actions.deactivate(person=cast.district, by=cast.admin, at=AT)
    assert standing(cast.stranger).seats == ()


def test_a_deactivated_deputy_holds_nothing(cast, on):
    actions.name_standin(**naming(cast.district, cast.stranger), at=AT)
    actions.deactivate(person=cast.stranger, by=cast.admin, at=AT)
    assert standing(cast.stranger).seats == ()


def test_nobody_stands_in_for_themself(cast):
    refused("accounts.standin_itself", **naming(cast.district, cast.district))


def test_a_deactivated_person_is_not_named(cast):
    actions.deactivate(person=cast.stranger, by=None, at=AT)
    refused("accounts.standin_inactive", **naming(cast.district, cast.stranger))


def test_a_standin_lasts_ninety_days_at_most_and_gives_a_reason(cast):
    refused("accounts.standin_long", **naming(cast.district, cast.stranger, until_on=TODAY + timedelta(90)))
    refused("accounts.standin_reason", **naming(cast.district, cast.stranger, reason=" "))


def test_only_the_administrator_names_for_others(cast):
    refused("accounts.out_of_reach", **naming(cast.clerk, cast.stranger, by=cast.district))
    assert actions.name_standin(**naming(cast.clerk, cast.stranger, by=cast.admin), at=AT).absent == cast.clerk


def test_the_same_days_are_not_given_twice(cast):
    actions.name_standin(**naming(cast.district, cast.stranger), at=AT)
    with pytest.raises(AccountsRefused, match="standin_already"):
        actions.name_standin(**naming(cast.district, cast.stranger, from_on=TODAY + timedelta(6)), at=AT)
    assert StandIn.objects.count() == 1


def test_standins_are_seen_by_those_they_concern(cast, on):
    standin = actions.name_standin(**naming(cast.district, cast.stranger), at=AT)
    seen = {who: standin in scope(getattr(cast, who), StandIn.objects.all()) for who in ("stranger", "clerk", "office")}
    assert seen == {"stranger": True, "clerk": False, "office": False}
