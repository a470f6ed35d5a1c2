"""The portfolios in the register itself, on the database that the tests run on."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Sum

from keyworks.accounts.models import Unit
from keyworks.projects.models import Edition, Investment, Project
from tests.real import oracle
from tests.real.data import NYC, UK, needed
from tests.real.register import brought, city, noon
from tests.real.test_uk import COSTED, MILLION, day, layout

pytestmark = [needed, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def kept_apart(settings, tmp_path):
    settings.DATA = tmp_path


def standing(moment):
    """Project → its facts as they were known at a moment."""
    rows = Edition.objects.filter(at__lte=moment).order_by("project", "edition").values_list("project", "facts")
    return dict(rows)


def totals(moment, by):
    sums = Counter()
    for facts in standing(moment).values():
        if whole := facts.get("parts", {}).get("total"):
            sums[facts.get(by, "")] += whole["fen"]
    return sums


def test_new_york_has_its_boroughs_its_history_and_its_sums():
    found = brought(city("New York", "USD"), "nyc-capital-changes", NYC)
    assert found.report["projects"] == {"new": 214} and found.report["refused"] == 0
    assert Project.objects.count() == 214
    units = Counter(Unit.objects.values_list("kind", flat=True))
    assert units == {"city": 1, "district": 5, "department": 11}
    truth = oracle.nyc(NYC)
    code = {name: name.casefold().replace(" ", "-") for name in set(oracle.BOROUGHS.values())} | {"": ""}
    for on, sums in truth.items():
        told = Counter({code[name]: cents for name, cents in sums.items()})
        assert totals(noon(on), "district") == told, on
        known = Investment.objects.asof(noon(on)).filter(part="total", reported=True)
        assert sum(one.amount.amount for one in known) == sum(told.values()), on
    now = Project.objects.values_list("district__code").annotate(Sum("total"))
    last = {code[name] or None: cents for name, cents in truth[max(truth)].items()}
    assert {borough: money.amount for borough, money in now} == last


def test_every_figure_of_new_york_remembers_its_cell():
    brought(city("New York", "USD"), "nyc-capital-changes", NYC)
    rows = oracle.rows(NYC)
    told = {}
    for one in Investment.objects.filter(reported=True).select_related("project"):
        assert one.cell.startswith("K")
        row = rows[int(one.cell[1:]) - 2]
        assert row["PID"] == one.project.local_number.removeprefix("NYC-")
        assert oracle.cents([oracle.number(row["Budget Forecast"])]) == one.amount.amount
        told[one.cell] = one
    assert len(told) == Investment.objects.filter(reported=True).count()


def test_nine_years_of_the_united_kingdom_brought_one_by_one_are_one_history():
    clerk = city("Whitehall", "GBP")
    for year, path in UK.items():
        found = brought(clerk, layout(year), path)
        assert found.report["refused"] == 0, year
        print(year, found.report["projects"], Project.objects.count(), Project.objects.filter(unreported_since=None).count(), found.report["problems"], found.report["undecided"])
    for year, path in UK.items():
        rows = oracle.uk(path, year)
        head = oracle.uk_column(rows, *oracle.WHOLE_LIFE)
        figures = [figure for row in rows if (figure := oracle.number(row[head])) is not None]
        assert len(figures) == COSTED[year]
        print(year, sum(totals(noon(day(year)), "variant").values()), oracle.cents(figures, MILLION))
    assert 0
