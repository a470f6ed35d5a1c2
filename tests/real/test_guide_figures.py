"""The figures of the guide are those that are measured."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.real.data import ROOT, needed
from tests.real.portfolios import FILES, portfolio

pytestmark = needed

STANDARDS = {"oc4ids"}
"""Mappings of a standard, for whatever package comes: the guide names them, no portfolio measures them."""
ROW = re.compile(r"^\| [^|]+ \| `([a-z0-9-]+)` \|((?: [\d,]+ \|){6}) ([^|]+) \|$", re.MULTILINE)
COUNT = re.compile(r"(\d[\d,]*)")


def page(language):
    return (ROOT / "docs" / "guide" / language / "import.md").read_text(encoding="utf-8")


def stated(language):
    """Mapping → files, rows, brought in, refused, projects, snapshots, and what is asked of how many rows."""
    return {
        name: ([int(cell.replace(",", "")) for cell in figures.split("|")[:-1]], numbers(asked))
        for name, figures, asked in ROW.findall(page(language))
    }


def numbers(text):
    return sorted(int(one.replace(",", "")) for one in COUNT.findall(text))


@pytest.mark.parametrize("name", FILES)
def test_the_guide_states_what_is_measured(name):
    _currency, *imports = FILES[name]
    runs = portfolio(name)
    heard = sum(one.folding.heard for one in runs)
    refused = sum(one.folding.refused for one in runs)
    left = sum(sum(one.folding.skipped.values()) for one in runs)
    projects = {key for one in runs for story in one.stories for key in [story.key]}
    days = {day for one in runs for day in one.days}
    figures = [sum(map(len, imports)), heard, heard - refused - left, refused, len(projects), len(days)]
    asked = sorted(sum((one.warnings for one in runs), Counter()).values())
    for language in ("en", "zh"):
        assert stated(language)[name] == (figures, asked), language


def test_the_guide_names_every_mapping():
    shipped = {path.stem for path in (ROOT / "examples" / "mappings").glob("*.json")}
    assert stated("en").keys() == stated("zh").keys() == set(FILES) == shipped - STANDARDS
    for name in sorted(STANDARDS):
        assert f"`{name}`" in page("en"), name
        assert f"`{name}`" in page("zh"), name
