"""Each portfolio as the guide names it: its mapping, its files as they are brought in together, its currency."""

from __future__ import annotations

from tests.real.data import (
    COMMITMENTS,
    MELBOURNE,
    NYC,
    NZ,
    SA_BUDGET,
    SA_PROVINCE,
    SA_QUARTERS,
    SCHOOLS,
    SCHOOLS_2018,
    SUMS,
    UK,
    UK_OFFICIAL,
)
from tests.real.runs import Run, run

UNITED_KINGDOM = {
    "uk-gmpp-2014-2017": range(2014, 2018),
    "uk-gmpp-2018-2020": range(2018, 2021),
    "uk-gmpp-2021-2022": range(2021, 2023),
}
FILES = {
    "nyc-capital-changes": ("USD", (NYC,)),
    **{name: ("GBP", tuple(UK[year] for year in years)) for name, years in UNITED_KINGDOM.items()},
    "uk-gmpp-official": ("GBP", (UK_OFFICIAL,)),
    "nyc-schools": ("USD", SCHOOLS),
    "nyc-schools-2018": ("USD", (SCHOOLS_2018,)),
    "nyc-commitments": ("USD", COMMITMENTS),
    "nyc-commitments-projects": ("USD", SUMS),
    "nz-pipeline": ("NZD", (NZ,)),
    "melbourne-water": ("AUD", (MELBOURNE,)),
    # Files that do not say their day speak of the day on which they come: each comes by itself.
    "sa-infrastructure": ("ZAR", SA_QUARTERS, *((path,) for path in SA_PROVINCE)),
    "sa-budget": ("ZAR", (SA_BUDGET,)),
}


def portfolio(name: str) -> list[Run]:
    """What comes of the files of one mapping, as many runs as there are imports."""
    currency, *imports = FILES[name]
    return [run(*((name, path) for path in files), currency=currency) for files in imports]


def whole_kingdom() -> Run:
    """All nine years as one history."""
    files = [(name, UK[year]) for name, years in UNITED_KINGDOM.items() for year in years]
    return run(*files, currency="GBP")
