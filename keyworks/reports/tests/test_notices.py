from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from keyworks.dossier.queries import waits
from keyworks.reports import actions
from keyworks.reports.tests.months import AT, filed
from keyworks.values.months import Month

JANUARY = Month(2022, 1)
BEFORE = AT - timedelta(days=1)


def remind(day):
    actions.remind(day=date(2022, 2, day), at=AT + timedelta(hours=day))


def test_what_two_reminders_say_is_shown_once_and_goes_when_it_is_filed(cast, plant):
    remind(1)
    remind(10)
    [(_heading, lines)] = waits(cast.clerk, BEFORE).items()
    assert lines == [("新能源整车厂", f"/reports/{plant.pk}/202201/")]
    assert waits(cast.other_clerk, BEFORE) == {}
    filed(plant, cast, JANUARY, 100)
    assert waits(cast.clerk, BEFORE) == {}


@pytest.mark.parametrize("who", ["clerk", "district", "office"])
def test_the_notices_show_who_has_not_filed_to_whom_it_concerns(client, cast, plant, who):
    actions.remind(day=date(2022, 2, 10), at=timezone.now())
    client.force_login(getattr(cast, who))
    assert f"/reports/{plant.pk}/202201/" in client.get("/notices/").content.decode()
