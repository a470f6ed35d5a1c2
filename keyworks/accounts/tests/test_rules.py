from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.accounts.rules import (
    BELOW,
    ROLES_OF,
    Role,
    Seat,
    Standing,
    administers,
    administers_person,
    disposes,
    kinds_to_open,
    moved,
    roles_to_give,
    standin_fault,
)

RIGHTS = {
    "accounts.administer": frozenset({"administrator"}),
    "accounts.administer_below": frozenset({"administrator", "district"}),
    "reports.file": frozenset({"unit"}),
}
CITY, BINHAI, TOYOTA, BEICHEN = "/1/", "/1/3/", "/1/3/5/", "/1/4/"


def standing(role: Role, path: str, behalf: str = "") -> Standing:
    return Standing((Seat(role, 1, path, behalf),))


ADMIN = standing(Role.ADMINISTRATOR, CITY)
DISTRICT = standing(Role.DISTRICT, BINHAI)
CLERK = standing(Role.UNIT, TOYOTA)


def test_nobody_may_anything_without_a_seat():
    assert not Standing().may("reports.file", RIGHTS)
    assert not Standing().everywhere()
    assert not Standing().reaches(CITY)
    assert Standing().paths() == ()


def test_a_right_nobody_granted_is_denied():
    assert not any(standing(role, CITY).may("reports.burn", RIGHTS) for role in Role)


def test_a_seat_reaches_its_own_subtree():
    assert DISTRICT.reaches(BINHAI)
    assert DISTRICT.reaches(TOYOTA)
    assert not DISTRICT.reaches(CITY)
    assert not DISTRICT.reaches(BEICHEN)
    assert not standing(Role.DISTRICT, "/1/3/").reaches("/1/33/")


@pytest.mark.parametrize("role", list(Role))
def test_city_roles_see_everywhere_and_the_others_do_not(role):
    assert standing(role, BEICHEN).reaches(TOYOTA) == (role not in {Role.UNIT, Role.DISTRICT})


def test_seats_add_up():
    both = Standing(DISTRICT.seats + standing(Role.UNIT, BEICHEN).seats)
    assert both.paths() == (BINHAI, BEICHEN)
    assert both.roles() == {Role.DISTRICT, Role.UNIT}
    assert both.may("reports.file", RIGHTS)
    assert both.reaches(BEICHEN)


def test_whoever_acts_only_by_borrowed_seats_acts_for_another():
    borrowed = standing(Role.UNIT, TOYOTA, "Li")
    assert borrowed.behalf("reports.file", RIGHTS) == "Li"
    assert borrowed.behalf("", RIGHTS) == "Li"


def test_whoever_holds_the_right_as_well_acts_in_the_own_name():
    both = Standing(CLERK.seats + standing(Role.UNIT, BEICHEN, "Li").seats)
    assert both.behalf("reports.file", RIGHTS) == ""


def test_an_own_seat_that_grants_another_right_does_not_hide_for_whom_one_acts():
    both = Standing(CLERK.seats + standing(Role.DISTRICT, BINHAI, "Li").seats)
    assert both.behalf("accounts.administer_below", RIGHTS) == "Li"
    assert both.behalf("reports.file", RIGHTS) == ""
    assert both.behalf("", RIGHTS) == ""


def test_who_acts_for_two_names_both():
    both = Standing(standing(Role.UNIT, TOYOTA, "Wang").seats + standing(Role.UNIT, BEICHEN, "Li").seats)
    assert both.behalf("reports.file", RIGHTS) == "Li, Wang"


def test_the_administrator_administers_everywhere_and_a_district_its_subtree():
    assert administers(ADMIN, RIGHTS, BEICHEN)
    assert administers(DISTRICT, RIGHTS, TOYOTA)
    assert administers(DISTRICT, RIGHTS, BINHAI)
    assert not administers(DISTRICT, RIGHTS, BEICHEN)
    assert not administers(DISTRICT, RIGHTS, CITY)
    assert not administers(CLERK, RIGHTS, TOYOTA)


def test_a_district_administers_people_all_of_whose_seats_it_could_give():
    assert administers_person(DISTRICT, RIGHTS, [(Role.UNIT, TOYOTA)])
    assert administers_person(DISTRICT, RIGHTS, [(Role.UNIT, TOYOTA), (Role.DISTRICT, BINHAI)])
    assert not administers_person(DISTRICT, RIGHTS, [])
    assert not administers_person(DISTRICT, RIGHTS, [(Role.UNIT, BEICHEN)])
    assert not administers_person(DISTRICT, RIGHTS, [(Role.UNIT, TOYOTA), (Role.UNIT, BEICHEN)])
    assert not administers_person(DISTRICT, RIGHTS, [(Role.UNIT, TOYOTA), (Role.LEADER, BINHAI)])
    assert administers_person(ADMIN, RIGHTS, [])


def test_a_district_gives_its_own_roles_and_opens_project_units_only():
    assert roles_to_give(DISTRICT, RIGHTS, "owner") == {Role.UNIT}
    assert roles_to_give(DISTRICT, RIGHTS, "district") == {Role.DISTRICT}
    assert roles_to_give(DISTRICT, RIGHTS, "city") == set()
    assert roles_to_give(ADMIN, RIGHTS, "city") == ROLES_OF["city"]
    assert kinds_to_open(DISTRICT, RIGHTS, "district") == {"owner"}
    assert kinds_to_open(ADMIN, RIGHTS, "district") == BELOW["district"]
    assert disposes(DISTRICT, RIGHTS, "owner")
    assert not disposes(DISTRICT, RIGHTS, "district")
    assert disposes(ADMIN, RIGHTS, "city")


def test_no_role_that_sees_its_subtree_only_can_be_held_at_the_root():
    assert ROLES_OF["city"].isdisjoint({Role.UNIT, Role.DISTRICT})


paths = st.lists(st.integers(1, 30), min_size=1, max_size=5).map(lambda keys: f"/{'/'.join(map(str, keys))}/")


@given(paths, paths, paths)
def test_moving_changes_only_what_lies_below(path, old, new):
    after = moved(path, old, new)
    assert (after == path) if not path.startswith(old) else (after == new + path[len(old) :])


TODAY = date(2022, 2, 8)


def fault(**change) -> tuple[str, str]:
    plain = {"itself": False, "deputy_active": True, "from_on": TODAY, "until_on": TODAY, "today": TODAY}
    return standin_fault(**plain | change)


def test_a_standin_for_a_day_is_in_order():
    assert fault() == ("", "")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"itself": True}, ("accounts.standin_itself", "deputy")),
        ({"deputy_active": False}, ("accounts.standin_inactive", "deputy")),
        ({"from_on": TODAY + timedelta(1)}, ("accounts.standin_backwards", "until_on")),
        ({"today": TODAY + timedelta(1)}, ("accounts.standin_past", "until_on")),
        ({"until_on": TODAY + timedelta(90)}, ("accounts.standin_long", "until_on")),
    ],
)
def test_a_standin_is_refused(change, code):
    assert fault(**change) == code


def test_ninety_days_are_the_longest():
    assert fault(until_on=TODAY + timedelta(89)) == ("", "")
