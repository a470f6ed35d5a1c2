from __future__ import annotations

from datetime import date

import pytest

from keyworks.matters import actions
from keyworks.matters.rules.ladder import Sort
from keyworks.matters.tests.stories import MONDAY, asked, in_work, on, step
from keyworks.reports.tests.months import listed
from keyworks.reports.tests.test_month_pages import BACKEND, plays_on


@pytest.fixture
def plant(cast):
    return listed(cast, "新能源整车厂", cast.toyota, cast.binhai, name_en="Car plant")


@pytest.fixture
def valves(cast):
    return listed(cast, "阀门生产线", cast.valve, cast.beichen)


@pytest.fixture
def read(client, cast):
    """A page as one of the cast reads it in English, on 22 February 2022."""
    plays_on(date(2022, 2, 22))

    def page(person, path, status=200, **data):
        client.cookies["kw_language"] = "en"
        client.force_login(person, backend=BACKEND)
        answer = client.post(path, data) if data else client.get(path)
        assert answer.status_code == status
        return answer

    return page


@pytest.fixture
def four(cast, plant, valves):
    """Raised today, in work and late, paused, closed before it began."""
    fresh = asked(cast, plant, at=on(2, 22), title="用地指标")
    late = asked(cast, plant, valves, title="双回路供电")
    in_work(cast, late)
    paused = asked(cast, valves, unit=cast.valve, by=cast.other_clerk, sort=Sort.ISSUE, kind="funds", title="贷款")
    step(actions.triage, paused, cast.other_district, MONDAY, level=2)
    step(actions.pause, paused, cast.other_district, MONDAY, text="等待批复", until=date(2022, 3, 1))
    gone = asked(cast, plant, kind="dispute", title="撤回的")
    step(actions.withdraw, gone, cast.clerk, MONDAY, text="已解决")
    return fresh, late, paused, gone
