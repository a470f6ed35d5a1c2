"""The wall chart's rules: what of a project's way is reached, under way, late, ahead, or no part of it."""

from __future__ import annotations

from datetime import date

from keyworks.projects.rules.wall import Cell, Life, Mark, Part, Point, following, row

TODAY = date(2022, 2, 22)


def day(year, month, number=1):
    return date(year, month, number)


def factory(**said):
    known = {"variant": "factory", "stage": "building", "reached": {}, "planned_start": day(2021, 3),
             "planned_finish": day(2023, 6), "started_on": day(2021, 4)}  # fmt: skip
    return Life(**{**known, **said})


def cells(life):
    return {cell.point: cell for cell in row(life, TODAY)}


def test_a_start_is_under_way_with_its_day_and_the_day_that_was_planned():
    found = cells(factory())
    assert found[Point.STARTED] == Cell(Point.STARTED, Mark.NOW, day(2021, 4), day(2021, 3))
    assert found[Point.RESERVE].mark is Mark.REACHED
    assert found[Point.COMPLETED] == Cell(Point.COMPLETED, Mark.AHEAD, None, day(2023, 6))


def test_what_is_planned_and_past_its_day_is_late():
    found = cells(factory(stage="ready", started_on=None, planned_start=day(2022, 2)))
    assert found[Point.STARTED] == Cell(Point.STARTED, Mark.LATE, None, day(2022, 2))


def test_what_is_planned_for_today_is_not_late_yet():
    assert cells(factory(stage="ready", started_on=None, planned_start=TODAY))[Point.STARTED].mark is Mark.AHEAD


def test_a_project_that_was_given_up_is_late_with_nothing():
    life = factory(stage="exited", started_on=None, planned_start=day(2022, 1), reached={"ready": day(2021, 12)})
    assert cells(life)[Point.STARTED].mark is Mark.AHEAD
    assert following(life, row(life, TODAY), TODAY) is None


def test_a_railway_has_no_commissioning_and_is_in_use_where_a_factory_produces():
    line = Life("infrastructure", "in_use", {"in_use": day(2022, 1)}, finished_on=day(2021, 11))
    found = cells(line)
    assert found[Point.COMMISSIONING].mark is Mark.NONE
    assert found[Point.AT_CAPACITY].mark is Mark.NONE
    assert found[Point.PRODUCING] == Cell(Point.PRODUCING, Mark.NOW, day(2022, 1))
    assert found[Point.COMPLETED].on == day(2021, 11)


def test_a_purchase_of_equipment_ends_with_its_commissioning():
    found = cells(Life("equipment", "building", {}, planned_finish=day(2022, 1), started_on=day(2021, 1)))
    assert found[Point.COMPLETED].mark is Mark.NONE
    assert found[Point.COMMISSIONING] == Cell(Point.COMMISSIONING, Mark.LATE, None, day(2022, 1))


def test_a_suspended_project_stands_where_it_had_come_to():
    found = cells(factory(stage="suspended", reached={"building": day(2021, 4), "suspended": day(2022, 1)}))
    assert found[Point.STARTED].mark is Mark.NOW
    assert found[Point.COMPLETED].mark is Mark.AHEAD


def test_capped_counts_buildings_and_stations_and_not_lines():
    parts = [Part("station", "capped", day(2021, 9)), Part("station", "structure"), Part("line", "debugged")]
    assert cells(factory(parts=parts))[Point.CAPPED] == Cell(Point.CAPPED, Mark.NOW, None, None, 1, 2)
    whole = [Part("building", "capped", day(2021, 9)), Part("building", "capped", day(2021, 11))]
    assert cells(factory(parts=whole))[Point.CAPPED] == Cell(Point.CAPPED, Mark.REACHED, day(2021, 11), None, 2, 2)
    assert cells(factory())[Point.CAPPED].mark is Mark.NONE


def test_commissioning_says_how_many_lines_are_debugged():
    parts = [Part("line", "debugged"), Part("line", "debugging"), Part("line", "done")]
    found = cells(factory(stage="commissioning", parts=parts))[Point.COMMISSIONING]
    assert (found.done, found.of, found.mark) == (2, 3, Mark.NOW)


def test_due_next_is_the_earliest_day_that_is_not_reached():
    parts = [Part("line", "debugging", None, day(2022, 1, 31), "总装线"), Part("line", "done", None, day(2021, 1))]
    life = factory(parts=parts)
    found = following(life, row(life, TODAY), TODAY)
    assert (found.due, found.late, found.part.name_zh) == (day(2022, 1, 31), True, "总装线")
    life = factory()
    found = following(life, row(life, TODAY), TODAY)
    assert (found.due, found.late, found.point) == (day(2023, 6), False, Point.COMPLETED)
