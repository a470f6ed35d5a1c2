"""Published orienteering problems: what is proven equals or exceeds what others found, and can be kept."""

from __future__ import annotations

import csv
import math

import pytest

from keyworks.engine.routing.checking import checked
from keyworks.engine.routing.problem import Morning, Opening, Site
from keyworks.engine.routing.solving import Limit, best
from tests.real.data import FOLDER

ROUTES = FOLDER / "orienteering"
pytestmark = pytest.mark.skipif(not ROUTES.is_dir(), reason=f"orienteering problems are not at {ROUTES}")

PROVEN = ["c101", "c105", "c106", "c107", "r101", "r102", "r105", "rc101", "rc105", "rc106"]


def read(name: str) -> Morning:
    """A problem in tenths, its distances cut to one decimal, as its literature does."""
    lines = (ROUTES / f"{name}.txt").read_text().splitlines()[2:]
    rows = [[float(cell) for cell in line.split()] for line in lines if line.split()]
    points = [*rows[1:], rows[0], rows[0]]
    travel = [[math.floor(math.hypot(a[1] - b[1], a[2] - b[2]) * 10 + 1e-9) for b in points] for a in points]
    sites = [
        Site(
            str(int(row[0])),
            int(row[4]),
            round(row[3] * 10),
            (Opening(round(row[-2] * 10), round((row[-1] + row[3]) * 10)),),
        )
        for row in rows[1:]
    ]
    return Morning.of(sites, travel, departs=0, back_by=round(rows[0][-1] * 10))


def published() -> dict[str, int]:
    with (ROUTES / "best_published.csv").open() as file:
        return {
            row["instance"][:-4]: int(row["best_published"]) for row in csv.DictReader(file) if row["routes"] == "1"
        }


@pytest.mark.parametrize("name", PROVEN)
def test_what_is_proven_is_what_was_published(name):
    morning = read(name)
    result = best(morning, limit=Limit(1, lambda: 0.0))
    assert result.proven and result.all_proven
    assert result.plans[0].worth == published()[name]
    assert [checked(morning, plan) for plan in result.plans] == [[], [], []]
