"""Letters over the API: within reach, narrowed, with their text and trail."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.matters.actions import letters
from keyworks.matters.api import letters as _router  # noqa: F401 (the room has it)
from keyworks.matters.models import Letter
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now

pytestmark = pytest.mark.django_db
PLACE = "/api/v1/letters"


@pytest.fixture
def ask(client, monkeypatch):
    """Ask as somebody, on 9 February 2022."""
    import sys

    monkeypatch.setattr(sys.modules["keyworks.matters.api.letters"], "today", lambda: date(2022, 2, 9))

    def by(person, path="", status=200):
        client.force_login(person)
        answer = client.get(f"{PLACE}{path}", headers={"Accept-Language": "en"})
        assert answer.status_code == status, answer.content
        return answer.json()

    return by


@pytest.fixture
def letter(cast, plant):
    """To the department of industry, issued by the district."""
    matter = asked(cast, plant)
    in_work(cast, matter)
    draft = letters.draft(matter=now(matter), kind="supervision", language="zh", by=cast.district, at=MONDAY)
    return letters.issue(letter=draft, over=draft.edition, by=cast.district, at=MONDAY)


def test_a_letter_is_told_with_its_text_and_trail(ask, cast, letter):
    told = ask(cast.engineer, f"/{letter.pk}")
    assert (told["number"], told["kind"], told["state"], told["to"], told["issuer"]) == (
        letter.number, "supervision", "issued", "industry", "binhai",
    )  # fmt: skip
    assert told["body"] == letter.body and told["matter"] == letter.matter.number
    assert [(one["step"], one["by"]) for one in told["trail"]] == [("draft", "district"), ("issue", "district")]


def test_the_list_is_narrowed_and_holds_what_is_within_reach(ask, cast, letter):
    assert [one["id"] for one in ask(cast.office)["items"]] == [letter.pk]
    assert ask(cast.other_district)["items"] == []
    ask(cast.other_district, f"/{letter.pk}", 404)
    for query, found in (
        ("kind=supervision", 1), ("kind=reminder", 0), ("state=issued&to=industry", 1), ("to=binhai", 0),
        (f"matter={letter.matter_id}", 1), (f"matter={letter.matter_id + 1}", 0), ("overdue=true", 0),
    ):  # fmt: skip
        assert len(ask(cast.office, f"?{query}")["items"]) == found, query
    ask(cast.office, "?state=nowhere", 422)


def test_a_draft_is_its_offices_alone(ask, cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    draft = letters.draft(matter=now(matter), kind="reminder", language="zh", by=cast.district, at=MONDAY)
    assert ask(cast.engineer)["items"] == [] and [one["id"] for one in ask(cast.district)["items"]] == [draft.pk]


def test_questions_do_not_grow_with_letters(ask, cast, letter, plant):
    def asks():
        with CaptureQueriesContext(connection) as caught:
            ask(cast.office)
        return len(caught)

    asks()
    few = asks()
    for kind in ("reminder", "assignment", "interview"):
        letters.draft(matter=now(letter.matter), kind=kind, language="zh", by=cast.office, at=MONDAY)
    assert Letter.objects.count() == 4 and asks() == few
