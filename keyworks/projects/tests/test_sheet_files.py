"""A sheet of projects, pure: what the template writes reads back the same, and what people write is understood."""

from __future__ import annotations

import io
import math
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keyworks.formats.sheets import reading, writing
from keyworks.formats.sheets.book import Book, Sheet
from keyworks.projects.files.sheet.cells import NotRead, day
from keyworks.projects.files.sheet.columns import PLAIN, Entry
from keyworks.projects.files.sheet.heads import Heads
from keyworks.projects.files.sheet.reading import read
from keyworks.projects.files.sheet.template import Template
from keyworks.projects.rules.alike import Alike
from keyworks.projects.rules.standard import TERMS
from keyworks.values.problems import Problem

LISTS = {kind: [Entry(*one) for one in entries] for kind, entries in TERMS.items()} | {
    "programme": [Entry("ports", "港口、航道", "Ports, waterways"), Entry("ten", "十大工程", "Ten works")],
    "variant": [Entry("factory", "工厂", "factory"), Entry("infrastructure", "基础设施", "infrastructure")],
    "stage": [Entry("idea", "谋划", "idea"), Entry("planned", "计划", "planned")],
    "list_class": [Entry("reserve", "储备", "reserve")], "year_tag": [Entry("new", "新开工", "new start")],
    "secrecy": [Entry("open", "公开", "open"), Entry("secret", "涉密", "secret", closed=True)],
    "cut": [Entry("phase", "分期", "phase")],
    "owner": [Entry("toyota", "一汽丰田", "FAW-Toyota"), Entry("old", "一汽丰田", "Old", closed=True)],
    "district": [Entry("binhai", "滨海新区", "Binhai"), Entry("beichen", "北辰区", "Beichen")],
    "department": [Entry("industry", "市工信局", "Industry")], "responsible": [Entry("binhai", "滨海新区", "Binhai")],
    "person": [Entry("li.wei", "李伟", "Li Wei"), Entry("li.wei2", "李伟", "Li Wei"), Entry("wang", "王芳", "")],
}  # fmt: skip
HEADS = Heads(LISTS)
MONEY = st.decimals(0, 10**11, places=2)


def book(*rows):
    return Book("a.xlsx", (Sheet("a.xlsx", "项目", tuple(map(tuple, rows))),))


def one(heads, cells):
    """What one row says, and the (field or cell, code) of its problems."""
    told = read(book(heads, cells), LISTS)
    [row] = told.rows
    return row.said, [(problem.place.cell or problem.place.field, problem.code) for problem in row.problems]


def codes(of):
    return st.sampled_from([entry.code for entry in LISTS[of] if not entry.closed])


def said():
    words = st.text("甲乙丙ABc12（）;=+", min_size=1, max_size=12).map(lambda one: f"某{one}工程")
    some: dict[str, st.SearchStrategy] = {
        column.field: codes(column.of)
        for column in PLAIN
        if column.of and column.kind in ("choice", "term", "unit") and "." not in column.field
    }
    some |= dict.fromkeys(("name_en", "scope_zh", "address_zh", "local_number"), words)
    some |= {name: st.dates(date(1990, 1, 1), date(2100, 12, 31)) for name in ("planned_start", "finished_on")}
    some |= {"leader": codes("person"), "list_year": st.integers(1990, 2100), "cut_number": st.integers(1, 999)}
    some["programmes"] = st.lists(codes("programme"), min_size=1, unique=True)
    some["parts"] = st.dictionaries(st.sampled_from(["total", "land", "other"]), MONEY, min_size=1)
    funds = st.lists(codes("fund"), min_size=1, unique=True)
    some["amounts"] = funds.flatmap(
        lambda of: st.tuples(*[MONEY for _ in of]).map(
            lambda many: [{"year": 2022, "fund": fund, "amount": amount} for fund, amount in zip(of, many, strict=True)]
        )
    )
    some["geometry"] = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(
        lambda at: {"type": "Point", "coordinates": [float(f"{one:.6f}") for one in at]}
    )
    some["capacities"] = st.tuples(words, st.integers(1, 10**9), codes("measure")).map(
        lambda one: [{"what_zh": one[0], "quantity": str(one[1]), "measure": one[2]}]
    )
    roles = st.sampled_from([{"unit": "toyota"}, {"name_zh": "某设计院", "credit_code": "91120116MA05W8XR1C"}])
    some["parties"] = roles.map(lambda party: [{"role": "designer", **party}])
    return st.fixed_dictionaries({"name_zh": words}, optional=some)


def compared(row):
    order = {fund.code: number for number, fund in enumerate(LISTS["fund"])}
    amounts = sorted(row.get("amounts", []), key=lambda one: order[one["fund"]])
    return row | ({"amounts": amounts} if amounts else {})


@pytest.mark.parametrize("zh", [True, False])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(said(), min_size=1, max_size=3), money=st.sampled_from(["wan", "yi", "m", "bn"]))
def test_a_written_template_reads_back_the_same(zh, rows, money):
    made = Template(LISTS, zh=zh, money=money, year=2022, decides=True)
    file = io.BytesIO()
    writing.write(file, [made.sheet(rows), made.notes()], created=datetime(2022, 2, 8, tzinfo=UTC))
    file.seek(0)
    told = read(reading.read(file, name="a.xlsx"), LISTS)
    assert (told.problems, [row.problems for row in told.rows]) == ([], [[] for _ in rows])
    assert [row.said for row in told.rows] == [compared(row) for row in rows]


@pytest.mark.parametrize("zh", [True, False])
def test_the_template_of_a_district_leaves_out_what_the_city_decides(zh):
    heads = Template(LISTS, zh=zh, money="wan", year=2022, decides=False).heads()
    fields = {HEADS.column(head).column.field for head in heads}
    assert {"name_zh", "district", "parts.total", "amounts.2022.own"} <= fields
    assert not fields & {"local_number", "list_class", "year_tag", "list_year", "programmes", "leader"}


@pytest.mark.parametrize(
    ("head", "field", "unit"),
    [
        ("中文名称 *", "name_zh", ""), ("Name in Chinese", "name_zh", ""), ("name_zh", "name_zh", ""),
        ("项目 名称", "name_zh", ""), ("总投资（亿元）", "parts.total", "yi"), ("总投资\n(万元)", "parts.total", "wan"),
        ("Total investment (m yuan)", "parts.total", "m"), ("TOTAL INVESTMENT (10k yuan)", "parts.total", "wan"),
        ("2022 own funds (bn yuan)", "amounts.2022.own", "bn"),
        ("2023年企业自有资金（万元）", "amounts.2023.own", "wan"),
        ("2023年度计划投资：银行贷款", "amounts.2023.loans", ""), ("amounts.2024.bonds", "amounts.2024.bonds", ""),
        ("参建单位：施工单位", "parties.contractor", ""), ("Party: Designer", "parties.designer", ""),
        ("设计能力数量2", "capacities.quantity", ""), ("经度（WGS 84）", "lon", ""),
    ],
)  # fmt: skip
def test_heads_are_known_by_either_language_and_field_names(head, field, unit):
    found = HEADS.column(head)
    assert (found.column.field, found.unit) == (field, unit)


def test_heads_stand_in_any_order_below_a_title_and_unknown_ones_are_told():
    told = read(book(["天津市重点项目表"], [], ["备注二", "区", "项目名称"], ["x", "Binhai", "甲"]), LISTS)
    assert [row.said for row in told.rows] == [{"name_zh": "甲", "district": "binhai"}]
    [problem] = told.problems
    assert (problem.code, problem.place.cell, problem.severity) == ("projects.head_unknown", "A3", "warning")


def test_a_column_that_stands_twice_is_an_error():
    told = read(book(["项目名称", "区", "District"], ["甲", "滨海新区", "北辰区"]), LISTS)
    assert [(one.code, one.place.cell, one.severity) for one in told.problems] == [
        ("projects.head_twice", "C1", "error")
    ]


def test_examples_empty_rows_and_hidden_sheets_are_passed_over():
    rows = [("No.", "项目名称"), ("示例（不登记）", "甲"), ("Example (not registered)", "乙"), (3, None), (4, "丙")]
    sheets = (Sheet("a", "一", tuple(rows)), Sheet("a", "二", tuple(rows), hidden=True))
    assert [row.said for row in read(Book("a", sheets), LISTS).rows] == [{"name_zh": "丙"}]


def test_a_book_without_a_head_or_without_rows_is_told():
    assert [one.code for one in read(book(["a", "b"]), LISTS).problems] == ["projects.sheet_headless"]
    assert [one.code for one in read(book(["项目名称", "区"]), LISTS).problems] == ["projects.sheet_rowless"]


@pytest.mark.parametrize(
    ("head", "cell", "field", "value"),
    [
        ("区", "滨海新区", "district", "binhai"), ("区", "BINHAI", "district", "binhai"),
        ("项目单位", "一汽丰田", "owner", "toyota"), ("包联领导", "王芳", "leader", "wang"),
        ("包联领导", "li.wei2", "leader", "li.wei2"), ("行业", "rail transit", "sector", "rail"),
        ("专项工程", "港口、航道", "programmes", ["ports"]),
        ("专项工程", "港口、航道；十大工程", "programmes", ["ports", "ten"]),
        ("专项工程", "Ten works, ports", "programmes", ["ten", "ports"]),
        ("产业链", "信创、集成电路,new_energy", "chains", ["it_innovation", "integrated_circuits", "new_energy"]),
        ("清单年度", Decimal("2022.0"), "list_year", 2022), ("清单年度", "２０２２", "list_year", 2022),
        ("计划开工", date(2022, 3, 1), "planned_start", date(2022, 3, 1)),
        ("计划开工", datetime(2022, 3, 1), "planned_start", date(2022, 3, 1)),
        ("总投资（万元）", 12, "parts", {"total": Decimal(120_000)}),
        ("总投资（万元）", "1.5亿元", "parts", {"total": Decimal(150_000_000)}),
        ("总投资（亿元）", Decimal("0.1"), "parts", {"total": Decimal(10_000_000)}),
        ("编号", 20220001, "local_number", "20220001"), ("项目代码", "2201－120116－89－01－12345x", "project_code",
         "2201-120116-89-01-12345X"), ("密级", "涉密", "secrecy", "secret"),
    ],
)  # fmt: skip
def test_a_cell_says(head, cell, field, value):
    found, problems = one(["项目名称", head], ["甲", cell])
    assert problems == []
    assert found == {"name_zh": "甲", field: value}


@pytest.mark.parametrize(
    ("head", "cell", "code"),
    [
        ("区", "河外区", "projects.unit_unnamed"), ("行业", "Tea", "projects.term_unknown"),
        ("阶段", "done", "projects.not_a_choice"), ("包联领导", "李伟", "projects.cell_ambiguous"),
        ("计划开工", "2022-02", "projects.cell_not_a_day"), ("计划开工", "2022-02-30", "projects.cell_not_a_day"),
        ("计划开工", "03/04/2021", "cells.day_ambiguous"), ("计划开工", "2022年底", "projects.cell_not_a_day"),
        ("计划开工", 44600, "projects.cell_not_a_day"), ("清单年度", "2022.5", "projects.cell_not_whole"),
        ("清单年度", True, "projects.cell_not_whole"), ("清单年度", "1e400", "projects.cell_not_whole"),
        ("总投资", 12, "money.unit_missing"), ("总投资（万元）", "12 or 13", "money.not_money"),
        ("经度", "east", "projects.cell_not_degrees"), ("经度", 181, "projects.cell_not_degrees"),
        ("英文名称", "x" * 301, "projects.cell_long"), ("区", Problem("sheet.error_value"), "sheet.error_value"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_told_in_its_place(head, cell, code):
    found, problems = one(["项目名称", head], ["甲", cell])
    assert ("B2", code) in problems
    assert found == {"name_zh": "甲"}


def test_half_a_place_and_half_a_capacity_are_told():
    assert one(["项目名称", "经度"], ["甲", 117])[1] == [("geometry", "projects.cell_half_place")]
    found, problems = one(["项目名称", "设计能力内容", "设计能力数量"], ["甲", "整车", 20])
    assert (found, problems) == ({"name_zh": "甲"}, [("capacities.0.measure", "projects.cell_half_capacity")])


@pytest.mark.parametrize("text", ["2022-2-8", "2022/02/08", "2022.2.8", "2022年2月8日", "20220208", "8 Feb 2022"])
def test_a_day_is_read_however_it_is_usually_written(text):
    assert day(text) == date(2022, 2, 8)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_day_or_a_head(text):
    HEADS.column(text)
    try:
        assert isinstance(day(text), date)
    except NotRead as no:
        assert no.problem.code in {"projects.cell_not_a_day", "cells.day_ambiguous"}


@given(st.one_of(st.text(max_size=20), st.integers(), st.booleans(), st.none(), st.decimals(allow_nan=False,
       allow_infinity=False), st.dates()), st.sampled_from(PLAIN))  # fmt: skip
def test_no_cell_breaks_its_column(cell, column):
    told = read(book(["项目名称", column.field], ["甲", cell]), LISTS)
    assert len(told.rows) <= 1
    assert all(math.isfinite(one) for row in told.rows for one in row.said.get("geometry", {}).get("coordinates", []))


def test_alike_names_are_found_among_many():
    names = [("1", "一汽丰田新能源汽车项目"), ("2", "天津地铁Z2线工程"), ("3", "Binhai library")]
    found = Alike(names)
    assert found.of("一汽丰田 新能源 汽车工程") == "1"
    assert found.of("天津地铁Z2线一期工程") == "2"
    assert found.of("天津地铁Z4线工程") is None, "a line with another number"
    assert found.of("北辰区污水处理厂") is None
