"""The mappings that come with Keyworks, on invented rows of a year that nobody has seen yet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import pytest

from keyworks.imports.rules.hearing import Hearer
from keyworks.imports.rules.mapping import document, read
from keyworks.imports.rules.specs import Mapping
from keyworks.values.problems import Place, Severity
from tests.real.data import MAPPINGS
from tests.real.runs import DAY, LISTS

NAMES = sorted(path.stem for path in MAPPINGS.glob("*.json"))


def said(name):
    return json.loads((MAPPINGS / f"{name}.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Row:
    number: int
    cells: tuple

    def place(self, at):
        return Place(cell=f"{chr(65 + at)}{self.number + 1}")


def hear(name, row, *, file="list.csv", currency):
    """What a row, head → cell, says by a mapping."""
    hearer = Hearer(read(said(name)), tuple(row), LISTS, day=DAY, currency=currency, name=file)
    assert not [one for one in hearer.problems if one.severity is Severity.ERROR]
    return hearer.heard(Row(1, tuple(row.values())))


@pytest.mark.parametrize("name", NAMES)
def test_a_mapping_is_sound_and_says_in_both_languages_what_it_is_for(name):
    mapping = read(said(name))
    assert isinstance(mapping, Mapping), mapping
    assert read(document(mapping)) == mapping
    assert mapping.name == name and mapping.files
    assert all(mapping.title.get(tongue) and mapping.note.get(tongue) for tongue in ("zh", "en"))


def test_new_york_with_other_heads_another_phase_and_two_boroughs():
    row = hear(
        "nyc-capital-changes",
        {
            "date_reported_as_of": "10/01/2023", "pid": "912", "PROJECT_NAME": "A new sewer",
            "Borough": "Queens, Bronx",
            "Current Phase": "Something new", "Budget_Forecast": "$1,250,000", "Forecast Completion": "TBD",
            "Priority": "High",
        },
        currency="USD",
    )  # fmt: skip
    assert not row.refused and (row.key, row.on) == ("912", date(2023, 10, 1))
    assert row.facts["parts"] == {"total": {"fen": 125_000_000}}
    assert "district" not in row.facts and "stage" not in row.facts and "planned_finish" not in row.facts
    assert row.facts["extras"] | {"Borough": "Queens, Bronx", "Priority": "High"} == row.facts["extras"]


def test_a_misspelt_borough_is_the_one_it_means():
    row = hear("nyc-capital-changes", {"Date Reported As Of": "10/01/2023", "PID": "1", "Project Name": "A bridge",
                                       "Borough": "Manhatten"}, currency="USD")  # fmt: skip
    assert row.facts["district"] == "manhattan"


def test_the_united_kingdom_a_year_later_with_days_in_another_order():
    row = hear(
        "uk-gmpp-official",
        {
            "GMPP ID Number": "DFT_0001_2223-Q1", "Project Name": "A railway (Phase 1)", "Department": "DESNZ",
            "Annual Report Category": "Infrastructure and Construction",
            "NISTA Delivery Confidence Assessment (three points)": "Amber",
            "Project - Start Date (Latest Approved Start Date)": "03/04/2021",
            "Project - End Date (Latest Approved End Date)": "Exempt under Section 35 of the Act",
            "Financial Year Baseline (£m) (including Non-Government Costs)": "£1,234.50",
            "TOTAL Baseline Whole Life Costs (£m)": "Data not provided",
        },
        file="GMPP_March_2023.csv", currency="GBP",
    )  # fmt: skip
    assert not row.problems and (row.key, row.on) == ("DFT_0001_2223-Q1", date(2023, 3, 31))
    assert row.facts["planned_start"] == "2021-04-03" and "planned_finish" not in row.facts
    assert row.facts["amounts"] == {"2022.unspecified": {"fen": 1_234_500_000_00}} and "parts" not in row.facts
    assert row.names == ("a railway phase 1", "a railway")


def test_an_older_year_of_the_united_kingdom_names_its_financial_year_in_the_head():
    row = hear(
        "uk-gmpp-2014-2017",
        {
            "Project name": "A museum", "Department": "DCMS", "MPA RAG rating": "Amber",
            "Project - Start Date": "01/02/2010", "Project - End Date": "TBC", "2012/2013 Budget (£m)": "12.5",
            "2012/2013 Forecast (£m)": "11", "Total budgeted whole life costs (£m)": "£40",
        },
        file="uk_2013.csv", currency="GBP",
    )  # fmt: skip
    assert not row.problems and row.on == date(2012, 9, 30)
    assert row.facts["amounts"] == {"2012.unspecified": {"fen": 1_250_000_000}}
    assert row.facts["parts"]["total"]["fen"] == 4_000_000_000


def test_a_code_of_the_schools_that_nobody_has_seen_says_nothing():
    row = hear(
        "nyc-schools",
        {
            "Project Geographic District": "7", "Project Building Identifier": "X001", "Project School Name": "P.S. 1",
            "Project Type": "SCA NEW", "Project Description": "ROOFS", "Project Phase Name": "Construction",
            "Project Status Name": "On hold", "Project Phase Actual Start Date": "7/1/2025",
            "Project Phase Planned End Date": "XYZ", "Project Phase Actual End Date": "",
            "Project Budget Amount": "XYZ", "DSF Number(s)": "DSF1",
        },
        file="Schedules_20260630.csv", currency="USD",
    )  # fmt: skip
    assert not row.problems and row.on == date(2026, 6, 30)
    assert row.component == {"kind": "phase", "name_zh": "Construction", "started_on": "2025-07-01"}
    assert "parts" not in row.facts and row.facts["extras"]["Budget of the phase (code)"] == "XYZ"


def test_an_agency_without_a_name_keeps_its_number_and_a_financial_year_ends_in_june():
    row = hear(
        "nyc-commitments",
        {
            "budgetline": "AG-1", "fmsnumber": "1", "managingagency": "099", "projectid": "P1", "description": "A pool",
            "commitmentcode": "CONS", "citycost": "1000", "noncitycost": "-500", "plancommdate": "07/18",
        },
        file="2018-Apr_commitments.csv", currency="USD",
    )  # fmt: skip
    assert not row.refused and (row.key, row.on) == ("99 · P1", date(2018, 4, 1))
    assert row.facts["amounts"] == {"2019.municipal": {"fen": 100_000}, "2019.other": {"fen": -50_000}}
    assert row.facts["lead_department"] == "099"


def test_a_quarter_of_south_africas_financial_year():
    row = hear("sa-infrastructure", {"Project ID": "5", "Project Name": "A clinic", "Project Status": "Works on site",
                                     "Total Project Cost": "R 1 000 000"},
               file="report-2020-q4.xlsx", currency="ZAR")  # fmt: skip
    assert row.on == date(2021, 3, 31)
    assert row.facts["stage"] == "building"
