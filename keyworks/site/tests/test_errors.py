"""Every error is a page of one calm sentence and a way on; none of them is a second error."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from keyworks.base.doors import ANY, ANYONE, door
from keyworks.site import urls, views
from keyworks.values.refusals import Refused, Stale

BACKEND = "django.contrib.auth.backends.ModelBackend"
FAULTS = {
    "refused": Refused("accounts.founded_already"),
    "stale": Stale("figure.stale", edition=2),
    "denied": PermissionDenied(),
    "suspicious": SuspiciousOperation("x"),
    "large": RequestDataTooBig("x"),
    "database": OperationalError("gone"),
    "bug": ZeroDivisionError(),
}


@door(ANYONE, ANY)
def fail(request, kind):
    raise FAULTS[kind]


handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
urlpatterns = [*urls.urlpatterns, path("fail/<str:kind>/", fail)]

here = pytest.mark.urls(__name__)


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@here
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("refused", 409, "That was refused"),
        ("stale", 412, "Somebody else was first"),
        ("denied", 403, "This is not open to you"),
        ("suspicious", 400, "The request could not be understood"),
        ("large", 413, "That is too large"),
        ("database", 500, "Something broke on our side"),
        ("bug", 500, "Something broke on our side"),
    ],
)
def test_each_fault_has_its_status_its_sentence_and_a_way_on(visitor, kind, status, words):
    visitor.cookies["kw_language"] = "en"
    answer = visitor.get(f"/fail/{kind}/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page and "data-sentence" in page and 'class="btn btn-primary"' in page
    assert 'data-page="error"' in page and 'lang="en"' in page


@here
@pytest.mark.django_db
def test_errors_speak_chinese_to_who_reads_chinese(visitor):
    assert "操作未被接受" in visitor.get("/fail/refused/").content.decode()
    assert "系统出现故障" in visitor.get("/fail/bug/").content.decode()


@here
def test_the_page_about_a_fault_needs_no_database(visitor):
    answer = visitor.get("/fail/database/", headers={"Accept-Language": "en"})
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()


@here
@pytest.mark.django_db
def test_a_panel_gets_the_sentence_alone(visitor):
    answer = visitor.get("/fail/refused/", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "data-sentence" in answer.content.decode() and "<html" not in answer.content.decode()


@pytest.mark.django_db
def test_a_form_from_another_site_is_turned_away_with_a_way_back():
    answer = Client(enforce_csrf_checks=True).post("/specimen/", {}, headers={"Referer": "http://testserver/specimen/"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "页面停留过久" in page and 'href="http://testserver/specimen/"' in page


@pytest.mark.parametrize("referer", ["https://evil.example/", "javascript:alert(1)", "//evil", "\x00", "http://["])
def test_the_way_back_never_leads_away(referer):
    request = RequestFactory().get("/", HTTP_REFERER=referer)
    assert views.came_from(request) == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "a b", "[", "testserver/x", "\u202e"])
def test_a_hostile_host_is_a_bad_request(visitor, host):
    with override_settings(ALLOWED_HOSTS=["testserver"], DEBUG=False):
        answer = visitor.get("/", HTTP_HOST=host)
    assert answer.status_code == 400
    assert "请求无法识别" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["x" * 60000, "\x00", "zh;q=" + "9" * 500, "en,,,,;;;", "\udc80"])
def test_hostile_languages_and_cookies_are_survived(visitor, value, cast):
    visitor.force_login(cast.office, backend=BACKEND)
    for name in ("kw_language", "kw_theme", "kw_money", "kw_rows", "messages"):
        visitor.cookies[name] = "".join(letter for letter in value if letter.isprintable())[:3000]
    assert visitor.get("/specimen/", headers={"Accept-Language": value}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["size=99999999999999999999", "after=%00%ff", "columns=" + "a," * 3000, "sort=-", "q=%00", "light=%00"]
)
def test_hostile_addresses_are_survived(visitor, query, cast):
    visitor.force_login(cast.office, backend=BACKEND)
    assert visitor.get(f"/specimen/?{query}").status_code == 200
    assert visitor.get(f"/search/?{query}").status_code == 200
    assert visitor.get("/%00").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/specimen/?size=100", "%2Fspecimen%2F%3Fsize%3D100"),
        ("http://evil.example/specimen/", "%2Fspecimen%2Fact%2F"),
        ("http://testserver//evil.example/", "%2Fspecimen%2Fact%2F"),
        ("http://[", "%2Fspecimen%2Fact%2F"),
        ("", "%2Fspecimen%2Fact%2F"),
    ],
)
def test_a_session_that_ended_in_mid_form_leads_back_to_the_page_of_the_form(client, referer, back):
    answer = client.post("/specimen/act/", {"id": "1"}, headers={"Referer": referer})
    assert answer.status_code == 302
    assert answer.url == f"/sign-in/?next={back}"
