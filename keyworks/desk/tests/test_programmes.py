"""Programmes on the desk: every figure leads to as many, of a reader's reach, now or as known on a day."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from keyworks.base import reader
from keyworks.desk.tests.test_cockpit import city, count_in, figures, read
from keyworks.matters.tests.stories import on
from keyworks.projects import actions
from keyworks.projects.models import Programme, Project, Story
from keyworks.reports.queries.following import forget
from keyworks.reports.tests.months import listed
from keyworks.search import actions as search
from keyworks.search import queries as searching
from keyworks.values.money import Money

__all__ = ["city", "read"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def ten(city, cast):
    """Three of the city's five: a plant that is blocked, a start past its day, one of the reserve."""
    values = {"name_zh": "十大工程", "name_en": "Ten projects", "unit": cast.industry, "leader": cast.mayor}
    made = actions.open_programme(code="ten", values=values, by=cast.office, at=on(4, 1))
    keys = [city[name].pk for name in ("plant", "late", "stock")]
    actions.take_into(programme=made, projects=keys, by=cast.office, at=on(4, 1), reason="市里选定")
    return made


def there(programme):
    return f"/programmes/{programme.pk}/"


def test_the_sentence_tells_of_the_programme_alone(ten, cast, read):
    page = read(cast.office, there(ten))
    assert page.context["done"] == Money.of(80 + 50 + 60, "wan")
    assert page.context["plan"] == Money.of(1200 + 100, "wan")
    assert page.context["count"] == 3
    assert page.context["headline"].startswith("3 projects, 0.")


@pytest.mark.parametrize(("who", "query"), [("office", ""), ("district", ""), ("mayor", "?asof=2022-04-05")])
def test_every_figure_leads_to_a_list_of_as_many(ten, cast, read, who, query):
    person = getattr(cast, who)
    seen = [one for one in figures(read(person, there(ten) + query)) if one[0].startswith("/city/")]
    assert len(seen) > 8
    for address, words in seen:
        assert f"programme={ten.pk}" in address
        table = read(person, address).context["table"]
        if "yuan" not in words and (count := count_in(words)) is not None:
            assert len(table.lines) == count, (address, words)


def test_a_district_sees_the_programme_with_its_own_projects_and_is_told_so(ten, city, cast, read):
    page = read(cast.district, there(ten))
    assert page.context["count"] == 2
    assert "within your reach; it may have others" in page.content.decode()
    assert "氢能站" not in page.content.decode()
    assert "within your reach; it may have others" not in read(cast.office, there(ten)).content.decode()


def test_on_a_day_before_it_was_taken_in_nothing_was_in_it(ten, city, cast, read):
    assert read(cast.office, there(ten) + "?asof=2022-03-31").context["listed_any"] is False
    actions.let_go(programme=ten, projects=[city["plant"].pk], by=cast.office, at=on(4, 10), reason="转出")
    assert read(cast.office, there(ten)).context["plan"] == Money.of(100, "wan")
    then = read(cast.office, there(ten) + "?asof=2022-04-05")
    assert then.context["plan"] == Money.of(1300, "wan")
    assert "kw-wall-table" not in then.content.decode()
    assert len(read(cast.office, then.context["register"]).context["table"].lines) == 2


def row_of(page, project):
    [found] = [row for row in page.context["wall"] if row["project"].pk == project.pk]
    return found


def test_the_wall_chart_has_a_row_for_each_with_what_is_late_and_what_it_waits_for(ten, city, cast, read):
    page = read(cast.office, there(ten))
    assert len(page.context["wall"]) == 3
    late = row_of(page, city["late"])
    assert (late["next"].due, late["next"].late, late["due"]) == (date(2022, 3, 15), True, "start")
    [start] = [cell for cell in late["cells"] if cell["point"] == "started"]
    assert (start["mark"], start["planned"]) == ("late", date(2022, 3, 15))
    assert row_of(page, city["plant"])["waits"] != ""
    assert row_of(page, city["stock"])["light"] == ""
    assert page.context["late"] == 1


def test_columns_that_no_project_passes_are_left_out(ten, cast, read):
    points = [point for point, _label, _reached in read(cast.office, there(ten)).context["points"]]
    assert "capped" not in points
    assert "completed" in points


def test_the_list_sums_each_programme_and_counts_a_project_once_in_its_sentence(ten, city, cast, read):
    other = actions.open_programme(code="cars", values={"name_zh": "汽车"}, by=cast.office, at=on(4, 2))
    actions.take_into(programme=other, projects=[city["plant"].pk], by=cast.office, at=on(4, 2))
    page = read(cast.office, "/programmes/")
    rows = {str(row["programme"].code): row for row in page.context["open"]}
    assert (rows["ten"]["projects"], rows["cars"]["projects"]) == (3, 1)
    assert rows["ten"]["plan"] == Money.of(1300, "wan")
    assert rows["cars"]["done"] == Money.of(190, "wan")
    assert page.context["headline"].startswith("2 programmes; 3 projects, each counted once")
    own = read(cast.other_clerk, "/programmes/").context["open"]
    assert {row["programme"].code: row["projects"] for row in own} == {"ten": 1, "cars": 0}
    assert sum(count for _colour, count, _there in rows["ten"]["lights"]) == 2


def test_the_number_of_projects_opens_as_many_in_the_register(ten, cast, read):
    page = read(cast.office, "/programmes/")
    [row] = page.context["open"]
    assert len(read(cast.office, row["register"]).context["table"].page.rows) == 3


def test_pages_ask_no_more_for_more_projects(ten, city, cast, read):
    def asked(path):
        forget()
        with CaptureQueriesContext(connection) as found:
            read(cast.office, path)
        return len(found)

    paths = ("/programmes/", there(ten), f"{there(ten)}passages/", f"{there(ten)}projects/")
    before = [min(asked(path), asked(path)) for path in paths]
    more = [listed(cast, f"项目{number}", cast.toyota, cast.binhai) for number in range(8)]
    actions.take_into(programme=ten, projects=[one.pk for one in more], by=cast.office, at=on(4, 3))
    assert [asked(path) for path in paths] == before


def test_what_is_no_programme_is_not_there(ten, cast, client):
    client.force_login(cast.office)
    for key in ("0", "999999", "x", "9" * 30, "-1"):
        assert client.get(f"/city/projects/?programme={key}").status_code == 404, key
    assert client.get(f"/city/projects/?programme={ten.pk}").status_code == 200


def test_the_office_opens_a_programme_searches_takes_in_and_lets_go(city, cast, client):
    client.cookies["kw_language"] = "en"
    client.force_login(cast.office)
    said = {"name_zh": "十大工程", "code": "ten", "unit": cast.industry.pk, "leader": cast.mayor.pk, "edition": ""}
    answer = client.post(reverse("desk:programme_new"), said)
    made = Programme.objects.get()
    where = reverse("desk:programme_projects", args=[made.pk])
    assert answer.headers["Location"] == where
    assert client.get(where).context["found"] == []
    found = client.get(f"{where}?q=工厂").context
    assert [one.pk for one in found["found"]] == [city["begun"].pk]
    client.post(where, {"act": "take", "id": [city["begun"].pk], "reason": ""})
    client.post(f"{where}?district=beichen", {"act": "all", "reason": "北辰全部"})
    inside = set(Project.objects.filter(programmes=made.pk).values_list("pk", flat=True))
    assert inside == {city[name].pk for name in ("begun", "valves", "late")}
    refused = client.post(where, {"act": "let_go", "id": [city["late"].pk], "reason": ""}, follow=True)
    assert "Say why" in refused.content.decode()
    client.post(where, {"act": "let_go", "id": [city["late"].pk], "reason": "缓建"})
    assert Project.objects.filter(programmes=made.pk).count() == 2


def test_all_of_no_filter_takes_nothing_in(ten, city, cast, client):
    client.force_login(cast.office)
    client.post(reverse("desk:programme_projects", args=[ten.pk]), {"act": "all", "reason": ""})
    assert Project.objects.filter(programmes=ten.pk).count() == 3


def test_a_story_is_told_corrected_and_shown_with_what_stood_before(ten, cast, client):
    client.cookies["kw_language"] = "en"
    client.force_login(cast.office)
    new = reverse("desk:story_new", args=[ten.pk])
    assert client.post(new, {"on": "2022-04-19", "text_zh": "首台设备进场。"}).status_code == 302
    edit = reverse("desk:story_edit", args=[ten.pk, 1])
    said = {"on": "2022-04-19", "text_zh": "首台设备安装。", "edition": "1"}
    assert client.post(edit, said).status_code == 200, "a reason is asked for"
    assert client.post(edit, {**said, "reason": "写清楚"}).status_code == 302
    assert Story.objects.count() == 2
    page = client.get(there(ten)).content.decode()
    assert "首台设备安装。" in page and "首台设备进场。" in page and "Corrected 1 time" in page
    assert client.get(reverse("desk:story_edit", args=[ten.pk, 7])).status_code == 404


def test_who_came_and_who_left_stands_on_its_page(ten, city, cast, read):
    actions.let_go(programme=ten, projects=[city["plant"].pk], by=cast.office, at=on(4, 10), reason="转出")
    page = unescape(read(cast.office, f"{there(ten)}passages/").content.decode())
    assert page.count("came in") == 3 and page.count("was let go") == 1
    assert "转出" in page and "市里选定" in page


def test_a_projects_page_names_its_programmes_and_leads_to_them(ten, city, cast, read):
    assert (
        f'<a href="{there(ten)}">Ten projects</a>'
        in read(cast.office, f"/projects/{city['plant'].pk}/").content.decode()
    )


def test_the_search_finds_a_programme_by_its_names_and_its_pinyin(ten, cast):
    search.rebuild()
    with reader.reading(reader.Reader()):
        for words in ("十大", "shida", "ten projects"):
            kinds = {
                group.kind: [hit.address for hit in group.hits] for group in searching.found(cast.clerk, words, most=5)
            }
            assert kinds.get("programme") == [there(ten)], words
