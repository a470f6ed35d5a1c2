"""The portfolios in the register itself, on the database that the tests run on."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.db.models import Sum

from keyworks.accounts.models import Unit
from keyworks.imports import actions
from keyworks.projects.models import Edition, Investment, PlannedAmount, Project
from keyworks.projects.queries.asof import sums_asof
from tests.real import oracle
from tests.real.data import COMMITMENTS, NYC, UK, needed
from tests.real.register import AT, brought, city, noon
from tests.real.test_commitments import JANUARY, OCTOBER
from tests.real.test_uk import MILLION, PROJECTS, day, layout

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
    clerk = city("New York", "USD")
    found = brought(clerk, "nyc-capital-changes", NYC)
    assert (found.report["rows"]["all"], found.report["rows"]["refused"]) == (1_051, 0)
    assert found.report["projects"]["new"] == 214
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
        shown = {row["key"] or "": row["total"].amount for row in sums_asof(clerk, noon(on)) if row["total"]}
        assert shown == told, on
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
        assert found.report["rows"]["all"] == PROJECTS[year] and found.report["rows"]["refused"] == 0
        assert Project.objects.filter(unreported_since=None).count() == PROJECTS[year]
    # As many as there are when all files are brought at once.
    assert Project.objects.count() == 583
    for year, path in UK.items():
        rows = oracle.uk(path, year)
        head = oracle.uk_column(rows, *oracle.WHOLE_LIFE)
        figures = (figure for row in rows if (figure := oracle.number(row[head])) is not None)
        assert sum(totals(noon(day(year)), "variant").values()) == oracle.cents(figures, MILLION), year


def test_two_commitment_plans_and_what_changed_between_them():
    if connection.vendor != "sqlite":
        pytest.skip("nineteen thousand projects are brought in once, on the other database")
    clerk = city("New York", "USD")
    october, january = (brought(clerk, "nyc-commitments", path) for path in COMMITMENTS)
    assert (october.report["rows"]["all"], january.report["rows"]["all"]) == (26_432, 29_616)
    assert october.report["projects"]["new"] == Project.objects.count() - january.report["projects"]["new"] == 9_133
    assert (january.report["projects"]["new"], january.report["projects"]["unreported"]) == (666, 351)
    assert january.report["projects"]["changed"] + january.report["projects"]["unchanged"] == 8_782
    for on, path in ((OCTOBER, COMMITMENTS[0]), (JANUARY, COMMITMENTS[1])):
        known = PlannedAmount.objects.asof(noon(on)).filter(reported=True)
        told = {}
        for year, fund, cents in known.values_list("year", "fund__code").annotate(Sum("amount")):
            told[year, fund] = cents.amount
        assert told == {of: dollars * 100 for of, dollars in _whole(path).items()}, on


def _whole(path):
    """Year and payer → what all projects together are to get."""
    whole = Counter()
    for amounts in oracle.commitments(path).values():
        for of, dollars in amounts.items():
            whole[of] += dollars
    return whole


def test_a_list_that_is_taken_back_leaves_no_project_and_no_figure():
    clerk = city("New York", "USD")
    found = brought(clerk, "nyc-capital-changes", NYC)
    actions.take_back(found=found, reason="Tried out", by=clerk, at=AT)
    assert not Project.objects.exists() and not Investment.objects.exists() and not Edition.objects.exists()
    assert Unit.objects.count() == 1
