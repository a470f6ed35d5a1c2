import io
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyworks.formats.cells.words import words
from keyworks.formats.sheets.reading import read
from keyworks.imports.rules import mapping
from keyworks.imports.rules.suggesting import suggest
from keyworks.imports.rules.synonyms import CALLED, CHOICES, KEY, SNAPSHOT
from keyworks.imports.rules.targets import target
from keyworks.projects.files.sheet.columns import PLAIN, Entry
from keyworks.projects.rules.parts import ListClass, Secrecy, YearTag
from keyworks.projects.rules.stages import Stage

DATA = next((one / "shared/data" for one in Path(__file__).resolve().parents if (one / "shared/data").is_dir()), None)
REAL = pytest.mark.skipif(DATA is None, reason="the real lists of ../shared/data are not here")
LISTS = {
    "district": [Entry("binhai", "滨海新区", "Binhai"), Entry("beichen", "北辰区", "Beichen")],
    "department": [Entry("industry", "市工业和信息化局", "Bureau of Industry")],
    "person": [Entry("wang", "王芳", "Wang Fang")],
    "nature": [Entry("new_build", "新建", "New"), Entry("extension", "扩建", "Extension")],
    "party_role": [Entry("contractor", "施工单位", "Contractor"), Entry("designer", "设计单位", "Designer")],
}


def suggested(table, lists=LISTS, **options):
    document = suggest(list(table), list(table.values()), lists, **options)
    reasons = document.pop("reasons")
    assert isinstance(mapping.read({"name": "x", **document}), mapping.Mapping)
    return document, {head: one["to"] for head, one in reasons.items()}, reasons


CHINESE = {
    "序号": ["1", "2", "3"],
    "项目名称": ["某某路改造工程", "某某零部件生产线", "某某医院"],
    "项目代码": ["2201-120116-89-01-123456", "2201-120116-89-01-12345X", "2103-120113-04-01-654321"],
    "建设单位": ["甲公司", "乙公司", "丙医院"],
    "所属区": ["滨海新区", "北辰区", "滨海新区"],
    "建设性质": ["新建", "扩建", "新建"],
    "建设规模及内容": ["道路3公里", "新建总装车间", "床位500张"],
    "总投资（万元）": ["12,000", "35000", "8000"],
    "2022年计划投资（万元）": ["2000", "5000", "3000"],
    "2022年1-3月累计完成投资（万元）": ["200", "500", "300"],
    "计划开工时间": ["2022年3月", "2021年二季度", "2022.5.1"],
    "计划竣工时间": ["2023年底", "2023年12月", "2024年"],
    "项目状态": ["拟开工", "在建", "拟开工"],
    "年度标签": ["新开工", "续建", "新开工"],
    "行业主管部门": ["市工业和信息化局", "市交通委", "市卫健委"],
    "包联领导": ["王芳", "王芳", "王芳"],
    "施工单位": ["丁建工", "戊建工", "己建工"],
    "存在问题": ["无", "征地慢", "无"],
    "填报月份": ["2022年3月", "2022年3月", "2022年3月"],
}


def test_a_list_in_chinese_is_understood():
    document, meant, _reasons = suggested(CHINESE)
    assert meant == {
        "项目名称": "name_zh", "项目代码": "project_code", "建设单位": "owner", "所属区": "district",
        "建设性质": "nature",
        "建设规模及内容": "scope_zh", "总投资（万元）": "parts.total", "2022年计划投资（万元）": "amounts",
        "计划开工时间": "planned_start", "计划竣工时间": "planned_finish", "项目状态": "stage", "年度标签": "year_tag",
        "行业主管部门": "lead_department", "包联领导": "leader", "施工单位": "party.contractor", "填报月份": "snapshot",
    }  # fmt: skip
    assert document["money"] == {"currency": "", "unit": "wan"}
    assert (document["key"], document["snapshot"], document["rows"]) == (
        ["项目代码"],
        {"column": "填报月份"},
        "project",
    )
    specs = {one.get("from", ""): one for one in document["columns"]}
    assert specs["2022年计划投资（万元）"] == {"from": "2022年计划投资（万元）", "to": "amounts", "year": 2022}
    assert specs["项目状态"]["values"] == {"拟开工": "ready", "在建": "building"}
    assert specs["年度标签"]["values"] == {"新开工": "new", "续建": "continuing"}
    assert specs["行业主管部门"]["open"] and "open" not in specs["所属区"]
    assert specs[""] == {"fixed": "infrastructure", "to": "variant"}


def test_values_tell_what_a_name_does_not():
    _document, meant, reasons = suggested(
        {
            "A": ["甲项目", "乙项目"],
            "B": ["滨海新区", "北辰区"],
            "C": ["2201-120116-89-01-123456", "2201-120116-89-01-12345X"],
            "D": ["续建", "新开工"],
            "E": ["12000000", "350000"],
        }
    )
    assert meant == {"B": "district", "C": "project_code", "D": "year_tag", "E": "parts.total"}
    assert {reasons[head]["why"] for head in meant} == {"values"}
    assert reasons["E"]["sure"] == "guess"


def test_values_speak_against_a_name():
    table = {"Name": ["Road", "Bridge"], "Stage 1": ["2020-01-01", "2021-05-06"], "Budget": ["see annex", "open"]}
    assert suggested(table)[1] == {"Name": "name_zh"}


def test_the_order_of_days_is_proved_by_the_columns_and_else_left_open():
    table = {
        "Name": ["Road", "Bridge"],
        "Start date": ["03/04/2021", "13/04/2021"],
        "End date": ["03/05/2022", "04/05/2022"],
    }
    assert suggested(table)[0]["days"] == "dmy"
    assert suggested({**table, "Start date": ["03/04/2021", "01/04/2021"]})[0]["days"] == ""
    other = suggested({**table, "End date": ["03/25/2022", "04/05/2022"]})[0]
    assert (other["days"], [one.get("days") for one in other["columns"] if "days" in one]) == ("dmy", ["mdy"])


@pytest.mark.parametrize(
    ("day", "amount", "wrong"), [("PNS", "TBC", "leave"), ("待定", "若干", "leave"), ("—", "无", None)]
)
def test_words_among_days_and_amounts_are_left_out_and_asked_about_where_they_may_say_something(day, amount, wrong):
    table = {
        "Name": ["a", "b", "c"],
        "Planned end date": ["12/31/2020", day, "12/30/2020"],
        "Total cost ($m)": ["1.5", amount, "2"],
    }
    specs = {one["to"]: one for one in suggested(table)[0]["columns"] if "from" in one}
    for to in ("planned_finish", "parts.total"):
        assert (specs[to].get("wrong"), specs[to].get("nothing")) == (wrong, None)
    many = {**table, "Planned end date": {"12/31/2020": 9, **{f"see note {at}": 1 for at in range(50)}}}
    many |= {"Name": {f"n{at}": 1 for at in range(59)}}
    assert {"from": "Planned end date", "to": "planned_finish", "wrong": "leave"} in suggested(many)[0]["columns"]


@pytest.mark.parametrize(
    ("head", "values", "currency", "unit"),
    [
        ("Whole life cost (£million)", ["1.5", "2"], "GBP", "m"), ("Total cost £m", ["1.5", "2"], "GBP", "m"),
        ("Total cost", ["£1.5m", "£2m"], "GBP", "yuan"), ("Budget (ZAR)", ["100", "200"], "ZAR", "yuan"),
        ("total_cost_rands", ["100", "200"], "ZAR", "yuan"), ("总投资（亿元）", ["1.5", "2"], "", "yi"),
        ("Total cost (US$ bn)", ["1", "2"], "USD", "bn"), ("Total budget", ["100", "200"], "", "yuan"),
        ("项目总投资(万美元)", ["100", "200"], "USD", "wan"),
    ],
)  # fmt: skip
def test_money_is_named_by_heads_or_signs(head, values, currency, unit):
    document, meant, _reasons = suggested({"Name": ["a", "b"], head: values})
    assert meant[head] == "parts.total"
    assert document["money"] == {"currency": currency, "unit": unit}


def test_a_project_with_more_rows_than_snapshots_has_several():
    table = {
        "ID": {"A1": 7, "B2": 7},
        "Name": {"x": 7, "y": 7},
        "Amount": {"5": 14},
        "Financial year": {"2015": 7, "2016": 7},
    }
    document, _meant, _reasons = suggested(table)
    assert (document["rows"], document["snapshot"]) == ("several", None)
    assert next(one for one in document["columns"] if one["to"] == "amounts")["year"] == {"column": "Financial year"}
    history = {"ID": {"A1": 2, "B2": 2}, "Name": {"x": 2, "y": 2}, "Report date": {"2015-01-01": 2, "2016-01-01": 2}}
    document, _meant, _reasons = suggested(history)
    assert (document["rows"], document["snapshot"], document["absent"]) == (
        "project",
        {"column": "Report date"},
        "unreported",
    )


def test_a_list_without_names_is_named_by_its_key():
    document, _meant, _reasons = suggested({"ID": ["Q1", "Q2"], "Start date": ["2020-01-01", "2020-05-01"]})
    assert {"from": "ID", "to": "name_zh"} in document["columns"]


def test_every_target_and_code_of_the_synonyms_is_one():
    assert all(name in {SNAPSHOT, KEY} or target(name) for name in CALLED)
    kinds = {"stage": Stage, "year_tag": YearTag, "list_class": ListClass, "secrecy": Secrecy}
    assert all(set(words.values()) <= set(kinds[of]) for of, words in CHOICES.items())


@pytest.mark.parametrize("column", [one for one in PLAIN if one.field in CALLED], ids=lambda one: one.field)
def test_a_column_called_as_our_own_sheet_calls_it_is_understood(column):
    for head in (column.zh, column.en):
        if column.field not in {"name_en", "scope_en"}:
            assert suggest([head], [[]], LISTS)["reasons"].get(head, {}).get("to") == column.field


HEADS = st.one_of(
    st.sampled_from(sorted({phrase for one in CALLED.values() for phrase in one.phrases})), st.text(max_size=220)
)
CELLS = st.one_of(
    st.text(max_size=30), st.sampled_from(["2020", "12/31/2020", "£1.5m", "在建", "DOER", "7"]), st.dates()
)


@settings(max_examples=150)
@given(st.lists(st.tuples(HEADS, st.lists(CELLS, max_size=8)), min_size=1, max_size=8))
def test_whatever_a_list_holds_the_suggestion_is_a_mapping(columns):
    heads, samples = [head for head, _ in columns], [values for _, values in columns]
    document = suggest(heads, samples, LISTS, name="x")
    reasons = document.pop("reasons")
    found = mapping.read(document)
    if isinstance(found, list):
        assert {one.code for one in found} == {"imports.mapping_lacks"} and not document["columns"]
    assert set(reasons) <= set(heads)


NAMES = {
    "nyc_capital_changes/dev_reported_to_2018-03.csv": """
        Date Reported As Of = snapshot; PID = key; Project Name = name_zh; Description = scope_zh; Category = category
        Borough = district; Managing Agency = lead_department; Client Agency = owner; Current Phase = stage
        Budget Forecast = parts.total; Forecast Completion = planned_finish""",
    "uk_gmpp/raw/uk_2014.csv": """
        Project name = name_zh; Department = lead_department; Description / Aims = scope_zh
        Project - Start Date = planned_start; Project - End Date = planned_finish; 2013/2014 Budget = amounts
        Total budgeted whole life costs = parts.total""",
    "uk_gmpp/raw/uk_2018.csv": """
        project_name = name_zh; department = lead_department; description_aims = scope_zh; start_date = planned_start
        end_date = planned_finish; yearly_budget = amounts; wlc_baseline_incl_NCG = parts.total; year = snapshot""",
    "uk_gmpp/raw/uk_2021.csv": """
        year = snapshot; project_number = local_number; project_name = name_zh; department = lead_department
        report_category = category; description_aims = scope_zh; start_date = planned_start; end_date = planned_finish
        total_baseline = amounts; wlc_baseline_incl_NCG = parts.total""",
    "uk_gmpp/official/GMPP_March_2022.csv": """
        GMPP ID Number = key; Project Name = name_zh; Department = lead_department; Annual Report Category = category
        Description / Aims = scope_zh; Project - Start Date = planned_start; Project - End Date = planned_finish
        TOTAL Baseline Whole Life Costs = parts.total; Financial Year Baseline = amounts""",
    "nz_pipeline/NZ_Infrastructure_Database.csv": """
        PrimaryKey = key; ProcuringAgencyOrganisation = owner; ProjectName = name_zh; ProjectShortDescription = scope_zh
        ProjectStatus = stage; ProjectRegion = district; ProjectSector = sector
        EstimatedProjectValueRange = parts.total; EstimatedQuarterConstructionStart = planned_start
        EstimatedQuarterConstructionCompletion = planned_finish; DateAddedtoDataRelease = snapshot""",
    "sa_infrastructure/infrastructure-projects-2019-20.csv": """
        government_institution = lead_department; sector = sector; project_name = name_zh
        project_description = scope_zh; nature_of_investment = nature; infrastructure_type = category
        current_project_stage = stage; total_project_cost = parts.total; amount_rands = amounts; project_slug = key""",
    "sa_infrastructure/test_import_prov_infra_projects.xlsx": """
        Project ID = key; Project No = local_number; Project Name = name_zh; Department = lead_department
        Local Municipality = district; Latitude = lat; Longitude = lon; Project Status = stage
        Estimated Construction Start Date = planned_start; Estimated Project Completion Date = planned_finish
        Construction Costs = parts.construction; Total Project Cost = parts.total; Nature of Investment = nature
        Project Contractor = party.contractor""",
    "nyc_schools/2018.csv": "Project Name = name_zh; Phase = stage; Project Budget = parts.total",
    "nyc_schools/2024-06-30.csv": """
        Project Geographic District = district; Project School Name = name_zh; Project Type = category
        Project Description = name_zh; Project Status Name = stage; Project Phase Actual Start Date = started_on
        Project Phase Planned End Date = planned_finish; Project Phase Actual End Date = finished_on
        Project Budget Amount = parts.total""",
    "melbourne_water/Capital_Delivery_Project_deidentified.csv": """
        ID = key; FFC = parts.total; Delivery Program = programmes; Owner Group = owner; Stage2 = planned_finish""",
    "nyc_commitments/2016-Oct_projects.csv": """
        managingagency = lead_department; projectid = key; description = name_zh; totalcost = parts.total""",
}
"""File → the columns of it that have a home in the register, and which: judged by hand."""
ACROSS = {"uk_gmpp/raw/uk_2014.csv"}


def laid(name):
    book = read(io.BytesIO((DATA / name).read_bytes()), name=Path(name).name)
    rows = [*book.sheets[0].rows]
    heads, *records = [*zip_longest(*rows)] if name in ACROSS else rows
    table = {}
    for at, head in enumerate(map(words, heads)):
        values = table.setdefault(head, {})
        for record in records:
            if at < len(record) and (said := words(record[at])):
                values[said] = values.get(said, 0) + 1
    return table


def judged(name):
    """What was suggested wrongly, and how many columns have a home."""
    document, meant, _reasons = suggested(laid(name))
    said = {" ".join(head.split("(")[0].split()): to for head, to in meant.items()}
    if document["snapshot"]:
        said[document["snapshot"]["column"]] = SNAPSHOT
    pairs = [pair.split(" = ") for pair in NAMES[name].replace("\n", ";").split(";") if pair.strip()]
    wanted = {head.strip().split(" £")[0]: to.strip() for head, to in pairs}
    wrong = {head: said.get(head, "") for head, to in wanted.items() if said.get(head) != to}
    return wrong | {head: to for head, to in said.items() if head not in wanted}, len(wanted)


@REAL
def test_nearly_every_column_of_real_lists_is_suggested_right():
    found = {name: judged(name) for name in NAMES}
    wrong = {name: one for name, (one, _of) in found.items() if one}
    assert wrong == {
        "uk_gmpp/official/GMPP_March_2022.csv": {"Financial Year Baseline": ""},
        "melbourne_water/Capital_Delivery_Project_deidentified.csv": {"Stage2": ""},
    }
    assert sum(of for _one, of in found.values()) == 101


@REAL
def test_what_a_real_list_is_as_a_whole_is_suggested():
    def whole(name):
        document, _meant, _reasons = suggested(laid(name))
        return [document[part] for part in ("money", "days", "key", "snapshot", "rows")]

    dollars = {"currency": "", "unit": "yuan"}
    assert whole("nyc_capital_changes/dev_reported_to_2018-03.csv") == [
        dollars, "mdy", ["PID"], {"column": "Date Reported As Of"}, "project",
    ]  # fmt: skip
    assert whole("uk_gmpp/raw/uk_2014.csv") == [{"currency": "GBP", "unit": "m"}, "dmy", [], None, "project"]
    assert whole("sa_infrastructure/infrastructure-projects-2019-20.csv") == [
        {"currency": "ZAR", "unit": "yuan"}, "", ["project_slug"], None, "several",
    ]  # fmt: skip
    assert whole("nyc_schools/2024-06-30.csv") == [
        dollars, "mdy", ["Project School Name", "Project Description"], None, "several",
    ]  # fmt: skip
