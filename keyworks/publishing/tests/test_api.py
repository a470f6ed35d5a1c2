"""News, papers and packs over the API; the worked examples of the guide for operators."""

from __future__ import annotations

import json
import re
import shlex
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from keyworks.jobs.models import Job
from keyworks.meetings.tests.stories import came, now
from keyworks.projects.tests.test_api import Caller
from keyworks.publishing import actions
from keyworks.publishing.models import Note, Paper
from keyworks.publishing.rules.document import Pack
from keyworks.publishing.rules.news import Step
from keyworks.reports.tests.months import filed
from keyworks.values.months import Month

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


@pytest.fixture
def papers(cast, plant, valves):
    filed(plant, cast, Month(2022, 1), 50)
    filed(valves, cast, Month(2022, 1), 120, by=cast.office)


@pytest.mark.usefixtures("papers")
def test_a_paper_is_issued_listed_and_its_files_are_those_that_were_issued(cast, client):
    office, district = Caller(client, cast.office), Caller(client, cast.district)
    status, [made], _ = office.send("POST", "/papers", {"kind": "brief", "month": "2022-01", "district": "binhai"})
    assert (status, made["district"], made["project"], made["template"]) == (201, "binhai", None, 1)
    assert [(one["language"], one["ending"]) for one in made["files"]] == [
        (language, ending) for language in ("zh", "en") for ending in ("pdf", "docx", "xlsx")
    ]  # fmt: skip
    assert district.send("GET", f"/papers/{made['id']}")[1] == made
    row = {name: value for name, value in made.items() if name not in {"template", "files"}}
    assert district.send("GET", "/papers?kind=brief&month=2022-01&district=binhai")[1]["items"] == [row]
    assert Caller(client, cast.other_district).send("GET", "/papers")[1]["items"] == []
    assert Caller(client, cast.other_district).send("GET", f"/papers/{made['id']}")[0] == 404
    for one in made["files"]:
        given = client.get(f"/api/v1/papers/{made['id']}/{one['language']}/{one['ending']}", headers=district.headers)
        assert (sha256(given.content).hexdigest(), len(given.content)) == (one["sha256"], one["size"])
    assert district.send("GET", f"/papers/{made['id']}/zh/exe")[0] == 404


@pytest.mark.usefixtures("papers")
def test_briefs_of_all_districts_and_a_side_on_a_project_by_its_number(cast, client, plant):
    office, clerk = Caller(client, cast.office), Caller(client, cast.clerk)
    made = office.send("POST", "/papers", {"kind": "brief", "month": "2022-01", "district": "*"})[1]
    assert sorted(one["district"] for one in made) == ["beichen", "binhai"]
    side = {"kind": "project", "month": "2022-01", "project": plant.local_number}
    [one] = clerk.send("POST", "/papers", side)[1]
    assert (one["project"], one["by"]) == (plant.local_number, "clerk")
    for said, field in (
        ({"kind": "brief"}, "district"), ({"kind": "project"}, "project"), ({"kind": "bulletin"}, "kind"),
        ({**side, "on": "2022-02-01"}, "on"), ({**side, "month": "2022-02"}, "month"),
    ):  # fmt: skip
        status, no, _ = clerk.send("POST", "/papers", {"month": "2022-01", **said})
        assert (status, [found["field"] for found in no["problems"]]) == (409, [field])
    assert Paper.objects.count() == 3


def test_a_paper_that_would_be_otherwise_is_refused(cast, client, papers, monkeypatch):
    office = Caller(client, cast.office)
    [made] = office.send("POST", "/papers", {"kind": "tables", "month": "2022-01"})[1]
    monkeypatch.setattr("keyworks.publishing.queries.issues.making.file", lambda *_: b"otherwise")
    status, no, _ = office.send("GET", f"/papers/{made['id']}/en/pdf")
    assert (status, no["type"]) == (409, "urn:keyworks:problem:publishing.paper_otherwise")
    told = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/papers/{pk}/{language}/{ending}"]["get"]
    assert "409" in told["responses"]


def test_a_pack_is_asked_for_and_those_made_are_read_by_who_sees_every_meeting(cast, client, meeting, plant):
    office, clerk = Caller(client, cast.office), Caller(client, cast.clerk)
    asked = {"meeting": meeting.pk, "language": "en", "more": [plant.local_number]}
    status, work, _ = office.send("POST", "/packs", asked)
    assert (status, work["state"]) == (201, "queued")
    assert Job.objects.get(pk=work["job"]).args == {"meeting": meeting.pk, "language": "en", "more": [plant.pk]}
    assert clerk.send("POST", "/packs", asked)[0] == 403
    assert office.send("POST", "/packs", {**asked, "more": ["none"]})[1]["problems"][0]["field"] == "more"
    assert office.send("POST", "/packs", {"meeting": 10**9})[0] == 404
    document = Pack("zh", "准备材料", "", "", "", "", AT)
    kept = actions.keep(
        meeting=meeting, made=document, pdf=b"%PDF", word=b"PK", mark=UUID(int=7), by=cast.office, at=AT
    )
    mayor = Caller(client, cast.mayor)
    [row] = mayor.send("GET", f"/packs?meeting={meeting.pk}")[1]["items"]
    assert (row["id"], row["title"], row["pdf_size"]) == (kept.pk, "准备材料", 4)
    assert mayor.send("GET", f"/packs/{kept.pk}")[1] == row
    assert client.get(f"/api/v1/packs/{kept.pk}/pdf", headers=mayor.headers).content == b"%PDF"
    assert client.get(f"/api/v1/packs/{kept.pk}/docx", headers=mayor.headers).content == b"PK"
    assert mayor.send("GET", f"/packs/{kept.pk}/xlsx")[0] == 422
    assert Caller(client, cast.district).send("GET", f"/packs/{kept.pk}")[0] == 403


def test_one_page_of_a_project_is_given_to_who_sees_it(cast, client, plant):
    clerk = Caller(client, cast.clerk)
    answer = client.get(f"/api/v1/one-page/{plant.pk}/pdf?language=en", headers=clerk.headers)
    assert answer.content.startswith(b"%PDF") and answer["Content-Type"] == "application/pdf"
    assert Caller(client, cast.other_clerk).send("GET", f"/one-page/{plant.pk}/pdf")[0] == 404


def examples(*heads):
    """Method, path and body of each curl of these sections."""
    text = TOLD.read_text()
    for head in heads:
        section = text.partition(f"## {head}\n")[2].partition("\n## ")[0]
        for one in section.replace("\\\n", " ").split("    curl ")[1:]:
            words = shlex.split(one.split("\n\n")[0])
            path = next(word for word in words if word.startswith(ROOT)).removeprefix(ROOT)
            body = json.loads(words[words.index("-d") + 1]) if "-d" in words else None
            yield words[words.index("-X") + 1] if "-X" in words else "POST" if body else "GET", path, body


def test_every_example_is_answered(cast, client, published):
    office, job, found = Caller(client, cast.office), None, []
    for method, path, _ in examples("Letters, meetings and news", "All that you may read"):
        if path.startswith("/taken-along/"):
            assert office.send(method, path.replace("7", str(job)))[0] == 404, "it waits for a worker"
            continue
        path = re.sub("/7$", f"/{published.meeting_id}", path)
        status, answer, _ = office.send(method, path)
        assert status in {200, 201}, answer
        job = answer.get("job")
        found.append(path)
    assert len(found) == 5


@pytest.mark.usefixtures("papers")
def test_every_example_of_papers_and_packs_is_answered(cast, client, meeting, plant):
    office, found = Caller(client, cast.office), []
    for method, path, body in examples("Papers and packs"):
        keys = {"7": meeting.pk, "8": getattr(Paper.objects.first(), "pk", 0), "9": plant.pk}
        path = re.sub(r"(?<=[/=])[789](?=/|$)", lambda key, keys=keys: str(keys[key[0]]), path)
        body = {**body, **({"meeting": meeting.pk} if "meeting" in body else {})} if body else None
        answer = client.generic(
            method, f"/api/v1{path}", json.dumps(body) if body else "", "application/json", headers=office.headers
        )
        assert answer.status_code == (201 if body else 200), answer.content
        found.append(path.split("/")[1])
    assert [one.partition("?")[0] for one in found] == ["papers", "papers", "papers", "packs", "packs", "one-page"]
