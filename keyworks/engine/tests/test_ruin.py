"""The compiled search for long days: what it finds can be kept, and reaches the proven best of a small morning."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from keyworks.engine.routing.problem import Morning, Opening, Site
from keyworks.engine.routing.ruin import annealed
from keyworks.engine.routing.solving import Limit, best, day_of
from keyworks.engine.routing.tables import Tables


def morning(seed: int) -> Morning:
    """Fourteen sites; the straight way is not always the quickest."""
    chance = Random(seed)
    sites = []
    for number in range(14):
        opens = chance.randrange(0, 120)
        openings = (Opening(opens, opens + 80), Opening(200, 240))
        sites.append(Site(str(number), chance.randint(1, 9), chance.randint(10, 30), openings))
    travel = [[0 if a == b else chance.randint(3, 40) for b in range(16)] for a in range(16)]
    return Morning.of(sites, travel, departs=0, back_by=240)


def searched(tables: Tables, rounds: int) -> list[int]:
    state = np.array([88172645463325252], dtype=np.uint64)
    heat = float(tables.unit)
    peak, _last = annealed(np.zeros(0, dtype=np.int64), day_of(tables), state, rounds, 3 * heat, 0.05 * heat, 5)
    return [int(site) for site in peak]


@pytest.mark.parametrize("seed", range(6))
def test_the_search_reaches_the_proven_best_and_what_it_finds_can_be_kept(seed):
    asked = morning(seed)
    tables = Tables.of(asked)
    proven = best(asked, limit=Limit(1, lambda: 0.0))
    assert proven.proven
    found = searched(tables, 4_000)
    assert len(set(found)) == len(found)
    assert tables.back(found) <= tables.horizon
    assert sum(asked.sites[tables.sites[site]].worth for site in found) == proven.plans[0].worth


def test_the_same_seed_finds_the_same_route():
    tables = Tables.of(morning(1))
    assert searched(tables, 500) == searched(tables, 500)
