from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.formats.coordinates import System, from_wgs84, shifted, to_wgs84, unshifted

EDGE = 0.02  # a shift is smaller
INSIDE = st.tuples(st.floats(72.004 + EDGE, 137.8347 - EDGE), st.floats(0.8293 + EDGE, 55.8271 - EDGE))
ANYWHERE = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def test_the_shift_is_the_published_one():
    # Beijing, as the tools that publish the shift tell it.
    assert shifted(116.404, 39.915) == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-9)


def test_the_shift_at_shanghai_is_some_five_hundred_metres():
    lon, lat = shifted(121.4737, 31.2304)
    east = (lon - 121.4737) * math.cos(math.radians(31.2304)) * 111_320
    north = (lat - 31.2304) * 110_900
    assert math.hypot(east, north) == pytest.approx(482, abs=5)


@given(INSIDE)
def test_there_and_back_is_the_same_place(position):
    assert unshifted(*shifted(*position)) == pytest.approx(position, abs=1e-7)


@given(INSIDE)
def test_back_and_there_is_the_same_place(position):
    assert shifted(*unshifted(*position)) == pytest.approx(position, abs=1e-7)


@given(ANYWHERE)
def test_a_shift_is_small_and_outside_china_there_is_none(position):
    lon, lat = position
    moved = shifted(lon, lat)
    assert max(abs(moved[0] - lon), abs(moved[1] - lat)) < EDGE
    if not (72 <= lon <= 138 and 0.8 <= lat <= 55.9):
        assert moved == position


def test_each_position_of_a_geometry_is_moved_and_seven_digits_are_kept():
    ring = [[117.0, 39.0], [117.1, 39.0], [117.1, 39.1], [117.0, 39.0]]
    area = {"type": "MultiPolygon", "coordinates": [[ring]]}
    there = from_wgs84(area, System.GCJ02)
    assert there["type"] == "MultiPolygon"
    assert there["coordinates"][0][0][0] == pytest.approx(shifted(117.0, 39.0), abs=1e-7)
    assert there["coordinates"][0][0][0] == there["coordinates"][0][0][-1]
    back = to_wgs84(there, System.GCJ02)["coordinates"][0][0]
    assert [one for position in back for one in position] == pytest.approx(
        [one for position in ring for one in position], abs=2e-7
    )


@pytest.mark.parametrize("system", [System.WGS84, System.CGCS2000])
def test_cgcs2000_is_taken_for_wgs84(system):
    point = {"type": "Point", "coordinates": [117.7, 39.0]}
    assert to_wgs84(point, system) is point
    assert from_wgs84(point, system) is point
