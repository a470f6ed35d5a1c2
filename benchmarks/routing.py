"""A morning of site visits: 56 published problems, and mornings of a city's size, with how long a proof takes.

    python benchmarks/routing.py [--data ../shared/data/orienteering] [--seconds 30] [--city-only]

Distances of the published problems are cut to one decimal, as their authors do. Two problems are solved at a time, one
core each; seconds are CPU seconds of the solving process. Beside the city's mornings stands plain insertion (the site
with the most worth for its time, where it fits best, until nothing fits), and CP-SAT where `ortools` is installed.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import math
import os
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from statistics import median

from keyworks.engine.routing.checking import checked
from keyworks.engine.routing.problem import Morning, Opening, Site
from keyworks.engine.routing.solving import Limit, best

DATA = Path(os.environ.get("KEYWORKS_REAL_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
KILOMETRES = (120, 180)
"""The extent of Tianjin, west to east and south to north."""

CENTRES = ((60, 60, 8), (110, 55, 12), (95, 60, 6), (60, 85, 10), (40, 110, 12), (70, 150, 12), (30, 20, 10))
"""Where its projects lie: inside the rings, Binhai, the airport zone, Beichen, Wuqing, Baodi and Jizhou, Jinghai."""


def published(folder: Path) -> dict[str, int]:
    with (folder / "best_published.csv").open() as file:
        return {row["instance"]: int(row["best_published"]) for row in csv.DictReader(file) if row["routes"] == "1"}


def read(path: Path) -> Morning:
    """A problem of Solomon's as the orienteering literature reads it, in tenths."""
    rows = [[float(cell) for cell in line.split()] for line in path.read_text().splitlines()[2:] if line.split()]
    points = [*rows[1:], rows[0], rows[0]]
    travel = [[math.floor(math.hypot(a[1] - b[1], a[2] - b[2]) * 10 + 1e-9) for b in points] for a in points]
    sites = []
    for row in rows[1:]:
        takes, opens, closes = round(row[3] * 10), round(row[-2] * 10), round(row[-1] * 10)
        sites.append(Site(str(int(row[0])), int(row[4]), takes, (Opening(opens, closes + takes),)))
    return Morning.of(sites, travel, departs=0, back_by=round(rows[0][-1] * 10))


def city(seed: int) -> Morning:
    """20 to 40 sites, 4 hours, minutes; in Binhai, all over the city, or anywhere in its extent."""
    chance = Random(seed)  # noqa: S311  an invented city, no secret
    kind = seed % 3
    points = []
    for _ in range(chance.randint(20, 40) + 1):
        if kind == 2:
            points.append((chance.uniform(0, KILOMETRES[0]), chance.uniform(0, KILOMETRES[1])))
            continue
        x, y, spread = CENTRES[1] if kind == 0 else chance.choices(CENTRES, [4, 6, 3, 3, 2, 2, 1])[0]
        points.append((chance.gauss(x, spread), chance.gauss(y, spread)))
    points = [*points[1:], points[0], points[0]]
    travel = [[math.ceil(math.dist(a, b) * 1.3 / 50 * 60) for b in points] for a in points]
    sites = []
    for number in range(len(points) - 2):
        spans = [(0, 240)]
        if chance.random() > 0.6:
            opens = chance.randrange(0, 150)
            spans = chance.choice([[(opens, opens + 90)], [(0, 60), (150, 240)]])
        openings = tuple(Opening(*span) for span in spans)
        sites.append(
            Site(str(number), chance.choice([1, 2, 3, 4, 5, 6, 8, 10]), chance.choice([15, 20, 30, 40]), openings)
        )
    return Morning.of(sites, travel, departs=0, back_by=240)


def insertion(morning: Morning) -> int:
    """The worth that plain insertion comes to."""
    order: list[int] = []
    while True:
        found = []
        for number, site in enumerate(morning.sites):
            if number in order:
                continue
            for at in range(len(order) + 1):
                back = home(morning, [*order[:at], number, *order[at:]])
                if back is not None:
                    found.append((site.worth / (back - (home(morning, order) or 0) + 1), number, at))
        if not found:
            return sum(morning.sites[number].worth for number in order)
        _, number, at = max(found)
        order.insert(at, number)


def home(morning: Morning, order: list[int]) -> int | None:
    """When an order is back, None where it cannot be kept."""
    at, place = morning.departs, morning.start
    for number in order:
        arrives = at + morning.travel[place][number]
        begins = [max(arrives, first) for first, last in morning.sites[number].begins() if arrives <= last]
        if not begins:
            return None
        at, place = min(begins) + morning.sites[number].takes, number
    at += morning.travel[place][morning.end]
    return at if at <= morning.back_by else None


def cp_sat(morning: Morning, seconds: float) -> tuple[int, bool]:
    """What CP-SAT comes to on two threads: worth alone, without the next best and without the shorter way."""
    from ortools.sat.python import cp_model

    model, arcs, count = cp_model.CpModel(), [], len(morning.sites)
    inside = [model.new_bool_var("") for _ in morning.sites]
    begins = []
    for site, taken in zip(morning.sites, inside, strict=True):
        spans = site.begins()
        begins.append(model.new_int_var_from_domain(cp_model.Domain.from_intervals(spans or [(0, 0)]), ""))
        if not spans:
            model.add(taken == 0)
    for here, site in enumerate(morning.sites):
        arcs.append((here + 1, here + 1, ~inside[here]))
        first, last = model.new_bool_var(""), model.new_bool_var("")
        arcs += [(0, here + 1, first), (here + 1, 0, last)]
        model.add(begins[here] >= morning.departs + morning.travel[morning.start][here]).only_enforce_if(first)
        back = begins[here] + site.takes + morning.travel[here][morning.end]
        model.add(back <= morning.back_by).only_enforce_if(last)
        for there in range(count):
            if here != there:
                leg = model.new_bool_var("")
                arcs.append((here + 1, there + 1, leg))
                leaves = begins[here] + site.takes + morning.travel[here][there]
                model.add(begins[there] >= leaves).only_enforce_if(leg)
    model.add_circuit(arcs)
    model.maximize(sum(site.worth * taken for site, taken in zip(morning.sites, inside, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 2, seconds
    status = solver.solve(model)
    return round(solver.objective_value), status == cp_model.OPTIMAL


def solved(task: tuple[str, Path | int, float]) -> tuple[str, int, int, bool, bool, float]:
    name, source, seconds = task
    morning = city(source) if isinstance(source, int) else read(source)
    began = time.process_time()
    result = best(morning, limit=Limit(seconds, time.process_time))
    spent = time.process_time() - began
    assert not any(checked(morning, plan) for plan in result.plans), name
    return name, result.plans[0].worth, result.bound, result.proven, result.all_proven, spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA / "orienteering")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--cities", type=int, default=120)
    parser.add_argument("--rival-seconds", type=float, default=5)
    parser.add_argument("--city-only", action="store_true")
    chosen = parser.parse_args()
    with ProcessPoolExecutor(2) as pool:
        mornings_of_a_city(pool, chosen.cities, chosen.rival_seconds)
        if not chosen.city_only:
            literature(pool, chosen.data, chosen.seconds)


def mornings_of_a_city(pool: ProcessPoolExecutor, number: int, rival_seconds: float) -> None:
    rows = list(pool.map(solved, [(str(seed), seed, 5.0) for seed in range(number)]))
    seconds = [row[5] for row in rows]
    proven, all_proven = sum(row[3] for row in rows), sum(row[4] for row in rows)
    print(f"{number} mornings of a city: proven {proven}, with the next two {all_proven}")
    print(f"seconds to the proof of all three: median {median(seconds):.3f}, worst {max(seconds):.3f}")
    worth, plain = [row[1] for row in rows], [insertion(city(seed)) for seed in range(number)]
    least = min(b / a for a, b in zip(worth, plain, strict=True) if a)
    print(f"worth {sum(worth)}; plain insertion {sum(plain) / sum(worth):.3f} of it, at worst {least:.2f}")
    if importlib.util.find_spec("ortools"):
        some = range(0, number, max(1, number // 12))
        rival = [cp_sat(city(seed), rival_seconds) for seed in some]
        proven, share = sum(done for _, done in rival), sum(got for got, _ in rival) / sum(worth[seed] for seed in some)
        print(
            f"CP-SAT, {rival_seconds:g} s on 2 threads, {len(rival)} of them: proven {proven}, {share:.3f} of the worth"
        )


def literature(pool: ProcessPoolExecutor, folder: Path, seconds: float) -> None:
    known = published(folder)
    tasks = [(name, folder / name, seconds) for name in sorted(known)]
    print(f"\n{'':10}{'published':>10}{'ours':>7}{'%':>8}{'bound':>7}  {'proven':8}{'CPU s':>7}")
    gaps = []
    for name, worth, bound, proven, _, spent in pool.map(solved, tasks):
        gaps.append(100 * (worth / known[name] - 1))
        print(
            f"{name[:-4]:10}{known[name]:10}{worth:7}{gaps[-1]:8.2f}{bound:7}  {'yes' if proven else '':8}{spent:7.1f}",
            flush=True,
        )
    print(f"reached or beaten {sum(gap >= 0 for gap in gaps)} of {len(gaps)}, beaten {sum(gap > 0 for gap in gaps)}, "
          f"worst {min(gaps):.2f} %, mean {sum(gaps) / len(gaps):+.2f} %")  # fmt: skip


if __name__ == "__main__":
    main()
