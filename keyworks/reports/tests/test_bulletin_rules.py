from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.rules.bulletins import Line, by, drawn_up, largest, lights, movers, sums
from keyworks.reports.rules.figures import Plan, straight
from keyworks.values.months import Month

OCTOBER = Month(2022, 10)


def line(key, done, year_done, plan, **said):
    said = {
        "district": "binhai",
        "tag": "new",
        "light": "green",
        "filed": True,
        "late": False,
        "unchanged": False,
        **said,
    }
    return Line(key, done=done, year_done=year_done, plan=plan, **said)


def test_a_bulletin_is_drawn_up_on_the_fifteenth_of_the_month_after():
    assert str(drawn_up(Month(2022, 12))) == "2023-01-15"


def test_the_published_october_is_nearly_fourteen_points_ahead():
    found = sums([line(1, 0, 62_900, straight(2022, 64_740))], OCTOBER)
    assert (found.share, found.points, found.missing) == (9716, 1383, 0)


def test_who_did_as_planned_has_not_moved():
    plan = Plan(2022, (0,) * 9 + (100, 0, 0))
    lines = [line(1, 100, 100, plan), line(2, 150, 150, plan), line(3, 0, 0, plan), line(4, 9, 9, None)]
    gained, lost = movers(lines, OCTOBER)
    assert ([one.key for one in gained], [one.key for one in lost]) == ([2], [3])
    assert [one.key for one in largest(lines)] == [2, 1, 4]


lines = st.builds(
    Line, st.integers(1, 99), st.sampled_from(["a", "b", ""]), st.sampled_from(["new", "continuing"]),
    st.sampled_from(["green", "yellow", "red", "grey"]), st.booleans(), st.booleans(), st.booleans(),
    st.integers(-(10**9), 10**14), st.integers(0, 10**15),
    st.none() | st.integers(0, 10**15).map(lambda total: straight(2022, total)),
)  # fmt: skip


@given(st.lists(lines))
def test_districts_tags_and_lights_add_up_to_the_whole(some):
    whole = sums(some, OCTOBER)
    for name in ("district", "tag"):
        parts = [found for _, found in by(some, name, OCTOBER)]
        for figure in ("projects", "filed", "missing", "late", "unchanged", "done", "year_done", "plan"):
            assert sum(getattr(one, figure) for one in parts) == getattr(whole, figure)
    assert sum(lights(some).values()) == whole.projects
