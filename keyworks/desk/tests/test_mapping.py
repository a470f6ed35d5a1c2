"""The map of the city: the same projects as the register, and nobody's that the reader does not see."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.matters import actions as matters
from keyworks.matters.rules.ladder import Kind, Sort
from keyworks.projects import actions
from keyworks.projects.models import Term
from keyworks.projects.rules.parts import Part
from keyworks.values.money import Money

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
BACKEND = "django.contrib.auth.backends.ModelBackend"
RING = [[117.7, 39.0], [117.8, 39.0], [117.8, 39.1], [117.7, 39.0]]


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


@pytest.fixture
def register(cast):
    def make(number, owner, district, geometry, total=10, **said):
        return actions.register(
            values={
                "name_zh": f"项目{number}", "name_en": f"Project {number}", "local_number": number, "owner": owner,
                "district": district, "geometry": geometry, "stage": "building", "list_class": "construction",
                "list_year": 2022, "parts": {Part.TOTAL: Money.of(total, "yi")}, **said,
            }, by=None, at=AT,
        )  # fmt: skip

    return make


@pytest.fixture
def four(cast, register):
    """Three in Binhai: a point, an area and one without a place; a line in Beichen."""
    line = {"type": "LineString", "coordinates": [[117.1, 39.2], [117.2, 39.3]]}
    area = {"type": "Polygon", "coordinates": [RING]}
    return [
        register("A-1", cast.toyota, cast.binhai, point(117.7, 39.0)),
        register("A-2", cast.toyota, cast.binhai, area, 20),
        register("A-3", cast.toyota, cast.binhai, None, 30),
        register("B-1", cast.valve, cast.beichen, line, 40),
    ]


@pytest.fixture
def to(client, cast, monkeypatch):
    monkeypatch.setattr("keyworks.desk.views.mapping.today", lambda: date(2022, 2, 8))

    def go(person, address, language="en", **headers):
        client.force_login(getattr(cast, person), backend=BACKEND)
        client.cookies["kw_language"] = language
        return client.get(address, headers=headers)

    return go


def numbers(answer):
    return answer.json()["number"]


def test_the_marks_are_the_registers_projects_that_have_a_place(to, four):
    told = to("office", "/map/marks.json").json()
    assert told["number"] == ["A-1", "A-2", "B-1"]
    assert told["name"] == ["Project A-1", "Project A-2", "Project B-1"]
    assert [told["districts"][at][0] for at in told["district"]] == ["binhai", "binhai", "beichen"]
    assert told["total"] == [1000_00, 2000_00, 4000_00]  # hundredths of a million
    assert (told["pk"][0], sum(told["pk"])) == (four[0].pk, four[3].pk)
    assert (told["lon"][0], told["lat"][0]) == (11770000, 3900000)
    ring = [11770000, 3900000, 10000, 0, 0, 10000, -10000, -10000]
    line = [11710000, 3920000, 10000, 10000]
    assert told["shapes"] == [[four[1].pk, "Polygon", [ring]], [four[3].pk, "LineString", line]]
    assert to("office", "/map/marks.json", "zh-hans").json()["name"][0] == "项目A-1"


@pytest.mark.parametrize(
    ("query", "expected"),
    [("district=binhai", ["A-1", "A-2"]), ("q=B-1", ["B-1"]), ("total_from=1500&unit=m", ["A-2", "B-1"]),
     ("stage=completed", [])],
)  # fmt: skip
def test_the_filters_are_the_registers(to, four, query, expected):
    assert numbers(to("office", f"/map/marks.json?{query}")) == expected
    page = to("office", f"/map/?{query}").content.decode()
    listed = to("office", f"/projects/?{query}").content.decode()
    lead = re.compile(r'<p class="kw-lead">(\d+) project')
    assert lead.search(page)[1] == lead.search(listed)[1]
    assert f'href="/projects/?{query}"' in page.replace("&amp;", "&")
    assert f'href="/map/?{query}"' in listed.replace("&amp;", "&")
    assert all((f">{number}<" in page) == (number in expected) for number in ("A-1", "A-2", "B-1"))


def test_another_districts_projects_are_absent(to, four):
    for person, expected in (("district", ["A-1", "A-2"]), ("other_district", ["B-1"]), ("clerk", ["A-1", "A-2"])):
        assert numbers(to(person, "/map/marks.json")) == expected
        lit = to(person, "/map/lights.json").json()
        assert len(lit["pk"]) == len(lit["light"]) == len(expected)
    page = to("district", "/map/").content.decode()
    assert "Project B-1" not in page and "2 projects are on the map, 1 has no place yet" in page
    shades = dict(re.findall(r'data-code="(\w+)" data-shade="(\d)"', page))
    assert (shades["binhai"], shades["beichen"]) == ("1", "0")
    assert to("stranger", "/map/marks.json").status_code == 403


def test_a_mark_that_was_changed_is_read_again_and_the_others_stay(to, cast, four, register):
    first = to("office", "/map/marks.json").json()
    values = {"geometry": point(117.75, 39.05), "name_en": "Project A"}
    actions.edit(project=four[1], values=values, over=None, by=cast.office, at=AT)
    fifth = register("C-1", cast.valve, cast.beichen, point(117.2, 39.25))
    told = to("office", "/map/marks.json").json()
    assert told["name"] == ["Project A-1", "Project A", "Project B-1", "Project C-1"]
    assert told["shapes"] == first["shapes"][1:]
    assert sum(told["pk"]) == fifth.pk
    assert told["lon"][:2] == [11770000, 5000]
    actions.edit(project=four[0], values={"geometry": None}, over=None, by=cast.office, at=AT)
    assert numbers(to("office", "/map/marks.json")) == ["A-2", "B-1", "C-1"]


def test_a_secret_project_cannot_stand_on_it(cast, register):
    with pytest.raises(actions.ProjectsRefused):
        register("S-1", cast.toyota, cast.binhai, point(117.7, 39.0), secrecy="secret")


def value(page, code):
    return re.search(rf'data-code="{code}" data-shade="\d">.*?<td[^>]*>([^<]*)</td>', page, re.DOTALL)[1]


def test_districts_are_shaded_by_the_figure_that_is_asked_for(to, cast, four):
    matters.raise_matter(
        sort=Sort.ISSUE,
        kind=Kind.OTHER,
        title="缺水",
        text="施工用水未接通。",
        projects=four[:2],
        unit=cast.toyota,
        by=cast.clerk,
        at=AT,
    )
    expected = {
        "projects": ("3", "1"), "total": ("6,000.00", "4,000.00"), "plan": ("—", "—"), "done": ("0.00", "0.00"),
        "share": ("—", "—"), "reds": ("—", "—"), "matters": ("1", "0"),
    }  # fmt: skip
    for figure, (binhai, beichen) in expected.items():
        page = to("office", f"/map/?figure={figure}").content.decode()
        assert (figure, value(page, "binhai"), value(page, "beichen")) == (figure, binhai, beichen)
    unknown = to("office", "/map/?figure=drop+table").content.decode()
    assert value(unknown, "binhai") == "3"


def test_parts_of_the_works_stand_with_their_state(to, cast, four):
    kind = Term.objects.get(kind="component", code="station")
    made = actions.add_components(
        project=four[3], rows=[{"kind": kind, "name_zh": "东六道", "name_en": "Dongliudao"}], by=cast.office, at=AT
    )
    actions.edit_component(
        component=made[0], values={"geometry": point(117.15, 39.25)}, over=made[0].edition, by=cast.office, at=AT
    )
    told = to("office", "/map/marks.json").json()["stations"]
    assert told == [[four[3].pk, made[0].pk, "Dongliudao", "not begun", 0, "Point", [11715000, 3925000]]]
    assert to("district", "/map/marks.json").json()["stations"] == []


def test_outlines_are_sent_again_only_when_they_changed_and_marks_stay_in_no_cache(to, four):
    edges = to("office", "/projects/outlines.geojson")
    again = {"If-None-Match": edges.headers["ETag"]}
    assert to("office", "/projects/outlines.geojson", **again).status_code == 304
    assert "no-store" in to("office", "/map/marks.json").headers["Cache-Control"]


def test_marks_are_packed_for_who_unpacks_them(to, cast, register):
    for number in range(30):
        register(f"C-{number:02}", cast.toyota, cast.binhai, point(117.7 + number / 1000, 39.0))
    plain, packed = to("office", "/map/marks.json"), to("office", "/map/marks.json", **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content)) == plain.json()
    assert len(packed.content) < len(plain.content) / 2


def test_the_questions_do_not_grow_with_the_projects(to, cast, register):
    def asked(address):
        to("office", address)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert to("office", address).status_code == 200
        return len(found)

    addresses = ["/map/", "/map/?figure=reds", "/map/?figure=matters", "/map/marks.json", "/map/lights.json"]
    register("D-0", cast.toyota, cast.binhai, point(117.7, 39.0))
    before = [asked(address) for address in addresses]
    for number in range(1, 12):
        register(f"D-{number:02}", cast.toyota, cast.binhai, point(117.7, 39.0 + number / 1000))
    assert [asked(address) for address in addresses] == before
