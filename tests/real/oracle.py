"""What the portfolios say, counted with the standard library alone: nothing of Keyworks is used here."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import combinations
from pathlib import Path

Row = dict[str, str]
BOROUGHS = {"Bronx": "Bronx", "Brooklyn": "Brooklyn", "Manhattan": "Manhattan", "Manhatten": "Manhattan",
            "Queens": "Queens", "Staten Island": "Staten Island"}  # fmt: skip


def text_of(path: Path) -> str:
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return path.read_bytes().decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError(path)


def rows(path: Path, separator: str = ",") -> list[Row]:
    """Each row by the trimmed names of the first; names that stand twice get a number."""
    table = list(csv.reader(io.StringIO(text_of(path), newline=""), delimiter=separator))
    return named(table)


def named(table: list[list[str]]) -> list[Row]:
    heads: list[str] = []
    for head in table[0]:
        head = " ".join(head.split())
        heads.append(head if head not in heads else f"{head} {1 + sum(one == head for one in heads)}")
    return [dict(zip(heads, row, strict=True)) for row in table[1:]]


def number(text: str) -> Decimal | None:
    """A figure as these files write it: £1,186.00, £1.90m, 182980960.0, -5."""
    plain = re.sub(r"[£,\s\xa0]|m$", "", text.strip())
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def cents(figures: Iterable[Decimal], unit: int = 1) -> int:
    """Their sum in cents, each rounded to the cent as a register keeps it; `unit` is what a figure counts in."""
    return sum(int((one * unit * 100).quantize(Decimal(1))) for one in figures)


def nyc(path: Path) -> dict[date, Counter[str]]:
    """Report → borough → sum of the budget forecasts in cents; "" is what lies in no one borough."""
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for row in rows(path):
        on = datetime.strptime(row["Date Reported As Of"][:10], "%m/%d/%Y").date()
        if figure := number(row["Budget Forecast"]):
            found[on][BOROUGHS.get(row["Borough"], "")] += cents([figure])
    return dict(sorted(found.items()))


def uk(path: Path, year: int) -> list[Row]:
    """The projects of one published year, a row each; up to 2017 they stand in columns."""
    table = list(csv.reader(io.StringIO(text_of(path), newline=""), delimiter=";" if year >= 2021 else ","))
    if year <= 2017:
        table = [list(column) for column in zip(*table, strict=True)]
        table = [row for row in table if any(cell.strip() for cell in row)]
    # A line of prose under the table becomes a column's head; empty lines become empty heads.
    return [row for row in named(table) if any(value.strip() for value in row.values())]


def uk_column(found: list[Row], *starts: str) -> str:
    """The head that begins with one of these, however it is written."""
    return next(head for head in found[0] if head.casefold().startswith(starts))


WHOLE_LIFE = ("total budgeted whole", "whole life cost total", "wlc_baseline", "total baseline whole")
END = ("project - end date", "end_date")
NAME = ("project name", "project_name")


def uk_day(text: str) -> date | None:
    for form in ("%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def uk_panel(path: Path) -> dict[tuple[int, str], str]:
    """Year and name → which project it is, as somebody linked them."""
    return {(int(row["pub_year"]), " ".join(row["name"].split())): row["project_key"] for row in rows(path)}


def pairs(of: dict[tuple[int, str], object]) -> set[frozenset[tuple[int, str]]]:
    """All pairs of rows that are said to be of one project."""
    groups: dict[object, list[tuple[int, str]]] = defaultdict(list)
    for row, project in of.items():
        groups[project].append(row)
    return {frozenset(two) for some in groups.values() for two in combinations(some, 2)}


def schools(path: Path) -> dict[tuple[str, str, str], list[Row]]:
    """Building, description and DSF numbers → the phases."""
    found = defaultdict(list)
    for row in rows(path):
        found[row["Project Building Identifier"], row["Project Description"], row["DSF Number(s)"]].append(row)
    return found


def school_budgets(projects: Iterable[list[Row]]) -> int:
    """The sum of what the phases have a figure for, in cents; codes in its place are none."""
    figures = (number(row["Project Budget Amount"]) for phases in projects for row in phases)
    return cents(figure for figure in figures if figure is not None)


def told(phases: list[Row]) -> list[tuple[tuple[str, str], ...]]:
    """What the phases say, numbers without the noughts that one copy writes and another does not."""
    return [
        tuple((head, f"{figure.normalize():f}" if (figure := number(text)) is not None else text.strip())
              for head, text in row.items())
        for row in phases
    ]  # fmt: skip


def commitments(path: Path) -> dict[tuple[str, str], Counter[tuple[int, str]]]:
    """Agency and project → financial year (named by its end, in June) and payer → amount."""
    found: dict[tuple[str, str], Counter[tuple[int, str]]] = defaultdict(Counter)
    for row in rows(path):
        month, year = (int(part) for part in row["plancommdate"].split("/"))
        ends = 2000 + year + (month > 6)
        of = found[key(row)]
        of[ends, "municipal"] += int(row["citycost"])
        of[ends, "other"] += int(row["noncitycost"])
    return found


def sums(path: Path) -> Counter[tuple[str, str]]:
    """Agency and project → total cost."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows(path):
        found[key(row)] += int(row["totalcost"])
    return found


def key(row: Row) -> tuple[str, str]:
    """Agency and project; one table writes agency 040, the other 40, as a sheet does that takes it for a number."""
    agency, number = row["managingagency"], row["projectid"]
    return agency.lstrip("0"), number.lstrip("0") if number.isdigit() else number
