"""The door, the body, the page and the condition of every operation, tried at the first routers."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from keyworks.accounts.models import Token, Unit
from keyworks.base.api import right_of
from keyworks.base.manifest import rights
from keyworks.record.models import Entry
from keyworks.site.api import api

UNIT = {"code": "xiqing", "kind": "district", "name_zh": "西青区", "name_en": "Xiqing"}


def signed_in(person, **words) -> Client:
    client = Client(**words)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def token(person, scope="read", days=1) -> dict[str, str]:
    text = f"kw_{person.username}_{scope}_{days}"
    now = timezone.now()
    Token.objects.create(
        person=person, name="t", prefix=text[:8], digest=hashlib.sha256(text.encode()).hexdigest(), scope=scope,
        created_at=now - timedelta(days=2), expires_at=now + timedelta(days=days),
    )  # fmt: skip
    return {"Authorization": f"Bearer {text}"}


def problem(response, status: int) -> dict:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    told = response.json()
    assert set(told) - {"problems"} == {"type", "title", "status", "detail", "instance"}
    assert told["status"] == status
    assert told["detail"]
    return told


def post(client, unit, **words):
    return client.post("/api/v1/units", json.dumps(unit), content_type="application/json", **words)


def test_every_operation_names_a_right_that_somebody_has():
    operations = list(api.operations())
    assert len(operations) > 6
    assert [path for path, operation in operations if right_of(operation) not in {"signed-in", *rights()}] == []


def test_an_operation_without_a_right_does_not_start():
    from django.core.exceptions import ImproperlyConfigured
    from ninja import Router as Plain

    from keyworks.base.api import Api, Router

    with pytest.raises(TypeError, match="right"):
        Router().get("/x")
    plain = Plain()
    plain.get("/open")(lambda request: {})
    other = Api(lambda text, at: None, urls_namespace="other")
    other.add_router("/plain", plain)
    with pytest.raises(ImproperlyConfigured, match="/plain/open"):
        other.mounted()


def test_a_visitor_is_told_to_say_who_asks(cast):
    response = Client().get("/api/v1/units")
    problem(response, 401)
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_token_reads_what_its_person_may_see(cast):
    answer = Client().get("/api/v1/units", headers=token(cast.district)).json()
    assert [unit["code"] for unit in answer["items"]] == ["binhai", "toyota"]
    assert answer["next"] is None


def test_a_token_that_ended_and_a_token_unknown_are_nobody(cast):
    problem(Client().get("/api/v1/me", headers=token(cast.clerk, days=-1)), 401)
    problem(Client().get("/api/v1/me", headers={"Authorization": "Bearer nothing"}), 401)
    problem(Client().get("/api/v1/me", headers={"Authorization": "Basic YTpi"}), 401)


def test_a_wrong_token_is_not_rescued_by_a_session(cast):
    problem(signed_in(cast.admin).get("/api/v1/me", headers={"Authorization": "Bearer nothing"}), 401)


def test_a_token_in_the_address_is_nobody(cast):
    header = token(cast.admin)["Authorization"]
    problem(Client().get("/api/v1/me", {"token": header, "access_token": header.split()[1]}), 401)


def test_a_read_token_does_not_write(cast):
    told = problem(post(Client(), UNIT | {"parent": cast.city.pk}, headers=token(cast.admin)), 403)
    assert told["type"] == "urn:keyworks:problem:api.token_reads_only"
    assert not Unit.objects.filter(code="xiqing").exists()


def test_a_write_token_writes_without_csrf_and_the_record_says_who(cast):
    client = Client(enforce_csrf_checks=True)
    response = post(client, UNIT | {"parent": cast.city.pk}, headers=token(cast.admin, "write"))
    assert response.status_code == 201
    unit = Unit.objects.get(code="xiqing")
    assert response.json() == {
        "id": unit.pk, "code": "xiqing", "kind": "district", "name_zh": "西青区", "name_en": "Xiqing",
        "credit_code": "", "parent": cast.city.pk, "closed_on": None, "edition": 1,
    }  # fmt: skip
    entry = Entry.objects.first()
    assert (entry.verb, entry.actor, entry.subject) == ("accounts.open_unit", "系统管理员", "西青区")


def test_a_session_writes_only_with_its_csrf_token(cast):
    client = signed_in(cast.admin, enforce_csrf_checks=True)
    told = problem(post(client, UNIT | {"parent": cast.city.pk}), 403)
    assert told["type"] == "urn:keyworks:problem:api.csrf"
    assert not Unit.objects.filter(code="xiqing").exists()
    client.cookies["kw_csrf"] = "a" * 32
    assert post(client, UNIT | {"parent": cast.city.pk}, headers={"X-CSRFToken": "a" * 32}).status_code == 201


def test_who_lacks_the_right_is_told_so_and_nothing_is_written(cast):
    before = Entry.objects.count()
    problem(post(signed_in(cast.office), UNIT | {"parent": cast.city.pk}), 403)
    problem(signed_in(cast.stranger).get("/api/v1/units"), 403)
    assert Entry.objects.count() == before


def test_a_hidden_unit_and_an_absent_one_look_alike(cast):
    client = signed_in(cast.district)
    hidden = problem(client.get(f"/api/v1/units/{cast.beichen.pk}"), 404)
    absent = problem(client.get("/api/v1/units/999999"), 404)
    assert {**hidden, "instance": ""} == {**absent, "instance": ""}


def test_a_rule_that_refuses_is_a_409_with_its_sentence_and_field(cast):
    response = post(
        signed_in(cast.admin), UNIT | {"parent": cast.city.pk, "code": "binhai"}, headers={"Accept-Language": "en"}
    )
    told = problem(response, 409)
    assert told["problems"] == [
        {"code": "accounts.unit_code_taken", "field": "code", "detail": "Another unit has the code binhai."}
    ]


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"code": None}, "field.text", "code"),
        ({"code": "A B"}, "field.invalid", "code"),
        ({"code": "x" * 41}, "field.too_long", "code"),
        ({"name_zh": "   "}, "field.too_short", "name_zh"),
        ({"kind": "moon"}, "field.one_of", "kind"),
        ({"parent": "x"}, "field.whole_number", "parent"),
        ({"parent": -1}, "field.too_small", "parent"),
        ({"colour": "red"}, "field.unknown", "colour"),
    ],
)
def test_each_fault_is_told_at_its_field(cast, words, code, field):
    told = problem(post(signed_in(cast.admin), UNIT | {"parent": cast.city.pk} | words), 422)
    assert [(found["code"], found["field"]) for found in told["problems"]] == [(code, field)]
    assert not Unit.objects.filter(code="xiqing").exists()


def test_what_is_missing_is_named(cast):
    told = problem(post(signed_in(cast.admin), {}), 422)
    assert [found["field"] for found in told["problems"]] == ["code", "kind", "name_zh", "parent"]


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"\xff\xfe", b"[" * 100_000, b'{"code": ' + b"9" * 10_000 + b"}", b'{"code": NaN}',
        b'{"code": "a\\u0000b"}', b'{"name_zh": "\\ud800"}', b'{"parent": 99999999999999999999999}',
        b'{"x":' * 30 + b"1" + b"}" * 30, b'{"\\ud800": 1}', b"null", b"[]", b"7", b"",
    ],
    ids=lambda body: body[:20].decode("latin-1"),
)  # fmt: skip
def test_a_body_that_cannot_be_kept_is_refused(cast, body):
    client = signed_in(cast.admin)
    response = client.generic("POST", "/api/v1/units", body, content_type="application/json")
    problem(response, 422)


def test_a_body_of_another_kind_or_size_is_refused(cast):
    client = signed_in(cast.admin)
    problem(client.post("/api/v1/units", {"code": "x"}), 415)
    problem(client.post("/api/v1/units", "code: x", content_type="text/yaml"), 415)
    big = json.dumps(UNIT | {"parent": 1, "name_en": "x" * 2_000_000})
    problem(client.post("/api/v1/units", big, content_type="application/json"), 413)


def test_a_list_comes_in_pages_that_join_without_gap(cast):
    client, found, cursor = signed_in(cast.office), [], ""
    while cursor is not None:
        answer = client.get("/api/v1/units", {"limit": 2, "cursor": cursor}).json()
        assert len(answer["items"]) <= 2
        found += [unit["code"] for unit in answer["items"]]
        cursor = answer["next"]
    assert found == list(Unit.objects.order_by("path").values_list("code", flat=True))


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"}, {"limit": "-1"}, {"limit": "201"}, {"limit": "9" * 400}, {"limit": "x"}, {"limit": "1e9"},
        {"cursor": "x"}, {"cursor": "x" * 601}, {"cursor": "WzFd:abc"}, {"kind": "moon"}, {"kind": "a\0b"},
    ],
    ids=str,
)  # fmt: skip
def test_a_page_size_or_cursor_out_of_bounds_is_refused(cast, query):
    problem(signed_in(cast.office).get("/api/v1/units", query), 422)


def test_a_cursor_of_another_list_is_refused(cast):
    client = signed_in(cast.office)
    cursor = client.get("/api/v1/people", {"limit": 1}).json()["next"]
    problem(client.get("/api/v1/units", {"cursor": cursor}), 422)


def test_a_list_asks_the_database_no_more_for_more_rows(cast, django_assert_max_num_queries):
    client = signed_in(cast.office)
    with django_assert_max_num_queries(6):
        client.get("/api/v1/people", {"limit": 200})


@pytest.mark.parametrize("pk", ["0", "-1", "9" * 40, "x", "1.5", "%00"])
def test_a_key_that_is_none_is_refused(cast, pk):
    assert signed_in(cast.office).get(f"/api/v1/units/{pk}").status_code in {404, 422}


def test_what_is_known_already_is_not_sent_again(cast):
    client, address = signed_in(cast.district), f"/api/v1/units/{cast.binhai.pk}"
    tag = client.get(address)["ETag"]
    assert tag == f'"unit-{cast.binhai.pk}-1"'
    again = client.get(address, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert client.get(address, headers={"If-None-Match": '"unit-1-99"'}).status_code == 200


def test_errors_speak_the_callers_language(cast):
    zh = problem(Client().get("/api/v1/me", headers={"Accept-Language": "zh-CN"}), 401)
    en = problem(Client().get("/api/v1/me", headers={"Accept-Language": "en-GB"}), 401)
    assert (zh["title"], en["title"]) == ("不知道是谁在请求", "Who asks is not known")


def test_no_page_ever_stands_under_the_api(cast):
    client = signed_in(cast.office)
    for method in ("put", "delete", "patch", "options", "head", "trace"):
        response = getattr(client, method)("/api/v1/me")
        assert response.status_code == 405
        assert response["Allow"] == "GET"
        assert response["Content-Type"] == "application/problem+json"
    for address in ("/api/", "/api/v1/", "/api/v1/nothing", "/api/v2/units", "/api/v1/units/1/2/3"):
        problem(client.get(address), 404)
    problem(client.get("/api/v1/me", headers={"Host": "evil.example"}), 400)


def test_a_bug_is_a_500_that_tells_nothing_of_the_inside(cast, monkeypatch, caplog):
    def burst(*_, **__):
        raise RuntimeError("the secret of the inside")

    monkeypatch.setattr("keyworks.accounts.api._units", burst)
    response = signed_in(cast.office).get("/api/v1/units")
    problem(response, 500)
    assert b"secret" not in response.content
    assert "the secret of the inside" in caplog.text


def test_too_many_requests_are_told_to_wait(cast, monkeypatch):
    from django.core.cache import cache

    from keyworks.base.api import Rate

    cache.clear()
    monkeypatch.setattr(Rate, "allow_request", lambda self, request: False)
    monkeypatch.setattr(Rate, "wait", lambda self: 7.2)
    response = signed_in(cast.office).get("/api/v1/me")
    problem(response, 429)
    assert response["Retry-After"] == "8"


def test_people_come_with_both_their_names(cast):
    type(cast.mayor).objects.filter(pk=cast.mayor.pk).update(name_en="Mayor", post="市长", post_en="Mayor of Tianjin")
    client = signed_in(cast.mayor)
    names = {"name": "市领导", "name_en": "Mayor", "post": "市长", "post_en": "Mayor of Tianjin"}
    for address in ("/api/v1/me", f"/api/v1/people/{cast.mayor.pk}"):
        answer = client.get(address).json()
        assert {name: answer[name] for name in names} == names


def test_the_record_is_read_by_whom_it_is_for(cast):
    problem(signed_in(cast.clerk).get("/api/v1/record"), 403)
    answer = signed_in(cast.auditor).get("/api/v1/record", {"limit": 1, "verb": "accounts.found"}).json()
    after = {"kind": "real", "name_zh": "天津市", "calendar_years": [2021, 2022, 2023, 2024, 2025, 2026]}
    assert [(entry["seq"], entry["after"]) for entry in answer["items"]] == [(1, after)]


def test_the_schema_and_its_page_are_open_and_whole(cast):
    schema = Client().get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    listed = {(method, path) for path, found in schema["paths"].items() for method in found}
    assert listed == {
        (operation.methods[0].lower(), f"/api/v1{path.rstrip('/')}") for path, operation in api.operations()
    }
    assert all("422" in operation["responses"] for found in schema["paths"].values() for operation in found.values())
    shown = Client().get("/api/v1/docs").content.decode()
    assert all(path in shown for path in schema["paths"])
    assert "//cdn" not in shown


def test_a_person_sees_and_cancels_own_work_only(cast):
    from keyworks.jobs import actions

    now = timezone.now()
    job = actions.enqueue("jobs.count", {}, by=cast.clerk, at=now)
    problem(signed_in(cast.other_clerk).post(f"/api/v1/jobs/{job.pk}/cancel", content_type="application/json"), 404)
    client = signed_in(cast.clerk)
    assert [found["id"] for found in client.get("/api/v1/jobs").json()["items"]] == [job.pk]
    assert client.post(f"/api/v1/jobs/{job.pk}/cancel", content_type="application/json").json()["state"] == "cancelled"
    told = problem(client.post(f"/api/v1/jobs/{job.pk}/cancel", content_type="application/json"), 409)
    assert told["type"] == "urn:keyworks:problem:jobs.ended_already"


def patch(client, unit, change, **headers):
    address = f"/api/v1/units/{unit.pk}"
    return client.patch(address, json.dumps(change), content_type="application/json", headers=headers)


def test_a_change_needs_the_edition_that_was_seen(cast):
    client = signed_in(cast.admin)
    told = patch(client, cast.toyota, {"name_en": "Toyota"})
    assert problem(told, 428)["type"] == "urn:keyworks:problem:api.version_unsaid"
    assert told["ETag"] == f'"unit-{cast.toyota.pk}-1"'
    cast.toyota.refresh_from_db()
    assert (cast.toyota.name_en, cast.toyota.edition) == ("FAW-Toyota Motor", 1)


def test_a_change_over_the_edition_seen_is_kept_and_the_next_tag_told(cast):
    changed = patch(
        signed_in(cast.admin), cast.toyota, {"name_en": "Toyota"}, **{"If-Match": f'"unit-{cast.toyota.pk}-1"'}
    )
    assert changed.status_code == 200
    assert (changed.json()["name_en"], changed.json()["name_zh"]) == ("Toyota", "一汽丰田汽车有限公司")
    assert changed["ETag"] == f'"unit-{cast.toyota.pk}-2"'


@pytest.mark.parametrize("tag", ['"unit-{pk}-2"', 'W/"unit-{pk}-1"', '"person-{pk}-1"', "junk", '"'])
def test_a_stale_change_is_refused_with_the_tag_that_stands_and_changes_nothing(cast, tag):
    before = Entry.objects.count()
    pk = cast.toyota.pk
    stale = patch(signed_in(cast.admin), cast.toyota, {"name_en": "X"}, **{"If-Match": tag.format(pk=pk)})
    problem(stale, 412)
    assert stale["ETag"] == f'"unit-{pk}-1"'
    cast.toyota.refresh_from_db()
    assert (cast.toyota.name_en, cast.toyota.edition, Entry.objects.count()) == ("FAW-Toyota Motor", 1, before)


def test_somebody_who_saves_between_the_look_and_the_write_wins(cast, monkeypatch):
    from keyworks.accounts import actions

    own = actions.edit_unit

    def after_another(**words):
        own(unit=cast.toyota, code="toyota", name_zh="丰田", name_en="", over=1, by=cast.admin, at=timezone.now())
        return own(**words)

    monkeypatch.setattr("keyworks.accounts.api.actions.edit_unit", after_another)
    stale = patch(signed_in(cast.admin), cast.toyota, {"name_en": "X"}, **{"If-Match": f'"unit-{cast.toyota.pk}-1"'})
    assert problem(stale, 412)["type"] == "urn:keyworks:problem:accounts.stale"
    assert stale["ETag"] == f'"unit-{cast.toyota.pk}-2"'
    cast.toyota.refresh_from_db()
    assert cast.toyota.name_zh == "丰田"


def test_a_district_changes_nothing_of_anothers(cast):
    told = patch(signed_in(cast.district), cast.valve, {"name_en": "X"}, **{"If-Match": "*"})
    problem(told, 404)
