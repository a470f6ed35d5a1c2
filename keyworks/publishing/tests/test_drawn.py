from __future__ import annotations

from xml.etree import ElementTree

from keyworks.publishing.files import drawn
from keyworks.publishing.rules.document import Map, Place
from keyworks.publishing.rules.words import words
from keyworks.publishing.tests.sample import project

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def circles(svg):
    return list(ElementTree.fromstring(svg).iter(f"{SVG}circle"))


def test_a_curve_says_its_plan_and_what_is_done_in_its_unit():
    said = texts(drawn.curve(project().curve, words("zh"), zh=True))
    assert "全年计划 8.40" in said and "已完成 1.30" in said and "12月" in said


def test_a_curve_needs_no_colour():
    """The plan is dashed, what was done is thick."""
    svg = drawn.curve(project().curve, words("en"), zh=False)
    paths = [one.attrib for one in ElementTree.fromstring(svg).iter(f"{SVG}path")]
    assert [("stroke-dasharray" in one, one["stroke-width"]) for one in paths] == [(True, "1.2"), (False, "2.2")]
    assert {one["stroke"] for one in paths} == {"#000", drawn.GREY}


def route(*places):
    return drawn.route(Map("", tuple(Place(at, name, lon, lat) for at, (name, lon, lat) in enumerate(places, 1))))


def test_north_is_above_and_east_to_the_right():
    first, second = circles(route(("南西", 117.0, 39.0), ("北东", 117.5, 39.3)))
    assert float(first.attrib["cx"]) < float(second.attrib["cx"])
    assert float(first.attrib["cy"]) > float(second.attrib["cy"])


def test_all_stops_lie_on_the_sheet():
    for one in circles(route(("a", 116.7, 38.6), ("b", 118.0, 40.2), ("c", 117.4, 39.1))):
        assert drawn.EDGE - 1 <= float(one.attrib["cx"]) <= drawn.MAP_WIDE - drawn.EDGE + 1
        assert drawn.EDGE - 1 <= float(one.attrib["cy"]) <= drawn.MAP_TALL - drawn.EDGE + 1


def test_a_single_stop_stands_in_the_middle():
    (one,) = circles(route(("a", 117.4, 39.1)))
    assert (float(one.attrib["cx"]), float(one.attrib["cy"])) == (drawn.MAP_WIDE / 2, drawn.MAP_TALL / 2)


def test_two_stops_at_one_place_are_both_to_be_read():
    first, second = circles(route(("a", 117.4, 39.1), ("b", 117.4, 39.1)))
    assert float(second.attrib["cx"]) - float(first.attrib["cx"]) > 17  # wider than a circle


def test_names_stay_text():
    assert "<b>&" in texts(route(("<b>&", 117.4, 39.1)))
