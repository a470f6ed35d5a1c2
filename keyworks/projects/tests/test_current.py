"""What is kept beside the figures equals them, and can be made anew."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from keyworks.projects import actions, queries
from keyworks.projects.models import CurrentAmount, Project, Term
from keyworks.projects.rules.parts import Part
from keyworks.record.models import Entry
from keyworks.values.money import Money

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
LATER = datetime(2022, 3, 1, 2, 0, tzinfo=UTC)
NONE = {"missing": 0, "beyond": 0, "districts": 0, "totals": 0, "plans": 0}


def yi(number):
    return Money.of(number, "yi")


@pytest.fixture
def project(cast):
    own = Term.objects.get(kind="fund", code="own")
    values = {
        "name_zh": "甲", "district": cast.binhai, "owner": cast.toyota, "list_year": 2022,
        "parts": {Part.TOTAL: yi(9)}, "amounts": {(2022, own): yi(3), (2023, own): yi(4)},
    }  # fmt: skip
    made = actions.register(values=values, by=None, at=AT)
    actions.register(values={"name_zh": "乙"}, by=None, at=AT)
    return actions.state_money(
        project=made, parts={Part.TOTAL: yi(10)}, amounts={(2022, own): yi(5)}, over=1, by=None, at=LATER, reason="更正"
    )


def test_the_actions_keep_it_equal(cast, project):
    assert queries.drift() == NONE
    actions.edit(project=project, values={"district": cast.beichen, "list_year": 2023}, over=2, by=None, at=LATER)
    assert queries.drift() == NONE
    assert Project.objects.get(pk=project.pk).plan == yi(4)


def test_each_difference_is_counted_and_rebuilding_mends_it(cast, project):
    CurrentAmount.objects.filter(year=2022).update(amount=yi(1))
    CurrentAmount.objects.filter(year=2023).delete()
    CurrentAmount.objects.create(
        project=project, year=2030, fund=Term.objects.get(kind="fund", code="own"), amount=yi(1), district=cast.beichen
    )
    Project.objects.filter(pk=project.pk).update(total=None, plan=yi(2))
    found = {"missing": 2, "beyond": 1, "districts": 1, "totals": 1, "plans": 1}
    assert queries.drift() == found
    assert actions.rebuild_current(by=None, at=LATER) == found
    assert queries.drift() == NONE
    assert (Project.objects.get(pk=project.pk).total, Project.objects.get(pk=project.pk).plan) == (yi(10), yi(5))
    assert Entry.objects.filter(verb="projects.rebuild_current").count() == 1
