from __future__ import annotations

from itertools import pairwise

import pytest

from keyworks.projects.files.line import LEAST, ROOM, Part, draw, gaps, wide

Z2 = (
    ("Binhai Airport", 0), ("Zhongxin Avenue", 2900), ("Dongliu Road", 5200), ("Binhai West Railway Station", 9100),
    ("Ninghai Road", 12100), ("Jingsan Road", 13400), ("Gaoxin 1st Road", 15600), ("Bolong Lake", 17900),
    ("Chunhua Road", 20800), ("Haiping Road", 23300), ("Tanghan Road", 28400), ("Guanjing Avenue", 31900),
    ("Dongting Road", 34100), ("Beitang", 39500),
)  # fmt: skip


def stations(*, chainage=True):
    return [
        Part(key, name, f"main structure · {key + 10} Feb 2022", 0.4, float(metres) if chainage else None)
        for key, (name, metres) in enumerate(Z2)
    ]


def section(key, share, metres):
    return Part(key, f"section {key}", "", share, metres, section=True)


def test_the_fourteen_stations_stand_in_order_and_far_enough_apart_for_their_names():
    drawing = draw(stations())
    assert [part.name for _, part in drawing.stops] == [name for name, _ in Z2]
    apart = [after - before for (before, _), (after, _) in pairwise(drawing.stops)]
    assert min(apart) >= LEAST
    # A slanted line of text needs its height, 15, across: at 45° that is 21 along the line.
    assert LEAST > 15 * 2**0.5
    assert drawing.true
    assert drawing.width == pytest.approx(ROOM)


def test_distances_follow_the_chainage_where_there_is_room():
    drawing = draw(stations())
    places = {part.name: x for x, part in drawing.stops}
    long, half = places["Tanghan Road"] - places["Haiping Road"], places["Haiping Road"] - places["Chunhua Road"]
    assert long / half == pytest.approx(5100 / 2500)


def test_without_chainages_the_stations_stand_evenly():
    drawing = draw(stations(chainage=False))
    apart = [after - before for (before, _), (after, _) in pairwise(drawing.stops)]
    assert not drawing.true
    assert max(apart) == pytest.approx(min(apart))


def test_every_name_and_word_stays_inside_the_drawing():
    drawing = draw(stations())
    slant = 2**-0.5
    for x, part in drawing.stops:
        assert x - wide(part.word) * slant >= 0 and x + wide(part.name) * slant <= drawing.width
        assert drawing.y - wide(part.name) * slant >= 0
        assert drawing.y + wide(part.word) * slant <= drawing.height


@pytest.mark.parametrize(
    ("distances", "room", "expected"),
    [([1, 1], 200, [100, 100]), ([1, 99], 200, [22, 178]), ([1, 1, 1], 30, [22, 22, 22]), ([0, 0], 100, [22, 22])],
)
def test_room_is_shared_in_proportion_but_nobody_gets_less_than_the_least(distances, room, expected):
    assert gaps(distances, room) == pytest.approx(expected)


def test_a_section_is_drawn_between_the_stations_whose_chainages_hold_it():
    drawing = draw([*stations(), section(90, 1.0, 100.0), section(91, 0.5, 3000.0), section(92, 0.0, 3100.0)])
    assert [leg.how for leg in drawing.legs[:3]] == ["all", "some", ""]
    assert [one.key for one in drawing.legs[1].sections] == [91, 92]


def test_without_chainages_a_section_stands_where_the_order_has_it():
    first, second, third = stations(chainage=False)[:3]
    drawing = draw([first, section(90, 0.0, None), second, third])
    assert [leg.how for leg in drawing.legs] == ["none", ""]


def test_the_twenty_three_stations_of_a_longer_line_fit_too():
    parts = [Part(key, "Binhai West Railway Station", f"structure · {key} Feb 2022", 0.4) for key in range(23)]
    drawing = draw(parts)
    assert drawing.width <= ROOM + 1
    assert min(after - before for (before, _), (after, _) in pairwise(drawing.stops)) >= LEAST


def test_of_what_has_not_begun_nothing_is_written_and_no_room_is_kept():
    begun, ahead = Part(1, "东六道", "主体结构施工", 0.4), Part(2, "北塘", "未开工", 0.0)
    assert (begun.said, ahead.said) == ("主体结构施工", "")
    assert draw([ahead, ahead]).height < draw([begun, ahead]).height


def test_what_neighbours_have_reached_together_is_written_once_level_below_the_line():
    ahead = [Part(key, "北塘", "未开工", 0.0) for key in range(9, 23)]
    drawing = draw([*(Part(key, "北塘", "主体施工 · 2022年1月31日", 0.4) for key in range(9)), *ahead])
    places = [x for x, _ in drawing.stops]
    assert [(one.begin, one.end, one.word) for one in drawing.below] == [
        (places[0], places[8], "主体施工 · 2022年1月31日")
    ]


def test_where_each_station_has_reached_something_else_the_words_are_slanted():
    parts = [Part(key, "北塘", f"主体施工 · 2022年1月{key}日", 0.4) for key in range(1, 15)]
    assert draw(parts).below is None


def test_one_station_is_no_line():
    assert draw(stations()[:1]) is None


def test_a_circle_is_filled_by_its_share_and_a_chainage_is_written_as_engineers_do():
    assert Part(1, "", "", 0.5).sector == "M0 0V-8A8 8 0 0 1 0.00 8.00Z"
    assert Part(1, "", "", 0.75).sector == "M0 0V-8A8 8 0 1 1 -8.00 0.00Z"
    assert (Part(1, "", "", 0.0).sector, Part(1, "", "", 1.0).sector) == ("", "")
    assert Part(1, "", "", 0.0, 12345.6).kilometre == "K12+345"
