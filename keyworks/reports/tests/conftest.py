from __future__ import annotations

import pytest

from keyworks.reports.tests.months import listed


@pytest.fixture
def plant(cast):
    return listed(cast, "新能源整车厂", cast.toyota, cast.binhai, name_en="Car plant")


@pytest.fixture
def valves(cast):
    return listed(cast, "阀门生产线", cast.valve, cast.beichen)
