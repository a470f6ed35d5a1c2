"""Two people at one project at the same moment, on either database."""

from __future__ import annotations

from datetime import date

import pytest

from keyworks.projects import actions, queries
from keyworks.projects.models import Edition, Investment, Move, Project
from keyworks.projects.rules.parts import Part
from keyworks.projects.tests.walking import AT, make
from keyworks.record.queries import verify
from keyworks.values.money import Money
from keyworks.values.refusals import Refused, Stale
from tests.twotime.races import hands

pytestmark = pytest.mark.django_db(transaction=True)


def sort(results):
    """How many won, and how the others were told."""
    assert all(isinstance(one, Project | Refused) for one in results), results
    return sum(isinstance(one, Project) for one in results), [one for one in results if isinstance(one, Refused)]


def sound():
    assert set(queries.drift().values()) == {0}
    assert verify().sound
    for project in Project.objects.all():
        assert Edition.objects.filter(project=project).count() == project.edition


def test_of_two_moves_at_once_one_is_made(cast, tmp_path):
    with hands(tmp_path) as several:
        project = make(cast)

        def move():
            return actions.move(
                project=project, target="planned", on=date(2022, 1, 10), evidence={"allowed": {"text": "不属于"}},
                over=1, by=cast.district, at=AT,
            )  # fmt: skip

        won, told = sort(several.run(move, move, move))
        assert (won, [type(one) for one in told]) == (1, [Stale, Stale])
        assert Move.objects.filter(project=project).count() == 2
        sound()


def test_of_two_corrections_at_once_one_stands_and_the_first_figure_stays(cast, tmp_path):
    with hands(tmp_path) as several:
        project = make(cast)

        def correct(yi):
            return lambda: actions.state_money(
                project=project, parts={Part.TOTAL: Money.of(yi, "yi")}, over=1, by=cast.office, at=AT, reason="追加"
            )

        won, told = sort(several.run(correct(90), correct(91)))
        assert (won, [type(one) for one in told]) == (1, [Stale])
        rows = Investment.objects.filter(project=project).order_by("version")
        assert (len(rows), rows[0].amount) == (2, Money.of(85, "yi"))
        sound()


def test_one_number_is_given_once_however_many_ask_for_it(cast, tmp_path):
    with hands(tmp_path) as several:
        one, other = make(cast), make(cast)

        def take(project):
            return lambda: actions.edit(
                project=project, values={"local_number": "津重2022-1"}, over=1, by=cast.office, at=AT
            )

        def register():
            return actions.register(values={"name_zh": "新", "local_number": "津重2022-1"}, by=cast.office, at=AT)

        won, told = sort(several.run(take(one), take(other), register))
        assert (won, {no.code for no in told}) == (1, {"projects.local_number_taken"})
        assert Project.objects.filter(local_number="津重2022-1").count() == 1
        sound()


def test_many_registered_at_once_each_get_a_number_of_their_own(cast, tmp_path):
    with hands(tmp_path) as several:
        acts = [lambda: make(cast) for _ in range(4)]
        won, told = sort(several.run(*acts))
        assert (won, told, Project.objects.values("local_number").distinct().count()) == (4, [], 4)


def test_two_people_cannot_put_two_projects_into_each_other(cast, tmp_path):
    with hands(tmp_path) as several:
        for _ in range(3):
            one, other = make(cast), make(cast)

            def put(inner, outer):
                return lambda: actions.edit(project=inner, values={"parent": outer}, over=1, by=cast.office, at=AT)

            won, told = sort(several.run(put(one, other), put(other, one)))
            assert (won, [no.code for no in told]) == (1, ["projects.package_in_itself"])
        sound()
