from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from keyworks.imports.rules.openings import LONGEST, Openings, slug
from keyworks.imports.tests.made import HEADS, LISTS, PLAIN, Record, codes, column, hear, hearer, understood
from keyworks.projects.files.sheet.columns import Entry
from keyworks.values.problems import Problem

FORMULA = Problem("sheet.formula_uncalculated")
ROW = ("P-1", "East Road", "East", "31/12/2025", "1,000,000")


def test_a_row_says_its_project_and_the_cells_of_its_figures():
    row = hear(ROW)
    assert (row.key, row.on, row.problems) == ("P-1", date(2024, 6, 30), [])
    assert row.facts == {
        "name_zh": "East Road", "district": "d1", "planned_finish": "2025-12-31",
        "parts": {"total": {"fen": 100_000_000}},
    }  # fmt: skip
    assert row.cells == {"planned_finish": "D2", "parts.total": "E2"}


def test_what_is_wrong_stands_at_its_cell():
    row = hear(("P-1", "East Road", "North", "soon", "much"))
    assert codes(row) == [
        ("imports.value_unknown", "error", "C2"),
        ("cells.not_a_day", "error", "D2"),
        ("money.not_money", "error", "E2"),
    ]
    assert row.refused
    assert row.problems[0].params == {"text": "North", "list": "district", "to": "district"}


def test_a_cell_that_may_be_left_out_is_asked_about():
    row = hear((*ROW, "much"), column(to="parts.land", wrong="leave", **{"from": "Land"}), (*HEADS, "Land"))
    assert codes(row) == [("money.not_money", "warning", "F2")]
    assert not row.refused
    assert row.facts["parts"] == {"total": {"fen": 100_000_000}}


def test_days_that_cannot_be_are_questions_in_somebody_elses_list():
    heads = (*HEADS, "Start")
    row = hear((*ROW[:3], "31/12/2020", "-5", "01/02/2021"), column(to="planned_start", **{"from": "Start"}), heads)
    assert codes(row) == [("projects.ends_before_start", "warning", "D2"), ("projects.money_negative", "warning", "E2")]
    row = hear((*ROW, "01/07/2024"), column(to="started_on", **{"from": "Start"}), heads)
    assert codes(row) == [("projects.not_yet", "warning", "F2")]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("P-1", "", "East"), ("projects.name_missing", "error", "B2")),
        (("", "East Road", "East"), ("imports.key_blank", "error", "A2")),
        (("P-1", "绝密项目", "East"), ("projects.secret_word", "error", "B2")),
        (("P-1", "East Road", "East", FORMULA), ("sheet.formula_uncalculated", "error", "D2")),
    ],
)  # fmt: skip
def test_rows_that_are_refused(cells, problem):
    assert codes(hear(cells)) == [problem]


@pytest.mark.parametrize("said", ["机密", " Secret ", "Ｔop Secret", "秘密"])
def test_a_cell_that_marks_a_secret_refuses_its_row_in_whatever_column(said):
    row = hear((*ROW, said), heads=(*HEADS, "Class"))
    assert codes(row) == [("projects.secret", "error", "F2")]
    assert "extras" not in row.facts


def test_a_column_that_no_list_of_ours_has_is_kept_as_it_is():
    row = hear((*ROW, Decimal("3.50"), date(2020, 1, 2)), heads=(*HEADS, "Share", "Seen on"))
    assert row.facts["extras"] == {"Share": "3.50", "Seen on": "2020-01-02"}


def test_theirs_become_ours_by_word_by_code_and_by_pattern():
    values = {"E": "d1", "Wst": "West", "/^city ?wide$/": None, "/./": "d2"}
    mapping = understood(columns=[PLAIN["columns"][0], {"from": "District", "to": "district", "values": values}])
    said = [hear(("P-1", "A", word), mapping).facts.get("district") for word in ("E", "Wst", "CITYWIDE", "elsewhere")]
    assert said == ["d1", "d2", None, "d2"]


def test_a_word_that_no_list_knows_becomes_an_entry_once():
    mapping = understood(columns=[PLAIN["columns"][0], {"from": "District", "to": "district", "open": True}])
    hears = hearer(mapping)
    rows = [
        hears.heard(Record(n, ("P-1", "A", word))) for n, word in enumerate(["North End", "north  end", "East", "d-2"])
    ]
    assert [row.facts["district"] for row in rows] == ["north-end", "north-end", "d1", "d-2"]
    assert [tuple(one) for one in hears.openings.made.values()] == [
        ("district", "north-end", "North End"), ("district", "d-2", "d-2"),
    ]  # fmt: skip
    assert rows[0].opens == rows[1].opens != ()
    assert rows[2].opens == ()


def test_codes_of_new_entries_never_meet_one_that_stands():
    openings = Openings({"district": [Entry("dep", "D")], "department": [Entry("dep-2", "E")], "sector": []})
    assert openings.of("owner", "DEP").code == "dep-3"
    assert openings.of("sector", "DEP").code == "dep"
    assert openings.of("owner", "Dep").code == "dep-3"


@pytest.mark.parametrize(
    ("word", "code"),
    [("Staten Island", "staten-island"), ("Parks & Streets", "parks-streets"), ("Zürich", "zurich"), ("DEP", "dep")],
)
def test_a_code_is_made_from_its_word(word, code):
    assert slug(word) == code


@pytest.mark.parametrize(
    "word", ["市政道路", "/", "A very long name of an agency that nobody would type " * 3, "水务A"]
)
def test_words_without_letters_or_with_too_many_have_a_short_code_of_their_own(word):
    assert slug(word) == slug(word)
    assert 0 < len(slug(word)) <= LONGEST
    assert slug(word).replace("-", "").isalnum()
    assert slug(word) != slug(f"{word}x")


def test_amounts_of_years_by_head_by_column_and_by_file():
    heads = ("ID", "Name", "2022 Budget", "2023 Budget", "Line", "Year")
    mapping = understood(
        columns=[
            {"from": "Name", "to": "name_zh"},
            {"like": "^(?P<year>\\d{4}) Budget", "to": "amounts", "fund": "own"},
            {"from": "Line", "to": "amounts", "year": {"column": "Year", "add": -1}, "fund": "bond"},
        ]
    )
    row = hear(("P-1", "A", "10", "", "7", "2019/20"), mapping, heads)
    assert row.facts["amounts"] == {"2022.own": {"fen": 1000}, "2018.bond": {"fen": 700}}
    assert row.cells == {"amounts.2022.own": "C2", "amounts.2018.bond": "E2"}
    assert codes(hear(("P-1", "A", "10", "", "7", "soon"), mapping, heads)) == [("imports.year_unread", "error", "E2")]


def test_a_year_that_ends_in_june_is_named_by_its_end():
    year = {"column": "When", "form": "(?P<month>\\d\\d)/(?P<year>\\d\\d)", "ends": 6}
    heads = ("ID", "Name", "Cost", "When")
    mapping = understood(columns=[PLAIN["columns"][0], {"from": "Cost", "to": "amounts", "year": year, "fund": "own"}])
    said = [
        list(hear(("P-1", "A", "1", when), mapping, heads).facts["amounts"]) for when in ("06/20", "07/20", "12/19")
    ]
    assert said == [["2020.own"], ["2021.own"], ["2020.own"]]


@pytest.mark.parametrize(
    ("snapshot", "name", "cell", "on"),
    [
        ({"on": "2022-03-31"}, "a.csv", "", date(2022, 3, 31)),
        ({"file": "(\\d{4})-(\\d{2})-(\\d{2})"}, "list 2023-05-06.csv", "", date(2023, 5, 6)),
        ({"file": "(\\d{4})", "month": 9, "day": 30, "add": -1}, "uk_2018.csv", "", date(2017, 9, 30)),
        ({"file": "(?P<year>\\d{4})-(?P<month>[A-Z][a-z]{2})", "day": 1}, "2016-Oct_x.csv", "", date(2016, 10, 1)),
        ({"file": "(?P<year>20\\d{2})-q(?P<quarter>[1-4])", "starts": 4}, "2018-q4.xlsx", "", date(2019, 3, 31)),
        ({"file": "(?P<year>20\\d{2})-q(?P<quarter>[1-4])"}, "2018-q2.xlsx", "", date(2018, 6, 30)),
        ({"column": "As of"}, "a.csv", "05/01/2014", date(2014, 1, 5)),
        ({"column": "As of"}, "a.csv", "2015-Q1", date(2015, 3, 31)),
        ({"column": "As of", "month": 2, "day": 31}, "a.csv", "2019", date(2019, 2, 28)),
        (None, "2016.csv", "", date(2024, 6, 30)),
    ],
)
def test_of_which_day_a_row_speaks(snapshot, name, cell, on):
    row = hearer(understood(snapshot=snapshot), (*HEADS, "As of"), name=name).heard(Record(1, (*ROW, cell)))
    assert (row.on, row.problems) == (on, [])


def test_a_row_of_no_day_or_of_a_day_to_come_is_refused():
    mapping = understood(snapshot={"column": "As of"})
    assert codes(hear((*ROW, "soon"), mapping, (*HEADS, "As of"))) == [("cells.not_a_day", "error", "F2")]
    assert codes(hear((*ROW, ""), mapping, (*HEADS, "As of"))) == [("imports.snapshot_unread", "error", "F2")]
    assert codes(hear((*ROW, "01/07/2024"), mapping, (*HEADS, "As of"))) == [("imports.snapshot_future", "error", "F2")]


def test_a_file_whose_name_says_no_day_speaks_of_today_and_asks():
    hears = hearer(understood(snapshot={"file": "(\\d{4})-q(\\d)"}))
    assert [(one.code, str(one.severity)) for one in hears.problems] == [("imports.snapshot_not_in_name", "warning")]
    assert hears.heard(Record(1, ROW)).on == date(2024, 6, 30)


@pytest.mark.parametrize(("wanted", "total"), [("keep", None), ("low", 100_00), ("high", 250_00), ("middle", 175_00)])
def test_a_range_is_kept_as_it_is_written_and_taken_as_wanted(wanted, total):
    mapping = column(to="parts.land", range=wanted, **{"from": "Value"})
    row = hear((*ROW, "100 - 250"), mapping, (*HEADS, "Value"))
    assert row.facts["extras"] == {"Value": "100 - 250"}
    assert row.facts["parts"].get("land") == (total and {"fen": total})


def test_columns_are_joined_filled_into_templates_cut_and_fixed():
    heads = ("ID", "Name", "Road", "Place")
    mapping = understood(
        columns=[
            {"from": ["Name", "Road"], "join": ", ", "to": "name_zh"},
            {"template": "NYC-{ID}", "to": "local_number"},
            {"from": "Place", "match": "^(-?[\\d.]+),", "to": "lat"},
            {"from": "Place", "match": ", *(-?[\\d.]+)$", "to": "lon"},
            {"fixed": "infrastructure", "to": "variant"},
        ]
    )
    row = hear(("7", "A", "B", "38.5, 117.25"), mapping, heads)
    assert row.facts == {
        "variant": "infrastructure", "name_zh": "A, B", "local_number": "NYC-7",
        "geometry": {"type": "Point", "coordinates": [117.25, 38.5]},
    }  # fmt: skip
    assert hear(("7", "A", "", ""), mapping, heads).facts["name_zh"] == "A"


def test_a_code_of_another_country_is_kept_beside_and_not_refused():
    row = hear((*ROW, "GMPP-7"), column(to="project_code", **{"from": "Code"}), (*HEADS, "Code"))
    assert codes(row) == [("projects.code_form", "warning", "F2")]
    assert ("project_code" in row.facts, row.facts["extras"]) == (False, {"Code": "GMPP-7"})


def test_an_amount_finer_than_a_coin_is_rounded_and_told():
    row = hear((*ROW[:4], "10.125"))
    assert (row.facts["parts"], codes(row)) == ({"total": {"fen": 1012}}, [("imports.rounded", "note", "E2")])


def test_a_list_in_another_money_is_not_read_as_ours():
    hears = hearer(understood(money={"currency": "USD", "unit": "m"}))
    assert [(one.code, dict(one.params)) for one in hears.problems] == [
        ("imports.currency_other", {"theirs": "USD", "ours": "CNY"})
    ]
    assert hearer(understood(money={"currency": "USD", "unit": "m"}), currency="USD").problems == []


def test_rows_that_are_no_projects_are_skipped():
    mapping = understood(skip=[{"column": "Name", "like": "^total"}])
    assert [hear(("1", name), mapping).skipped for name in ("TOTAL of roads", "Road")] == ["mapping", ""]


def test_without_a_key_a_project_is_known_by_its_code_its_number_or_its_name_and_unit():
    columns = [{"from": "Name", "to": "name_zh"}, {"from": "No", "to": "local_number"}, {"from": "Unit", "to": "owner"}]
    mapping, heads = understood(key=[], columns=columns), ("No", "Name", "Unit")
    said = [
        hear(row, mapping, heads).key for row in (("K1", "A road", ""), ("", "A Road", "水务集团"), ("", "A road", ""))
    ]
    assert said == ["K1", "aroad|u1", "aroad"]


def test_a_row_is_a_part_of_its_project():
    mapping = understood(
        rows="several",
        component={"name": ["Phase"], "kind": "line", "planned_finish": {"from": "Phase end"}},
    )
    row = hear((*ROW, "Design", "2024-Q4"), mapping, (*HEADS, "Phase", "Phase end"))
    assert row.component == {"kind": "line", "name_zh": "Design", "planned_finish": "2024-12-31"}


def test_the_names_of_parties_keep_their_role_and_a_wrong_credit_code_is_left_out():
    mapping = column(to="party.designer", **{"from": "Design"})
    row = hear((*ROW, "水务集团；Build & Sons 91350100M000100Y44"), mapping, (*HEADS, "Design"))
    assert row.facts["parties"] == [{"role": "designer", "unit": "u1"}, {"role": "designer", "name_zh": "Build & Sons"}]
    assert [(one.code.split(".")[0], str(one.severity)) for one in row.problems] == [("credit_code", "warning")]


def test_a_name_too_long_refuses_its_row_or_is_cut_and_kept_whole_beside():
    long = "Long " * 60
    assert codes(hear(("P-1", long))) == [("projects.cell_long", "error", "B2")]
    mapping = understood(columns=[{"from": "Name", "to": "name_zh", "wrong": "leave"}])
    row = hear(("P-1", long), mapping, HEADS[:2])
    assert codes(row) == [("projects.cell_long", "warning", "B2")]
    assert len(row.facts["name_zh"]) == 200
    assert row.facts["extras"] == {"Name": long.strip()}


def test_lists_that_are_not_there_know_nothing():
    row = hearer(column(to="category", **{"from": "Kind"}), (*HEADS, "Kind")).heard(Record(1, (*ROW, "roads")))
    assert codes(row) == [("imports.value_unknown", "error", "F2")]
    assert "category" not in LISTS
