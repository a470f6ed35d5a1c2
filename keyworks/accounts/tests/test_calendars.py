"""The city's calendar: who keeps it, what it says, and where it comes from."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.accounts import actions, queries
from keyworks.accounts.actions import AccountsRefused
from keyworks.accounts.models import SpecialDay
from keyworks.record.models import Entry
from keyworks.values.workdays import Calendar
from tests.cast import AT

BACKEND = "django.contrib.auth.backends.ModelBackend"
FESTIVAL = date(2027, 2, 8)
"""A Monday of a year that no library knows yet."""
SATURDAY = date(2027, 2, 20)
NOTICE = "国办发明电〔2026〕1号"


def mark(day, works, by, **words):
    said = {"name_zh": "春节", "source": NOTICE, "reason": "国务院通知"} | words
    return actions.mark_day(day=day, works=works, by=by, at=AT, **said)


def refused(no, verb, **words):
    before = list(SpecialDay.objects.values_list("day", "works")), Entry.objects.count()
    with pytest.raises(AccountsRefused) as caught:
        verb(at=AT, **words)
    assert caught.value.code == no
    assert (list(SpecialDay.objects.values_list("day", "works")), Entry.objects.count()) == before


def test_a_new_installation_knows_the_years_2021_to_2026(cast):
    known = queries.workdays()
    assert known.years == frozenset(range(2021, 2027))
    assert known.between(date(2021, 12, 31), date(2022, 12, 31)) == 249
    assert known.works(date(2022, 1, 29)) and not known.works(date(2022, 1, 31))
    entry = Entry.objects.get(verb="accounts.found")
    assert '"calendar_years":[2021,2022,2023,2024,2025,2026]' in entry.after


@pytest.mark.django_db
def test_where_other_money_is_counted_only_weekends_are_off():
    actions.found(kind="real", name_zh="示例市", name_en="Sample", at=AT, currency="EUR")
    assert queries.workdays() == Calendar()
    refused("accounts.not_published", actions.take_published, year=2022, by=None)


def test_the_office_marks_days_and_the_record_keeps_what_stood(cast):
    mark(FESTIVAL, False, cast.office, name_en="Spring Festival")
    mark(SATURDAY, True, cast.admin, name_zh="调休上班")
    known = queries.workdays()
    assert known.knows(2027)
    assert known.between(date(2027, 2, 5), SATURDAY) == 10
    mark(FESTIVAL, False, cast.office, name_zh="春节假期", reason="更正名称")
    entry = Entry.objects.first()
    assert (entry.verb, entry.reason, entry.subject_kind) == ("accounts.mark_day", "更正名称", "installation")
    assert '"name_zh":"春节"' in entry.before and '"name_zh":"春节假期"' in entry.after


def test_a_day_is_let_go_with_a_reason(cast):
    mark(FESTIVAL, False, cast.office)
    refused("accounts.calendar_reason", actions.unmark_day, day=FESTIVAL, reason=" ", by=cast.office)
    actions.unmark_day(day=FESTIVAL, reason="误标", by=cast.office, at=AT)
    assert queries.workdays().works(FESTIVAL) and not queries.workdays().knows(2027)
    assert '"day":"2027-02-08"' in Entry.objects.first().before
    refused("accounts.day_not_marked", actions.unmark_day, day=FESTIVAL, reason="误标", by=cast.office)


def test_only_the_office_and_the_administrator_keep_the_calendar(cast):
    said = {"day": FESTIVAL, "works": False, "name_zh": "春节", "reason": "通知"}
    for who in (cast.clerk, cast.district, cast.engineer, cast.mayor, cast.auditor, cast.stranger):
        refused("accounts.calendar_not_yours", actions.mark_day, by=who, **said)
        refused("accounts.calendar_not_yours", actions.unmark_day, day=date(2022, 1, 3), reason="x", by=who)
        refused("accounts.calendar_not_yours", actions.take_published, year=2020, by=who)


def test_a_weekday_is_not_marked_as_worked_nor_anything_twice(cast):
    said = {"works": True, "name_zh": "上班", "reason": "通知", "by": cast.office}
    refused("accounts.day_worked_anyway", actions.mark_day, day=FESTIVAL, **said)
    mark(FESTIVAL, False, cast.office)
    again = {"day": FESTIVAL, "works": False, "name_zh": "春节", "source": NOTICE, "reason": "通知"}
    refused("accounts.day_said_already", actions.mark_day, by=cast.office, **again)
    refused("accounts.calendar_reason", actions.mark_day, by=cast.office, **{**again, "reason": ""})


def test_a_published_year_is_taken_and_what_the_city_marked_stays(cast):
    own = date(2020, 1, 1)
    mark(own, False, cast.office, name_zh="元旦（本市）")
    taken = actions.take_published(year=2020, by=cast.office, at=AT)
    assert (taken.marked, taken.gone, taken.kept) == (30, 0, 1)
    assert SpecialDay.objects.get(day=own).name_zh == "元旦（本市）"
    entry = Entry.objects.first()
    assert entry.verb == "accounts.take_published" and '"marked":30' in entry.after and '"kept":1' in entry.after
    refused("accounts.taken_already", actions.take_published, year=2020, by=cast.office)
    refused("accounts.not_published", actions.take_published, year=2098, by=cast.office)


def test_a_published_day_that_the_city_changes_is_the_citys_from_then_on(cast):
    day = date(2022, 1, 3)
    mark(day, False, cast.office, name_zh="元旦假期", source=SpecialDay.objects.get(day=day).source)
    assert SpecialDay.objects.get(day=day).source == ""
    refused("accounts.taken_already", actions.take_published, year=2022, by=cast.office)


def test_a_day_that_the_library_no_longer_names_goes_when_the_year_is_taken_anew(cast):
    SpecialDay.objects.create(day=date(2022, 3, 1), works=False, name_zh="错", source="holidays 0.1")
    taken = actions.take_published(year=2022, by=cast.office, at=AT)
    assert (taken.marked, taken.gone, taken.kept) == (0, 1, 0)
    assert queries.workdays().works(date(2022, 3, 1))


@pytest.fixture
def as_(cast, client):
    def enter(who):
        client.cookies["kw_language"] = "en"
        client.force_login(getattr(cast, who), backend=BACKEND)
        return client

    return enter


def text(page) -> str:
    assert page.status_code == 200
    return page.content.decode()


def test_the_page_shows_a_year_with_marks_and_words(cast, as_):
    page = text(as_("clerk").get("/calendar/?year=2022"))
    assert "<strong>249 working days</strong>" in page
    assert "Tomb-Sweeping Day, 2 Apr is worked for it" in page
    assert page.count("<caption>") == 12
    assert page.count('class="kw-cal-made"') == 7
    assert "/calendar/mark/" not in page


def test_a_year_nobody_entered_says_so(cast, as_):
    client = as_("office")
    page = text(client.get("/calendar/?year=2027"))
    assert "Nobody has entered the days off of 2027 yet" in page and "makes 261 working days" in page
    assert "/calendar/take/" not in page, "nobody published them yet"
    assert "/calendar/take/?year=2020" in text(client.get("/calendar/?year=2020"))


def test_a_year_that_is_none_is_not_there(cast, as_):
    client = as_("clerk")
    assert [client.get("/calendar/", {"year": year}).status_code for year in ("1999", "2100", "x", "20220")] == [
        404
    ] * 4


def test_the_office_marks_changes_and_takes_away_on_pages(cast, as_):
    client = as_("office")
    said = {"day": "2027-02-08", "how": "off", "name_zh": "春节", "reason": "通知"}
    assert client.post("/calendar/mark/", said).headers["Location"] == "/calendar/?year=2027"
    assert 'value="春节"' in text(client.get("/calendar/mark/?day=2027-02-08"))
    assert client.post("/calendar/mark/", said).status_code == 409
    assert "will be worked like any other" in text(client.get("/calendar/unmark/?day=2027-02-08"))
    client.post("/calendar/unmark/?day=2027-02-08", {"reason": "误标"})
    assert not queries.workdays().knows(2027)
    assert client.get("/calendar/unmark/?day=2027-02-08").status_code == 302
    assert "Tomb-Sweeping" in text(client.get("/calendar/take/?year=2020"))
    assert client.post("/calendar/take/?year=2020", {"reason": ""}).status_code == 302
    assert queries.workdays().knows(2020)


def test_a_day_that_is_none_is_asked_for_again(cast, as_):
    client = as_("office")
    assert client.get("/calendar/mark/?day=2022-02-30").status_code == 200
    assert client.post("/calendar/mark/", {"day": "x", "how": "off", "name_zh": "x", "reason": "x"}).status_code == 200
    assert client.get("/calendar/unmark/?day=x").status_code == 302


def test_the_page_asks_the_same_however_many_days_are_marked(cast, as_):
    client = as_("office")
    client.get("/calendar/?year=2022")
    asked = []
    for year in (2022, 2027):
        with CaptureQueriesContext(connection) as found:
            client.get(f"/calendar/?year={year}")
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_the_api_tells_a_year(cast, client):
    client.force_login(cast.clerk, backend=BACKEND)
    told = client.get("/api/v1/calendar", {"year": 2022}).json()
    assert (told["year"], told["known"], told["working_days"], len(told["days"])) == (2022, True, 249, 30)
    assert told["days"][0] == {
        "day": "2022-01-01", "works": False, "name_zh": "元旦", "name_en": "New Year's Day",
        "source": told["days"][0]["source"],
    }  # fmt: skip
    told = client.get("/api/v1/calendar", {"year": 2027}).json()
    assert (told["known"], told["working_days"], told["days"]) == (False, 261, [])
    assert client.get("/api/v1/calendar", {"year": 1999}).status_code == 422
