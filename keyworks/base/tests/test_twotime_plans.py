"""The index answers, not a walk through the table: of one project among many, now and as of a moment."""

from datetime import date, timedelta

import pytest
from django.db import connection

from keyworks.base.twotime import append_many
from tests.cast import AT
from tests.twotime.models import Reading

pytestmark = pytest.mark.django_db

OWN = "sqlite_autoindex_twotime_reading_1" if connection.vendor == "sqlite" else "reading_fact_version"
"""The index that the unique constraint of fact and version brings along."""


@pytest.fixture
def many(db):
    row = {"valid_from": date(2022, 1, 1), "amount": 1}
    facts = [{**row, "project": project, "month": 202201 + month} for project in range(1000) for month in range(3)]
    again = [{**fact, "version": 2, "reason": "misread"} for fact in facts[::7]]
    append_many(Reading, [*facts, *again], by=None, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE twotime_reading")


@pytest.mark.parametrize("at", [None, AT - timedelta(days=1), AT], ids=["now", "before", "then"])
@pytest.mark.parametrize("about", [{"project": 500}, {"project": 500, "month": 202202}], ids=["a project", "a fact"])
def test_what_stands_is_found_by_the_index(many, at, about):
    plan = Reading.objects.filter(**about).asof(at).explain()
    assert plan.count(OWN) == 2, plan
    for walk in ("Seq Scan", "SCAN twotime_reading", "SCAN U0"):
        assert walk not in plan


def test_the_versions_of_a_fact_are_found_by_the_index(many):
    plan = Reading.objects.versions(project=500, month=202202).explain()
    assert OWN in plan
    assert "SCAN twotime_reading" not in plan
