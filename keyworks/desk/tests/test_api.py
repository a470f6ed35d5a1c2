"""The page of the city and the map over the API: the same figures as the pages, and the examples of the guide."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from keyworks.desk.rules.cockpit import What
from keyworks.desk.tests.test_cockpit import city, read
from keyworks.desk.tests.test_mapping import AT, RING, four, point, register
from keyworks.projects import actions
from keyworks.projects.tests.test_api import Caller
from keyworks.reports.tests.test_month_pages import plays_on
from keyworks.values.money import Money

__all__ = ["city", "four", "read", "register"]
pytestmark = pytest.mark.django_db
TOLD = Path(__file__).resolve().parents[3] / "docs/operate/api.md"
ROOT = "http://127.0.0.1:8000/api/v1"


@pytest.mark.parametrize(
    ("who", "query"),
    [("office", ""), ("mayor", "?asof=2022-04-04"), ("district", ""), ("engineer", "?since=2022-03-31"),
     ("engineer", "?whose=all"), ("other_clerk", "?since=2022-02-01")],
)  # fmt: skip
def test_the_figures_are_the_pages_and_each_count_is_the_length_of_its_list(city, cast, client, read, who, query):
    person = getattr(cast, who)
    page = read(person, f"/city/{query}").context
    caller = Caller(client, person)
    status, told, _ = caller.send("GET", f"/city{query}")
    assert status == 200, told
    assert told["counts"] == {str(what): count for what, count in page["found"].counts.items()}
    assert (Money.of(told["done"]), Money.of(told["plan"])) == (page["done"], page["plan"])
    assert (told["month"], told["since"]) == (str(page["month"]), page["since"].isoformat())
    assert told["points"] == (None if page["points"] is None else round(page["points"] * 100))
    moved = [(one["projects"], Money.of(one["amount"])) for one in told["moved"]]
    assert sorted(moved) == sorted((row["count"], row["amount"]) for row in page["moved"])
    asked = query.replace("?", "&")
    for what in What:
        found = caller.send("GET", f"/city/projects?what={what}&limit=200{asked}")[1]["items"]
        if what is not What.MOVED:
            assert len(found) == told["counts"][what], what
    by_district = {one["code"]: one["counts"].get("listed", 0) for one in told["districts"]}
    for code, count in by_district.items():
        there = f"/city/projects?district={code or '-'}&limit=200{asked}"
        assert len(caller.send("GET", there)[1]["items"]) == count


def test_a_project_behind_a_figure_comes_with_its_year_and_what_changed(city, cast, client):
    office, plant = Caller(client, cast.office), city["plant"]
    listed = {one["project"]: one for one in office.send("GET", "/city/projects")[1]["items"]}
    assert (listed[plant.pk]["done"], listed[plant.pk]["plan"]) == ("1900000.00", "12000000.00")
    assert (listed[plant.pk]["district"], listed[plant.pk]["change"]) == ("binhai", None)
    there = "/city/projects?what=moved&cause=follows&since=2022-04-01"
    [one] = office.send("GET", there)[1]["items"]
    assert (one["project"], one["change"]) == (plant.pk, "-200000.00")
    [first] = office.send("GET", "/city/projects?what=started&month=2")[1]["items"]
    assert (first["project"], first["on"]) == (city["begun"].pk, "2022-02-20")
    part = office.send("GET", "/city/projects?limit=2")[1]
    rest = office.send("GET", f"/city/projects?limit=2&cursor={part['next']}")[1]
    assert len({one["project"] for one in (*part["items"], *rest["items"])}) == 4


def test_a_programme_has_its_own_year(city, cast, client):
    made = actions.open_programme(code="ten", values={"name_zh": "十大工程"}, by=cast.office, at=AT)
    actions.take_into(programme=made, projects=[city["plant"].pk], by=cast.office, at=AT, reason="市里选定")
    told = Caller(client, cast.office).send("GET", "/city?programme=ten")[1]
    assert (told["programme"], told["counts"]["listed"], told["done"]) == ("ten", 1, "1900000.00")


@pytest.mark.parametrize(
    ("query", "field"),
    [("asof=soon", "asof"), ("asof=2999-01-01", "asof"), ("since=2999-01-01", "since"), ("asof=0001-01-01", "asof"),
     ("programme=none", "programme")],
)  # fmt: skip
def test_what_cannot_be_read_is_named(cast, client, query, field):
    status, no, _ = Caller(client, cast.office).send("GET", f"/city?{query}")
    assert (status, [one["field"] for one in no["problems"]]) == (422, [field])


def test_the_marks_are_geojson_of_the_projects_within_reach(cast, client, four):
    plays_on(date(2022, 2, 8))
    rows = [{"kind": actions_kind(), "name_zh": "一号站", "geometry": point(117.71, 39.01)}]
    [station] = actions.add_components(project=four[0], rows=rows, by=cast.office, at=AT)
    told = Caller(client, cast.district).send("GET", "/map")[1]
    assert [one["id"] for one in told["features"]] == [
        f"project-{four[0].pk}", f"component-{station.pk}", f"project-{four[1].pk}",
    ]  # fmt: skip
    first, part, area = told["features"]
    assert first["geometry"] == point(117.7, 39.0)
    assert (first["properties"]["local_number"], first["properties"]["total"]) == ("A-1", "1000000000.00")
    assert (part["properties"]["project"], part["properties"]["part"]) == (four[0].pk, station.pk)
    assert area["geometry"] == {"type": "Polygon", "coordinates": [RING]}
    office = Caller(client, cast.office)
    part = office.send("GET", "/map?limit=2")[1]
    rest = office.send("GET", f"/map?limit=2&cursor={part['next']}")[1]
    assert [one["properties"]["local_number"] for one in rest["features"]] == ["B-1"]
    assert [one["id"] for one in office.send("GET", "/map?district=beichen")[1]["features"]] == [
        f"project-{four[3].pk}"
    ]


def actions_kind():
    from keyworks.projects.models import Term

    return Term.objects.get(kind="component", code="station")


def test_every_example_is_answered(city, cast, client):
    section = TOLD.read_text().partition("## The city and its map\n")[2].partition("\n## ")[0]
    paths = [
        next(word for word in shlex.split(one.split("\n\n")[0]) if word.startswith(ROOT)).removeprefix(ROOT)
        for one in re.sub(r"\\\n", " ", section).split("    curl ")[1:]
    ]
    assert [path.partition("?")[0] for path in paths] == ["/city", "/city/projects", "/map"]
    for path in paths:
        status, answer, _ = Caller(client, cast.office).send("GET", path)
        assert status == 200, answer
