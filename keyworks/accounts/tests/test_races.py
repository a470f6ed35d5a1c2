"""Two at the same moment, on either database: one wins, the other is told why not, and nothing is half done."""

from __future__ import annotations

import pytest

from keyworks.accounts import actions
from keyworks.accounts.models import Installation, Person, StandIn, Unit
from keyworks.accounts.rules import Role
from keyworks.record import queries
from keyworks.values.refusals import Refused
from tests.cast import AT, SINCE
from tests.twotime.races import hands

pytestmark = pytest.mark.django_db(transaction=True)


def codes(results):
    """The codes of those refused, and "" for each who won."""
    assert all(isinstance(one, Refused) or not isinstance(one, Exception) for one in results), results
    return sorted(one.code if isinstance(one, Refused) else "" for one in results)


def test_one_user_name_is_registered_once(cast, tmp_path):
    def appoint(name):
        return lambda: actions.appoint(
            username=name, name="x", unit=cast.toyota, role=Role.UNIT, from_on=SINCE, by=cast.district, at=AT
        )

    with hands(tmp_path) as several:
        for number in range(4):
            results = several.run(appoint(f"new-{number}"), appoint(f"NEW-{number}"), appoint(f"new-{number}"))
            assert codes(results) == ["", "accounts.username_taken", "accounts.username_taken"]
        assert Person.objects.filter(username__istartswith="new-").count() == 4
        assert queries.verify().sound


def test_two_moves_make_no_circle(cast, tmp_path):
    with hands(tmp_path) as several:
        for number in range(4):
            one, other = (
                actions.open_unit(
                    code=f"{side}{number}", kind="owner", name_zh=side, parent=cast.binhai, by=None, at=AT
                )
                for side in "ab"
            )

            def move(unit, below):
                return lambda: actions.move_unit(unit=unit, parent=below, over=None, by=cast.admin, at=AT)

            assert codes(several.run(move(one, other), move(other, one))) == ["", "accounts.below_itself"]
        for unit in Unit.objects.select_related("parent"):
            assert unit.path == f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"


def test_of_two_edits_of_a_unit_one_is_told_to_compare(cast, tmp_path):
    def edit(name):
        return lambda: actions.edit_unit(
            unit=cast.toyota, code="toyota", name_zh=name, name_en="", over=1, by=cast.admin, at=AT
        )

    with hands(tmp_path) as several:
        results = several.run(edit("甲"), edit("乙"))
        assert codes(results) == ["", "accounts.stale"]
        won = next(one for one in results if isinstance(one, Unit))
        assert Unit.objects.get(pk=cast.toyota.pk).name_zh == won.name_zh


def test_the_last_two_administrators_do_not_shut_each_other_out(cast, tmp_path):
    actions.seat(person=cast.stranger, unit=cast.city, role=Role.ADMINISTRATOR, from_on=SINCE, by=None, at=AT)

    def shut(person, by):
        return lambda: actions.deactivate(person=person, by=by, at=AT)

    with hands(tmp_path) as several:
        assert codes(several.run(shut(cast.admin, None), shut(cast.stranger, None))) == [
            "",
            "accounts.last_administrator",
        ]
        assert Person.objects.filter(pk__in=[cast.admin.pk, cast.stranger.pk], is_active=True).count() == 1


def test_a_stand_in_is_named_once(cast, tmp_path):
    def name():
        words = {"from_on": SINCE, "until_on": AT.date(), "reason": "leave", "by": cast.clerk, "at": AT}
        return actions.name_standin(absent=cast.clerk, deputy=cast.district, **words)

    with hands(tmp_path) as several:
        assert codes(several.run(name, name, name)) == ["", *["accounts.standin_already"] * 2]
        assert StandIn.objects.count() == 1


def test_an_installation_is_founded_once(tmp_path):
    def found(name):
        words = {"name_zh": name, "name_en": name, "administrator": name, "username": name}
        return lambda: actions.found_city(**words, password="a long enough phrase", at=AT).username

    with hands(tmp_path) as several:
        results = several.run(found("one"), found("two"), found("three"))
        assert codes(results) == ["", "accounts.founded_already", "accounts.founded_already"]
        won = next(one for one in results if isinstance(one, str))
        assert [person.username for person in Person.objects.all()] == [won]
        assert Installation.objects.get().name_zh == won and Unit.objects.count() == 1
