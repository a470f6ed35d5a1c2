from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from keyworks.projects import actions, queries
from keyworks.projects.models import CurrentAmount, Edition, PlannedAmount, Project, Term
from keyworks.projects.rules.parts import Part
from keyworks.record.models import Entry
from keyworks.values.money import Money

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
LATER = datetime(2022, 3, 1, 2, 0, tzinfo=UTC)


def yi(number):
    return Money.of(number, "yi")


def fund(code):
    return Term.objects.get(kind="fund", code=code)


@pytest.fixture
def toyota(cast):
    values = {
        "name_zh": "一汽丰田新能源汽车项目", "name_en": "FAW-Toyota new-energy vehicles", "owner": cast.toyota,
        "district": cast.binhai, "parts": {Part.TOTAL: yi(85)}, "list_year": 2022, "stage": "completed",
        "amounts": {(2022, fund("own")): yi(10), (2022, fund("loans")): yi(5), (2023, fund("own")): yi(2)},
    }  # fmt: skip
    return actions.register(values=values, by=cast.office, at=AT)


def test_a_project_is_registered_with_its_money_edition_move_and_entry(cast, toyota):
    assert toyota.local_number == "KP2022-00001"
    assert (toyota.total, toyota.plan) == (yi(85), yi(15))
    assert queries.facts(toyota)["amounts"] == {
        "2022.own": {"fen": 10**11}, "2022.loans": {"fen": 5 * 10**10}, "2023.own": {"fen": 2 * 10**10},
    }  # fmt: skip
    assert Entry.objects.get(verb="projects.register").actor == cast.office.name


@pytest.mark.parametrize("words", ["丰田", "FENGTIAN", "yqft", "一汽 能源", "faw", "kp2022"])
def test_a_project_is_found_by_name_pinyin_initials_and_number(toyota, words):
    assert Project.objects.filter(queries.found_by(words)).get() == toyota


def test_a_correction_keeps_the_first_amount(cast, toyota):
    changed = actions.state_money(
        project=toyota, amounts={(2022, fund("own")): yi(12)}, over=1, by=cast.clerk, at=LATER, reason="追加投资"
    )
    own = PlannedAmount.objects.filter(project=toyota, fund__code="own", year=2022).order_by("version")
    assert [row.amount for row in own] == [yi(10), yi(12)]
    assert CurrentAmount.objects.get(project=toyota, fund__code="own", year=2022).amount == yi(12)
    assert (changed.plan, changed.edition) == (yi(17), 2)


def test_what_stood_on_a_day_is_answered(cast, toyota):
    actions.edit(project=toyota, values={"planned_finish": date(2022, 6, 30)}, over=1, by=cast.clerk, at=LATER)
    assert "planned_finish" not in queries.facts(toyota, asof=AT)
    assert queries.facts(toyota)["planned_finish"] == "2022-06-30"


def test_nothing_differing_is_nothing_changed(cast, toyota):
    actions.edit(project=toyota, values={"name_zh": toyota.name_zh}, over=1, by=cast.clerk, at=LATER)
    assert Edition.objects.filter(project=toyota).count() == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"project_code": "2202-120116"}, "projects.code_form"),
        ({"planned_start": date(2022, 5, 1), "planned_finish": date(2022, 4, 1)}, "projects.ends_before_start"),
        ({"started_on": date(2022, 5, 1)}, "projects.not_yet"),
        ({"name_zh": " "}, "projects.name_missing"),
        ({"variant": "equipment"}, "projects.stage_not_of_variant"),
        ({"list_class": "construction"}, "projects.decided_by_city"),
        ({"secrecy": "secret"}, "projects.secret"),
        ({"parties": [{"name_zh": "中建", "credit_code": "911200001030604970"}]}, "credit_code.check"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(cast, toyota, values, code):
    with pytest.raises(actions.ProjectsRefused) as refused:
        actions.edit(project=toyota, values=values, over=1, by=cast.clerk, at=LATER)
    assert refused.value.code == code
    assert Project.objects.get().edition == 1


@pytest.mark.parametrize("person", ["other_clerk", "other_district", "engineer", "mayor"])
def test_who_does_not_look_after_it_does_not_change_it(cast, toyota, person):
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.out_of_reach"):
        actions.edit(project=toyota, values={"name_en": "x"}, over=1, by=getattr(cast, person), at=LATER)


def test_a_package_does_not_contain_itself(cast, toyota):
    part = actions.register(
        values={"name_zh": "一期", "parent": toyota, "owner": cast.toyota, "district": cast.binhai}, by=None, at=AT
    )
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.package_in_itself"):
        actions.edit(project=toyota, values={"parent": part}, over=1, by=None, at=LATER)


def test_many_are_registered_together_or_not_at_all(cast, db):
    rows = [{"name_zh": "甲", "local_number": "1"}, {"name_zh": "", "local_number": "1"}]
    with pytest.raises(actions.RowsRefused) as refused:
        actions.register_many(rows=rows, by=None, at=AT)
    assert [(row, problem.code) for row, problem in refused.value.problems] == [
        (1, "projects.name_missing"), (0, "projects.local_number_taken"), (1, "projects.local_number_taken"),
    ]  # fmt: skip
    assert not Project.objects.exists()
