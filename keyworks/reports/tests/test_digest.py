from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from keyworks.post.actions import choose, digest
from keyworks.post.models import Mail
from keyworks.reports import actions
from keyworks.reports.tests.months import AT, filed
from keyworks.values.months import Month

NOW = datetime(2022, 2, 9, 23, 0, tzinfo=UTC)
DAY = date(2022, 2, 10)


@pytest.fixture
def clerk(cast, settings):
    settings.EMAIL_HOST, settings.ADDRESS = "127.0.0.1", "https://keyworks.example"
    cast.clerk.email = "clerk@example.org"
    cast.clerk.save()
    return cast.clerk


def test_all_that_is_new_makes_one_letter_a_day(clerk, plant):
    actions.remind(day=DAY, at=NOW)
    assert digest(person=clerk, day=DAY, at=NOW) is True
    assert digest(person=clerk, day=DAY, at=NOW) is False
    mail = Mail.objects.get()
    address = reverse("reports:report", args=[plant.pk, int(Month(2022, 1))])
    assert "2022年1月" in mail.subject
    assert f"新能源整车厂\n  https://keyworks.example{address}\n" in mail.text
    assert digest(person=clerk, day=DAY + timedelta(days=1), at=NOW + timedelta(days=1)) is False


def test_what_was_given_back_is_told_and_what_is_filed_is_not(clerk, cast, plant):
    report = filed(plant, cast, Month(2022, 1), 100)
    assert digest(person=clerk, day=DAY, at=AT + timedelta(hours=1)) is False
    actions.give_back(report=report, reason="与形象进度不符", over=1, by=cast.district, at=AT + timedelta(hours=2))
    assert digest(person=clerk, day=DAY, at=AT + timedelta(hours=3)) is True


def test_who_wants_none_gets_none(clerk, plant):
    choose(often="never", by=clerk, at=NOW)
    actions.remind(day=DAY, at=NOW)
    assert (digest(person=clerk, day=DAY, at=NOW), Mail.objects.count()) == (False, 0)
