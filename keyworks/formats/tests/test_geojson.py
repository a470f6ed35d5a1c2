import json
import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.formats import geojson
from keyworks.values.problems import Problem

SQUARE = [[117.0, 39.0], [117.2, 39.0], [117.2, 39.2], [117.0, 39.2], [117.0, 39.0]]
HOLE = [[117.05, 39.05], [117.05, 39.1], [117.1, 39.1], [117.1, 39.05], [117.05, 39.05]]
BOW = [[117.0, 39.0], [117.2, 39.2], [117.2, 39.0], [117.0, 39.2], [117.0, 39.0]]
TAKEN = [
    {"type": "Point", "coordinates": [117.2, 39.1]},
    {"type": "LineString", "coordinates": [[117.2, 39.1], [117.7, 39.0]]},
    {"type": "MultiLineString", "coordinates": [[[117.2, 39.1], [117.7, 39.0]], [[117.0, 39.0], [117.1, 39.1]]]},
    {"type": "Polygon", "coordinates": [SQUARE, HOLE]},
    {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[118.0, 39.0], [118.1, 39.0], [118.1, 39.1], [118.0, 39.0]]]]},
]


def point(*coordinates):
    return {"type": "Point", "coordinates": list(coordinates)}


@pytest.mark.parametrize("geometry", TAKEN, ids=lambda one: one["type"])
def test_a_geometry_comes_back_as_given_however_it_is_wrapped(geometry):
    feature = {"type": "Feature", "properties": {"name": "机场"}, "geometry": geometry}
    collection = {"type": "FeatureCollection", "features": [feature]}
    for wrapped in (geometry, feature, collection):
        assert geojson.read(wrapped) == geometry
        assert geojson.read(json.dumps(wrapped)) == geometry
        assert geojson.read(b"\xef\xbb\xbf" + json.dumps(wrapped).encode()) == geometry


def test_heights_are_left_out():
    assert geojson.read(point(117.2, 39.1, 3.5)) == point(117.2, 39.1)


REFUSED = [
    ("", "geometry.unreadable"),
    ("[117.2, 39.1]", "geometry.unreadable"),
    ("null", "geometry.unreadable"),
    (b"\xff\xfe\x00", "geometry.unreadable"),
    ("[" * 100_000, "geometry.unreadable"),
    ('{"type":"Point","coordinates":' + "[" * 100_000 + "]" * 100_000 + "}", "geometry.unreadable"),
    ({"type": "Feature", "geometry": None}, "geometry.unreadable"),
    ({"type": "Point"}, "geometry.unreadable"),
    ({"type": "Polygon", "coordinates": []}, "geometry.unreadable"),
    ({"type": "Polygon", "coordinates": SQUARE}, "geometry.unreadable"),
    ({"type": "FeatureCollection", "features": []}, "geometry.not_one"),
    ({"type": "FeatureCollection", "features": [{}, {}]}, "geometry.not_one"),
    ({"type": "FeatureCollection", "features": [{"type": "FeatureCollection"}]}, "geometry.other_type"),
    ({"type": "GeometryCollection", "geometries": []}, "geometry.other_type"),
    ({"type": ["Point"], "coordinates": [117.2, 39.1]}, "geometry.other_type"),
    ({**point(517000, 4330000), "crs": {"properties": {"name": "EPSG:4549"}}}, "geometry.other_crs"),
    ({**point(117.2, 39.1), "crs": "EPSG:4326"}, "geometry.other_crs"),
    (point("117.2", "39.1"), "geometry.not_a_position"),
    (point(117.2), "geometry.not_a_position"),
    (point(1, 2, 3, 4), "geometry.not_a_position"),
    (point(True, False), "geometry.not_a_position"),
    ('{"type":"Point","coordinates":[NaN,1]}', "geometry.not_a_position"),
    ('{"type":"Point","coordinates":[1e999,1]}', "geometry.not_a_position"),
    (point(10**400, 39.1), "geometry.not_a_position"),
    (point(39517000, 4330000), "geometry.out_of_range"),
    (point(39.1, 117.2), "geometry.order_swapped"),
    (point(39.5, 76.0), "geometry.order_swapped"),
    ({"type": "Polygon", "coordinates": [SQUARE[:-1]]}, "geometry.ring_open"),
    ({"type": "Polygon", "coordinates": [[SQUARE[0], SQUARE[1], SQUARE[0]]]}, "geometry.too_short"),
    ({"type": "LineString", "coordinates": [SQUARE[0]]}, "geometry.too_short"),
    ({"type": "LineString", "coordinates": [SQUARE[0], SQUARE[0]]}, "geometry.too_short"),
    ({"type": "Polygon", "coordinates": [BOW]}, "geometry.crosses_itself"),
    ({"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}, "geometry.crosses_itself"),
    ({"type": "Polygon", "coordinates": [HOLE, SQUARE]}, "geometry.not_valid"),
]


@pytest.mark.parametrize(("given", "code"), REFUSED, ids=[f"{n}: {row[1]}" for n, row in enumerate(REFUSED)])
def test_what_is_wrong_is_a_problem(given, code):
    found = geojson.read(given)
    assert isinstance(found, Problem) and found.code == code


def test_a_swapped_place_is_told_as_given_and_as_meant():
    found = geojson.read(point(39.117, 117.2))
    assert found.params == {"first": "[39.117, 117.2]", "meant": "[117.2, 39.117]"}


def test_a_crossing_is_named_where_it_is_and_not_mended():
    found = geojson.read({"type": "Polygon", "coordinates": [BOW]})
    assert found == Problem("geometry.crosses_itself", {"position": "[117.1, 39.1]"})


def test_a_geometry_is_taken_up_to_its_limits():
    line = {"type": "LineString", "coordinates": [[117.0 + n / 1000, 39.0] for n in range(10)]}
    assert geojson.read(line, limits=geojson.Limits(positions=10)) == line
    more = geojson.read(line, limits=geojson.Limits(positions=9))
    assert more == Problem("geometry.too_many_positions", {"limit": 9})
    long = geojson.read(json.dumps(line), limits=geojson.Limits(characters=50))
    assert long == Problem("geometry.too_long", {"limit": 50})


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner)))
def test_no_coordinates_bring_it_down(coordinates):
    for kind in geojson.DEPTHS:
        found = geojson.read({"type": kind, "coordinates": coordinates})
        assert isinstance(found, dict | Problem)


numbers = st.tuples(
    st.floats(-180, 180, allow_nan=False).filter(lambda lon: not 3 <= lon <= 54), st.floats(-90, 90, allow_nan=False)
)


@given(st.lists(numbers, min_size=2, max_size=8, unique=True))
def test_every_line_in_the_world_comes_back_as_given(line):
    given = {"type": "LineString", "coordinates": [list(position) for position in line]}
    assert geojson.read(json.dumps(given)) == given


def test_the_point_of_a_geometry_lies_upon_it():
    assert geojson.point_of(point(117.2, 39.1)) == (117.2, 39.1)
    assert geojson.point_of({"type": "LineString", "coordinates": [[117.0, 39.0], [117.2, 39.0]]}) == (117.1, 39.0)
    lines = [[[117.0, 39.0], [117.2, 39.0]], [[118.0, 39.0], [119.0, 39.0]]]
    assert geojson.point_of({"type": "MultiLineString", "coordinates": lines}) == (118.5, 39.0)
    u = [[0, 0], [4, 0], [4, 4], [3, 4], [3, 1], [1, 1], [1, 4], [0, 4], [0, 0]]
    lon, lat = geojson.point_of({"type": "Polygon", "coordinates": [u]})
    assert not (1 < lon < 3 and lat > 1)


def box(west, south, east, north):
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


@pytest.fixture
def outlines():
    return geojson.Outlines([("west", box(117.0, 39.0, 117.5, 39.5)), ("east", box(117.5, 39.0, 118.0, 39.5))])


def test_a_geometry_is_inside_the_outline_of_its_point(outlines):
    assert geojson.inside(point(117.2, 39.1), outlines) == "west"
    assert geojson.inside(point(117.7, 39.1), outlines) == "east"
    assert geojson.inside(point(117.5, 39.1), outlines) == "west"
    assert geojson.inside(point(119.0, 39.1), outlines) is None
    assert geojson.inside({"type": "LineString", "coordinates": [[117.4, 39.1], [117.9, 39.1]]}, outlines) == "east"


def test_a_geometry_whose_point_lies_at_sea_is_inside_its_largest_share(outlines):
    assert geojson.inside(box(117.4, 39.4, 117.9, 41.0), outlines) == "east"
    assert geojson.inside({"type": "LineString", "coordinates": [[117.3, 39.4], [117.3, 41.0]]}, outlines) == "west"


def zigzag(ring):
    """The other way round, as ECharts does it: first position apart, then steps."""
    x, y = start = [round(one * 1024) for one in ring[0]]
    said = "@@"
    for lon, lat in ring[1:]:
        now = round(lon * 1024), round(lat * 1024)
        said += "".join(chr(((step << 1) ^ (step >> 31)) + 64) for step in (now[0] - x, now[1] - y))
        x, y = now
    return said, start


def test_outlines_are_decoded_as_echarts_writes_them():
    plain, holed = box(117, 39, 117.5, 39.25), box(118, 39, 119, 40)["coordinates"][0]
    hole = box(118.25, 39.25, 118.5, 39.5)["coordinates"][0]
    (one, at), (shell, here), (inner, there) = zigzag(plain["coordinates"][0]), zigzag(holed), zigzag(hole)
    text = json.dumps(
        {
            "features": [
                {
                    "id": "120101",
                    "properties": {"name": "和平区"},
                    "geometry": {"type": "Polygon", "coordinates": [one], "encodeOffsets": [at]},
                },
                {
                    "id": "120116",
                    "properties": {"name": "滨海新区"},
                    "geometry": {
                        "type": "MultiPolygon",
                        "coordinates": [[one], [shell, inner]],
                        "encodeOffsets": [[at], [here, there]],
                    },
                },
            ]
        }
    )
    (code, name, geometry), (_, _, parts) = geojson.decode_outlines(text)
    assert (code, name) == ("120101", "和平区")
    assert sorted(geometry["coordinates"][0][1:]) == sorted(plain["coordinates"][0][1:])
    assert parts["type"] == "MultiPolygon" and sorted(len(polygon) for polygon in parts["coordinates"]) == [1, 2]


def test_outlines_that_cross_themselves_are_made_valid():
    said, start = zigzag(BOW)
    shape = {"type": "Polygon", "coordinates": [said], "encodeOffsets": [start]}
    text = json.dumps({"features": [{"id": "1", "properties": {"name": "x"}, "geometry": shape}]})
    [(_, _, geometry)] = geojson.decode_outlines(text)
    assert geometry["type"] == "MultiPolygon"
    assert geojson.read(geometry) == geometry


def test_outlines_are_written_and_read_again():
    text = geojson.write_outlines([("120101", "和平区", box(117, 39, 117.5, 39.5))], source="a map")
    told = json.loads(text)
    assert told["source"] == "a map"
    assert told["features"][0]["properties"] == {"code": "120101", "name": "和平区"}
    assert geojson.inside(point(117.2, 39.2), geojson.Outlines.of(text)) == "120101"
    assert geojson.inside(point(117.2, 39.2), geojson.Outlines.of(text, key="name")) == "和平区"


def test_reading_a_point_does_not_load_shapely():
    code = (
        "import sys; from keyworks.formats import geojson; "
        "geojson.read({'type': 'Point', 'coordinates': [117.2, 39.1]}); print('shapely' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": "."}
    )
    assert said.stdout == "False\n"


def test_a_position_is_never_rounded_away():
    lon = math.nextafter(117.2, 118)
    assert geojson.read(point(lon, 39.1))["coordinates"][0] == lon
