from __future__ import annotations

from datetime import date

import pytest

from keyworks.matters import actions
from keyworks.matters.models import Snapshot
from keyworks.matters.queries import compared as queries
from keyworks.matters.queries.compared import compared, differences
from keyworks.matters.tests.stories import asked, now, on, step, verified
from keyworks.projects.models import Project
from keyworks.values.money import Money

WAN = 10_000 * 100


def test_money_of_two_years_is_not_subtracted_and_what_is_unknown_is_no_zero():
    before = {"month": "2022-12", "planned_finish": "2022-12-31", "done": 5, "plan": 9, "total": 100}
    after = {"month": "2023-01", "planned_finish": date(2023, 1, 31), "done": 1, "plan": 8, "total": 90}
    assert differences(before, after) == {"planned_finish": 31, "total": -10}
    assert differences(before, {**after, "month": "2022-12", "planned_finish": None, "done": None}) == {
        "plan": -1, "total": -10,
    }  # fmt: skip


@pytest.mark.django_db
def test_each_project_is_seen_as_it_was_and_as_it_is(cast, plant, valves, monkeypatch, client):
    monkeypatch.setattr(queries, "today", lambda: date(2022, 2, 9))
    matter = asked(cast, plant, valves)
    (row,) = compared(cast.clerk, matter)
    assert (row.project, row.raised_on, row.closed_on) == (plant, date(2022, 2, 7), None)
    assert {name: row.differences[name] for name in ("plan", "total")} == {"plan": 0, "total": 0}
    assert [one.project for one in compared(cast.office, matter)] == [plant, valves]
    client.force_login(cast.clerk)
    client.cookies["kw_language"] = "en"
    page = client.get(f"/matters/compared/matter/{matter.pk}/").content.decode()
    assert "Car plant" in page and "阀门" not in page


@pytest.mark.django_db
def test_what_stood_at_the_closing_stays_whatever_comes_later(cast, plant, monkeypatch):
    monkeypatch.setattr(queries, "today", lambda: date(2022, 3, 9))
    matter = asked(cast, plant)
    verified(cast, matter)
    step(actions.confirm, matter, cast.clerk, on(2, 8), rating=5)
    Project.objects.filter(pk=plant.pk).update(total=Money.of(99, "wan"))
    (row,) = compared(cast.clerk, now(matter))
    assert (row.closed_on, row.differences["total"]) == (date(2022, 2, 8), 0)
    step(actions.reopen, matter, cast.clerk, on(2, 9), text="又停电。")
    (row,) = compared(cast.clerk, now(matter))
    assert (row.closed_on, row.differences["total"]) == (None, 99 * WAN - 12_000 * WAN)
    assert Snapshot.objects.filter(matter=matter).count() == 2
