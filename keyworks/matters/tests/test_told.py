"""Who is told of a matter, and how: the digest, the calendar, hooks, followers."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from keyworks.accounts import actions as accounts
from keyworks.dossier.models import Comment, Notice
from keyworks.dossier.queries import followers
from keyworks.matters import actions
from keyworks.matters.queries import dates as calendar
from keyworks.matters.queries import news as digest
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, on, shown, step, verified
from keyworks.matters.tests.test_letters import issued
from keyworks.post import actions as post
from keyworks.post.jobs import send
from keyworks.post.models import Delivery, Mail
from keyworks.post.tests.servers import silent
from keyworks.post.tests.test_outbox import Round

pytestmark = pytest.mark.django_db
BEFORE = MONDAY - timedelta(hours=1)
HEADINGS = {
    "up": "Matters that went up to your level", "returned": "Matters returned to you",
    "confirm": "Matters for you to confirm", "overdue": "Matters that are overdue",
    "soon": "Matters that are due soon", "came": "Matters that came to you",
}  # fmt: skip


@pytest.fixture
def day(monkeypatch):
    def at(found):
        monkeypatch.setattr(digest, "today", lambda: found)

    at(date(2022, 2, 7))
    return at


def told(person, since=BEFORE):
    with translation.override("en"):
        parts = digest.news(person, since)
    return [(heading, [text.split(" ")[0] for text, _to in lines]) for heading, lines in parts]


def test_what_came_to_somebody_is_told_once_and_not_to_whoever_did_it(cast, plant, day):
    matter = asked(cast, plant)
    assert told(cast.district) == [(HEADINGS["came"], [matter.number])]
    assert told(cast.district, since=MONDAY) == []
    assert told(cast.clerk) == told(cast.other_clerk) == told(cast.other_district) == []
    step(actions.triage, matter, cast.district, MONDAY)
    assert told(cast.district, since=MONDAY - timedelta(minutes=1)) != []


def test_each_matter_stands_under_the_most_pressing_heading_only(cast, plant, day):
    late, soon, new, back = (asked(cast, plant) for _ in range(4))
    in_work(cast, late, due_on=date(2022, 2, 8))
    in_work(cast, soon, due_on=date(2022, 2, 10))
    in_work(cast, new, due_on=date(2022, 3, 10))
    step(actions.return_to_raiser, back, cast.district, MONDAY, text="缺负荷资料")
    day(date(2022, 2, 9))
    assert told(cast.engineer) == [
        (HEADINGS["overdue"], [late.number]), (HEADINGS["soon"], [soon.number]), (HEADINGS["came"], [new.number]),
    ]  # fmt: skip
    assert told(cast.engineer, since=on(2, 9)) == [
        (HEADINGS["overdue"], [late.number]), (HEADINGS["soon"], [soon.number]),
    ]  # fmt: skip
    assert told(cast.clerk) == [(HEADINGS["returned"], [back.number])]


def test_what_climbed_and_what_is_to_be_confirmed_is_told(cast, plant, day):
    climbed, done = asked(cast, plant), asked(cast, plant)
    in_work(cast, climbed, due_on=date(2022, 2, 8))
    verified(cast, done)
    actions.name_answerer(level=2, unit=cast.industry, person=cast.mayor, by=cast.office, at=MONDAY)
    actions.climb(matter=climbed, at=on(2, 9))
    assert told(cast.mayor) == [(HEADINGS["up"], [climbed.number])]
    assert told(cast.clerk) == [(HEADINGS["confirm"], [done.number])]


def test_a_digest_waits_for_a_mail_server_that_hangs_and_nothing_of_the_matter_does(cast, plant, day, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = "django.core.mail.backends.smtp.EmailBackend", 0.2
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    cast.district.email = "district@example.org"
    cast.district.save()
    with silent() as settings.EMAIL_PORT:
        matter = asked(cast, plant)
        assert post.digest(person=cast.district, day=date(2022, 2, 7), at=MONDAY + timedelta(hours=1))
        Mail.objects.update(created_at=timezone.now())
        assert send(Round()) == {"sent": 0, "waiting": 1}
        step(actions.triage, matter, cast.district, on(2, 7, 3))
    assert matter.number in Mail.objects.get().text
    assert now(matter).state == "triaged"


def entries(person):
    return [(one.uid.partition(".")[2], one.on) for one in calendar.dates(person)]


def test_a_calendar_holds_what_is_led_owed_and_promised(cast, plant):
    matter = asked(cast, plant)
    assert entries(cast.clerk) == []
    in_work(cast, matter, due_on=date(2022, 2, 18), rhythm_days=5)
    assert entries(cast.engineer) == [
        (f"{matter.pk}.due", date(2022, 2, 18)), (f"{matter.pk}.feedback", date(2022, 2, 14)),
    ]  # fmt: skip
    assert entries(cast.clerk) == [(f"{matter.pk}.asked", date(2022, 2, 18))]
    assert entries(cast.other_clerk) == entries(cast.stranger) == []
    shown(matter, cast.engineer, MONDAY)
    step(actions.propose, matter, cast.engineer, MONDAY, text="已接入。")
    assert (entries(cast.engineer), len(entries(cast.clerk))) == ([], 1)


def test_hooks_are_told_of_steps_once_and_of_no_text(cast, plant, settings):
    settings.HOOK_HOSTS = "https://oa.city.example"
    events = ["matter.raised", "matter.assigned", "matter.proposed", "matter.closed", "matter.reopened"]
    post.make_hook(name="督查平台", address="https://oa.city.example/in", events=events, by=cast.admin, at=MONDAY)
    matter = asked(cast, plant)
    verified(cast, matter)
    step(actions.confirm, matter, cast.clerk, on(2, 8), rating=5)
    step(actions.reopen, matter, cast.clerk, on(2, 9), text="又停电。")
    rows = Delivery.objects.order_by("pk")
    assert [one.event for one in rows] == events
    said = json.loads(rows[0].body)["data"]
    assert (said["number"], said["address"], said["desk"]) == (matter.number, f"/matters/{matter.pk}/", "binhai")
    assert "text" not in said


def test_a_step_that_is_refused_is_told_to_nobody(cast, plant, settings):
    settings.HOOK_HOSTS = "https://oa.city.example"
    post.make_hook(name="x", address="https://oa.city.example/", events=["matter.proposed"], by=cast.admin, at=MONDAY)
    matter = asked(cast, plant)
    in_work(cast, matter)
    with pytest.raises(actions.MattersRefused):
        step(actions.propose, matter, cast.engineer, MONDAY, text="已接入。")
    assert Delivery.objects.count() == 0


def test_whoever_raises_leads_or_serves_follows_and_hears_what_is_said(cast, plant, client):
    matter = asked(cast, plant)
    in_work(cast, matter, service_officer=cast.office)
    assert {one.username for one in followers(matter)} == {"clerk", "engineer", "office"}
    client.force_login(cast.district)
    client.post(f"/dossier/matter/{matter.pk}/comments/", {"text": "明日现场会商。"})
    assert set(Notice.objects.values_list("person__username", flat=True)) == {"clerk", "engineer", "office"}


def test_a_thousand_mentions_are_refused_in_a_sentence_and_what_was_typed_stays(cast, plant, client):
    matter, at = asked(cast, plant), timezone.now()
    names = [f"person-{number}" for number in range(1000)]
    for name in names[:60]:
        accounts.register(username=name, name=name, password="a long enough phrase", by=None, at=at)
    text = " ".join(f"@{name}" for name in names[:300])
    client.force_login(cast.district)
    client.cookies["kw_language"] = "en"
    for words, sentence in ((text, "people can be mentioned"), (" ".join(f"@{name}" for name in names), "characters")):
        answer = client.post(f"/dossier/matter/{matter.pk}/comments/", {"text": words})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page and words in page
    assert (Comment.objects.count(), Notice.objects.count()) == (0, 0)


def test_a_calendar_says_by_when_a_letter_is_to_be_answered(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter, due_on=date(2022, 2, 18))
    made = issued(cast, matter)
    assert (f"{made.pk}.reply", made.reply_by) in entries(cast.engineer)
    assert all(not uid.endswith(".reply") for uid, _on in entries(cast.district) + entries(cast.clerk))


def test_hooks_are_told_that_a_letter_was_issued(cast, plant, settings):
    settings.HOOK_HOSTS = "https://oa.city.example"
    post.make_hook(
        name="x", address="https://oa.city.example/", events=["matter.letter_issued"], by=cast.admin, at=MONDAY
    )
    matter = asked(cast, plant)
    in_work(cast, matter, due_on=date(2022, 2, 18))
    made = issued(cast, matter)
    said = json.loads(Delivery.objects.get().body)["data"]
    assert (said["number"], said["matter"], said["to"]) == (made.number, matter.number, "industry")
