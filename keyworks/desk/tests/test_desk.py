import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.search.queries import found, kinds

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def to(client, cast):
    """A page as one of the cast sees it, in English."""

    def go(person, address, **data):
        client.force_login(getattr(cast, person), backend=BACKEND)
        client.cookies["kw_language"] = "en"
        return client.get(address, data)

    return go


def test_the_desk_is_a_calm_page_for_every_role(to):
    for person in ("clerk", "district", "engineer", "office", "mayor", "auditor", "admin", "stranger"):
        answer = to(person, "/")
        assert answer.status_code == 200
    assert "You hold no seat yet" in to("stranger", "/").content.decode()
    assert "city office, City Key Projects Office" in to("office", "/").content.decode()


def test_the_latest_of_the_record_is_on_the_desk_of_who_may_read_it(to):
    assert 'hx-get="/desk/latest/"' in to("auditor", "/").content.decode()
    assert 'hx-get="/desk/latest/"' not in to("clerk", "/").content.decode()
    assert to("clerk", "/desk/latest/").status_code == 403
    assert to("auditor", "/desk/latest/").content.decode().count("<li>") == 8


def test_the_search_finds_within_reach_only(to):
    mine = to("district", "/search/", q="阀门").content.decode()
    assert "北辰阀门" not in mine and "Nothing of that name" in mine
    assert "Beichen Valve" in to("office", "/search/", q="阀门").content.decode()
    assert "FAW-Toyota Motor" in to("district", "/search/", q="toyota").content.decode()


def test_people_are_found_by_either_name(to, cast):
    cast.mayor.name_en, cast.mayor.post_en = "Li Si", "Executive vice mayor"
    cast.mayor.save()
    for words in ("li si", "市领导", "vice mayor"):
        page = to("office", "/search/", q=words).content.decode()
        assert f'<a href="{cast.mayor.get_absolute_url()}">Li Si</a>' in page
    assert "Good day, Li Si" in to("mayor", "/").content.decode()


def test_a_search_asks_once_for_each_kind(cast, django_assert_num_queries):
    assert cast.office.standing.everywhere()
    with django_assert_num_queries(len(list(kinds()))):
        found(cast.office, "qqq", most=20)


@pytest.mark.parametrize("words", ["%", "_", "'", '"', "\\", "<b>", "é" * 300])
def test_a_search_takes_any_letters(to, words):
    answer = to("office", "/search/", q=words)
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode()


def test_a_page_of_200_rows_asks_no_more_than_one_of_50(client, cast):
    client.force_login(cast.clerk, backend=BACKEND)
    with CaptureQueriesContext(connection) as few:
        client.get("/specimen/?size=50")
    with CaptureQueriesContext(connection) as many:
        answer = client.get("/specimen/?size=200")
    assert len(many) == len(few) <= 10
    assert answer.content.decode().count("data-href=") == 200


def test_the_specimen_refuses_when_asked_to(client, cast):
    client.force_login(cast.clerk, backend=BACKEND)
    answer = client.post("/specimen/act/", {"refuse": "1"})
    assert answer.status_code == 409
    assert "样例拒绝了本次操作" in answer.content.decode()
    assert client.get("/specimen/act/").status_code == 405


def test_the_specimens_sheet_is_what_is_seen(to):
    answer = to("clerk", "/specimen/", export="csv", light="red", columns="name,done")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Project,Done this year (m yuan)"
    assert len(lines) == 1 + 33


def test_the_specimens_form_says_which_field_is_wrong_and_keeps_what_was_typed(client, cast):
    client.force_login(cast.clerk, backend=BACKEND)
    answer = client.post("/specimen/", {"name": "a kept name", "done": "x", "district": "binhai", "scale": "yes"})
    page = answer.content.decode()
    assert 'value="a kept name"' in page and 'id="id_done_error"' in page and 'aria-invalid="true"' in page
    good = {"name": "a", "done": "1.5", "district": "binhai", "scale": "yes"}
    assert client.post("/specimen/", good).status_code == 302


def test_a_part_that_holds_nothing_is_not_on_the_desk(to):
    assert [part.address for part in to("clerk", "/").context["parts"]] == [
        "/matters/desk/",
        "/reports/desk/",
        "/projects/work/",
    ]
