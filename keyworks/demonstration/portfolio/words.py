"""The word lists from which the invented rest of the list is put together."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from keyworks.demonstration.city import DISTRICTS

LISTS = Path(__file__).resolve().parent / "lists"


class Place(NamedTuple):
    """A town, quarter or park of a district and about where it lies."""

    district: str
    zh: str
    en: str
    lon: float
    lat: float
    fit: str
    """What suits it: u urban, i industry, r rural, c coast, p port."""


class Product(NamedTuple):
    """What a factory makes, how much of it 100 million yuan can make in a year, and the usual total in such."""

    business: str
    zh: str
    en: str
    unit_zh: str
    unit_en: str
    per: Decimal
    size: float


class Work(NamedTuple):
    """A kind of public work or service project; its names are patterns."""

    category: str
    business: str
    variant: str
    nature: str
    investor: str
    size: float
    weights: dict[str, int]
    programme: str
    shape: str
    fit: str
    zh: str
    en: str
    unit_zh: str
    unit_en: str
    per: Decimal


class Measure(NamedTuple):
    """A unit of the word lists as an entry of the code list, and the power of ten between them."""

    power: int
    code: str
    zh: str
    en: str


class Road(NamedTuple):
    """A road that does not exist under this name where it is used."""

    zh: str
    en: str


class Name(NamedTuple):
    """A district's name in both languages, the English without its kind."""

    zh: str
    en: str


def read_list(name: str) -> list[dict[str, str]]:
    """A word list by the name of its file, row by row."""
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def places(district: str) -> tuple[Place, ...]:
    return tuple(
        Place(row["district"], row["zh"], row["en"], float(row["lon"]), float(row["lat"]), row["fit"])
        for row in read_list("places.csv")
        if row["district"] == district
    )


@cache
def products() -> tuple[Product, ...]:
    return tuple(
        Product(
            row["business"],
            row["zh"],
            row["en"],
            row["unit_zh"],
            row["unit_en"],
            Decimal(row["per"]),
            float(row["size"]),
        )
        for row in read_list("products.csv")
    )


@cache
def works() -> tuple[Work, ...]:
    return tuple(
        Work(
            row["category"], row["business"], row["variant"], row["nature"], row["investor"], float(row["size"]),
            dict(zip(("central", "outer", "binhai"), map(int, row["weights"].split()), strict=True)),
            row["programme"], row["shape"], row["fit"],
            row["zh"], row["en"], row["unit_zh"], row["unit_en"], Decimal(row["per"]),
        )
        for row in read_list("works.csv")
    )  # fmt: skip


@cache
def roads() -> tuple[Road, ...]:
    return tuple(Road(row["zh"], row["en"]) for row in read_list("roads.csv"))


@cache
def measures() -> dict[str, Measure]:
    rows = read_list("measures.csv")
    return {row["unit_zh"]: Measure(int(row["power"]), row["code"], row["zh"], row["en"]) for row in rows}


@cache
def district_names() -> dict[str, Name]:
    return {code: Name(zh, en.removesuffix(" District").removesuffix(" New Area")) for code, zh, en in DISTRICTS}


CENTRAL = frozenset({"heping", "hedong", "hexi", "nankai", "hebei", "hongqiao"})


def group(district: str) -> str:
    """Central, outer, or Binhai: what is built differs."""
    if district == "binhai":
        return "binhai"
    return "central" if district in CENTRAL else "outer"
