from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keyworks.formats.coordinates import shifted
from keyworks.projects import actions
from keyworks.projects.files.outlines import collection
from keyworks.projects.models import Outline, Project, Term
from keyworks.projects.rules.places import typed
from keyworks.values.problems import Problem

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def square(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


BINHAI, BEICHEN = square(117.5, 38.6, 118.0, 39.3), square(117.0, 39.1, 117.5, 39.4)
OFFSHORE = point(118.3, 39.0)
IN_BINHAI, IN_BEICHEN, IN_HEBEI = point(117.7, 39.0), point(117.2, 39.2), point(116.0, 39.0)


@pytest.fixture
def outlined(cast):
    geometries = {cast.binhai: BINHAI, cast.beichen: BEICHEN}
    actions.outline_districts(geometries=geometries, source="invented", by=cast.admin, at=AT)
    return cast


def register(cast, **values):
    return actions.register(values={"name_zh": "一汽丰田", "owner": cast.toyota, **values}, by=None, at=AT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("117.7, 39.0", IN_BINHAI),
        (" 117.7，39 \n", IN_BINHAI),
        ("117.7 39.0\n117.8\t39.1", {"type": "LineString", "coordinates": [[117.7, 39.0], [117.8, 39.1]]}),
        (
            "117 39\n118 39\n118 40\n117 39",
            {"type": "Polygon", "coordinates": [[[117.0, 39.0], [118.0, 39.0], [118.0, 40.0], [117.0, 39.0]]]},
        ),
        (json.dumps({"type": "Feature", "properties": {}, "geometry": IN_BINHAI}), IN_BINHAI),
    ],
)
def test_a_place_is_read_as_people_type_it(text, expected):
    assert typed(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("somewhere in Binhai", "geometry.unreadable"),
        ("39.0, 117.7", "geometry.order_swapped"),
        ("117.7, 39.0\n117.8", "geometry.unreadable"),
        ("117 39\n118 40\n118 39\n117 40\n117 39", "geometry.crosses_itself"),
    ],
)
def test_what_is_no_place_is_said_at_the_field(text, code):
    found = typed(text)
    assert isinstance(found, Problem)
    assert (found.code, found.place.field) == (code, "geometry")


def test_the_district_is_found_from_the_outline(outlined):
    project = register(outlined, district=outlined.binhai, geometry=IN_BINHAI)
    assert (project.lon, project.lat, project.located_in) == (117.7, 39.0, outlined.binhai)
    unknown = register(outlined, geometry=IN_BEICHEN)
    assert unknown.located_in == outlined.beichen


def test_a_place_outside_its_district_is_refused_and_both_are_named(outlined):
    project = register(outlined, district=outlined.binhai, geometry=IN_BINHAI)
    with pytest.raises(actions.ProjectsRefused) as refused:
        actions.edit(project=project, values={"geometry": IN_BEICHEN}, over=1, by=outlined.clerk, at=AT)
    assert (refused.value.code, refused.value.field) == ("projects.place_elsewhere", "geometry")
    assert refused.value.params == {"found": "北辰区", "district": "滨海新区"}
    assert Project.objects.get().geometry == IN_BINHAI
    with pytest.raises(actions.ProjectsRefused) as refused:
        actions.edit(project=project, values={"district": outlined.beichen}, over=1, by=outlined.office, at=AT)
    assert refused.value.field == "district"


def test_a_place_beside_the_border_or_of_a_line_through_the_district_is_in_it(outlined):
    beside = register(outlined, district=outlined.binhai, geometry=point(117.49, 39.2))
    assert beside.located_in == outlined.binhai
    through = {"type": "LineString", "coordinates": [[117.1, 39.2], [117.6, 39.2]]}
    assert register(outlined, district=outlined.binhai, geometry=through).located_in == outlined.binhai


def test_a_place_in_no_outline_but_not_far_off_is_kept_and_no_district_is_found(outlined):
    project = register(outlined, district=outlined.binhai, geometry=OFFSHORE)
    assert (project.lon, project.located_in) == (118.3, None)
    unknown = register(outlined, geometry=IN_HEBEI)
    assert (unknown.lon, unknown.located_in) == (116.0, None)


def test_a_place_far_from_its_district_is_refused(outlined):
    with pytest.raises(actions.ProjectsRefused) as refused:
        register(outlined, district=outlined.binhai, geometry=IN_HEBEI)
    assert (refused.value.code, refused.value.field) == ("projects.place_far", "geometry")
    assert not Project.objects.exists()


def test_a_place_taken_away_takes_what_was_found_from_it(outlined):
    project = register(outlined, district=outlined.binhai, geometry=IN_BINHAI)
    changed = actions.edit(project=project, values={"geometry": None}, over=1, by=outlined.clerk, at=AT)
    assert (changed.geometry, changed.lon, changed.lat, changed.located_in) == (None, None, None, None)


def test_the_refusal_stands_at_the_field_and_what_was_typed_is_kept(client, outlined):
    project = register(outlined, district=outlined.binhai)
    client.force_login(outlined.clerk, backend=BACKEND)
    client.cookies["kw_language"] = "en"
    answer = client.post(f"/projects/{project.pk}/place/edit/", {"geometry": "117.2, 39.2", "edition": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The place lies in Beichen, and the project belongs to Binhai New Area." in page
    assert "117.2, 39.2</textarea>" in page


def test_the_map_of_a_project_shows_itself_and_its_components(client, outlined):
    project = register(outlined, district=outlined.binhai, geometry=IN_BINHAI, address_zh="塘沽")
    client.force_login(outlined.clerk, backend=BACKEND)
    features = client.get(f"/projects/{project.pk}/place.geojson").json()["features"]
    assert [(one["properties"]["text"], one["geometry"]) for one in features] == [("塘沽", IN_BINHAI)]
    codes = {one["properties"]["code"] for one in client.get("/projects/outlines.geojson").json()["features"]}
    assert codes == {"binhai", "beichen"}


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def file_of(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_outlines_are_matched_to_districts_by_code_or_name(client, cast):
    client.force_login(cast.admin, backend=BACKEND)
    content = file_of(feature(BINHAI, code="120116", name="滨海新区"), feature(BEICHEN, code="beichen"))
    form = {"file": SimpleUploadedFile("districts.geojson", content), "source": "规划院 2021"}
    assert client.post("/projects/rules/outlines/", form).status_code == 302
    kept = {one.unit: one.geometry for one in Outline.objects.select_related("unit")}
    assert kept == {cast.binhai: BINHAI, cast.beichen: BEICHEN}
    client.cookies["kw_language"] = "en"
    assert "Every district has its outline." in client.get("/projects/rules/outlines/").content.decode()


@pytest.mark.parametrize(
    ("features", "codes"),
    [
        ([feature(BINHAI, name="Atlantis")], ["projects.outline_of_nobody"]),
        ([feature(IN_BINHAI, name="滨海新区")], ["projects.outline_no_area"]),
        ([feature(BINHAI, name="滨海新区"), feature(BEICHEN, name="滨海新区")], ["projects.outline_twice"]),
        ([feature({"type": "Polygon"}, name="滨海新区"), feature(None)], ["geometry.unreadable"] * 2),
    ],
)
def test_what_is_wrong_in_a_file_of_outlines_is_told_by_feature(features, codes):
    _, problems = collection(file_of(*features), frozenset({"滨海新区"}))
    assert [problem.code for _, problem in problems] == codes


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b"{}", b'{"type": "FeatureCollection", "features": 3}', b"[" * 9999]
)
def test_a_file_that_is_no_geojson_is_a_problem(content):
    assert [problem.code for _, problem in collection(content, frozenset())[1]] == ["geometry.unreadable"]


def test_a_wrong_outline_keeps_none_of_the_file(client, cast):
    client.force_login(cast.admin, backend=BACKEND)
    client.cookies["kw_language"] = "en"
    content = file_of(feature(BINHAI, name="滨海新区"), feature(BEICHEN, name="Atlantis"))
    answer = client.post("/projects/rules/outlines/", {"file": SimpleUploadedFile("x.json", content), "source": "x"})
    assert "No district has the code or name “Atlantis”." in answer.content.decode()
    assert not Outline.objects.exists()


def near(geometry, lon, lat):
    return geometry["coordinates"] == pytest.approx([lon, lat], abs=1e-6)


@pytest.mark.parametrize(("system", "moved"), [("gcj02", True), ("cgcs2000", False), ("wgs84", False), ("", False)])
def test_a_place_is_kept_in_wgs84_whatever_it_was_given_in(client, outlined, system, moved):
    project = register(outlined, district=outlined.binhai)
    client.force_login(outlined.clerk, backend=BACKEND)
    given = shifted(117.7, 39.0)
    form = {"geometry": f"{given[0]:.8f}, {given[1]:.8f}", "system": system, "edition": 1}
    assert client.post(f"/projects/{project.pk}/place/edit/", form).status_code == 302
    project.refresh_from_db()
    assert near(project.geometry, 117.7, 39.0) == moved
    assert near(project.geometry, *given) == (not moved)


def test_a_place_that_was_not_typed_anew_is_not_converted_again(client, outlined):
    project = register(outlined, district=outlined.binhai, geometry=IN_BINHAI)
    client.force_login(outlined.clerk, backend=BACKEND)
    form = {"geometry": json.dumps(IN_BINHAI), "system": "gcj02", "address_zh": "塘沽", "edition": 1}
    assert client.post(f"/projects/{project.pk}/place/edit/", form).status_code == 302
    project.refresh_from_db()
    assert (project.geometry, project.address_zh) == (IN_BINHAI, "塘沽")


def test_a_place_comes_from_a_file_in_the_system_it_names(client, outlined):
    project = register(outlined, district=outlined.binhai, geometry=IN_BINHAI)
    client.force_login(outlined.clerk, backend=BACKEND)
    content = file_of(feature(point(*shifted(117.8, 39.1)), name="一汽丰田"))
    form = {"geometry": json.dumps(IN_BINHAI), "system": "gcj02", "edition": 1}
    sent = {**form, "file": SimpleUploadedFile("place.geojson", content)}
    assert client.post(f"/projects/{project.pk}/place/edit/", sent).status_code == 302
    project.refresh_from_db()
    assert near(project.geometry, 117.8, 39.1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not json", "GeoJSON"),
        (file_of(feature(IN_BINHAI), feature(IN_BINHAI)), "2"),
        (b" " * 200_001, "200"),
    ],
)
def test_a_file_that_is_no_place_is_refused_at_its_field_and_nothing_is_kept(client, outlined, content, words):
    project = register(outlined, district=outlined.binhai, geometry=IN_BINHAI)
    client.force_login(outlined.clerk, backend=BACKEND)
    client.cookies["kw_language"] = "en"
    form = {"geometry": json.dumps(IN_BINHAI), "edition": 1, "file": SimpleUploadedFile("x.geojson", content)}
    page = client.post(f"/projects/{project.pk}/place/edit/", form).content.decode()
    assert 'href="#id_file"' in page and words in page
    assert Project.objects.get().geometry == IN_BINHAI


def test_a_component_is_converted_too(client, outlined):
    project = register(outlined, district=outlined.binhai)
    kind = Term.objects.get(kind="component", code="station")
    [station] = actions.add_components(
        project=project, rows=[{"kind": kind, "name_zh": "东六道"}], by=outlined.clerk, at=AT
    )
    client.force_login(outlined.clerk, backend=BACKEND)
    given = shifted(117.7, 39.0)
    form = {
        "kind": kind.pk, "name_zh": "东六道", "geometry": f"{given[0]}, {given[1]}", "system": "gcj02",
        "edition": station.edition,
    }  # fmt: skip
    assert client.post(f"/projects/components/{station.pk}/edit/", form).status_code == 302
    station.refresh_from_db()
    assert near(station.geometry, 117.7, 39.0)
