from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from keyworks.engine.routing.checking import Fault, Kind
from keyworks.engine.routing.problem import Wish
from keyworks.engine.routing.solving import Limit, best
from keyworks.meetings.files.route_map import Mark, drawn
from keyworks.meetings.rules.route import (
    FAR,
    Asked,
    Visit,
    by_hand,
    kept,
    kilometres,
    minutes_of,
    morning,
    placeless,
    time_of,
    timed,
    way,
)

NINE, NOON = 540, 720
TOWN = (39.0, 117.0)
ASKED = Asked(NINE, NOON, TOWN, TOWN, 60, 1.0, {})


def visit(key, north_km=0.0, **said):
    """A place so many kilometres to the north."""
    point = (39.0 + north_km / kilometres(TOWN, (40.0, 117.0)), 117.0)
    values = {"minutes": 30, "worth": 1, "wish": Wish.MAY, "windows": (), "point": point}
    return Visit(key=key, name=key, **values | said)


def found(*visits, asked=ASKED):
    return kept(best(morning(asked, visits), limit=Limit(1, lambda: 0.0)), visits)


def test_a_degree_along_the_meridian_is_a_hundred_and_eleven_kilometres():
    assert kilometres((39.0, 117.0), (40.0, 117.0)) == pytest.approx(111.195, abs=0.001)


def test_a_way_is_its_distance_times_the_detour_by_the_speed_rounded_up():
    there = ("a", visit("a", 10).point)
    assert way(ASKED, ("start", TOWN), there) == 10
    assert way(replace(ASKED, detour=1.31), ("start", TOWN), there) == 14
    assert way(replace(ASKED, speed_kmh=30), ("start", TOWN), there) == 20


def test_a_given_way_holds_in_its_direction_only():
    asked = replace(ASKED, given={"start": {"a": 7}})
    a = ("a", visit("a", 10).point)
    assert (way(asked, ("start", TOWN), a), way(asked, a, ("end", TOWN))) == (7, 10)


def test_a_place_without_a_point_is_said_and_a_given_way_makes_it_known():
    lost = visit("lost", point=None)
    assert way(ASKED, ("start", TOWN), ("lost", None)) == FAR
    assert placeless(ASKED, [lost, visit("a")]) == ["lost"]
    assert [one["stops"] for one in found(lost, visit("a"))] == [
        [{"key": "a", "arrives": NINE, "begins": NINE, "leaves": 570}]
    ]
    given = replace(ASKED, given={"start": {"lost": 5}, "lost": {"end": 6}})
    assert placeless(given, [lost]) == []
    (plan,) = found(lost, asked=given)
    assert (plan["departs"], plan["stops"][0]["arrives"], plan["returns"], plan["travel"]) == (540, 545, 581, 11)


def test_the_best_plan_says_how_good_it_is_and_what_it_leaves_out():
    plans = found(
        visit("near", 10, worth=3), visit("far", 200), visit("shut", closed=True), visit("short", windows=((600, 620),))
    )
    assert len(plans) == 1
    assert (plans[0]["bound"], plans[0]["proven"], plans[0]["worth"]) == (3, True, 3)
    assert plans[0]["left"] == [
        {"key": "far", "why": "far", "must": False},
        {"key": "shut", "why": "closed", "must": False},
        {"key": "short", "why": "closed", "must": False},
    ]


def test_where_nothing_fits_there_is_no_plan_and_the_reasons_are_kept():
    asked = replace(ASKED, end=(30.0, 100.0))
    (plan,) = found(visit("a"), asked=asked)
    assert (plan["none"], plan["stops"], plan["left"]) == (True, [], [{"key": "a", "why": "far", "must": False}])


def test_an_order_is_timed_with_waits_until_places_open():
    visits = [visit("a", 10), visit("b", 20, windows=((660, 720),))]
    plan = timed(ASKED, visits, ["a", "b"])
    assert plan["stops"] == [
        {"key": "a", "arrives": 550, "begins": 550, "leaves": 580},
        {"key": "b", "arrives": 590, "begins": 660, "leaves": 690},
    ]
    assert (plan["departs"], plan["returns"], plan["travel"]) == (540, 710, 40)


def test_times_by_hand_that_can_be_kept_have_no_fault_also_with_a_wait():
    visits = [visit("a", 10), visit("b", 20, windows=((660, 720),))]
    plan, faults = by_hand(ASKED, visits, [("a", 550, 580), ("b", 590, 690)])
    assert (faults, plan.departs, plan.returns) == ([], 540, 710)


def test_times_by_hand_that_cannot_be_kept_say_where_and_by_how_much():
    visits = [visit("a", 10), visit("b", 20, windows=((660, 690),), wish=Wish.MUST), visit("c", wish=Wish.MUST)]
    _plan, faults = by_hand(ASKED, visits, [("a", 545, 570), ("b", 575, 700)])
    assert faults == [
        Fault(Kind.EARLY_START, by=5),
        Fault(Kind.SHORT, 0, 0, 5),
        Fault(Kind.UNREACHED, 1, 1, 5),
        Fault(Kind.TOO_LATE, 1, 1, 10),
        Fault(Kind.MISSED, site=2),
    ]


def test_minutes_of_the_day_and_back():
    assert [time_of(minutes_of(one)) for one in (time(0), time(9, 5), time(23, 59))] == [
        time(0),
        time(9, 5),
        time(23, 59),
    ]
    assert time_of(24 * 60 + 5) == time(23, 59)


def test_a_drawing_keeps_every_place_within_it_and_north_above():
    picture = drawn([[[(39.0, 117.0), (39.0, 118.0), (40.0, 118.0)]]], [(39.1, 117.2), None, (39.9, 117.2)], [])
    south, lost, north = picture.marks
    assert lost is None
    assert north.y < south.y
    assert all(0 < mark.x < picture.wide and 0 < mark.y < picture.tall for mark in (south, north))
    assert picture.way == f"M{south.x:g} {south.y:g}L{north.x:g} {north.y:g}"
    assert picture.outlines[0].startswith("M") and picture.outlines[0].endswith("Z")


def test_a_place_alone_stands_in_the_middle():
    assert drawn([], [(39.0, 117.0)], []).marks == [Mark(180.0, 130.0)]
    assert drawn([], [None], []).marks == [None]
