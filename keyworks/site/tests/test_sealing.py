"""What every answer carries, and what is turned away before a page reads it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.base.cells import Column, harmless
from keyworks.jobs.models import Job
from tests import subjects

BACKEND = "django.contrib.auth.backends.ModelBackend"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/", "/people/", "/record/?export=csv", "/nowhere/", "/api/v1/nowhere", "/sign-in/", "/record/999999/"]
)
def test_every_answer_is_sealed_and_stays_in_no_cache(client, cast, address):
    client.force_login(cast.admin, backend=BACKEND)
    answer = client.get(address)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin" and answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "private" in answer["Cache-Control"]
    assert answer["Cache-Control"].count("no-store") == 1


def test_an_api_answer_that_may_be_asked_again_by_its_tag_is_private(client, cast):
    client.force_login(cast.admin, backend=BACKEND)
    assert client.get(f"/api/v1/units/{cast.toyota.pk}")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("charset", ["rot13", "idna", "hex", "utf-16", "zlib", "undefined"])
@pytest.mark.parametrize("address", ["/people/new/", "/api/v1/units"])
def test_text_in_an_encoding_nobody_sends_is_a_bad_request(client, cast, charset, address):
    client.force_login(cast.admin, backend=BACKEND)
    body = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xe4\xbd\xa0\r\n--x--\r\n'
    answer = client.generic("POST", address, body, content_type=f"multipart/form-data; boundary=x; charset={charset}")
    assert answer.status_code == 400


def test_work_is_asked_for_only_with_details_that_can_be_kept(client, cast):
    client.force_login(cast.admin, backend=BACKEND)
    assert client.post("/jobs/start/jobs.count/", {"to": "1\0"}).status_code == 400
    assert not Job.objects.exists()


def test_an_export_is_not_fetched_by_whoever_lost_the_right_to_it(client, cast):
    at = timezone.now()
    [pk] = subjects.job_with_file(cast, "own", at)
    Job.objects.filter(pk=pk).update(kind="record.export", owner=cast.auditor)
    client.force_login(cast.auditor, backend=BACKEND)
    assert client.get(f"/jobs/{pk}/file/").status_code == 200
    accounts.unseat(seat=cast.auditor.memberships.get(), by=None, at=at)
    assert client.get(f"/jobs/{pk}/file/").status_code == 404


@pytest.mark.parametrize("kind", ["installation", "view", "job", "entry"])
def test_nothing_is_said_where_no_panel_hangs(client, cast, kind):
    """Everybody sees the installation: a word there would tell any name in the city, past every wall."""
    client.force_login(cast.clerk, backend=BACKEND)
    for part in ("comments", "files", "follow", "people"):
        assert client.post(f"/dossier/{kind}/1/{part}/", {"text": "@other-clerk"}).status_code in (404, 405)
    answer = client.post(
        f"/api/v1/dossier/{kind}/1/comments", {"text": "@other-clerk"}, content_type="application/json"
    )
    assert answer.status_code == 404


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"])
def test_no_text_is_a_formula_in_a_sheet(text):
    assert harmless(Column("name", "Name"), text) == f"'{text}"


@pytest.mark.parametrize("query", ["since=0001-01-01", "until=9999-12-31"])
def test_the_record_is_asked_about_days_beyond_the_calendar(client, cast, query):
    client.force_login(cast.auditor, backend=BACKEND)
    assert client.get(f"/record/?{query}").status_code == 200


def test_a_history_is_asked_for_beyond_any_number(client, cast):
    client.force_login(cast.clerk, backend=BACKEND)
    assert client.get(f"/record/of/unit/{cast.toyota.pk}/?before={'9' * 5000}").status_code == 200


@pytest.mark.parametrize("key", [r'"\\000abcdefghijkl"', "x" * 4000, r'"\\201\\377abcdefgh"', "' OR 1=1 --", ""])
def test_a_session_key_that_none_can_have_is_a_visitor_without_a_session(client, cast, key):
    client.raise_request_exception = False
    for address, status in (("/people/", 302), ("/api/v1/me", 401), ("/sign-in/", 200)):
        assert client.get(address, headers={"Cookie": f"kw_session={key}"}).status_code == status
