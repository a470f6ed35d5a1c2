from __future__ import annotations

import pytest
from django.utils import timezone

from keyworks.projects import actions
from keyworks.projects.models import Component, Move, Outline, Project
from keyworks.projects.tests.test_api import TOYOTA, Caller
from keyworks.projects.tests.walking import attach

LINES = {
    "rows": [
        {"kind": "line", "name_zh": "总装生产线", "state": "installing", "state_on": "2022-01-10"},
        {"kind": "line", "name_zh": "焊装生产线", "chainage_m": "120.5"},
    ]
}
SQUARE = [[117.7, 39.1], [117.8, 39.1], [117.8, 39.2], [117.7, 39.2], [117.7, 39.1]]


@pytest.fixture
def office(client, cast):
    return Caller(client, cast.office)


@pytest.fixture
def toyota(office):
    return f"/projects/{office.send('POST', '/projects', TOYOTA)[1]['id']}"


def tag(headers):
    return {"If-Match": headers["ETag"]}


def named(told):
    return [(one["field"], one["code"]) for one in told["problems"]]


def test_a_component_without_a_kind_is_refused_at_its_field(office, toyota):
    rows = {"rows": [{"kind": "", "name_zh": "总装生产线"}]}
    status, told, _ = office.send("POST", f"{toyota}/components", rows)
    assert (status, named(told)) == (422, [("rows.0.kind", "projects.term_unknown")])
    line = office.send("POST", f"{toyota}/components", LINES)[1][0]
    status, told, _ = office.send("PATCH", f"/components/{line['id']}", {"kind": ""}, **{"If-Match": "*"})
    assert (status, named(told)) == (422, [("kind", "projects.term_unknown")])
    assert Component.objects.get(pk=line["id"]).kind.code == "line"


def test_components_are_added_changed_moved_on_and_taken_out(office, toyota):
    status, (line, weld), _ = office.send("POST", f"{toyota}/components", LINES)
    assert (status, line["state"], weld["chainage_m"], weld["order"]) == (201, "installing", "120.5", 2)
    _, listed, _ = office.send("GET", f"{toyota}/components?limit=1")
    assert (listed["items"], bool(listed["next"])) == ([line], True)
    path = f"/components/{line['id']}"
    _, read, headers = office.send("GET", path)
    assert read == line
    assert office.send("PATCH", path, {"note_zh": "丰田"})[0] == 428
    _, changed, headers = office.send("PATCH", path, {"note_zh": "丰田"}, **tag(headers))
    assert (changed["note_zh"], changed["edition"]) == ("丰田", 2)
    step = {"state": "debugging", "on": "2022-02-01"}
    status, moved, headers = office.send("PUT", f"{path}/progress", step, **tag(headers))
    assert (status, moved["state"], moved["started_on"]) == (200, "debugging", "2022-02-01")
    order = [weld["id"], line["id"]]
    assert [one["id"] for one in office.send("POST", f"{toyota}/components/order", {"order": order})[1]] == order
    _, _, headers = office.send("GET", path)
    status, told, _ = office.send("DELETE", path, **tag(headers))
    assert (status, named(told)) == (409, [("reason", "projects.removed_unexplained")])
    assert office.send("DELETE", f"{path}?reason=录入有误", **tag(headers))[0] == 200
    assert office.send("GET", path)[0] == 404
    told = office.send("GET", f"{toyota}/differences")[1]["differences"]
    assert [one["after"]["name_zh"] for one in told if one["name"] == "components"] == ["焊装生产线"]


def test_every_wrong_component_of_many_is_named_and_none_is_added(office, toyota):
    rows = [
        {"kind": "tower", "name_zh": "塔"},
        {"kind": "line", "name_zh": "线", "state": "capped", "started_on": "2022-01-02", "finished_on": "2022-01-01"},
        {"kind": "line", "name_zh": "线二", "geometry": {"type": "Point", "coordinates": [39.1, 117.7]}},
    ]  # fmt: skip
    status, told, _ = office.send("POST", f"{toyota}/components", {"rows": rows})
    assert (status, set(named(told))) == (
        422,
        {
            ("rows.0.kind", "projects.term_unknown"), ("rows.1.state", "projects.state_of_another_kind"),
            ("rows.1.finished_on", "projects.ends_before_start"), ("rows.2.geometry", "geometry.order_swapped"),
        },
    )  # fmt: skip
    assert not Component.objects.exists()


def test_a_place_is_put_whole_and_refused_in_another_district(office, cast, toyota):
    given = {
        "source": "示意",
        "outlines": [{"district": "binhai", "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}],
    }
    assert office.send("POST", "/outlines", given)[0] == 200
    far = [[lon - 1, lat] for lon, lat in SQUARE]
    given["outlines"] = [{"district": "beichen", "geometry": {"type": "Polygon", "coordinates": [far]}}]
    status, told, _ = office.send("POST", "/outlines", given)
    assert [one["properties"]["code"] for one in told["features"]] == ["binhai", "beichen"]
    headers = office.send("GET", toyota)[2]
    place = {"geometry": {"type": "Point", "coordinates": [116.75, 39.15]}, "address_zh": "北辰"}
    status, told, _ = office.send("PUT", f"{toyota}/place", place, **tag(headers))
    assert (status, named(told)) == (409, [("geometry", "projects.place_elsewhere")])
    place = {"geometry": {"type": "Point", "coordinates": [117.75, 39.15]}, "address_zh": "泰达"}
    status, told, headers = office.send("PUT", f"{toyota}/place", place, **tag(headers))
    assert (status, told["located_in"], told["address_zh"]) == (200, "binhai", "泰达")
    _, told, _ = office.send("PUT", f"{toyota}/place", {}, **tag(headers))
    assert (told["geometry"], told["located_in"], told["address_zh"]) == (None, None, "")


def test_outlines_that_are_none_are_each_named(office):
    rows = [
        {"district": "moon", "geometry": {}},
        {"district": "binhai", "geometry": {"type": "Point", "coordinates": [117, 39]}},
    ]
    status, told, _ = office.send("POST", "/outlines", {"source": "x", "outlines": rows})
    assert (status, named(told)) == (
        422, [("outlines.0.district", "projects.unit_unknown"), ("outlines.1.geometry", "projects.outline_no_area")],
    )  # fmt: skip
    assert not Outline.objects.exists()


def test_a_stage_tells_what_the_next_step_lacks_and_a_move_records_what_was_shown(office, cast, toyota):
    since = timezone.localdate().isoformat()
    _, told, headers = office.send("GET", f"{toyota}/stage")
    planned = next(step for step in told["next"] if step["target"] == "planned")
    assert (told["stage"], planned["may_decide"], [one["field"] for one in planned["lacks"]]) == (
        "idea", True, ["evidence.allowed"],
    )  # fmt: skip
    step = {"target": "planned", "on": since, "evidence": {"gold": {"text": "x"}}}
    status, told, _ = office.send("POST", f"{toyota}/moves", step, **tag(headers))
    assert (status, named(told)) == (422, [("evidence.gold", "field.unknown")])
    status, told, _ = office.send("POST", f"{toyota}/moves", step | {"evidence": {}}, **tag(headers))
    assert (status, named(told)) == (409, [("evidence.allowed", "projects.evidence_missing")])
    step["evidence"] = {"allowed": {"text": "不属于禁止类"}}
    assert office.send("POST", f"{toyota}/moves", step)[0] == 428
    status, moved, headers = office.send("POST", f"{toyota}/moves", step, **tag(headers))
    assert (status, moved["stage"], moved["edition"]) == (200, "planned", 2)
    _, told, _ = office.send("GET", f"{toyota}/stage")
    assert (told["moves"][-1]["evidence"]["allowed"]["text"], told["moves"][-1]["by"]) == ("不属于禁止类", "office")
    skip = {"target": "building", "on": since}
    status, told, _ = office.send("POST", f"{toyota}/moves", skip, **tag(headers))
    assert (status, named(told)) == (409, [("target", "projects.stage_skipped")])


def test_an_exit_names_its_reason_and_the_next_look_is_moved(office, toyota):
    _, _, headers = office.send("GET", toyota)
    today = timezone.localdate().isoformat()
    step = {"target": "exited", "on": today, "evidence": {"aftercare": {"text": "土地收回"}}, "reason_code": "nonsense"}
    status, told, _ = office.send("POST", f"{toyota}/moves", step, **tag(headers))
    assert (status, named(told)) == (422, [("reason_code", "projects.term_unknown")])
    status, told, _ = office.send("POST", f"{toyota}/moves", step | {"reason_code": ""}, **tag(headers))
    assert (status, named(told)) == (409, [("reason_code", "projects.reason_code")])
    codes = [one["code"] for one in office.send("GET", "/terms?kind=exit_reason")[1]["items"]]
    status, told, headers = office.send("POST", f"{toyota}/moves", step | {"reason_code": codes[0]}, **tag(headers))
    assert (status, told["stage"]) == (200, "exited")
    look = {"review_on": "2099-01-01", "reason": "仍无资金"}
    status, told, _ = office.send("POST", f"{toyota}/looks", look, **tag(headers))
    assert (status, told["review_on"]) == (200, "2099-01-01")


def test_the_file_of_another_project_is_no_evidence(office, cast, toyota):
    other = actions.register(values={"name_zh": "别的", "owner": cast.valve}, by=None, at=timezone.now())
    number = int(toyota.rpartition("/")[2])
    actions.edit(
        project=Project.objects.get(pk=number),
        values={"variant": "factory", "project_code": "2201-120116-89-01-123456"},
        over=None,
        by=None,
        at=timezone.now(),
    )
    today = timezone.localdate().isoformat()
    _, _, headers = office.send("GET", toyota)
    step = {"target": "planned", "on": today, "evidence": {"allowed": {"text": "不属于"}}}
    _, _, headers = office.send("POST", f"{toyota}/moves", step, **tag(headers))
    paper = {"file": attach(other, "别的.pdf", "pdf"), "on": today}
    step = {"target": "reserve", "on": today, "evidence": {"filed": paper}}
    status, told, _ = office.send("POST", f"{toyota}/moves", step, **tag(headers))
    assert (status, named(told)) == (409, [("evidence.filed", "projects.evidence_not_here")])
    assert Move.objects.filter(project_id=number).count() == 2


def test_the_steps_of_the_city_are_listed_with_what_they_ask_for(office):
    _, told, _ = office.send("GET", "/transitions?variant=infrastructure&limit=200")
    assert {one["variant"] for one in told["items"]} == {"infrastructure"}
    step = next(one for one in told["items"] if one["target"] == "in_use")
    assert (step["roles"], [ask["code"] for ask in step["asks"]]) == (["department", "city"], ["opened", "opening"])
    _, alone, headers = office.send("GET", f"/transitions/{step['id']}")
    assert alone == step
    assert office.send("GET", f"/transitions/{step['id']}", **{"If-None-Match": headers["ETag"]})[0] == 304


@pytest.mark.parametrize("path", ["", "/components", "/stage", "/facts", "/versions"])
def test_a_project_out_of_reach_is_not_there(client, cast, office, toyota, path):
    assert Caller(client, cast.other_district).send("GET", f"{toyota}{path}")[0] == 404


Z2 = [
    {"fact": "length", "teller": teller, "value": value, "measure": "km", "valid_from": "2022-02-08", "source": "新闻"}
    for teller, value in (("市发展改革委", "17.25"), ("轨道集团", "16.4"))
]


def test_two_sources_differ_one_is_used_and_a_correction_keeps_the_first(office, toyota):
    headers = office.send("GET", toyota)[2]
    body = {"values": Z2, "adopted": {"length": "轨道集团"}}
    status, told, headers = office.send("PUT", f"{toyota}/sourced", body, **tag(headers))
    assert status == 200, told
    assert {one["teller"]: (one["versions"][0]["value"], one["used"]) for one in told} == {
        "市发展改革委": ("17.25", False), "轨道集团": ("16.4", True),
    }  # fmt: skip
    body = {"values": [Z2[0] | {"value": "17.3"}]}
    status, told, _ = office.send("PUT", f"{toyota}/sourced", body, **tag(headers))
    assert (status, named(told)) == (409, [("reason", "figure.reason_missing")])
    status, told, headers = office.send("PUT", f"{toyota}/sourced", body | {"reason": "笔误"}, **tag(headers))
    first = next(one for one in told if one["teller"] == "市发展改革委")
    assert [(one["version"], one["value"], one["reason"]) for one in first["versions"]] == [
        (1, "17.25", ""), (2, "17.3", "笔误"),
    ]  # fmt: skip
    body = {"values": [Z2[0] | {"fact": "depth"}, Z2[1], Z2[1]]}
    status, told, _ = office.send("PUT", f"{toyota}/sourced", body, **tag(headers))
    assert (status, named(told)) == (
        422, [("values.0.fact", "projects.term_unknown"), ("values.2.teller", "projects.amount_twice")],
    )  # fmt: skip


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "9999-12-31"])
def test_a_value_is_said_in_our_time(office, toyota, day):
    body = {"values": [Z2[0] | {"valid_from": day}]}
    status, told, _ = office.send("PUT", f"{toyota}/sourced", body, **tag(office.send("GET", toyota)[2]))
    assert (status, named(told)) == (409, [("values.0.valid_from", "projects.date_far")])


def test_ties_are_seen_from_both_ends_and_never_name_what_is_out_of_reach(client, cast, office, toyota):
    near = {"name_zh": "丰田二期", "owner": "toyota", "district": "binhai"}
    far = {"name_zh": "北辰配套", "owner": "valve", "district": "beichen"}
    made = [office.send("POST", "/projects", one)[1] for one in (near, far)]
    links = [{"kind": "supports", "other": one["local_number"]} for one in made]
    headers = office.send("GET", toyota)[2]
    status, told, headers = office.send("PUT", f"{toyota}/links", {"links": links}, **tag(headers))
    assert (status, [one["name_zh"] for one in told]) == (200, ["丰田二期", "北辰配套"])
    district = Caller(client, cast.district)
    assert [one["name_zh"] for one in district.send("GET", f"{toyota}/links")[1]] == ["丰田二期"]
    assert district.send("GET", f"/projects/{made[0]['id']}/links")[1][0]["outward"] is False
    facts = district.send("GET", f"{toyota}/facts")[1]["facts"]["links"]
    assert [one["other"] for one in facts] == [made[0]["local_number"]]
    differing = district.send("GET", f"{toyota}/differences")[1]["differences"]
    assert [one["after"]["other"] for one in differing if one["name"] == "links"] == [made[0]["local_number"]]
    status, told, _ = district.send("PUT", f"{toyota}/links", {"links": links}, **tag(headers))
    assert (status, named(told)) == (422, [("links.1.other", "projects.number_unknown")])
    status, told, _ = district.send("PUT", f"{toyota}/links", {"links": []}, **tag(headers))
    assert (status, told) == (200, [])
    assert [one["name_zh"] for one in office.send("GET", f"{toyota}/links")[1]] == ["北辰配套"], "what is hidden stays"


def test_two_days_are_compared(office, toyota):
    headers = office.send("GET", toyota)[2]
    office.send("PATCH", toyota, {"name_en": "FAW-Toyota"}, **tag(headers))
    told = office.send("GET", f"{toyota}/differences")[1]["differences"]
    assert {"name": "name_en", "key": "", "before": None, "after": "FAW-Toyota"} in told
    today = timezone.localdate().isoformat()
    assert office.send("GET", f"{toyota}/differences?from={today}&to={today}")[1] == {"differences": []}
    status, told, _ = office.send("GET", f"{toyota}/differences?from={today}&to=2020-01-01")
    assert (status, named(told)) == (422, [("to", "projects.days_turned")])
    for day in ("0001-01-01", "9999-12-31"):
        assert office.send("GET", f"{toyota}/differences?from={day}")[0] == 422


def test_the_city_adds_to_its_code_lists_and_others_do_not(client, cast, office):
    many = {
        "kind": "chain",
        "rows": [{"code": "hydrogen", "name_zh": "氢能", "leader": "mayor"}, {"code": "chips", "name_zh": "芯片"}],
    }
    assert Caller(client, cast.district).send("POST", "/terms", many)[0] == 403
    status, told, _ = office.send("POST", "/terms", many)
    assert (status, told[0]["leader"], told[1]["order"]) == (201, "mayor", told[0]["order"] + 1)
    path = f"/terms/{told[0]['id']}"
    headers = office.send("GET", path)[2]
    status, told, _ = office.send("PATCH", path, {"name_en": "Hydrogen", "leader": None}, **tag(headers))
    assert (status, told["name_en"], told["leader"], told["edition"]) == (200, "Hydrogen", None, 2)
    assert office.send("PATCH", path, {"name_en": "x"}, **tag(headers))[0] == 412
    status, told, _ = office.send("POST", "/terms", many)
    assert (status, named(told)) == (409, [("code", "projects.term_there")])


def test_sums_are_told_by_district_and_year_within_reach(client, cast, office, toyota):
    far = {"name_zh": "北辰配套", "owner": "valve", "district": "beichen", "parts": {"total": "5"}}
    office.send("POST", "/projects", far)
    binhai = {
        "key": "binhai", "projects": 1, "construction": 1, "reserve": 0, "total": "8500000000.00",
        "plan": "1000000000.50", "years": {"2022": "1000000000.50"},
    }  # fmt: skip
    beichen = {
        "key": "beichen", "projects": 1, "construction": 0, "reserve": 0, "total": "5.00", "plan": None, "years": {},
    }  # fmt: skip
    assert office.send("GET", "/sums")[1] == [beichen, binhai]
    assert Caller(client, cast.district).send("GET", "/sums")[1] == [binhai]
    assert office.send("GET", "/sums?by=sector&list_class=construction")[1] == [binhai | {"key": "automobile"}]
    assert [one["key"] for one in office.send("GET", "/sums?by=stage")[1]] == ["idea"]
