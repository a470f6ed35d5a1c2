"""The checker sees each thing that can be wrong with a timetable, and by how much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keyworks.engine.routing.checking import Fault, Kind, checked
from keyworks.engine.routing.plan import Plan, Stop
from keyworks.engine.routing.problem import Wish
from keyworks.engine.tests.mornings import line, site

MORNING = line(
    site("plant", openings=[(30, 90), (150, 220)]),
    site("station", wish=Wish.MUST),
    site("depot", wish=Wish.NEVER),
    site("closed", openings=[]),
    at=[20, 50, 60, 70],
    departs=10,
)
KEPT = Plan(10, (Stop(0, 30, 30, 60), Stop(1, 90, 95, 125)), 175, 2, 100)


def moved(stop: int, **times: int) -> Plan:
    stops = list(KEPT.stops)
    stops[stop] = replace(stops[stop], **times)
    return replace(KEPT, stops=tuple(stops))


def test_a_timetable_that_can_be_kept_has_no_fault():
    assert checked(MORNING, KEPT) == []


@pytest.mark.parametrize(
    ("plan", "faults"),
    [
        (replace(KEPT, departs=5), [Fault(Kind.EARLY_START, by=5)]),
        (replace(KEPT, departs=14), [Fault(Kind.UNREACHED, 0, 0, 4)]),
        (moved(1, arrives=80), [Fault(Kind.UNREACHED, 1, 1, 10)]),
        (moved(1, begins=89, leaves=125), [Fault(Kind.UNDONE, 1, 1, 1)]),
        (moved(0, begins=31, leaves=60), [Fault(Kind.SHORT, 0, 0, 1)]),
        (moved(0, arrives=30, begins=28, leaves=60), [Fault(Kind.UNDONE, 0, 0, 2), Fault(Kind.TOO_EARLY, 0, 0, 2)]),
        (
            Plan(10, (Stop(1, 60, 60, 90), Stop(0, 120, 120, 150)), 170, 2, 100),
            [Fault(Kind.TOO_EARLY, 1, 0, 30)],
        ),
        (Plan(10, (Stop(1, 60, 60, 90), Stop(0, 200, 200, 230)), 250, 2, 100), None),
        (replace(KEPT, returns=174), [Fault(Kind.UNREACHED, by=1)]),
        (replace(KEPT, returns=250), [Fault(Kind.TOO_LONG, by=10)]),
        (replace(KEPT, stops=KEPT.stops[:1], returns=80), [Fault(Kind.MISSED, site=1)]),
        (
            Plan(10, (Stop(1, 60, 60, 90), Stop(1, 90, 90, 120)), 170, 2, 100),
            [Fault(Kind.TWICE, 1, 1)],
        ),
        (Plan(10, (Stop(1, 60, 60, 90), Stop(2, 100, 100, 130)), 190, 2, 120), [Fault(Kind.UNWANTED, 1, 2)]),
        (Plan(10, (Stop(1, 60, 60, 90), Stop(3, 110, 110, 140)), 210, 2, 140), [Fault(Kind.CLOSED, 1, 3)]),
    ],
)
def test_each_fault_is_seen_with_its_stop_and_its_minutes(plan, faults):
    if faults is None:
        faults = [Fault(Kind.TOO_LATE, 1, 0, 10), Fault(Kind.TOO_LONG, by=10)]
    assert checked(MORNING, plan) == faults


def test_a_return_that_hides_the_way_home_is_still_too_long():
    plan = Plan(10, (Stop(1, 60, 60, 215),), 240, 1, 100)
    assert checked(MORNING, plan) == [Fault(Kind.UNREACHED, by=25), Fault(Kind.TOO_LONG, by=25)]
