"""Real lists of cities and governments, read where they lie beside the code."""

from pathlib import Path

import pytest

from keyworks.formats.layout.finding import find
from keyworks.formats.layout.table import table
from keyworks.formats.sheets.book import Book
from keyworks.formats.sheets.reading import read

ABOVE = [folder / "shared" / "data" for folder in Path(__file__).resolve().parents[4:]]
DATA = next((folder for folder in ABOVE if folder.is_dir()), ABOVE[0])
SCHOOLS = ("Project Geographic District", "DSF Number(s)", 14)
SOUTH_AFRICA = ("Project ID", "Project Contractor 49")
NARRATIVE = "Departmental Narrative on Budgeted Whole Life Costs"
FILES = {
    "melbourne_water/Capital_Delivery_Project_deidentified.csv": ("utf-8", ",", "ID", "Stage3", 14, 445),
    "nyc_capital_changes/dev_reported_to_2018-03.csv": (
        "utf-8", ",", "Date Reported As Of", "Latest Schedule Changes", 14, 1051,
    ),
    "nyc_commitments/2016-Oct_commitments.csv": ("utf-8", ",", "budgetline", "plancommdate", 10, 26432),
    "nyc_commitments/2016-Oct_projects.csv": ("utf-8", ",", "managingagency", "totalcost", 6, 9207),
    "nyc_commitments/2017-Jan_commitments.csv": ("utf-8", ",", "budgetline", "plancommdate", 10, 29616),
    "nyc_commitments/2017-Jan_projects.csv": ("utf-8", ",", "managingagency", "totalcost", 6, 9543),
    "nyc_commitments/agencies.csv": ("utf-8", ",", "magencyacro", "magencyname", 3, 27),
    "nyc_schools/2018.csv": ("utf-8", ",", "Project Name", "Total Phase Actual Spending", 7, 2383),
    "nyc_schools/2024-06-30.csv": ("utf-8", ",", *SCHOOLS, 14077),
    "nyc_schools/2025-06-30.csv": ("utf-8", ",", *SCHOOLS, 13153),
    "nz_pipeline/NZ_Infrastructure_Database.csv": ("utf-8", ",", "_id", "EstimatedProjectValueNote", 22, 506),
    "sa_infrastructure/infrastructure-projects-2019-20.csv": (
        "utf-8", ",", "administration_type", "project_slug", 17, 175,
    ),
    "sa_infrastructure/test_import_nat_infra_project.xlsx": ("", "", *SOUTH_AFRICA, 87, 1),
    "sa_infrastructure/test_import_prov_infra_projects-update.xlsx": ("", "", *SOUTH_AFRICA, 87, 3),
    "sa_infrastructure/test_import_prov_infra_projects.xlsx": ("", "", *SOUTH_AFRICA, 86, 11),
    "sa_infrastructure/test_import_prov_infra_projects2.xlsx": ("", "", *SOUTH_AFRICA, 86, 11),
    "sa_infrastructure/time-series-chart_mockup-data-2018-q2.xlsx": ("", "", *SOUTH_AFRICA, 86, 1),
    "sa_infrastructure/time-series-chart_mockup-data-2018-q3.xlsx": ("", "", *SOUTH_AFRICA, 86, 1),
    "sa_infrastructure/time-series-chart_mockup-data-2018-q4.xlsx": ("", "", *SOUTH_AFRICA, 86, 1),
    "sa_infrastructure/time-series-chart_mockup-data-2019-q1.xlsx": ("", "", *SOUTH_AFRICA, 86, 1),
    "uk_gmpp/gmpp_panel_dev_2014_2022.csv": ("utf-8", ",", "pub_year", "dca_norm", 20, 1484),
    "uk_gmpp/official/GMPP_March_2022.csv": ("utf-8", ",", "GMPP ID Number", NARRATIVE, 17, 235),
    "uk_gmpp/raw/uk_2014.csv": (
        "cp1252", ",", "Project name", "Departmental narrative on budgeted whole life costs", 15, 199,
    ),
    "uk_gmpp/raw/uk_2015.csv": (
        "cp1252", ",", "Project name", "Departmental narrative on budgeted whole life costs", 15, 188,
    ),
    "uk_gmpp/raw/uk_2016.csv": ("cp1252", ",", "Project Name", NARRATIVE, 14, 143),
    "uk_gmpp/raw/uk_2017.csv": ("cp1252", ",", "Project Name", NARRATIVE, 14, 143),
    "uk_gmpp/raw/uk_2018.csv": ("cp1252", ",", "project_name", "year", 14, 133),
    "uk_gmpp/raw/uk_2019.csv": ("cp1252", ",", "project_name", "report_category", 15, 133),
    "uk_gmpp/raw/uk_2020.csv": ("cp1252", ",", "project_name", "project_number", 16, 125),
    "uk_gmpp/raw/uk_2021.csv": ("cp1252", ";", "year", "budget_comment", 16, 184),
    "uk_gmpp/raw/uk_2022.csv": ("cp1252", ";", "year", "budget_comment", 17, 235),
}  # fmt: skip

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no real lists at {ABOVE[0]}")


@pytest.mark.parametrize("name", FILES)
def test_every_real_list_is_found(name):
    book = read(DATA / name, name=name)
    assert isinstance(book, Book)
    layout = find(book)
    found = table(book.sheets[layout.sheet], layout)
    records = sum(1 for _ in found.records())
    assert (book.encoding, book.separator, found.heads[0], found.heads[-1], len(found.heads), records) == FILES[name]
    assert layout.across == (name[-8:-4] in {"2014", "2015", "2016", "2017"})
    assert found.skipped == []


def test_every_file_of_those_cities_is_among_them():
    given = {
        path.relative_to(DATA).as_posix()
        for folder in ("nyc_*", "uk_gmpp", "nz_pipeline", "melbourne_water", "sa_infrastructure")
        for kind in ("csv", "xlsx")
        for path in DATA.glob(f"{folder}/**/*.{kind}")
    }
    assert given - set(FILES) == set()


def test_pounds_dashes_and_hard_blanks_are_read_as_written():
    book = read(DATA / "uk_gmpp/raw/uk_2014.csv", name="uk_2014.csv")
    told = table(book.sheets[0], find(book))
    crick = next(record for record in told.records() if str(record.cells[0]).startswith("The Francis Crick"))
    assert crick.place(8).cell == "C9"
    assert told.heads[8] == "2013/2014 Budget (£million)"
    later = read(DATA / "uk_gmpp/raw/uk_2021.csv", name="uk_2021.csv")
    first = next(table(later.sheets[0], find(later)).records())
    assert first.cells[11] == "£654.46"
    assert "\n\n- declaration of Full Operating Capability." in first.cells[10]
