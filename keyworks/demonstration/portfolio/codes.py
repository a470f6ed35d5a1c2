"""Codes of the form that the standards ask for, of invented bodies."""

from __future__ import annotations

import random
from datetime import date

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

REGIONS = {
    "": "120000", "heping": "120101", "hedong": "120102", "hexi": "120103", "nankai": "120104", "hebei": "120105",
    "hongqiao": "120106", "dongli": "120110", "xiqing": "120111", "jinnan": "120112", "beichen": "120113",
    "wuqing": "120114", "baodi": "120115", "binhai": "120116", "ninghe": "120117", "jinghai": "120118",
    "jizhou": "120119",
}  # fmt: skip
"""District → its code of GB/T 2260; "" is the city itself."""


def credit_code(district: str, number: int, *, public: bool = False) -> str:
    """A unified social credit code (GB 32100) with both its check characters; DEM says that nobody bears it."""
    organisation = f"DEM{number:05}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    left = sum(weight * ORGANISATION.index(letter) for weight, letter in zip(weights, organisation, strict=True)) % 11
    inner = "0X987654321"[left]
    body = f"{'12' if public else '91'}{REGIONS[district]}{organisation}{inner}"
    left = sum(CREDIT.index(letter) * pow(3, place, 31) for place, letter in enumerate(body)) % 31
    return body + CREDIT[-left % 31]


def project_code(rng: random.Random, district: str, registered_on: date, *, equipment: bool = False) -> str:
    """YYMM-region-department-type-random and check; the rule of the last character is not published."""
    kind = "07-02" if equipment else "04-01"
    return f"{registered_on:%y%m}-{REGIONS[district]}-{kind}-{rng.randrange(100000, 1000000)}"
