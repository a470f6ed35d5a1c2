from __future__ import annotations

from datetime import date

from keyworks.projects.rules.yearly import Event, Listed, Step, reached, standing


def step(project, source, target, on, way="onward"):
    return Step(project, source, target, way, date.fromisoformat(on))


def test_a_step_that_was_taken_back_does_not_stand():
    made = [
        step(1, "building", "completed", "2022-03-01"), step(1, "completed", "building", "2022-03-05", "back"),
        step(1, "building", "completed", "2022-06-01"), step(2, "building", "completed", "2022-03-02"),
    ]  # fmt: skip
    assert [(one.project, one.on.month) for one in standing(made)] == [(1, 6), (2, 3)]
    assert standing(made[:2]) == []


def test_what_a_project_reached_counts_once_and_in_its_year():
    projects = [
        Listed(1, started_on=date(2022, 2, 1), finished_on=date(2022, 9, 9)), Listed(2, started_on=date(2021, 12, 31)),
        Listed(3, started_on=date(2022, 1, 1), known=False),
    ]  # fmt: skip
    made = [
        step(1, "building", "completed", "2022-09-10"), step(2, "building", "completed", "2022-04-02"),
        step(2, "commissioning", "producing", "2022-05-01"), step(2, "commissioning", "producing", "2022-07-01"),
        step(2, "producing", "at_capacity", "2023-01-01"), step(9, "building", "completed", "2022-04-02"),
    ]  # fmt: skip
    found = reached(projects, made, 2022)
    assert found[Event.STARTED] == {1: date(2022, 2, 1)}
    assert found[Event.COMPLETED] == {1: date(2022, 9, 9), 2: date(2022, 4, 2)}
    assert found[Event.PRODUCING] == {2: date(2022, 5, 1)}
    assert found[Event.AT_CAPACITY] == {}


def test_a_project_leaves_the_reserve_into_preparation_or_with_a_start():
    made = [
        step(1, "reserve", "ready", "2022-01-05"), step(1, "ready", "building", "2022-02-05"),
        step(2, "reserve", "building", "2022-03-05"), step(3, "planned", "reserve", "2022-03-05"),
    ]  # fmt: skip
    found = reached([Listed(1), Listed(2), Listed(3)], made, 2022)
    assert set(found[Event.READIED]) == {1}
    assert set(found[Event.BEGUN_FROM_RESERVE]) == {1, 2}
