"""The client that the API makes of its own schema, asked against the API itself."""

from __future__ import annotations

import io
import types
import urllib.request
import urllib.response
from datetime import timedelta
from email.message import Message

import pytest
from django.urls import reverse
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.projects.models import Project
from keyworks.projects.tests.test_api import TOYOTA
from keyworks.site.api import api

THERE = "http://testserver"


class Within(urllib.request.HTTPHandler):
    """Answers within this process and transaction what would go over the wire."""

    def __init__(self, client):
        super().__init__()
        self.client = client

    def http_open(self, request):
        told = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.header_items()}
        kind = told.pop("HTTP_CONTENT_TYPE", "")
        answer = self.client.generic(request.get_method(), request.selector, request.data or b"", kind, **told)
        headers = Message()
        for name, value in answer.items():
            headers[name] = value
        found = urllib.response.addinfourl(io.BytesIO(answer.content), headers, request.full_url, answer.status_code)
        found.msg = answer.reason_phrase
        return found


@pytest.fixture
def text(client, db):
    return client.get(reverse("api_client")).content.decode()


@pytest.fixture
def made(text):
    module = types.ModuleType("keyworks_client")
    exec(compile(text, "keyworks_client.py", "exec"), module.__dict__)
    return module


@pytest.fixture
def city(made, client, cast):
    now = timezone.now()
    _token, secret = accounts.make_token(
        person=cast.office, name="client", scope="write", expires_at=now + timedelta(days=1), by=None, at=now
    )
    urllib.request.install_opener(urllib.request.build_opener(Within(client)))
    yield made.Keyworks(THERE, secret)
    urllib.request.install_opener(None)


def test_every_operation_is_a_method_and_the_text_is_the_same_each_time(text, made, client):
    operations = [one["operationId"] for found in api.get_openapi_schema()["paths"].values() for one in found.values()]
    assert len(operations) > 70
    assert set(operations) <= set(dir(made.Keyworks))
    assert client.get(reverse("api_client"), headers={"Accept-Language": "zh"}).content.decode() == text


def test_lists_are_read_page_after_page(city, cast):
    found = [one["id"] for one in city.pages(city.accounts_list_units, limit=1)]
    assert len(found) == len(set(found)) > 3


def test_what_is_written_is_read_again_and_an_old_edition_is_refused(city, made, cast):
    made_here = city.projects_register_project(body=TOYOTA)
    edition, pk = city.edition, made_here["id"]
    assert city.projects_get_project(pk) == made_here
    city.projects_edit_project(pk, body={"name_en": "Tried by a client"}, edition=edition)
    assert Project.objects.get().name_en == "Tried by a client"
    with pytest.raises(made.Refused) as refused:
        city.projects_edit_project(pk, body={"name_en": "Too late"}, edition=edition)
    assert refused.value.status == 412
    with pytest.raises(made.Refused) as refused:
        city.projects_get_project(987654)
    assert refused.value.status == 404
    assert Project.objects.get().name_en == "Tried by a client"
