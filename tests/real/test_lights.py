"""New York's large projects under two rule sets, out of what the city itself reported from 2013 to 2018."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from fractions import Fraction

import pytest

from keyworks.projects.models import Project
from keyworks.reports.queries.histories import history, moments
from keyworks.reports.queries.rulesets import rule_sets
from keyworks.reports.rules.lights.histories import lit_history
from keyworks.reports.rules.lights.specs import Dimension
from tests.real import oracle
from tests.real.data import NYC, needed
from tests.real.register import brought, city

pytestmark = [needed, pytest.mark.django_db]

ENDED = {"Close-Out", "Closeout", "Completed", "Complete"}
NUMBER_25 = {
    "2013-09-01": "grey grey", "2014-01-01": "green green", "2014-05-01": "yellow yellow",
    "2015-02-01": "yellow yellow", "2015-08-01": "green yellow", "2016-01-01": "green yellow",
    "2016-06-01": "green yellow", "2016-11-01": "yellow yellow", "2017-04-01": "green yellow",
    "2017-09-01": "green green", "2018-03-01": "green yellow",
}  # fmt: skip
SEEN = {
    ("green", "green"): 89, ("grey", "grey"): 45, ("yellow", "yellow"): 24, ("green", "yellow"): 19,
    ("yellow", "red"): 12, ("red", "red"): 11, ("yellow", "green"): 9, ("red", "yellow"): 3,
}  # fmt: skip


@pytest.fixture
def new_york(settings, tmp_path):
    settings.DATA = tmp_path
    brought(city("New York", "USD"), "nyc-capital-changes", NYC)
    return rule_sets()["wuhan-2022"], rule_sets()["yinchuan-2025"]


def told(pid, sets):
    """Day → the colours of time under both sets, on the days on which something new was known."""
    project = Project.objects.get(local_number=f"NYC-{pid}")
    return {
        one.known.on.isoformat(): " ".join(str(light.of(Dimension.TIME).colour) for light in one.lights)
        for one in reversed(moments(project, sets))
    }


def expected(on):
    """PID → the colours of a day by both sets, out of the file alone."""
    found, rows = {}, defaultdict(list)
    for row in oracle.rows(NYC):
        known = datetime.strptime(row["Date Reported As Of"][:10], "%m/%d/%Y").date()
        text = row["Forecast Completion"].strip()
        finish = datetime.strptime(text[:10], "%m/%d/%Y").date() if text else None
        rows[row["PID"]].append((known, finish, row["Current Phase"]))
    for pid, reports in rows.items():
        reports = sorted((one for one in reports if one[0] <= on), key=lambda one: one[0])
        if reports and reports[-1][0] == on:
            found[pid] = colours(reports, on)
    return found


def colours(reports, on):
    first = next((one for one in reports if one[1]), None)
    over = next((one[0] for one in reports if one[2] in ENDED), None)
    now = over if over and reports[-1][2] in ENDED else reports[-1][1]
    if first is None or now is None or (now <= on and not over) or min(first[1], now) <= first[0]:
        return ("grey", "grey")
    days = (on - first[0]).days
    due = min(Fraction(1), Fraction(days, (first[1] - first[0]).days))
    done = min(Fraction(1), Fraction(days, (now - first[0]).days))
    if not due:
        return ("grey", "grey")
    behind = due - done
    wuhan = "green" if done / due >= Fraction(8, 10) else "yellow" if done / due >= Fraction(6, 10) else "red"
    return wuhan, "green" if behind < Fraction(1, 10) else "yellow" if behind <= Fraction(3, 10) else "red"


def test_two_rule_sets_light_the_real_history(new_york):
    # Promised on 1 September 2013 for 5 August 2014; on 1 May 2014 foreseen for 4 November: 242 of 338 days were to
    # be over and 242 of 429 are, which is 78.8 % of it and 15.2 points behind.
    assert told("25", new_york) == NUMBER_25
    assert set(told("3", new_york).values()) == {"grey grey", "green green"}
    assert told("7", new_york)["2018-03-01"] == told("53", new_york)["2018-03-01"] == "green yellow"
    assert told("53", new_york)["2016-01-01"] == "yellow yellow"


def test_the_lights_of_the_last_report_are_those_the_file_itself_gives(new_york):
    wanted, seen = expected(date(2018, 3, 1)), Counter()
    for project in Project.objects.all():
        known = [one for one, _facts in history(project)]
        lit = tuple(str(lit_history(rules, known, date(2018, 3, 1)).of(Dimension.TIME).colour) for rules in new_york)
        if pid := wanted.get(project.local_number.removeprefix("NYC-")):
            assert lit == pid, project.local_number
            seen[lit] += 1
    assert seen == SEEN


def test_what_new_york_has_not_said_for_years_is_not_judged_today(new_york):
    known = [one for one, _facts in history(Project.objects.get(local_number="NYC-3"))]
    assert [lit_history(rules, known, date(2026, 11, 28)).colour for rules in new_york] == ["grey", "grey"]
