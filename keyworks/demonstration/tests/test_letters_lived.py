"""The demonstration's letters: drafted by the clock, numbered without gaps, and a visitor's doing stays."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from django.utils import timezone

from keyworks.accounts.models import Person
from keyworks.demonstration import actions
from keyworks.matters.actions import letters
from keyworks.matters.models import Letter, Letterhead, LetterStep, Matter

pytestmark = pytest.mark.django_db


def live_on(day):
    return actions.live_on(day=day, by=None, at=timezone.now())


def test_letters_go_their_way_and_their_numbers_have_no_gaps(city):
    live_on(date(2022, 4, 1))
    places = defaultdict(list)
    for issuer, year, kind, place in Letter.objects.exclude(number="").values_list("issuer", "year", "kind", "place"):
        places[issuer, year, kind].append(place)
    assert places and all(sorted(found) == list(range(1, len(found) + 1)) for found in places.values())
    assert {"accepted", "withdrawn"} <= set(Letter.objects.values_list("state", flat=True))
    assert set(LetterStep.objects.filter(step="draft").values_list("by", flat=True)) == {None}
    assert Letterhead.objects.count() == 17
    talks = Letter.objects.filter(kind="interview").exclude(number="")
    assert all(one.said["interview"]["undertaken"] for one in talks)
    assert not [one for one in Letter.objects.all() if "{" in one.body + "".join(one.talk.get("said", []))]


def test_what_a_visitor_did_with_a_draft_stays(city):
    live_on(date(2022, 3, 1))
    matter = Matter.objects.filter(state="working", lead__isnull=False).first()
    by = Person.objects.get(username="office-4")
    draft = letters.draft(matter=matter, kind="assignment", language="en", by=by, at=timezone.now())
    letters.withdraw(letter=draft, text="演示。", over=draft.edition, by=by, at=timezone.now())
    live_on(date(2022, 3, 8))
    assert Letter.objects.get(pk=draft.pk).state == "withdrawn"
    assert LetterStep.objects.filter(letter=draft).last().text == "演示。"
