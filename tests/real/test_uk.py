"""The United Kingdom's portfolio: nine years in four layouts, linked into one history."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.real import oracle
from tests.real.data import UK, UK_OFFICIAL, UK_PANEL, needed
from tests.real.runs import run, totals

pytestmark = needed

MILLION = 1_000_000
PROJECTS = {2014: 199, 2015: 188, 2016: 143, 2017: 143, 2018: 133, 2019: 133, 2020: 125, 2021: 184, 2022: 235}
COSTED = {2014: 183, 2015: 174, 2016: 134, 2017: 134, 2018: 119, 2019: 118, 2020: 113, 2021: 164, 2022: 191}
"""Year → projects with a whole-life cost; those of the others are exempt from publication or blank."""
ENDING = {2014: 191, 2015: 180, 2016: 141, 2017: 140, 2018: 128, 2019: 127, 2020: 120, 2021: 178, 2022: 218}


def layout(year: int) -> str:
    return "uk-gmpp-2014-2017" if year < 2018 else "uk-gmpp-2018-2020" if year < 2021 else "uk-gmpp-2021-2022"


def day(year: int) -> date:
    """Of which day a publication speaks."""
    return date(year - 1, 9, 30) if year < 2021 else date(year, 3, 31)


@pytest.fixture(scope="module")
def brought():
    return run(*((layout(year), path) for year, path in UK.items()), currency="GBP", keep=True)


def test_every_project_of_nine_years_comes_in(brought):
    assert {year: len(oracle.uk(path, year)) for year, path in UK.items()} == PROJECTS
    assert brought.rows == {UK[year].name: count for year, count in PROJECTS.items()}
    assert (brought.folding.heard, brought.folding.refused) == (sum(PROJECTS.values()), 0) == (1483, 0)
    assert not brought.errors


def test_the_days_are_those_of_the_panel(brought):
    assert {row["pub_year"]: row["snapshot"] for row in oracle.rows(UK_PANEL)} == {
        str(year): day(year).isoformat() for year in UK
    }
    assert Counter(row.on for row in brought.heard) == {day(year): count for year, count in PROJECTS.items()}


def test_what_was_known_of_whole_life_costs_is_what_each_year_published(brought):
    for year, path in UK.items():
        found = oracle.uk(path, year)
        head = oracle.uk_column(found, *oracle.WHOLE_LIFE)
        figures = [figure for row in found if (figure := oracle.number(row[head])) is not None]
        assert len(figures) == COSTED[year]
        assert sum(totals(brought.stories, day(year), "variant").values()) == oracle.cents(figures, MILLION)


def test_what_is_exempt_from_publication_says_nothing_and_is_no_question(brought):
    for number, (year, path) in enumerate(UK.items()):
        mine = [row for row in brought.heard if row.file == number]
        found = oracle.uk(path, year)
        head = oracle.uk_column(found, *oracle.END)
        assert sum(oracle.uk_day(row[head]) is not None for row in found) == ENDING[year]
        assert sum("planned_finish" in row.facts for row in mine) == ENDING[year]
    assert brought.warnings == {
        "projects.years_beyond_total": 6, "projects.money_negative": 4, "projects.date_far": 2,
        "projects.cell_long": 1, "imports.rounded": 1, "cells.not_a_day": 1, "imports.name_of_two": 2,
    }  # fmt: skip


def test_projects_are_linked_over_the_years_as_the_panel_links_them(brought):
    linked = {
        (min(UK) + row.file, row.facts["name_en"]): number
        for number, cluster in enumerate(brought.folding._linked())
        for row in brought.folding._of(cluster)
    }
    panel = oracle.uk_panel(UK_PANEL)
    both = linked.keys() & panel.keys()
    assert len(both) == 1482
    ours, theirs = (oracle.pairs({row: of[row] for row in both}) for of in (linked, panel))
    assert (len(ours & theirs), len(ours), len(theirs)) == (2198, 2232, 2198)
    assert len(ours & theirs) / len(ours) > 0.98 and theirs <= ours
    assert len(brought.stories) == len(set(linked.values())) == 583


def test_two_of_one_name_in_one_year_are_two_projects(brought):
    named = {moment.facts["name_en"] for story in brought.stories for moment in story.known}
    assert {"BT LSP (London)", "BT LSP (South)"} <= named
    told = [one.params for one in brought.folding.problems if one.code == "imports.name_of_two"]
    assert {"name": "bt lsp", "one": "bt lsp london", "other": "bt lsp south"} in told


def test_the_official_table_says_what_the_raw_one_says():
    official = run(("uk-gmpp-official", UK_OFFICIAL), currency="GBP")
    raw = run((layout(2022), UK[2022]), currency="GBP")
    assert (official.folding.heard, official.folding.refused, len(official.stories)) == (235, 0, 235)
    kept = ("name_en", "lead_department", "category", "planned_start", "planned_finish", "parts")
    one, other = (
        {story.key: {name: story.known[0].facts.get(name) for name in kept} for story in some.stories}
        for some in (official, raw)
    )
    assert one == other
