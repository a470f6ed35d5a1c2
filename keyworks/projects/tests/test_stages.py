from __future__ import annotations

from datetime import date

import pytest

from keyworks.projects import actions
from keyworks.projects.models import Edition, Move
from keyworks.projects.queries import stages as queries
from keyworks.projects.rules.stages import Stage
from keyworks.projects.tests.walking import AT, CODE, TODAY, attach, make, move, refused, term
from keyworks.record.models import Entry


def test_an_idea_becomes_planned_with_name_place_unit_estimate_and_a_statement(cast):
    project = make(cast)
    assert refused(project, "planned") == ("projects.evidence_missing", "evidence.allowed")
    moved = move(project, "planned", by=cast.district, evidence={"allowed": {"text": "不属于禁止类"}})
    assert (moved.stage, moved.stage_since, moved.edition) == (Stage.PLANNED, date(2022, 1, 10), 2)
    made = Move.objects.get(project=project, target=Stage.PLANNED)
    assert made.evidence["allowed"] == {
        "name_zh": "不属于禁止类、淘汰类项目的说明", "evidence": "statement", "text": "不属于禁止类",
        "name_en": "Statement that the project is of no prohibited or obsolete kind",
    }  # fmt: skip
    assert made.evidence["placed"]["met"] is True
    assert (Entry.objects.order_by("seq").last().verb, Edition.objects.filter(project=project).count()) == (
        "projects.move",
        2,
    )


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        ({"address_zh": ""}, "placed"), ({"parts": {}}, "estimated"),
        ({"district": None}, "in_district"), ({"owner": None}, "owned"),
    ],
)  # fmt: skip
def test_what_an_idea_lacks_is_named_at_its_check(cast, lacking, code):
    project = make(cast, **lacking)
    evidence = {"allowed": {"text": "不属于"}}
    assert refused(project, "planned", evidence=evidence) == (f"projects.guard_{code}", f"evidence.{code}")


def test_all_that_is_missing_is_told_at_once(cast):
    project = make(cast, address_zh="", parts={}, owner=None)
    step = queries.step(project, "planned")
    found = queries.missing(project, step, {}, on=TODAY, today=TODAY)
    assert [problem.place.field.removeprefix("evidence.") for problem in found] == [
        "placed", "owned", "estimated", "allowed",
    ]  # fmt: skip


def test_government_money_needs_a_proposal_and_the_rolling_plan(cast):
    project = make(cast, Stage.PLANNED, project_code=CODE, investor=term("investor", "government"))
    paper = {"file": attach(project, "批复.pdf", "pdf"), "on": date(2022, 1, 5)}
    assert refused(project, "reserve", evidence={"proposal": paper})[1] == "evidence.rolling_plan"
    moved = move(project, "reserve", evidence={"proposal": paper, "rolling_plan": paper})
    assert list(Move.objects.last().evidence) == ["coded", "proposal", "rolling_plan"]
    assert moved.stage == Stage.RESERVE


def test_an_enterprise_is_approved_or_filed(cast):
    project = make(cast, Stage.PLANNED, project_code=CODE)
    assert refused(project, "reserve") == ("projects.evidence_one_of", "evidence.approved")
    paper = {"file": attach(project, "备案.pdf", "pdf"), "on": date(2022, 1, 5)}
    assert move(project, "reserve", evidence={"filed": paper}).stage == Stage.RESERVE


def test_without_a_project_code_nothing_enters_the_reserve(cast):
    assert refused(make(cast, Stage.PLANNED), "reserve") == ("projects.guard_coded", "evidence.coded")


@pytest.mark.parametrize("begin", [None, date(2023, 3, 1)])
def test_ready_is_what_starts_within_the_year(cast, begin):
    project = make(cast, Stage.RESERVE, planned_start=begin)
    paper = {"file": attach(project, "证明.pdf", "pdf"), "on": date(2022, 1, 5)}
    said = {"land": paper, "funds": paper, "no_eia": {"text": "豁免"}, "no_safety": {"text": "豁免"}}
    assert refused(project, "ready", evidence=said) == (
        "projects.guard_start_this_year", "evidence.start_this_year",
    )  # fmt: skip
    actions.edit(project=project, values={"planned_start": date(2022, 5, 1)}, over=None, by=None, at=AT)
    assert move(project, "ready", evidence=said).stage == Stage.READY


@pytest.fixture
def ready(cast):
    return make(cast, Stage.READY)


def start(project, **more):
    day = date(2022, 1, 8)
    photo, paper = attach(project), attach(project, "许可证.pdf", "pdf")
    said = {
        "foundations": {"on": day}, "start_photo": {"file": photo, "on": day}, "permit": {"file": paper, "on": day},
    }  # fmt: skip
    return {code: value for code, value in (said | more).items() if value is not None}


def test_a_real_start_has_works_begun_a_dated_photograph_and_a_permit(cast, ready):
    moved = move(ready, "building", by=cast.district, evidence=start(ready))
    assert (moved.stage, moved.started_on) == (Stage.BUILDING, date(2022, 1, 10))
    assert Move.objects.last().evidence["start_photo"]["name"] == "site.jpg"


@pytest.mark.parametrize(
    ("without", "code"), [("foundations", "one_of"), ("permit", "one_of"), ("start_photo", "missing")]
)
def test_without_its_evidence_nothing_has_started(ready, without, code):
    problem, field = refused(ready, "building", evidence=start(ready, **{without: None}))
    assert problem == f"projects.evidence_{code}"
    assert field == f"evidence.{without}"


def test_equipment_on_site_stands_for_foundations(ready):
    said = start(ready, foundations=None, equipment_on_site={"on": date(2022, 1, 9)})
    assert move(ready, "building", evidence=said).stage == Stage.BUILDING


@pytest.mark.parametrize(("until", "accepted"), [(date(2022, 4, 10), True), (date(2022, 4, 11), False)])
def test_a_permit_may_be_promised_within_ninety_days_of_the_start(ready, until, accepted):
    promise = {"file": attach(ready, "承诺书.pdf", "pdf"), "on": until}
    said = start(ready, permit=None, permit_promised=promise)
    if accepted:
        assert move(ready, "building", evidence=said).stage == Stage.BUILDING
    else:
        assert refused(ready, "building", evidence=said)[0] == "projects.evidence_beyond"


def test_a_photograph_is_a_picture_of_this_project_and_of_the_past(cast, ready):
    day, other = date(2022, 1, 8), make(cast, name_zh="另一项目")
    for file, on, code in (
        (attach(ready, "照片.pdf", "pdf"), day, "no_picture"),
        (attach(other), day, "not_here"),
        (attach(ready), date(2022, 3, 1), "future"),
        (attach(ready), None, "day"),
        (None, day, "file"),
    ):
        said = start(ready, start_photo={"file": file, "on": on})
        assert refused(ready, "building", evidence=said)[0] == f"projects.evidence_{code}"


@pytest.mark.parametrize("person", ["clerk", "other_district", "engineer"])
def test_whoever_does_not_decide_a_step_does_not_make_it(cast, ready, person):
    code, _ = refused(ready, "building", by=getattr(cast, person), evidence=start(ready))
    assert code == ("projects.out_of_reach" if person == "other_district" else "projects.move_not_yours")


def test_a_skipped_stage_is_refused_by_name(cast):
    project = make(cast)
    with pytest.raises(actions.ProjectsRefused) as no:
        move(project, "building")
    assert (no.value.code, no.value.params["stages"]) == ("projects.stage_skipped", "前期谋划、储备、具备开工条件")


def test_a_step_lies_neither_in_the_future_nor_before_the_last(ready):
    said = start(ready)
    assert refused(ready, "building", on=date(2022, 2, 9), evidence=said) == ("projects.move_future", "on")
    assert refused(ready, "building", on=date(2019, 12, 31), evidence=said) == ("projects.move_before_last", "on")
