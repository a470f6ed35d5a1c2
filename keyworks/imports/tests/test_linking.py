from __future__ import annotations

from datetime import date

import pytest

from keyworks.imports.rules.folding import Folding
from keyworks.imports.rules.linking import Node, clusters
from keyworks.imports.rules.naming import linking, short
from keyworks.imports.tests.made import Record, hearer, understood

OLD, NEXT, LAST = date(2018, 9, 30), date(2019, 9, 30), date(2020, 9, 30)
NAME = {"from": "Name", "to": "name_zh"}


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("FE Capital Investment Programme", ("fe capital investment",)),
        ("The Francis Crick Institute (formerly UKCMRI)", ("francis crick institute", "ukcmri")),
        ("ＢＩＳ  Shared-Services Project", ("bis shared services",)),
        ("Research & Development", ("research and development",)),
        ("Programme", ("programme",)),
        ("海河治理工程（原名海河整治项目）", ("海河治理", "海河整治")),
        ("", ()),
    ],
)
def test_a_name_is_compared_without_what_years_change_of_it(name, names):
    assert linking(name) == names


def test_what_a_mapping_drops_of_a_name_is_dropped():
    assert linking("Crossrail (DfT) Phase", ("\\([^)]*\\)", "phase$")) == ("crossrail",)


def test_a_key_too_long_for_a_table_stays_one_of_its_own():
    one, other = short("x" * 500), short("x" * 501)
    assert (len(one), one[:287], one == other) == (300, "x" * 287, False)
    assert short("P-1") == "P-1"


def node(key, names, *days):
    return Node(key, dict.fromkeys(names), set(days))


def test_keys_that_share_a_name_in_different_snapshots_are_one_project():
    found, conflicts = clusters([node("name:a", ["a"], OLD), node("7", ["a", "b"], NEXT), node("name:b", ["b"], LAST)])
    assert [one.keys for one in found] == [["name:a", "7", "name:b"]]
    assert conflicts == []


def test_two_of_one_name_in_one_snapshot_are_kept_apart_and_told():
    found, conflicts = clusters([node("7", ["a"], OLD, NEXT), node("8", ["a"], NEXT), node("9", ["c"], NEXT)])
    assert sorted(one.keys for one in found) == [["7"], ["8"], ["9"]]
    assert conflicts == [("a", "7", "8")]


def two_files(first, last):
    """A year that knows names only, and one that has numbers."""
    folding, named = Folding(), ["Name"]
    for at, (on, heads, rows) in enumerate([("2018-09-30", ("Name",), first), ("2019-09-30", ("ID", "Name"), last)]):
        key = ["ID"] if "ID" in heads else []
        mapping = understood(key=key, also_key=named, snapshot={"on": on}, absent="unreported", columns=[NAME])
        hears = hearer(mapping, heads, file=at, name=f"{at}.csv")
        assert [one for one in hears.problems if one.severity == "error"] == []
        for number, cells in enumerate(rows, 1):
            folding.add(hears.heard(Record(number, cells)))
    return folding


def test_files_without_a_common_key_are_linked_by_name():
    folding = two_files([("Crossrail Programme",), ("UKCMRI",)], [("7", "Crossrail"), ("8", "Crick (formerly UKCMRI)")])
    assert [
        (story.keys, [(one.on.year, one.facts["name_zh"]) for one in story.known]) for story in folding.stories()
    ] == [
        (("7", "name:crossrail"), [(2018, "Crossrail Programme"), (2019, "Crossrail")]),
        (("8", "name:ukcmri", "name:crick"), [(2018, "UKCMRI"), (2019, "Crick (formerly UKCMRI)")]),
    ]
    assert folding.problems == []


def test_one_name_with_two_numbers_in_one_snapshot_is_two_projects_and_a_question():
    folding = two_files([("Crossrail",)], [("7", "Crossrail"), ("8", "Crossrail")])
    stories = list(folding.stories())
    assert [story.keys[0] for story in stories] == ["7", "8"]
    assert [(one.code, str(one.severity), dict(one.params)) for one in folding.problems] == [
        ("imports.name_of_two", "warning", {"name": "crossrail", "one": "7", "other": "8"})
    ]
