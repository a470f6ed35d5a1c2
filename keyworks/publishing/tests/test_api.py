"""News over the API: what was published and nothing else; the worked examples of the guide for operators."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keyworks.meetings.tests.stories import came, now
from keyworks.projects.tests.test_api import Caller
from keyworks.publishing import actions
from keyworks.publishing.models import Note
from keyworks.publishing.rules.news import Step

AT = datetime(2022, 2, 8, 6, tzinfo=UTC)
TOLD = Path(__file__).resolve().parents[3] / "docs/operate/api.md"
ROOT = "http://127.0.0.1:8000/api/v1"
pytestmark = pytest.mark.usefixtures("day")


@pytest.fixture
def draft(cast, held):
    came(cast, held)
    return actions.compose(meeting=now(held), language="zh", by=cast.office, at=AT)


@pytest.fixture
def published(cast, draft):
    for step, by in ((Step.APPROVE, cast.mayor), (Step.PUBLISH, cast.office)):
        found = Note.objects.get(pk=draft.pk)
        actions.step(note=found, step=step, over=found.edition, by=by, at=AT)
    return Note.objects.get(pk=draft.pk)


def test_a_draft_is_not_there_not_even_for_who_wrote_it(cast, client, draft):
    office = Caller(client, cast.office)
    assert office.send("GET", "/news")[1]["items"] == []
    assert office.send("GET", f"/news/{draft.pk}")[0] == 404


def test_what_is_published_is_told_sentence_by_sentence_with_what_it_rests_on(cast, client, published):
    clerk = Caller(client, cast.clerk)
    [row] = clerk.send("GET", "/news?language=zh")[1]["items"]
    assert (row["id"], row["title"], row["on"]) == (published.pk, published.title, "2022-02-08")
    told = clerk.send("GET", f"/news/{published.pk}")[1]
    kept = [one.text for one in published.sentences.all() if one.text]
    assert [one["text"] for one in told["sentences"]] == kept
    assert all(one["sources"] for one in told["sentences"])
    assert clerk.send("GET", "/news?since=2022-02-09")[1]["items"] == []
    assert clerk.send("GET", "/news?language=en")[1]["items"] == []


def test_withdrawn_news_are_gone(cast, client, published):
    actions.step(note=published, step=Step.WITHDRAW, over=published.edition, by=cast.office, at=AT, reason="有误")
    assert Caller(client, cast.clerk).send("GET", f"/news/{published.pk}")[0] == 404


def examples():
    """Method and path of each curl of the two sections."""
    text = TOLD.read_text()
    for head in ("## Letters, meetings and news", "## All that you may read"):
        section = text.partition(head)[2].partition("\n## ")[0]
        for one in section.replace("\\\n", " ").split("    curl ")[1:]:
            words = shlex.split(one.split("\n\n")[0])
            path = next(word for word in words if word.startswith(ROOT)).removeprefix(ROOT)
            yield words[words.index("-X") + 1] if "-X" in words else "GET", path


def test_every_example_is_answered(cast, client, published):
    office, job, found = Caller(client, cast.office), None, []
    for method, path in examples():
        if path.startswith("/taken-along/"):
            assert office.send(method, path.replace("7", str(job)))[0] == 404, "it waits for a worker"
            continue
        path = re.sub("/7$", f"/{published.meeting_id}", path)
        status, answer, _ = office.send(method, path)
        assert status in {200, 201}, answer
        job = answer.get("job")
        found.append(path)
    assert len(found) == 5
