from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from keyworks.projects import actions
from keyworks.projects.models import Capacity, Component, Guard, Move, Project, Transition
from keyworks.projects.queries import stages as queries
from keyworks.projects.rules.stages import LINE, Stage, Variant, Way
from keyworks.projects.tests.walking import AT, CODE, TODAY, attach, make, move, refused, term
from keyworks.values.months import Month


@pytest.fixture
def building(cast):
    return make(cast, Stage.BUILDING, date(2021, 1, 1), started_on=date(2021, 1, 1))


def test_a_unit_reports_its_pause_with_a_reason_and_it_is_looked_at_after_a_quarter(cast, building):
    idle = {"idle": {"on": date(2021, 12, 20)}}
    assert refused(building, "suspended", by=cast.clerk, evidence=idle) == ("projects.reason_code", "reason_term")
    paused = move(
        building, "suspended", by=cast.clerk, on=date(2021, 12, 21), evidence=idle,
        reason_term=term("pause_reason", "funds"),
    )  # fmt: skip
    assert (paused.stage, paused.review_on) == (Stage.SUSPENDED, date(2022, 3, 21))
    assert Move.objects.last().evidence["reported_in_time"]["met"] is False


@pytest.mark.parametrize("day", [date(2022, 1, 9), date(2022, 1, 8)])
def test_idle_is_more_than_thirty_days(building, day):
    words = {"evidence": {"idle": {"on": day}}, "reason_term": term("pause_reason", "idle")}
    if day == date(2022, 1, 9):
        assert refused(building, "suspended", **words)[0] == "projects.evidence_not_idle"
    else:
        assert move(building, "suspended", **words).stage == Stage.SUSPENDED


@pytest.mark.parametrize(("since", "asked"), [(date(2021, 1, 10), True), (date(2021, 1, 11), False)])
def test_after_twelve_months_a_pause_ends_with_a_re_verification(cast, since, asked):
    project = make(cast, Stage.SUSPENDED, since)
    said = {"cause_removed": {"text": "资金到位"}}
    if asked:
        assert refused(project, "building", evidence=said)[1] == "evidence.reverification"
        said["reverification"] = {"file": attach(project, "核验.pdf", "pdf"), "on": date(2022, 1, 9)}
    resumed = move(project, "building", evidence=said)
    assert (resumed.stage, resumed.review_on, resumed.started_on) == (Stage.BUILDING, None, None)


@pytest.mark.parametrize("stage", list(Stage))
def test_a_project_exits_before_its_completion_only(cast, stage):
    project = make(cast, stage, variant="infrastructure" if stage is Stage.IN_USE else "factory")
    words = {"evidence": {"aftercare": {"text": "收回用地"}}, "reason_term": term("exit_reason", "withdrawn")}
    early = {Stage.IDEA, Stage.PLANNED, Stage.RESERVE, Stage.READY, Stage.BUILDING, Stage.SUSPENDED}
    if stage in early:
        assert move(project, "exited", by=cast.office, **words).review_on == date(2022, 4, 10)
    else:
        assert refused(project, "exited", **words)[0] == "projects.stage_not_open"


@pytest.mark.parametrize("target", ["planned", "reserve"])
def test_an_exited_project_comes_back(cast, target):
    project = make(cast, Stage.EXITED, project_code=CODE)
    back = move(
        project, target, by=cast.office, evidence={"conditions_again": {"text": "土地落实"}},
        reason_term=term("recovery_reason", "conditions_met"),
    )  # fmt: skip
    assert back.stage == target


def test_a_way_back_needs_words(cast, building):
    assert refused(building, "ready", by=cast.office) == ("projects.reason_missing", "reason")
    assert move(building, "ready", by=cast.office, reason="抽查未实质性开工").started_on is None


def line(project, name, state, on=None):
    kind = term("component", "line")
    return Component.objects.create(project=project, kind=kind, name_zh=name, state=state, state_on=on)


def test_lines_are_debugged_one_by_one_and_the_one_that_is_not_is_named(cast):
    project = make(cast, Stage.COMMISSIONING)
    paper = {"file": attach(project, "投产.pdf", "pdf"), "on": date(2022, 1, 9)}
    said = {"first_product": {"on": date(2022, 1, 9)}, "in_production": paper}
    assert refused(project, "producing", evidence=said)[0] == "projects.guard_no_lines"
    line(project, "冲压线", "debugged", date(2021, 12, 1))
    welding = line(project, "焊装线", "debugging", date(2021, 12, 1))
    with pytest.raises(actions.ProjectsRefused) as no:
        move(project, "producing", evidence=said)
    assert (no.value.code, no.value.params) == ("projects.guard_lines_debugged", {"lines": "焊装线"})
    Component.objects.filter(pk=welding.pk).update(state="debugged", state_on=date(2022, 1, 9))
    assert move(project, "producing", by=cast.engineer, evidence=said).stage == Stage.PRODUCING


def numbers(*given):
    return {"output": {"numbers": {Month(2021, 9) + n: Decimal(one) for n, one in enumerate(given)}}}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((13333, 13334, 20000), "short"), ((13334, 13334), "months"), ((14000,) * 5, "month_open"),
    ],
)  # fmt: skip
def test_at_capacity_is_four_fifths_of_it_for_three_months(cast, given, code):
    project = make(cast, Stage.PRODUCING)
    assert refused(project, "at_capacity", evidence=numbers(14000, 14000, 14000))[0] == "projects.guard_no_capacity"
    Capacity.objects.create(
        project=project, what_zh="整车", quantity=Decimal(200_000), measure=term("measure", "vehicles_year")
    )
    assert refused(project, "at_capacity", evidence=numbers(*given))[0] == f"projects.evidence_{code}"
    assert move(project, "at_capacity", evidence=numbers(13334, 13334, 13334)).stage == Stage.AT_CAPACITY
    assert Move.objects.last().evidence["output"]["numbers"] == {
        "2021-09": "13334", "2021-10": "13334", "2021-11": "13334",
    }  # fmt: skip


def test_the_promised_effect_is_four_fifths_of_output_taxes_or_jobs(cast):
    project = make(cast, Stage.AT_CAPACITY)
    low = {"tax_promised": {"number": Decimal(79)}}
    assert refused(project, "effective", evidence=low)[0] == "projects.evidence_below"
    assert move(project, "effective", evidence={"tax_promised": {"number": Decimal(80)}}).stage == Stage.EFFECTIVE


def test_the_city_states_what_happened_before_with_its_source(cast):
    project = make(cast, since=date(2019, 1, 1))
    steps = [
        {"target": "planned", "on": date(2019, 6, 1)}, {"target": "reserve", "on": date(2019, 9, 1)},
        {"target": "ready", "on": date(2020, 1, 1)},
        {"target": "building", "on": date(2020, 5, 1), "evidence": {"foundations": {"on": date(2020, 5, 1)}}},
        {"target": "completed", "on": date(2021, 12, 31)}, {"target": "commissioning", "on": date(2022, 2, 8)},
    ]  # fmt: skip
    with pytest.raises(actions.ProjectsRefused, match="decided_by_city"):
        actions.record_moves(project=project, moves=steps, source="报道", over=None, by=cast.district, at=AT)
    with pytest.raises(actions.ProjectsRefused, match="stage_skipped"):
        actions.record_moves(project=project, moves=steps[1:], source="报道", over=None, by=cast.office, at=AT)
    with pytest.raises(actions.ProjectsRefused, match="move_before_last"):
        late = [steps[0], {**steps[1], "on": date(2019, 5, 1)}]
        actions.record_moves(project=project, moves=late, source="报道", over=None, by=cast.office, at=AT)
    assert Project.objects.get(pk=project.pk).edition == 1
    moved = actions.record_moves(project=project, moves=steps, source="报道", over=None, by=cast.office, at=AT)
    assert (moved.stage, moved.started_on, moved.finished_on) == (
        Stage.COMMISSIONING, date(2020, 5, 1), date(2021, 12, 31),
    )  # fmt: skip
    begun = Move.objects.get(project=project, target=Stage.BUILDING)
    assert begun.evidence["foundations"]["on"] == "2020-05-01"
    assert begun.evidence["start_photo"]["source"] == "报道"
    assert [(one.state, one.on) for one in queries.line(moved)][4:8] == [
        ("past", date(2020, 5, 1)), ("past", date(2021, 12, 31)), ("now", date(2022, 2, 8)), ("ahead", None),
    ]  # fmt: skip


def test_two_years_on_the_list_without_a_start_propose_an_exit(cast):
    old = make(cast, Stage.RESERVE, date(2020, 2, 8))
    make(cast, Stage.RESERVE, date(2020, 2, 9), name_zh="不足两年")
    make(cast, Stage.RESERVE, date(2020, 2, 8), name_zh="已开工", started_on=date(2021, 1, 1))
    assert [(one.pk, one.listed_on) for one in queries.exits_proposed(cast.office, TODAY)] == [
        (old.pk, date(2020, 2, 8))
    ]
    assert list(queries.exits_proposed(cast.other_district, TODAY)) == []
    actions.look_again(project=old, review_on=date(2022, 5, 8), reason="土地四月供应", over=1, by=cast.office, at=AT)
    assert list(queries.exits_proposed(cast.office, TODAY)) == []
    assert Project.objects.get(pk=old.pk).stage == Stage.RESERVE


def test_the_two_years_begin_anew_after_a_recovery_and_not_after_a_demotion(cast):
    project = make(cast, Stage.READY, date(2019, 1, 1), project_code=CODE)
    move(project, "reserve", on=date(2021, 1, 1), reason="条件不具备")
    assert queries.exits_proposed(cast.office, TODAY).get().listed_on == date(2019, 1, 1)
    words = {"evidence": {"aftercare": {"text": "无"}}, "reason_term": term("exit_reason", "no_start")}
    move(project, "exited", on=date(2021, 2, 1), **words)
    words = {"evidence": {"conditions_again": {"text": "落实"}}, "reason_term": term("recovery_reason", "policy")}
    move(project, "reserve", on=date(2021, 3, 1), **words)
    assert not queries.exits_proposed(cast.office, TODAY).exists()


def test_a_resting_project_is_due_on_its_day_and_kept_with_a_reason(cast):
    project = make(cast, Stage.SUSPENDED)
    Project.objects.update(review_on=TODAY)
    assert list(queries.due(cast.district, TODAY)) == [project]
    with pytest.raises(actions.ProjectsRefused, match="reason_missing"):
        actions.look_again(project=project, review_on=date(2022, 5, 8), reason=" ", over=1, by=cast.office, at=AT)
    with pytest.raises(actions.ProjectsRefused, match="review_past"):
        actions.look_again(project=project, review_on=TODAY, reason="x", over=1, by=cast.office, at=AT)
    actions.look_again(project=project, review_on=date(2022, 5, 8), reason="待资金", over=1, by=cast.office, at=AT)
    assert not queries.due(cast.district, TODAY).exists()
    with pytest.raises(actions.ProjectsRefused, match="review_not_asked"):
        actions.look_again(
            project=make(cast, Stage.BUILDING), review_on=date(2022, 5, 8), reason="x", over=None, by=cast.office, at=AT
        )


@pytest.mark.django_db
@pytest.mark.parametrize("variant", list(Variant))
def test_every_stage_but_the_last_has_a_way_on_and_a_start_always_its_evidence(variant):
    laid = Transition.objects.filter(variant=variant)
    lead_on = {one.source for one in laid}
    stages = {*LINE[variant], Stage.SUSPENDED, Stage.EXITED}
    assert lead_on == stages - {Stage.ARCHIVED}
    assert {one.target for one in laid} | {Stage.IDEA} == stages
    for step in laid.filter(target=Stage.BUILDING, way=Way.ONWARD):
        asked = {one.code for one in Guard.objects.filter(transition=step)}
        assert "start_photo" in asked
        assert "equipment_on_site" in asked
    begun = {one.source for one in laid.filter(target=Stage.BUILDING).exclude(way=Way.ONWARD)}
    reach = {Stage.IDEA}
    while more := {one.target for one in laid if one.source in reach and one.target != Stage.BUILDING} - reach:
        reach |= more
    assert not begun & reach, "into building leads nothing but its start, or what was begun before"


@pytest.mark.parametrize("variant", list(Variant))
def test_only_laid_steps_are_possible(cast, variant):
    for stage in (*LINE[variant], Stage.SUSPENDED, Stage.EXITED):
        project = make(cast, stage, variant=variant, name_zh=f"项目{stage}")
        laid = {one.target for one in queries.steps(project)}
        for target in Stage:
            if target not in laid:
                assert refused(project, target)[0] in {"projects.stage_skipped", "projects.stage_not_open"}
