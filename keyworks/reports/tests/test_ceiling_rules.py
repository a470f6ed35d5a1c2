from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.rules.ceilings import Counted, Overlap, overlap

counted = st.builds(
    Counted, st.integers(0, 10**15), st.integers(-(10**12), 10**15), st.frozensets(st.sampled_from("abcd"))
)


def test_what_stands_in_two_programmes_is_counted_twice():
    one, two = Counted(100, 30, frozenset("a")), Counted(50, 20, frozenset("ab"))
    assert overlap([one, two, Counted(7, 7, frozenset())]) == Overlap(1, 50, 20)


@given(st.lists(counted))
def test_programmes_add_up_to_their_projects_and_what_is_counted_again(projects):
    found = overlap(projects)
    for name in ("planned", "done"):
        by_programme = sum(sum(getattr(one, name) for one in projects if code in one.programmes) for code in "abcd")
        once = sum(getattr(one, name) for one in projects if one.programmes)
        assert by_programme == once + getattr(found, name)
