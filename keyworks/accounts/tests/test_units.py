import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keyworks.accounts import actions
from keyworks.accounts.actions import AccountsRefused
from keyworks.accounts.models import Unit
from keyworks.accounts.rules import Role, Seat, Standing
from keyworks.base.scopes import scope
from keyworks.record.models import Entry
from keyworks.values.refusals import Stale
from tests.cast import AT


def tree() -> list[tuple]:
    return list(Unit.objects.order_by("pk").values_list("pk", "parent_id", "path", "closed_on", "edition"))


def refused(no, verb, /, **words):
    before, entries = tree(), Entry.objects.count()
    with pytest.raises(AccountsRefused) as caught:
        verb(**words, at=AT)
    assert caught.value.code == no
    assert (tree(), Entry.objects.count()) == (before, entries)


def opening(parent, by, kind="owner", code="new"):
    return {"code": code, "kind": kind, "name_zh": "新单位", "parent": parent, "by": by}


def test_a_district_opens_a_project_unit_below_itself(cast):
    unit = actions.open_unit(**opening(cast.binhai, cast.district), at=AT)
    assert unit.path == f"{cast.binhai.path}{unit.pk}/"
    entry = Entry.objects.first()
    assert (entry.verb, entry.actor, entry.subject) == ("accounts.open_unit", "滨海项目办", "新单位")


def test_a_district_opens_nothing_in_another(cast):
    refused("accounts.out_of_reach", actions.open_unit, **opening(cast.beichen, cast.district))


def test_a_district_opens_no_department(cast):
    refused("accounts.kind_not_yours", actions.open_unit, **opening(cast.binhai, cast.district, "department"))


def test_a_department_opens_nothing(cast):
    refused("accounts.out_of_reach", actions.open_unit, **opening(cast.industry, cast.engineer))


def test_a_district_stands_below_no_project_unit(cast):
    refused("accounts.kind_misplaced", actions.open_unit, **opening(cast.toyota, cast.admin, "district"))


def test_a_code_is_given_once_whatever_its_case(cast):
    refused("accounts.unit_code_taken", actions.open_unit, **opening(cast.binhai, cast.admin, code="TOYOTA"))


def test_nobody_opens_a_second_root(cast):
    refused("accounts.out_of_reach", actions.open_unit, **opening(None, cast.admin, "city"))
    refused("accounts.root_is_city", actions.open_unit, **opening(None, None, "owner"))


def test_renaming_keeps_both_names_in_the_record(cast):
    words = {"unit": cast.toyota, "code": "toyota", "name_zh": "一汽丰田", "name_en": "FAW-Toyota", "by": cast.district}
    unit = actions.edit_unit(**words, over=1, at=AT)
    assert (unit.name_zh, unit.edition) == ("一汽丰田", 2)
    assert '"name_zh":"一汽丰田汽车有限公司"' in Entry.objects.first().before
    with pytest.raises(Stale) as caught:
        actions.edit_unit(**words, over=1, at=AT)
    assert caught.value.params["edition"] == 2


CREDIT_CODE = "91350100M000100Y43"


def credited(unit, code, edition=1, **words):
    return {"unit": unit, "code": unit.code, "name_zh": unit.name_zh, "name_en": unit.name_en, "credit_code": code,
            "over": edition, "by": words.get("by")}  # fmt: skip


def test_a_unit_keeps_its_credit_code_as_it_was_meant(cast):
    unit = actions.edit_unit(**credited(cast.toyota, "９１3501 00m000100y43", by=cast.district), at=AT)
    assert unit.credit_code == CREDIT_CODE
    assert f'"credit_code":"{CREDIT_CODE}"' in Entry.objects.first().after
    words = {"unit": unit, "code": "toyota", "name_zh": "一汽丰田", "name_en": "", "over": 2, "by": cast.admin}
    assert actions.edit_unit(**words, at=AT).credit_code == CREDIT_CODE, "what is not named stays"
    assert actions.edit_unit(**credited(unit, "", 3), at=AT).credit_code == ""


@pytest.mark.parametrize(
    ("code", "no"),
    [
        ("91350100M000100Y44", "credit_code.check"),
        ("91350100M000100Y4", "credit_code.length"),
        ("91350100M000100Y4O", "credit_code.form"),
    ],
)
def test_a_wrong_credit_code_is_refused(cast, code, no):
    refused(no, actions.edit_unit, **credited(cast.toyota, code))
    refused(no, actions.open_unit, **opening(cast.binhai, cast.admin), credit_code=code)


def test_two_units_do_not_share_a_credit_code(cast):
    actions.edit_unit(**credited(cast.toyota, CREDIT_CODE), at=AT)
    refused("accounts.credit_code_taken", actions.edit_unit, **credited(cast.valve, CREDIT_CODE))
    refused("accounts.credit_code_taken", actions.open_unit, **opening(cast.binhai, None), credit_code=CREDIT_CODE)


def test_a_district_does_not_rename_itself(cast):
    words = {"unit": cast.binhai, "code": "x", "name_zh": "x", "name_en": "", "over": 1, "by": cast.district}
    refused("accounts.kind_not_yours", actions.edit_unit, **words)


def test_moving_takes_everything_below_along(cast):
    workshop = actions.open_unit(**opening(cast.toyota, cast.admin), at=AT)
    actions.move_unit(unit=cast.toyota, parent=cast.beichen, over=1, by=cast.admin, at=AT)
    workshop.refresh_from_db()
    assert workshop.path == f"/{cast.city.pk}/{cast.beichen.pk}/{cast.toyota.pk}/{workshop.pk}/"
    assert list(scope(cast.district, Unit.objects.all())) == [cast.binhai]
    assert cast.toyota in scope(cast.other_district, Unit.objects.all())


def test_a_unit_is_not_moved_below_itself(cast):
    words = {"unit": cast.toyota, "over": 1, "by": cast.admin}
    workshop = actions.open_unit(**opening(cast.toyota, cast.admin), at=AT)
    refused("accounts.below_itself", actions.move_unit, parent=workshop, **words)
    refused("accounts.below_itself", actions.move_unit, parent=cast.toyota, **words)
    refused("accounts.stands_there", actions.move_unit, parent=cast.binhai, **words)


def test_a_district_moves_nothing_out_of_its_reach(cast):
    words = {"unit": cast.toyota, "over": 1, "by": cast.district}
    refused("accounts.out_of_reach", actions.move_unit, parent=cast.beichen, **words)
    refused("accounts.out_of_reach", actions.move_unit, parent=cast.binhai, unit=cast.valve, over=1, by=cast.district)


def test_a_unit_with_people_or_open_units_is_not_closed(cast):
    refused("accounts.unit_in_use", actions.close_unit, unit=cast.toyota, over=1, by=cast.admin)
    refused("accounts.unit_in_use", actions.close_unit, unit=cast.binhai, over=1, by=cast.admin)


def test_an_empty_unit_is_closed_and_reopened(cast):
    unit = actions.open_unit(**opening(cast.binhai, cast.district), at=AT)
    closed = actions.close_unit(unit=unit, over=1, by=cast.district, at=AT)
    assert str(closed.closed_on) == "2022-02-08"
    refused("accounts.closed_already", actions.close_unit, unit=unit, over=2, by=cast.district)
    refused("accounts.parent_closed", actions.open_unit, **opening(unit, cast.admin, code="newer"))
    words = {"unit": unit, "role": Role.UNIT, "from_on": AT.date(), "by": cast.admin}
    refused("accounts.unit_closed", actions.seat, person=cast.stranger, **words)
    assert actions.reopen_unit(unit=unit, over=2, by=cast.district, at=AT).closed_on is None
    refused("accounts.open_already", actions.reopen_unit, unit=unit, over=3, by=cast.district)


parents = st.lists(st.integers(0, 100), min_size=1, max_size=9)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parents, st.integers(0, 100), st.integers(0, 100))
def test_moving_keeps_every_path_and_changes_no_reach_elsewhere(cast, parents, which, where):
    """Every path is the parent's path and the own key; nothing is lost; who stands apart reaches what they reached."""
    with transaction.atomic():
        units = [cast.toyota]
        for number, parent in enumerate(parents):
            place = units[parent % len(units)]
            units.append(actions.open_unit(**opening(place, None, code=f"law-{number}"), at=AT))
        keys = {unit.pk for unit in Unit.objects.all()}
        unit, parent = units[1 + which % (len(units) - 1)], units[where % len(units)]
        old = unit.path
        everybody = {other.pk: other.path for other in Unit.objects.all()}
        try:
            actions.move_unit(unit=unit, parent=parent, over=None, by=None, at=AT)
        except AccountsRefused as no:
            assert no.code in {"accounts.below_itself", "accounts.stands_there"}
        after = {other.pk: other for other in Unit.objects.select_related("parent")}
        assert set(after) == keys
        for other in after.values():
            assert other.path == (f"{other.parent.path}{other.pk}/" if other.parent else f"/{other.pk}/")
        for pk, path in everybody.items():
            stands_apart = not old.startswith(path) and not after[parent.pk].path.startswith(path)
            if stands_apart and not path.startswith(old):
                reach = Standing((Seat(Role.UNIT, pk, path),))
                before = {key for key, known in everybody.items() if reach.reaches(known)}
                assert before == {other.pk for other in after.values() if reach.reaches(other.path)}
        transaction.set_rollback(True)
