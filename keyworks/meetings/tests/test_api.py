"""Meetings over the API: within reach, with their agenda, route, topics and what became of each directive."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.meetings import actions
from keyworks.meetings.models import Caught
from keyworks.meetings.tests.stories import at, caught, ended, now, planned, visited
from keyworks.reports.tests.test_month_pages import plays_on

pytestmark = pytest.mark.django_db
PLACE = "/api/v1/meetings"


@pytest.fixture
def ask(client, cast):
    plays_on(date(2022, 2, 9))

    def by(person, path="", status=200):
        client.force_login(person)
        answer = client.get(f"{PLACE}{path}", headers={"Accept-Language": "en"})
        assert answer.status_code == status, answer.content
        return answer.json()

    return by


@pytest.fixture
def directed(cast, meeting, plant):
    """It saw the plant, and directed something about it that was issued."""
    visited(cast, meeting, plant)
    caught(cast, now(meeting), said_by=cast.mayor, projects=[plant])
    found = ended(cast, meeting)
    actions.issue(meeting=found, by=cast.office, at=at(13))
    return now(found)


def test_one_comes_with_what_hangs_on_it(ask, cast, directed, plant):
    told = ask(cast.office, f"/{directed.pk}")
    assert [(one["point"], one["begins"], one["minutes"]) for one in told["agenda"]] == [
        ("opening", "09:00:00", 30), ("topic", "09:30:00", 30), ("directives", "10:00:00", 30),
    ]  # fmt: skip
    assert [(one["position"], one["project"], one["local_number"]) for one in told["route"]] == [
        (1, plant.pk, plant.local_number)
    ]
    [one] = told["directives"]
    matter = Caught.objects.get().matter
    assert (one["words"], one["owners"], one["due_on"], one["fate"]) == (
        "请工信局三月十五日前落实双回路供电。", ["industry"], "2022-03-15", "running",
    )  # fmt: skip
    assert one["matter"] in {matter.number, *matter.actions.values_list("number", flat=True)}


def test_who_is_not_asked_is_not_there_and_no_key_is_told_beyond_reach(ask, cast, directed, plant, valves):
    ask(cast.other_district, f"/{directed.pk}", 404)
    assert ask(cast.other_district)["items"] == []
    visited(cast, directed, plant, valves)
    told = ask(cast.district, f"/{directed.pk}")
    assert [(one["name_zh"], one["project"]) for one in told["route"]] == [
        ("新能源整车厂", plant.pk), ("阀门生产线", None),
    ]  # fmt: skip


def test_the_list_is_narrowed(ask, cast, directed):
    for query, found in (
        ("state=held", 1), ("state=closed", 0), ("on_or_after=2022-02-09", 0), ("on_or_before=2022-02-08", 1),
        ("district=binhai", 0),
    ):  # fmt: skip
        assert len(ask(cast.office, f"?{query}")["items"]) == found, query
    ask(cast.office, "?state=nowhere", 422)
    for day in ("0", "2022-02-30", "1644278400", "yesterday"):
        ask(cast.office, f"?on_or_before={day}", 422)


def test_questions_do_not_grow_with_meetings(ask, cast, directed):
    def asks():
        with CaptureQueriesContext(connection) as found:
            ask(cast.office)
        return len(found)

    asks()
    few = asks()
    for day in (15, 22):
        planned(cast, series=directed.series, on=date(2022, 2, day))
    assert asks() == few
