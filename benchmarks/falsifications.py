"""Which documented falsifications of monthly reports are found, and how many honest reports are questioned.

    python benchmarks/falsifications.py [--seed S] [--cities N] [--plants N]

For every seed a city of 452 honest projects reports for two years (`reported_year` says how honest reports are made),
of which 2022 is looked at: as it is, which tells the false alarms; then with `--plants` of each kind planted in
projects of its own, which tells what is found. The kinds are those of real cases (`plants` says how each is made): an
amount × 10 to × 40; 1.15 to 1.6 of the total; 1.2 to 3 of a contract; 35 to 70 points ahead of the image progress; the
target told as the actual, by month or at the end; a photograph twice; 60 to 100 % of each month moved to December; four
to nine round months; sums that do not hold; 10 to 500 times what another ledger knows; one filer for 6 to 15 units, 20
to 90 seconds apart; last month again; a stop that nobody tells of (0 to 2 %); a district at exactly 100.0 %. The kinds
that have a strength are planted again at one that honest projects might have ("faint"), which tells where finding ends.

A plant is found where a rule made for its kind asks about one of its reports. Neither honest reports nor plants read a
threshold; those were set on the seeds 1 to 9, 2022 and 2023, and what is printed comes from seeds never looked at.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import plants
from reported_year import YEAR, Project, city

from keyworks.reports.rules.checks import arithmetic, plausible, together
from keyworks.reports.rules.checks.doubts import Course, Filed
from keyworks.reports.rules.figures import Said
from keyworks.values.months import Month

KINDS: dict[str, tuple[plants.Plant, set[str]]] = {
    "a district at exactly 100.0 %": (plants.exact_district, {"district_exact"}),
    "a month × 10 to × 40": (plants.inflated, {"jump", "month_beyond_progress", "beyond_progress", "beyond_total"}),
    "beyond the total": (plants.beyond_total, {"beyond_total"}),
    "beyond a contract": (plants.beyond_contract, {"beyond_contract"}),
    "beyond the image progress": (plants.beyond_progress, {"beyond_progress", "month_beyond_progress"}),
    "the target by month": (plants.target_monthly, {"equals_plan"}),
    "the target at the end": (plants.target_at_the_end, {"equals_plan"}),
    "a photograph twice": (plants.photograph, {"photograph_reused"}),
    "the year in December": (plants.december, {"hump"}),
    "round numbers": (plants.rounded, {"round_numbers"}),
    "sums that do not hold": (plants.wrong_sum, {"arithmetic"}),
    "another ledger knows 1/10 or less": (plants.other_ledger, {"beyond_ledger"}),
    "one filer for many units": (plants.one_filer, {"filed_by_one"}),
    "last month again": (plants.same_again, {"same_again"}),
    "a stop not told": (plants.silent_stop, {"fall"}),
}
UNGRADED = {
    "a district at exactly 100.0 %",
    "the target at the end",
    "a photograph twice",
    "sums that do not hold",
    "last month again",
}
"""Kinds that have no strength."""
FEW = {"a district at exactly 100.0 %", "one filer for many units"}
"""Kinds of which one plant takes many projects: two of each to a city."""
Key = tuple[int, Month]


@dataclass(slots=True)
class Asked:
    """What was asked of a city's reports of 2022, and how many there were, month for month."""

    rules: dict[Key, set[str]]
    """Report → the rules that ask about it."""
    districts: set[tuple[object, object]]
    """The districts that were asked, each with its month as written."""
    reports: int


def asked(projects: Iterable[Project]) -> Asked:
    """Every version is checked as it is filed, beside what stands then; then all of them together."""
    found: defaultdict[Key, set[str]] = defaultdict(set)
    filed: list[Filed] = []
    for project in projects:
        earlier: dict[Month, Said] = {}
        for said, problems in arithmetic.along(project.said, project.closed):
            plan = project.plans[said.month.year]
            before = tuple(one for month, one in earlier.items() if month < said.month)
            ledgers = project.ledgers.get(said.month, {})
            course = Course(said, before, plan, project.total, project.contracts, ledgers)
            rules = {doubt.rule for doubt in plausible.doubts(course)} | ({"arithmetic"} if problems else set())
            if rules:
                found[project.pk, said.month] |= rules
            earlier[said.month] = said
            filed.append(Filed(project.pk, project.unit, project.district, said, plan.due(said.month)))
    districts = set()
    for doubt in together.doubts(filed):
        for key in doubt.about:
            found[key].add(doubt.rule)
        if doubt.rule == "district_exact":
            districts.add((doubt.params["district"], doubt.params["month"]))
    of_year = {(one.project, one.said.month) for one in filed if one.said.month.year == YEAR}
    return Asked({key: rules for key, rules in found.items() if key in of_year}, districts, len(of_year))


def planted(rng: Random, how: plants.Strength, projects: list[Project], many: int) -> dict[str, list[plants.Planted]]:
    """Each kind in projects of its own, which are changed."""
    free = list(projects)
    rng.shuffle(free)
    made: defaultdict[str, list[plants.Planted]] = defaultdict(list)
    for kind, (plant, _rules) in KINDS.items():
        for _try in range(many * 10):
            if len(made[kind]) == (2 if kind in FEW else many):
                break
            if one := plant(rng, how, free, projects):
                made[kind].append(one)
                free = [project for project in free if project.pk not in one[0]]
                rng.shuffle(free)
    return made


@dataclass(slots=True)
class Tally:
    """Over all cities: what was planted and found, and which honest reports were questioned by what."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    faint: Counter[str] = field(default_factory=Counter)
    faint_found: Counter[str] = field(default_factory=Counter)
    by: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    honest: int = 0
    questioned: int = 0
    beside: int = 0
    questioned_beside: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    districts: int = 0
    checked: int = 0
    seconds: float = 0.0


def count(seed: int, many: int, tally: Tally) -> None:
    """One city: as it is, and with plants."""
    rng = Random(seed)  # noqa: S311 (what is made must be made again)
    projects = city(rng)
    begin = time.process_time()
    honest = asked(projects)
    tally.seconds += time.process_time() - begin
    tally.checked += sum(len(project.said) for project in projects)
    tally.honest += honest.reports
    tally.questioned += len(honest.rules)
    tally.alarms.update(rule for rules in honest.rules.values() for rule in rules)
    tally.districts += sum(str(month).startswith(str(YEAR)) for _district, month in honest.districts)

    changed = deepcopy(projects)
    made = planted(rng, plants.TOLD, changed, many)
    after = asked(changed)
    for kind, rules in seen(projects, made, after):
        tally.planted[kind] += 1
        tally.found[kind] += bool(rules & KINDS[kind][1])
        tally.by[kind].update(rules)
    touched = {pk for ones in made.values() for pks, _months in ones for pk in pks}
    left = {(project.pk, one.month) for project in changed if project.pk not in touched for one in project.said}
    tally.beside += sum(month.year == YEAR for _pk, month in left)
    tally.questioned_beside += len(left & set(after.rules))

    changed = deepcopy(projects)
    made = planted(rng, plants.FAINT, changed, many)
    for kind, rules in seen(projects, made, asked(changed)):
        tally.faint[kind] += 1
        tally.faint_found[kind] += bool(rules & KINDS[kind][1])


def seen(
    projects: list[Project], made: Mapping[str, list[plants.Planted]], after: Asked
) -> Iterator[tuple[str, set[str]]]:
    """Kind and, of one plant, the rules that asked about it."""
    district = {project.pk: project.district for project in projects}
    for kind, ones in made.items():
        for pks, months in ones:
            rules = set().union(*(after.rules.get((pk, month), ()) for pk in pks for month in months))
            if any((district[pk], str(month)) in after.districts for pk in pks for month in months):
                rules.add("district_exact")
            yield kind, rules


def told(tally: Tally) -> None:
    print(f"{'planted':<34}{'plants':>8}{'found':>7}{'recall':>9}{'faint':>9}   rules that asked")
    for kind in KINDS:
        share = tally.found[kind] / tally.planted[kind]
        faint = "" if kind in UNGRADED else f"{tally.faint_found[kind] / tally.faint[kind]:.1%}"
        rules = ", ".join(f"{rule} {many}" for rule, many in tally.by[kind].most_common(3))
        print(f"{kind:<34}{tally.planted[kind]:>8}{tally.found[kind]:>7}{share:>9.1%}{faint:>9}   {rules}")
    everything = tally.planted.total()
    print(f"{'all':<34}{everything:>8}{tally.found.total():>7}{tally.found.total() / everything:>9.1%}")
    print(f"\n{'honest reports questioned by':<34}{'reports':>8}{'':>7}{'share':>9}")
    for rule, many in tally.alarms.most_common():
        print(f"{rule:<34}{many:>8}{'':>7}{many / tally.honest:>9.2%}")
    share, beside = tally.questioned / tally.honest, tally.questioned_beside / tally.beside
    print(f"{'any rule':<34}{tally.questioned:>8}{'':>7}{share:>9.2%}  of {tally.honest:,}; goal 2 %")
    print(f"{'any rule, beside plants':<34}{tally.questioned_beside:>8}{'':>7}{beside:>9.2%}  of {tally.beside:,}")
    print(f"{'districts asked by chance':<34}{tally.districts:>8}")
    pace = tally.seconds / tally.checked * 10_000
    print(f"\n{tally.checked:,} reports checked in {tally.seconds:.2f} s of CPU: 10,000 in {pace:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=452)
    parser.add_argument("--cities", type=int, default=5)
    parser.add_argument("--plants", type=int, default=12, help="of each kind, to a city")
    options = parser.parse_args()
    tally = Tally()
    for seed in range(options.seed, options.seed + options.cities):
        count(seed, options.plants, tally)
    told(tally)


if __name__ == "__main__":
    main()
