from __future__ import annotations

from datetime import date

import pytest

from keyworks.meetings.tests.stories import planned, sitting
from keyworks.reports.tests.months import listed
from keyworks.reports.tests.test_month_pages import BACKEND, plays_on


@pytest.fixture
def day(cast):
    """It is 8 February 2022: January is reported on."""
    return plays_on(date(2022, 2, 8))


@pytest.fixture
def plant(cast):
    return listed(cast, "新能源整车厂", cast.toyota, cast.binhai, name_en="Car plant")


@pytest.fixture
def valves(cast):
    return listed(cast, "阀门生产线", cast.valve, cast.beichen)


@pytest.fixture
def meeting(cast):
    """Nothing of it is prepared but three points and two people."""
    return planned(cast, district=cast.binhai, title_en="Binhai office meeting")


@pytest.fixture
def held(cast):
    """It sits, on 8 February 2022."""
    return sitting(cast, district=cast.binhai)


@pytest.fixture
def read(client, day):
    """A page as one of the cast reads it in English; with data it is sent."""

    def page(person, path, status=200, **data):
        client.cookies["kw_language"] = "en"
        client.force_login(person, backend=BACKEND)
        answer = client.post(path, data) if data else client.get(path)
        assert answer.status_code == status, answer.content.decode(errors="replace")[:2000]
        return answer

    return page


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    """Each test has a store of its own."""
    settings.DATA = tmp_path
