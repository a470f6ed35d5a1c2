from __future__ import annotations

from datetime import date

import pytest

from keyworks.meetings.tests.stories import sitting
from keyworks.reports.tests.months import listed
from keyworks.reports.tests.test_month_pages import BACKEND, plays_on


@pytest.fixture
def plant(cast):
    return listed(cast, "新能源整车厂", cast.toyota, cast.binhai, name_en="Car plant")


@pytest.fixture
def valves(cast):
    return listed(cast, "阀门生产线", cast.valve, cast.beichen)


@pytest.fixture
def meeting(cast):
    """It sits, on 8 February 2022."""
    return sitting(cast)


@pytest.fixture
def read(client, cast):
    """A page as one of the cast reads it in English, on 8 February 2022; with data it is sent."""
    plays_on(date(2022, 2, 8))

    def page(person, path, status=200, **data):
        client.cookies["kw_language"] = "en"
        client.force_login(person, backend=BACKEND)
        answer = client.post(path, data) if data else client.get(path)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return answer

    return page
