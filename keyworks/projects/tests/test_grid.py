"""The register as a grid: all or nothing, each cell by its own rule, nothing overwritten."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from keyworks.projects import actions
from keyworks.projects.actions.grid import Change, edit_many
from keyworks.projects.models import Edition, PlannedAmount, Project, Term
from keyworks.projects.rules.parts import Part
from keyworks.record.models import Entry
from keyworks.values.money import Money

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
LATER = datetime(2022, 3, 1, 2, 0, tzinfo=UTC)
ROWS = "/projects/grid/rows/?of=2022"


def wan(number):
    return Money.of(number, "wan")


@pytest.fixture
def two(cast):
    own = Term.objects.get(kind="fund", code="own")
    rows = [
        {"name_zh": "一汽丰田新能源汽车项目", "owner": cast.toyota, "district": cast.binhai, "local_number": "1",
         "parts": {Part.TOTAL: wan(850_000)}, "list_year": 2022, "amounts": {(2022, own): wan(1000)}},
        {"name_zh": "阀门扩产项目", "owner": cast.valve, "district": cast.beichen, "local_number": "2"},
    ]  # fmt: skip
    return actions.register_many(rows=rows, by=None, at=AT)


def sheet(client, address=ROWS):
    told = client.get(address).json()
    keys = [column["key"] for column in told["columns"]]
    return {row["id"]: {**row, **dict(zip(keys, row["values"], strict=True))} for row in told["rows"]}, told


def save(client, rows, reason="", address=ROWS):
    body = {
        "unit": "wan",
        "reason": reason,
        "rows": [{"id": str(project.pk), "edition": edition, "cells": cells} for project, edition, cells in rows],
    }
    return client.post(address, json.dumps(body), content_type="application/json")


@pytest.fixture
def office(client, cast):
    client.force_login(cast.office)
    return client


def test_a_row_tells_codes_and_exact_amounts(office, two):
    rows, told = sheet(office)
    first = rows[str(two[0].pk)]
    assert (first["edition"], first["district"], first["parts.total"], first["amounts.2022.own"]) == (
        1, "binhai", "850000", "1000",
    )  # fmt: skip
    assert (first["locked"], first["href"]) == (False, f"/projects/{two[0].pk}/")
    stated = {column["key"]: column for column in told["columns"]}
    assert stated["amounts.2022.own"]["reason"] and stated["stage"]["locked"]
    assert ["binhai", "滨海新区"] in stated["district"]["choices"]


def test_cells_of_many_rows_are_saved_together_and_a_correction_keeps_the_first(office, two):
    answer = save(
        office,
        [
            (two[0], 1, {"amounts.2022.own": "1,234.5", "planned_finish": "2022-06-30"}),
            (two[1], 1, {"name_en": "Valves", "district": "binhai", "amounts.2022.loans": "20"}),
        ],
        reason="追加投资",
    )
    assert answer.status_code == 200
    assert answer.json()["detail"] == "已保存 2 个项目。"
    own = PlannedAmount.objects.filter(project=two[0], fund__code="own").order_by("version")
    assert [(row.amount, row.reason) for row in own] == [(wan(1000), ""), (Money.of("1234.5", "wan"), "追加投资")]
    changed = Project.objects.get(pk=two[1].pk)
    assert (changed.name_en, changed.district.code, changed.edition) == ("Valves", "binhai", 3)
    assert [(row["id"], row["edition"]) for row in answer.json()["rows"]] == [
        (str(two[0].pk), 3), (str(two[1].pk), 3),
    ]  # fmt: skip
    assert Entry.objects.filter(verb="projects.state_money").count() == 2


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"planned_start": "2022-05-01", "planned_finish": "2022-04-01"}, "planned_finish"),
        ({"amounts.2022.loans": "-1"}, "amounts.2022.loans"),
        ({"amounts.2022.own": ""}, "amounts.2022.own"),
        ({"amounts.2022.own": "1001"}, "amounts.2022.own"),
        ({"local_number": "2"}, "local_number"),
        ({"local_number": ""}, "local_number"),
        ({"project_code": "2202-120116"}, "project_code"),
        ({"started_on": "2099-01-01"}, "started_on"),
        ({"parts.total": "3-5万"}, "parts.total"),
    ],
)
def test_one_wrong_cell_is_told_at_its_place_and_nothing_is_saved(office, two, cells, column):
    answer = save(office, [(two[0], 1, cells), (two[1], 1, {"name_en": "Valves"})])
    assert answer.status_code == 422
    assert [(one["row"], one["column"]) for one in answer.json()["problems"]] == [(str(two[0].pk), column)]
    assert set(Project.objects.values_list("edition", flat=True)) == {1}
    assert Edition.objects.count() == 2


def test_who_was_overtaken_sees_both_values_and_may_save_again(office, cast, two):
    own = Term.objects.get(kind="fund", code="own")
    actions.state_money(
        project=two[0], amounts={(2022, own): wan(1100)}, over=1, by=cast.office, at=LATER, reason="区里核实"
    )
    cells = {"amounts.2022.own": "1200", "name_en": "Toyota"}
    answer = save(office, [(two[0], 1, cells)], reason="追加")
    assert answer.status_code == 412
    told = answer.json()
    assert [(one["column"], "1100" in one["detail"]) for one in told["problems"]] == [("amounts.2022.own", True)]
    assert told["rows"][0]["edition"] == 2
    assert Project.objects.get(pk=two[0].pk).name_en == ""
    assert save(office, [(two[0], 2, cells)], reason="追加").status_code == 200
    amounts = PlannedAmount.objects.filter(project=two[0], fund=own).order_by("version")
    assert [row.amount for row in amounts] == [wan(1000), wan(1100), wan(1200)]


def test_a_district_sees_its_own_rows_and_types_nothing_the_city_decides(client, cast, two):
    client.force_login(cast.district)
    rows, told = sheet(client)
    assert set(rows) == {str(two[0].pk)}
    assert {one["key"] for one in told["columns"] if one.get("locked")} == {
        "local_number", "stage", "list_class", "year_tag", "leader",
    }  # fmt: skip
    assert save(client, [(two[0], 1, {"list_class": "reserve"})]).status_code == 422
    assert save(client, [(two[1], 1, {"name_en": "x"})]).status_code == 404
    assert set(Project.objects.values_list("name_en", "list_class")) == {("", "")}


def test_what_a_person_sees_and_may_not_change_is_read_only(client, cast, two):
    two[1].responsible_unit = cast.binhai
    two[1].save()
    client.force_login(cast.district)
    rows, _ = sheet(client)
    assert (rows[str(two[0].pk)]["locked"], rows[str(two[1].pk)]["locked"]) == (False, True)
    answer = save(client, [(two[1], 1, {"name_en": "x"})])
    assert answer.json()["problems"][0]["column"] == "name_en"
    assert Project.objects.get(pk=two[1].pk).name_en == ""


def test_columns_are_a_fund_source_over_the_years_or_sums_that_nobody_types_over(office, two):
    _, told = sheet(office, "/projects/grid/rows/?fund=own&since=2022&until=2024")
    assert [one["key"] for one in told["columns"] if one["key"].startswith("amounts")] == [
        "amounts.2022.own", "amounts.2023.own", "amounts.2024.own",
    ]  # fmt: skip
    rows, told = sheet(office, "/projects/grid/rows/?since=2022&until=2022")
    assert rows[str(two[0].pk)]["amounts.2022.all"] == "1000"
    assert next(one for one in told["columns"] if one["key"] == "amounts.2022.all")["locked"]


def test_the_grid_holds_what_the_words_find(office, two):
    assert set(sheet(office, ROWS + "&q=famen")[0]) == {str(two[1].pk)}


@pytest.mark.parametrize("key", ["", "x", "-1", "٣", "9" * 18, "9" * 30, "1 OR 1"])
def test_a_row_that_is_none_is_not_found(office, two, key):
    body = {"unit": "wan", "rows": [{"id": key, "edition": 1, "cells": {"name_en": "x"}}]}
    assert office.post(ROWS, json.dumps(body), content_type="application/json").status_code in {404, 413}


@pytest.mark.parametrize("query", ["of=1", "of=x&fund=y", "since=2030&until=2016", "fund=own&of=2022"])
def test_whatever_the_address_says_the_grid_answers(office, two, query):
    assert office.get(f"/projects/grid/?{query}").status_code == 200
    assert office.get(f"/projects/grid/rows/?{query}").status_code == 200


def test_the_grid_asks_the_same_few_queries_however_many_rows(office, cast, two, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        sheet(office)
    rows = [{"name_zh": f"项目{number}", "district": cast.binhai, "owner": cast.toyota} for number in range(60)]
    actions.register_many(rows=rows, by=None, at=AT)
    with django_assert_max_num_queries(14):
        assert len(sheet(office)[0]) == 62


def test_many_changes_are_made_in_the_order_of_their_keys_whatever_order_they_come_in(cast, two):
    changes = [Change(project, 1, {"planned_start": date(2022, 3, 1)}) for project in reversed(two)]
    done = edit_many(changes=changes, by=cast.office, at=LATER)
    assert [project.pk for project in done] == sorted(project.pk for project in two)
