"""Codes of projects and of the units that answer for them: their form, and the checks that are published."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date

from keyworks.values.problems import Problem

PROJECT_CODE = re.compile(r"(\d{4})-(\d{6})-(\d{2})-(\d{2})-(\d{5})([0-9A-Z])", re.ASCII)
"""GB/T 40058-2021: month YYMM, region, guiding department, type of project, random number, check character."""
FIRST_MONTH = (2016, 1)
"""National codes are given since 2016 (the online approval platform)."""
PROVINCES = frozenset(
    f"{number:02}"
    for number in (
        0,
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 67),
        71,
        81,
        82,
    )
)
"""First two digits of a region (GB/T 2260); 66 is the Construction Corps, 00 a project of the central government."""

CheckCharacter = Callable[[str], str]
"""From the 22 digits before it to the check character of a project code.

Its rule could not be found published; where a city knows it, it is given here, and nothing is invented.
"""


def typed(text: str) -> str:
    """A code as it was meant: full-width letters, blanks and other dashes come from keyboards and sheets."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    return re.sub(r"\s*[-‐‑–—−]\s*", "-", plain)


def project_code(
    text: str, *, today: date, regions: Collection[str] = (), check: CheckCharacter | None = None
) -> Problem | None:
    """What is wrong with a national project code, None where nothing is; `regions` are those the city admits."""
    found = PROJECT_CODE.fullmatch(text)
    if found is None:
        return Problem("projects.code_form", {"text": text[:40]})
    year, number = 2000 + int(found[1][:2]), int(found[1][2:])
    if not 1 <= number <= 12 or (year, number) < FIRST_MONTH or (year, number) > (today.year, today.month):
        return Problem("projects.code_month", {"month": found[1]})
    if found[2][:2] not in PROVINCES or (regions and found[2] not in regions):
        return Problem("projects.code_region", {"region": found[2]})
    if check is not None and check("".join(found.groups()[:5])) != found[6]:
        return Problem("projects.code_check", {"text": text})
    return None
