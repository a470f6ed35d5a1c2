"""What somebody hostile or clumsy says of projects: refused in a sentence, changing nothing, naming nothing hidden."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from keyworks.accounts import actions as accounts
from keyworks.projects import actions, queries
from keyworks.projects.forms.grid import Grid, GridChoice
from keyworks.projects.models import Component, Project, Term
from keyworks.projects.rules import checks
from keyworks.projects.rules.components import progressed, way
from keyworks.projects.tests.test_api import TOYOTA, Caller
from keyworks.projects.tests.walking import AT, make, refused
from keyworks.record.models import Entry


def no_of(act):
    """The code and field of a refusal that left the record as it was."""
    before = Entry.objects.count()
    with pytest.raises(actions.ProjectsRefused) as no:
        act()
    assert Entry.objects.count() == before
    return no.value.code, no.value.field


def named(told):
    return [(one["field"], one["code"]) for one in told["problems"]]


def test_a_number_somebody_typed_ahead_does_not_stop_the_counting(cast):
    last = make(cast).pk
    make(cast, local_number=f"KP2022-{last + 2:05}")
    made = [make(cast).local_number for _ in range(3)]
    assert len(set(made)) == 3
    assert f"KP2022-{last + 2:05}" not in made


def test_nobody_gives_a_project_away(cast):
    project = make(cast)
    assert no_of(
        lambda: actions.edit(
            project=project, values={"district": cast.beichen, "owner": cast.valve}, over=1, by=cast.district, at=AT
        )
    ) == ("projects.given_away", "district")
    change = {"lead_department": None}
    assert no_of(lambda: actions.edit(project=project, values=change, over=1, by=cast.engineer, at=AT)) == (
        "projects.given_away", "lead_department",
    )  # fmt: skip
    moved = actions.edit(project=project, values={"district": cast.beichen}, over=1, by=cast.office, at=AT)
    assert moved.district == cast.beichen


def test_packages_end_somewhere(cast):
    above, made = None, []
    for _ in range(checks.DEEPEST + 1):
        above = make(cast, parent=above)
        made.append(above)
    assert no_of(lambda: make(cast, parent=above)) == ("projects.package_deep", "parent")
    loose = make(cast)

    def put(project, parent):
        return lambda: actions.edit(project=project, values={"parent": parent}, over=None, by=None, at=AT)

    assert no_of(put(loose, above)) == ("projects.package_deep", "parent")
    assert no_of(put(made[0], made[5])) == ("projects.package_in_itself", "parent")


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("某 绝 密 工程", True), ("机　密项目", True), ("ＴＯＰ ＳＥＣＲＥＴ works", True), ("top\tsecret", True),
        ("机密★10年 某工程", True), ("秘密☆ 某工程", True), ("机密级库房", True), ("秘密级库房", True),
        ("某工程（机密）", True), ("涉及国家秘密的工程", True), ("state secret", True),
        ("本项目属机密", True), ("计算机密级联平台", False),
        ("隔绝密封材料", False), ("机密仪器", False), ("飞机密封件项目", False), ("国家秘密载体销毁中心", False),
        ("计算机密码产业园", False), ("飞机密封件生产线", False), ("打印机密集柜", False), ("商业秘密保护中心", False),
    ],
)  # fmt: skip
def test_a_name_says_that_it_is_secret_however_it_is_typed(name, secret):
    codes = [problem.code for problem in checks.named({"name_zh": name})]
    assert codes == (["projects.secret_word"] if secret else [])


@pytest.mark.parametrize("day", [date.min, date(1989, 12, 31), date.max])
def test_no_day_lies_far_from_our_time(cast, day):
    today = date(2022, 2, 8)
    problem = progressed(way("line"), ("not_begun", None), ("installing", day), today=today, note="")
    assert (problem.code, problem.place.field) == ("projects.date_far", "on")
    project = make(cast)
    rows = [{"kind": Term.objects.get(kind="component", code="line"), "name_zh": "线", "state_on": day}]
    assert no_of(lambda: actions.add_components(project=project, rows=rows, by=None, at=AT))[0] == "projects.date_far"
    building = make(cast, "ready", planned_start=date(2022, 3, 1))
    code, field = refused(building, "building", evidence={"equipment_on_site": {"on": day}})
    assert field in {"evidence.equipment_on_site", "evidence.start_photo"}
    assert code in {"projects.date_far", "projects.evidence_future", "projects.evidence_missing"}


def test_components_have_an_end(cast):
    project = make(cast)
    kind = Term.objects.get(kind="component", code="line")
    Component.objects.create(project=project, kind=kind, name_zh="末", order=5000)
    rows = [{"kind": kind, "name_zh": "又一"}]
    assert no_of(lambda: actions.add_components(project=project, rows=rows, by=None, at=AT))[0] == (
        "projects.components_many"
    )


def test_a_project_outlives_its_units(cast):
    project = make(cast)
    accounts.move_unit(unit=cast.toyota, parent=cast.beichen, over=None, by=cast.admin, at=timezone.now())
    accounts.unseat(seat=cast.clerk.memberships.get(), by=cast.admin, at=timezone.now())
    accounts.close_unit(unit=cast.toyota, over=None, by=cast.admin, at=timezone.now())
    changed = actions.edit(project=project, values={"name_en": "FAW"}, over=1, by=cast.district, at=AT)
    assert (changed.owner, changed.edition) == (cast.toyota, 2)
    assert set(queries.drift().values()) == {0}


@pytest.fixture
def office(client, cast):
    return Caller(client, cast.office)


@pytest.fixture
def district(client, cast):
    return Caller(client, cast.district)


def test_what_is_out_of_reach_cannot_be_named_over_the_api(cast, district, office):
    hidden = make(cast, owner=cast.valve, district=cast.beichen, lead_department=None)
    body = {**TOYOTA, "list_class": "", "year_tag": "", "list_year": None}
    for field, value, code in (
        ("parent", hidden.local_number, "projects.number_unknown"), ("liaison", "nobody", "projects.person_unknown"),
        ("parent", "no-such", "projects.number_unknown"),
        ("liaison", "other-clerk", "projects.person_unknown"),
    ):  # fmt: skip
        status, told, _ = district.send("POST", "/projects", body | {field: value})
        assert (status, named(told)) == (422, [(field, code)])
    foreign = {"owner": "valve", "district": "beichen"}
    status, told, _ = district.send("POST", "/projects", body | foreign)
    assert (status, named(told)) == (409, [("district", "projects.register_elsewhere")])
    inner = make(cast, parent=hidden)
    assert district.send("GET", f"/projects/{inner.pk}")[1]["parent"] is None
    assert "parent" not in district.send("GET", f"/projects/{inner.pk}/facts")[1]["facts"]
    assert office.send("GET", f"/projects/{inner.pk}")[1]["parent"] == hidden.local_number


def test_nothing_is_changed_that_is_kept_by_others(cast, district):
    project = make(cast)
    headers = {"If-Match": f'"project-{project.pk}-1"'}
    for field, value in (
        ("stage", "effective"), ("total", "1"), ("plan", "1"), ("edition", 7), ("stage_since", "2020-01-01"),
        ("located_in", "beichen"), ("search", "x"), ("adopted", {}), ("id", 1), ("parts", {"total": "1"}),
    ):  # fmt: skip
        status, told, _ = district.send("PATCH", f"/projects/{project.pk}", {field: value}, **headers)
        assert (status, named(told)) == (422, [(field, "field.unknown")])
    assert Project.objects.get(pk=project.pk).edition == 1


@pytest.mark.parametrize(
    "words",
    [
        {"name_zh": "项" * 10_000}, {"name_zh": "a\0b"}, {"name_zh": "\ud800"}, {"parts": {"total": "9" * 400}},
        {"parts": {"total": "1e9"}}, {"list_year": 10**18}, {"planned_start": "0001-01-01"},
        {"planned_start": "9999-12-31"}, {"capacities": [{"what_zh": "车", "quantity": "9" * 16, "measure": "km"}]},
        {"geometry": {"type": "Point", "coordinates": [1e308, 1e308]}},
        {"geometry": {"type": "Point", "coordinates": []}},
        {"geometry": {"type": "LineString", "coordinates": [[117 + one / 1e6, 39] for one in range(20_001)]}},
        {"geometry": {"type": "GeometryCollection", "geometries": []}},
        {"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]}},
    ],
    ids=lambda words: str(words)[:40],
)  # fmt: skip
def test_absurd_values_are_told_at_their_fields(office, words):
    status, told, _ = office.send("POST", "/projects", {"name_zh": "项目"} | words)
    assert status in {409, 422}, told
    assert not Project.objects.exists()


@pytest.mark.parametrize("asof", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00"])
def test_a_moment_far_away_is_refused(cast, office, asof):
    status, told, _ = office.send("GET", f"/projects/{make(cast).pk}/facts?asof={asof}")
    assert (status, named(told)) == (422, [("asof", "projects.date_far")])


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1"])
def test_an_exported_name_is_never_a_formula(client, cast, name):
    make(cast, name_zh=name, name_en="")
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    text = b"".join(client.get("/projects/?export=csv")).decode("utf-8-sig")
    cells = [cell for line in text.splitlines()[1:] for cell in line.split(",")]
    assert not any(cell.strip('"').startswith(("=", "+", "@", "\t", "-2")) for cell in cells), cells
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(client.get("/projects/?export=xlsx"))))
    words = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row if isinstance(cell, str)]
    assert any(name.strip() in cell for cell in words), words


def test_the_grid_offers_nobody_out_of_reach(cast):
    make(cast, leader=cast.mayor)
    offered = Grid(cast.district, GridChoice({}, this_year=2022)).known["liaison"]
    assert {"clerk", "mayor"} <= set(offered)
    assert not {"other-clerk", "other-district", "stranger"} & set(offered)
