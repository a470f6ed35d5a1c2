from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.accounts.models import Membership
from keyworks.accounts.rules import Role
from keyworks.formats.ical import Entry
from keyworks.post import actions, rules
from keyworks.post.apps import PostRoom
from keyworks.post.models import Feed
from keyworks.record.models import Entry as Said

AT = datetime(2022, 2, 10, 0, 0, tzinfo=UTC)


def dates(person):
    """What a room says: one day, named after whoever may see it."""
    return [Entry("trial.1", date(2022, 2, 10), f"报送 {person.username}", AT, alarm=timedelta(hours=15))]


@pytest.fixture
def said(monkeypatch):
    monkeypatch.setattr(PostRoom, "dates", f"{__name__}.dates")


def address(person):
    _feed, key = actions.make_feed(by=person, at=timezone.now())
    return f"/feed/{key}.ics"


def titles(answer):
    return [str(one["summary"]) for one in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")]


def test_a_calendar_program_reads_the_persons_dates_without_signing_in(cast, client, said):
    place = address(cast.clerk)
    answer = client.get(place)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "报送 clerk" in titles(answer)
    assert client.get(place).content == answer.content
    assert client.get(place, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert "sessionid" not in answer.cookies and "kw_session" not in answer.cookies


def test_only_a_digest_of_the_address_is_kept_and_the_record_says_nothing_of_it(cast):
    feed, key = actions.make_feed(by=cast.clerk, at=AT)
    kept = repr([*Feed.objects.values_list(), *Said.objects.values_list("before", "after")])
    assert len(key) == 43
    assert key not in kept and feed.digest in kept


def test_another_address_takes_the_place_of_the_first(cast, client, said):
    first, second = address(cast.clerk), address(cast.clerk)
    assert [client.get(place).status_code for place in (first, second)] == [404, 200]
    actions.revoke_feed(by=cast.clerk, at=AT)
    assert client.get(second).status_code == 404
    with pytest.raises(actions.PostRefused) as no:
        actions.revoke_feed(by=cast.clerk, at=AT)
    assert no.value.code == "post.no_feed"


def test_it_ends_with_the_persons_seats(cast, client, said):
    place = address(cast.clerk)
    Membership.objects.filter(person=cast.clerk).update(ended_at=timezone.now())
    assert client.get(place).status_code == 404
    accounts.seat(
        person=cast.clerk, unit=cast.toyota, role=Role.UNIT, from_on=timezone.localdate(), by=None, at=timezone.now()
    )
    assert client.get(place).status_code == 200


def test_it_ends_for_good_when_the_person_is_shut_out(cast, client, said):
    place = address(cast.clerk)
    accounts.deactivate(person=cast.clerk, by=None, at=timezone.now())
    assert client.get(place).status_code == 404
    accounts.reactivate(person=cast.clerk, by=None, at=timezone.now())
    assert client.get(place).status_code == 404
    place = address(cast.district)
    accounts.sign_out_everywhere(person=cast.district, by=None, at=timezone.now())
    assert client.get(place).status_code == 404


def test_it_is_read_so_often_an_hour_and_then_not_until_the_next(cast, client, said):
    place = address(cast.clerk)
    Feed.objects.update(reads=rules.READS_AN_HOUR - 1)
    answers = [client.get(place) for _time in range(2)]
    assert [one.status_code for one in answers] == [200, 429]
    assert answers[1].headers["Retry-After"] == "3600"
    Feed.objects.update(hour_at=timezone.now() - timedelta(hours=2))
    assert client.get(place).status_code == 200
    assert Feed.objects.get().reads == 1


def test_nobody_with_a_one_time_password_makes_one(cast):
    accounts.set_one_time_password(person=cast.clerk, by=None, at=AT)
    with pytest.raises(actions.PostRefused) as no:
        actions.make_feed(by=cast.clerk, at=AT)
    assert no.value.code == "post.feed_own_password"


def test_the_page_shows_the_address_once(cast, client):
    client.force_login(cast.clerk)
    client.cookies["kw_language"] = "en"
    assert "You have no calendar address" in client.get("/me/calendar/").content.decode()
    assert "/feed/" in client.post("/me/calendar/make/").content.decode()
    page = client.get("/me/calendar/").content.decode()
    assert "not yet" in page and "/feed/" not in page
    assert client.post("/me/calendar/end/").status_code == 302
    assert client.post("/me/calendar/end/").status_code == 409
