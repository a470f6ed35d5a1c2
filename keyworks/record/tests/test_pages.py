from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from keyworks.record.actions import write
from keyworks.record.models import Entry
from keyworks.record.queries import Present, who
from tests.cast import AT

pytestmark = pytest.mark.django_db

LIST = "/record/"


def signed_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["kw_language"] = "en"
    return client


@transaction.atomic
def act(subject, by, **values):
    return write("accounts.edit_unit", subject, **{"by": by, "at": AT, **values})


@pytest.fixture
def renamed(cast):
    before = {"name_zh": "一汽丰田", "code": "toyota", "closed_on": None}
    after = {"name_zh": "一汽丰田汽车", "code": "toyota", "closed_on": "2022-02-08"}
    return act(cast.toyota, cast.office, before=before, after=after, reason="the register of companies")


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("who", ["admin", "auditor", "office"])
def test_who_reads_the_record_sees_it(cast, client, who):
    assert signed_in(client, getattr(cast, who)).get(LIST).status_code == 200


@pytest.mark.parametrize("who", ["clerk", "district", "engineer", "mayor", "stranger"])
def test_nobody_else_does(cast, client, who):
    signed_in(client, getattr(cast, who))
    assert client.get(LIST).status_code == 403
    assert client.get("/record/1/").status_code == 403


@pytest.mark.parametrize("who", ["admin", "auditor", "office"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_changes_anything_there(cast, client, who, method, renamed):
    signed_in(client, getattr(cast, who))
    before = list(Entry.objects.values_list())
    for address in (LIST, f"/record/{renamed.seq}/", reverse("record:history", args=["unit", cast.toyota.pk])):
        assert getattr(client, method)(address).status_code == 405
    assert list(Entry.objects.values_list()) == before


def test_an_entry_is_a_line_that_says_who_what_and_why(cast, client, renamed):
    page = text(signed_in(client, cast.auditor).get(LIST))
    assert "changed the unit" in page
    assert "the register of companies" in page
    assert f'href="/record/{renamed.seq}/"' in page
    assert f'<a href="{cast.toyota.get_absolute_url()}">' in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"verb": "accounts.edit_unit"}, 1),
        ({"kind": "unit", "verb": "accounts.edit_unit"}, 1),
        ({"kind": "person", "verb": "accounts.edit_unit"}, 0),
        ({"q": "register of COMPANIES"}, 1),
        ({"q": "一汽丰田汽车"}, 1),
        ({"q": "nothing of the kind"}, 0),
        ({"q": "FAW-toyota"}, 1),
        ({"who": "Office Chief"}, 1),
        ({"who": "office clerk"}, 0),
        ({"who": "市项目办", "kind": "unit"}, 1),
        ({"since": "2022-02-09"}, 0),
        ({"until": "2022-02-07"}, 0),
        ({"since": "2022-02-08", "until": "2022-02-08", "verb": "accounts.edit_unit"}, 1),
    ],
)
def test_the_record_is_searched(cast, client, renamed, asked, found):
    type(cast.office).objects.filter(pk=cast.office.pk).update(name_en="Office chief")
    response = signed_in(client, cast.auditor).get(LIST, asked)
    lines = [line.pk for line in response.context["table"].lines]
    assert (renamed.seq in lines) is bool(found)
    assert set(lines) < set(Entry.objects.values_list("seq", flat=True))


def test_a_day_is_the_citys_day(cast, client):
    late = act(cast.toyota, cast.office, at=datetime(2022, 2, 8, 16, 30, tzinfo=UTC))
    asked = {"since": "2022-02-09", "until": "2022-02-09"}
    response = signed_in(client, cast.auditor).get(LIST, asked)
    assert [line.pk for line in response.context["table"].lines] == [late.seq]


def test_a_filter_of_nonsense_filters_nothing(cast, client):
    response = signed_in(client, cast.auditor).get(LIST, {"since": "yesterday", "verb": "fly", "size": "9999999"})
    assert response.status_code == 200


def test_a_page_of_the_record_costs_the_same_however_long_it_is(cast, client, django_assert_max_num_queries):
    signed_in(client, cast.auditor).get(LIST)
    with django_assert_max_num_queries(14) as few:
        client.get(LIST, {"size": "50"})
    for _ in range(60):
        act(cast.toyota, cast.office)
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(LIST, {"size": "50"}).context["table"].lines) == 50


def test_an_entry_shows_before_and_after_with_what_changed_marked(cast, client, renamed):
    response = signed_in(client, cast.auditor).get(f"/record/{renamed.seq}/")
    lines = {line.label: (line.before, line.after, line.changed) for line in response.context["told"].lines}
    assert lines == {
        "Name in Chinese": ("一汽丰田", "一汽丰田汽车", True),
        "Code": ("toyota", "toyota", False),
        "Closed on": ("—", "8 Feb 2022", True),
    }
    page = text(response)
    assert page.count('class="kw-changed"') == 2
    assert renamed.hash in page
    assert renamed.previous in page
    assert f'href="{reverse("record:history", args=["unit", cast.toyota.pk])}"' in page


def test_values_are_said_in_the_readers_words(cast, client):
    after = {
        "kind": "owner", "active": True, "list": ["a", "b"], "within": {"code": "x"},
        "expires_at": "2022-02-08T01:00:00+00:00", "unheard_of": 5, "empty": "", "none": [],
    }  # fmt: skip
    entry = act(cast.toyota, None, after=after)
    lines = signed_in(client, cast.auditor).get(f"/record/{entry.seq}/").context["told"].lines
    assert {line.label: line.after for line in lines} == {
        "Kind": "project unit", "Active": "yes", "list": "a, b", "within": "Code x", "Valid until": "8 Feb 2022 09:00",
        "unheard of": "5", "empty": "—", "none": "—",
    }  # fmt: skip


def test_codes_are_said_with_the_name_of_what_they_mean(cast, client):
    entry = act(cast.toyota, None, before={"parent": "city"}, after={"parent": "binhai", "unit": "closed-long-ago"})
    told = signed_in(client, cast.auditor).get(f"/record/{entry.seq}/").context["told"].lines
    assert {line.label: (line.before, line.after) for line in told} == {
        "Stands below": ("City Key Projects Office (city)", "Binhai New Area (binhai)"),
        "Unit": ("—", "closed-long-ago"),
    }
    history = client.get(reverse("record:history", args=["unit", cast.toyota.pk]))
    assert "Binhai New Area (binhai)" in text(history)


def test_a_code_of_a_hidden_unit_stays_a_code(cast, client):
    act(cast.toyota, None, after={"parent": "beichen"})
    page = text(signed_in(client, cast.clerk).get(reverse("record:history", args=["unit", cast.toyota.pk])))
    assert "beichen</li>" in page and "Beichen (beichen)" not in page


def test_roles_are_said_in_words(cast, client):
    entry = Entry.objects.filter(verb="accounts.seat", subject_id=str(cast.clerk.pk)).get()
    told = signed_in(client, cast.auditor).get(f"/record/{entry.seq}/").context["told"].lines
    assert {line.label: line.after for line in told}["Role"] == "project unit"


def test_who_reads_english_is_shown_present_names_and_finds_the_recorded_ones(cast, client, renamed):
    page = text(signed_in(client, cast.auditor).get(LIST))
    assert f'<a href="{cast.toyota.get_absolute_url()}">FAW-Toyota Motor</a>' in page
    assert '<span lang="zh-Hans">市项目办</span>' in page
    entry = text(client.get(f"/record/{renamed.seq}/"))
    assert "FAW-Toyota Motor" in entry and "Names as recorded" in entry
    assert '<span lang="zh-Hans">一汽丰田汽车有限公司</span>' in entry
    client.cookies["kw_language"] = "zh-hans"
    assert "一汽丰田汽车有限公司</a>" in text(client.get(LIST))


def test_an_entry_that_is_not_there_is_not_found(cast, client):
    signed_in(client, cast.auditor)
    for seq in ("0", "99999", "9" * 30):
        assert client.get(f"/record/{seq}/").status_code == 404


def test_who_sees_a_subject_sees_its_history(cast, client, renamed):
    address = reverse("record:history", args=["unit", cast.toyota.pk])
    for person in (cast.clerk, cast.district, cast.engineer, cast.auditor):
        page = text(signed_in(client, person).get(address, headers={"HX-Request": "true"}))
        assert (
            "<del>{0}一汽丰田</span></del> → <ins>{0}一汽丰田汽车</span></ins>".format('<span lang="zh-Hans">') in page
        )
        assert "the register of companies" in page
        assert "<html" not in page
    assert "<html" in text(client.get(address))


def test_whom_a_subject_is_hidden_from_finds_no_history(cast, client, renamed):
    address = reverse("record:history", args=["unit", cast.toyota.pk])
    for person in (cast.other_clerk, cast.other_district, cast.stranger):
        assert signed_in(client, person).get(address).status_code == 404
    for kind, pk in (("unit", 99999), ("unit", "x"), ("fly", 1), ("unit", "9" * 40)):
        assert signed_in(client, cast.auditor).get(reverse("record:history", args=[kind, pk])).status_code == 404


def test_a_long_history_is_read_on(cast, client):
    entries = [act(cast.toyota, cast.office) for _ in range(25)]
    address = reverse("record:history", args=["unit", cast.toyota.pk])
    first = signed_in(client, cast.auditor).get(address)
    assert [one.entry.seq for one in first.context["told"]] == [entry.seq for entry in reversed(entries[5:])]
    second = client.get(address, {"before": first.context["older"]})
    assert [one.entry.seq for one in second.context["told"]][:5] == [entry.seq for entry in reversed(entries[:5])]
    assert second.context["older"] is None
    assert client.get(address, {"before": "9" * 40}).status_code == 200
    assert client.get(address, {"before": "²"}).status_code == 200


def test_an_act_for_another_names_both():
    with override("en"):
        nobody = Present(None, [])
        assert who(nobody, {"actor_id": "7", "actor": "李", "behalf": "王"}) == "李 for 王"
        assert who(nobody, {"actor_id": "", "actor": "", "behalf": ""}) == "the system"


def test_the_record_is_taken_along_as_a_sheet(cast, client, renamed):
    response = signed_in(client, cast.auditor).get(LIST, {"export": "csv", "verb": "accounts.edit_unit"})
    told = b"".join(response.streaming_content).decode()
    assert "the register of companies" in told
    assert len(told.splitlines()) == 2


def test_verifying_is_asked_for_from_the_page(cast, client):
    page = text(signed_in(client, cast.auditor).get(LIST))
    for kind in ("record.verify", "record.export"):
        address = reverse("jobs:start", args=[kind])
        assert f'action="{address}"' in page
        assert client.post(address).status_code == 302
    signed_in(client, cast.clerk)
    assert client.post(reverse("jobs:start", args=["record.verify"])).status_code == 403
