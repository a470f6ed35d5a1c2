"""Where the portfolios stand that others publish and that this project does not keep; without them these tests say so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(os.environ.get("KEYWORKS_REAL_DATA") or ROOT.parent / "shared" / "data")
MAPPINGS = ROOT / "examples" / "mappings"

needed = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"real portfolios are not at {FOLDER}; KEYWORKS_REAL_DATA names their folder"
)

NYC = FOLDER / "nyc_capital_changes" / "dev_reported_to_2018-03.csv"
UK = {year: FOLDER / "uk_gmpp" / "raw" / f"uk_{year}.csv" for year in range(2014, 2023)}
UK_OFFICIAL = FOLDER / "uk_gmpp" / "official" / "GMPP_March_2022.csv"
UK_PANEL = FOLDER / "uk_gmpp" / "gmpp_panel_dev_2014_2022.csv"
SCHOOLS_2018 = FOLDER / "nyc_schools" / "2018.csv"
SCHOOLS = (FOLDER / "nyc_schools" / "2024-06-30.csv", FOLDER / "nyc_schools" / "2025-06-30.csv")
COMMITMENTS = tuple(FOLDER / "nyc_commitments" / f"{plan}_commitments.csv" for plan in ("2016-Oct", "2017-Jan"))
SUMS = tuple(FOLDER / "nyc_commitments" / f"{plan}_projects.csv" for plan in ("2016-Oct", "2017-Jan"))
NZ = FOLDER / "nz_pipeline" / "NZ_Infrastructure_Database.csv"
MELBOURNE = FOLDER / "melbourne_water" / "Capital_Delivery_Project_deidentified.csv"
SA_BUDGET = FOLDER / "sa_infrastructure" / "infrastructure-projects-2019-20.csv"
SA_QUARTERS = tuple(
    FOLDER / "sa_infrastructure" / f"time-series-chart_mockup-data-{quarter}.xlsx"
    for quarter in ("2018-q2", "2018-q3", "2018-q4", "2019-q1")
)
SA_PROVINCE = tuple(
    FOLDER / "sa_infrastructure" / f"{name}.xlsx"
    for name in (
        "test_import_prov_infra_projects", "test_import_prov_infra_projects2", "test_import_prov_infra_projects-update",
        "test_import_nat_infra_project",
    )
)  # fmt: skip
