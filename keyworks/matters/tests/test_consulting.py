"""Consultation days: what falls to which, holidays, minutes, and what is carried over."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from keyworks.matters import actions
from keyworks.matters.models import Consultation, MatterStep, Minute
from keyworks.matters.queries import consulting as queries
from keyworks.matters.rules import consulting as rules
from keyworks.matters.rules.ladder import Sort
from keyworks.matters.tests.stories import asked, now, on, step, verified
from keyworks.matters.views import consulting as views
from keyworks.record.models import Entry
from keyworks.values.refusals import Refused, Stale
from keyworks.values.workdays import Calendar

WED, FRI = 2, 4
SPRING = frozenset(date(2022, 2, day) for day in range(1, 7)) | {date(2022, 1, 31)}
CHINA = Calendar(off=SPRING, made_up=frozenset({date(2022, 1, 29), date(2022, 1, 30)}))


def test_what_is_raised_until_friday_is_consulted_on_wednesday_of_the_week_after():
    found = rules.coming(date(2022, 2, 7), WED, FRI, Calendar(), 2)
    assert found == [
        rules.Sitting(date(2022, 2, 9), date(2022, 2, 9), date(2022, 2, 4)),
        rules.Sitting(date(2022, 2, 16), date(2022, 2, 16), date(2022, 2, 11)),
    ]  # fmt: skip
    assert rules.sitting(date(2022, 2, 7), 0, Calendar()).cutoff == date(2022, 1, 31)


def test_a_day_in_the_spring_festival_is_held_after_it_and_still_ahead_meanwhile():
    first, second = rules.coming(date(2022, 2, 3), WED, FRI, CHINA, 2)
    assert (first.planned, first.on, first.moved) == (date(2022, 2, 2), date(2022, 2, 7), True)
    assert (second.on, second.moved) == (date(2022, 2, 9), False)
    assert rules.coming(date(2022, 2, 8), WED, FRI, CHINA, 1)[0].planned == date(2022, 2, 9)


@given(st.dates(date(2021, 1, 1), date(2024, 12, 31)), st.integers(0, 6), st.integers(0, 6))
def test_days_come_in_order_each_on_a_working_day_with_nothing_between_two_of_them(day, weekday, cutoff):
    found = rules.coming(day, weekday, cutoff, CHINA, 4)
    assert all(CHINA.works(one.on) and one.on >= day and one.cutoff < one.planned <= one.on for one in found)
    assert [one.planned.weekday() for one in found] == [weekday] * 4
    assert all((b.cutoff - a.cutoff).days == 7 for a, b in pairwise(found))


pytestmark = pytest.mark.django_db


def refused(code, act, *args, **said):
    with pytest.raises(Refused) as no:
        act(*args, **said)
    assert no.value.code == code


@pytest.fixture
def weekly(monkeypatch):
    monkeypatch.setattr(views, "today", lambda: date(2022, 2, 9))
    monkeypatch.setattr(views, "moment", lambda: on(2, 9))
    return Consultation.objects.get()


def fall(person, one, planned, after=None):
    days = [queries.sitting(one, day) if day else None for day in (planned, after)]
    return [matter.number for matter in queries.falling(person, one, *days)]


def test_a_city_begins_with_one_and_the_list_of_a_day_is_what_was_raised_in_time(cast, plant, valves, weekly):
    assert (weekly.name_zh, weekly.weekday, weekly.cutoff) == ("每周会商", WED, FRI)
    old, new = asked(cast, plant, at=on(2, 4)), asked(cast, plant, at=on(2, 7))
    asked(cast, valves, at=on(2, 3), by=cast.other_clerk, unit=cast.valve)
    actions.direct(
        words="要抓紧。", title="抓紧", said_by=cast.mayor, said_post="", said_on=date(2022, 2, 3), by=cast.office,
        at=on(2, 3),
    )  # fmt: skip
    assert fall(cast.clerk, weekly, date(2022, 2, 9)) == [old.number]
    assert fall(cast.clerk, weekly, date(2022, 2, 16), date(2022, 2, 9)) == [new.number]
    assert len(fall(cast.office, weekly, date(2022, 2, 9))) == 2
    step(actions.withdraw, old, cast.clerk, on(2, 8), text="已解决")
    assert fall(cast.clerk, weekly, date(2022, 2, 9)) == []


def test_what_is_decided_stands_in_its_trail_and_the_rest_is_carried_over(cast, plant, weekly):
    first, second = asked(cast, plant, at=on(2, 3)), asked(cast, plant, at=on(2, 4))
    planned = date(2022, 2, 9)
    refused(
        "matters.consult_ahead", actions.minute, consultation=weekly, planned=planned, words={first.pk: "x"},
        by=cast.office, at=on(2, 8),
    )  # fmt: skip
    refused(
        "matters.nothing_said", actions.minute, consultation=weekly, planned=planned, words={first.pk: " "},
        by=cast.office, at=on(2, 9),
    )  # fmt: skip
    words = {first.pk: "由供电公司于2月18日前接入。", second.pk: ""}
    refused(
        "matters.not_yours", actions.minute, consultation=weekly, planned=planned, words=words, by=cast.district,
        at=on(2, 9),
    )  # fmt: skip
    assert (Minute.objects.count(), now(first).edition) == (0, 1)
    actions.minute(consultation=weekly, planned=planned, words=words, by=cast.office, at=on(2, 9))
    last = MatterStep.objects.filter(matter=first).order_by("-pk").first()
    assert (last.step, last.text, last.facts["held"]) == ("instruct", words[first.pk], "2022-02-09")
    assert fall(cast.office, weekly, date(2022, 2, 16)) == [second.number]
    assert queries.carried(weekly, planned) == queries.carried(weekly, date(2022, 2, 16)) == {second.pk}
    assert queries.carried(weekly, date(2022, 2, 8)) == set()
    assert [(one.decided, one.carried) for one in queries.held(weekly)] == [(1, 1)]
    again = {second.pk: "转住建局。"}
    actions.minute(consultation=weekly, planned=planned, words=again, by=cast.office, at=on(2, 9, 5))
    assert [(one.decided, one.carried) for one in queries.held(weekly)] == [(2, 0)]
    assert MatterStep.objects.filter(step="instruct").count() == 2
    assert Entry.objects.filter(verb="matters.minute").count() == 2


def test_a_city_adds_others_by_level_kind_and_district(cast, plant, valves, weekly):
    land = asked(cast, plant, at=on(2, 4), kind="land", sort=Sort.ISSUE)
    power = asked(cast, valves, at=on(2, 4), by=cast.other_clerk, unit=cast.valve)
    values = {
        "name_zh": "土地专题", "name_en": "", "weekday": 0, "cutoff": 4, "place": "三楼", "levels": ["1"],
        "kinds": ["land"], "active": True,
    }  # fmt: skip

    def made(**other):
        return actions.set_consultation(
            consultation=None, values=values | other, districts=other.pop("where", []), over=0, by=cast.office,
            at=on(2, 4),
        )  # fmt: skip

    monday = date(2022, 2, 7)
    assert fall(cast.office, made(), monday) == [land.number]
    assert fall(cast.office, made(kinds=[], where=[cast.beichen]), monday) == [power.number]
    assert fall(cast.office, made(kinds=[], levels=["4"]), monday) == []
    refused("matters.consult_unnamed", made, name_zh=" ")
    refused("matters.no_such_kind", made, kinds=["weather"])
    with pytest.raises(Stale):
        actions.set_consultation(consultation=weekly, values=values, districts=[], over=7, by=cast.office, at=on(2, 4))
    refused(
        "matters.not_yours", actions.set_consultation, consultation=weekly, values=values, districts=[], over=1,
        by=cast.district, at=on(2, 4),
    )  # fmt: skip
    assert Consultation.objects.count() == 4


def test_why_a_day_was_moved_is_said(cast, weekly):
    moved = queries.sitting(weekly, date(2022, 2, 2))
    assert moved.on == date(2022, 2, 7)
    with translation.override("zh-hans"):
        assert "春节" in queries.why_moved(moved)
    assert queries.why_moved(queries.sitting(weekly, date(2022, 2, 9))) == ""


def test_the_pages_list_export_and_keep_minutes(cast, plant, weekly, client):
    matter, left = asked(cast, plant, at=on(2, 3)), asked(cast, plant, at=on(2, 4), title="征地")
    client.force_login(cast.office)
    client.cookies["kw_language"] = "en"
    page = client.get("/matters/consultations/").content.decode()
    assert "Weekly consultation" in page and "9 Feb 2022" in page
    place = f"/matters/consultations/{weekly.pk}/2022-02-09/"
    assert matter.number in client.get(place).content.decode()
    sheet = client.get(f"{place}?export=csv")
    assert matter.number in b"".join(sheet.streaming_content).decode()
    assert "征地" in client.get(f"{place}minutes/").content.decode()
    empty = client.post(f"{place}minutes/", {f"text_{matter.pk}": ""})
    assert empty.status_code == 409
    kept = client.post(f"{place}minutes/", {f"text_{matter.pk}": "两周内接入。", f"text_{left.pk}": ""})
    assert kept.status_code == 302
    page = client.get(place).content.decode()
    assert "两周内接入。" in page and "carried over" in page
    assert client.get("/matters/consultations/1/2022-02-10/").status_code == 404
    assert client.get("/matters/consultations/1/never/").status_code == 404
    form = {"name_zh": "周一会商", "weekday": 0, "cutoff": 3, "active": "on", "levels": ["2", "3"]}
    assert client.post("/matters/consultations/new/", form).status_code == 302
    edit = client.post(f"/matters/consultations/{weekly.pk}/edit/", form | {"edition": 1})
    assert edit.status_code == 302
    assert Consultation.objects.get(pk=weekly.pk).levels == [2, 3]
    client.force_login(cast.district)
    assert client.get(f"{place}minutes/").status_code == 403
    assert client.get("/matters/consultations/").status_code == 200


def test_a_day_without_minutes_is_not_forgotten_and_what_waits_for_nobodys_decision_is_left_out(cast, plant, weekly):
    matter, done = asked(cast, plant, at=on(2, 3)), asked(cast, plant, at=on(2, 4))
    verified(cast, done, at=on(2, 7))
    assert fall(cast.office, weekly, date(2022, 2, 9)) == [matter.number]
    assert queries.unminuted(weekly, date(2022, 2, 10)).planned == date(2022, 2, 9)
    words = {matter.pk: "两周内接入。"}
    actions.minute(consultation=weekly, planned=date(2022, 2, 9), words=words, by=cast.office, at=on(2, 10))
    assert queries.unminuted(weekly, date(2022, 2, 10)) is None
