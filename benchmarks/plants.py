"""Falsifications, each planted in honest reports as its case is documented, with a strength drawn from a range.

A plant keeps the sums right, unless wrong sums are what it plants. It knows no threshold: the ranges of `TOLD` are
those of the cases told (3 million told as 100 million is × 33; a park that claims 10 billion with 21.65 million of
output is × 460) and below them; `FAINT` are such as an honest project might have, and tell where finding ends. What is
planted in whom comes from the seed alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate
from random import Random

from reported_year import WAN, YEAR, Project, shot, standing

from keyworks.reports.rules.figures import WHOLE, Kind, Said
from keyworks.values.months import Month

JANUARY, DECEMBER = Month(YEAR, 1), Month(YEAR, 12)


@dataclass(frozen=True, slots=True)
class Strength:
    """From where to where each kind is drawn."""

    month_times: tuple[int, int]
    total_share: tuple[float, float]
    contract_share: tuple[float, float]
    ahead_share: tuple[float, float]
    """Of the total, ahead of image progress."""
    plan_months: tuple[int, int]
    december_percent: tuple[int, int]
    """Of what each earlier month had, told in December."""
    round_months: tuple[int, int]
    ledger_times: tuple[float, float]
    filer_units: tuple[int, int]
    filer_seconds: tuple[int, int]
    """From one report to the next."""
    stop_share: tuple[float, float]
    """Of what the months before had at least."""


TOLD = Strength(
    (10, 40), (1.15, 1.6), (1.2, 3.0), (0.35, 0.7), (2, 10), (60, 100), (4, 9), (10, 500), (6, 15), (20, 90), (0, 0.02)
)
FAINT = Strength(
    (3, 8), (1.02, 1.12), (1.02, 1.15), (0.15, 0.3), (1, 2), (30, 60), (2, 3), (2, 6), (3, 5), (60, 300), (0.02, 0.2)
)
Planted = tuple[frozenset[int], frozenset[Month]]
"""The projects, and the months in which a doubt about any of them finds the plant."""
Plant = Callable[[Random, Strength, list[Project], list[Project]], Planted | None]
"""(chance, strength, the projects that are free, the whole city) → what was planted; None where it found no place."""


def shift(project: Project, more: Mapping[Month, int], kind: Kind = Kind.CONSTRUCTION) -> None:
    """Adds to months, and to every sum that holds them; a year whose kinds would fall is told without them."""
    said: list[Said] = []
    broken: set[int] = set()
    for one in standing(project.said):
        year = sum(amount for month, amount in more.items() if month.year == one.month.year and month <= one.month)
        since = sum(amount for month, amount in more.items() if month <= one.month)
        done = one.done + more.get(one.month, 0)
        told = replace(one, done=done, year_done=one.year_done + year, since_start=one.since_start + since, version=1)
        still = one.unchanged and not done
        parts = {**one.parts, kind: one.parts.get(kind, 0) + year} if one.parts else {}
        was = said[-1].parts if said and said[-1].month.year == one.month.year else {}
        if any(amount < was.get(which, 0) for which, amount in parts.items()):
            broken.add(one.month.year)
        said.append(replace(told, parts=parts, unchanged=still, reason="" if one.version > 1 else one.reason))
    project.said = [replace(one, parts={}) if one.month.year in broken else one for one in said]


def _year(project: Project) -> list[Said]:
    return [one for one in standing(project.said) if one.month.year == YEAR]


def _rewritten(project: Project, changes: Iterable[Said]) -> None:
    changed = {one.month: one for one in changes}
    project.said = [changed.get(one.month, one) for one in standing(project.said)]


def _of(project: Project, months: Iterable[Month]) -> Planted:
    return frozenset({project.pk}), frozenset(months)


def _run(rng: Random, months: list[Said], least: int, most: int) -> list[Said]:
    """Some reports that follow one another."""
    many = min(rng.randint(least, most), len(months))
    begin = rng.randint(0, len(months) - many)
    return months[begin : begin + many]


def _busy(project: Project, least: int) -> list[Said]:
    """The longest stretch of months of the year, none missing, in which something was done; empty if too short."""
    best: list[Said] = []
    run: list[Said] = []
    for one in _year(project):
        run = [*run, one] if one.done > 100 * WAN and (not run or one.month - run[-1].month == 1) else []
        best = max(best, run, key=len)
    return best if len(best) >= least else []


def inflated(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """One month of at least the usual amount told as many times itself; image progress stays."""
    for project in free:
        worked = [one for one in standing(project.said) if one.done > 0]
        if len(worked) < 6 or worked[-1].month < JANUARY:
            continue
        usual = sorted(one.done for one in worked)[len(worked) // 2]
        month = rng.choice([one for one in worked[3:] if one.done >= usual and one.month >= JANUARY] or [None])
        if month:
            shift(project, {month.month: month.done * (rng.randint(*how.month_times) - 1)})
            return _of(project, [month.month])
    return None


def beyond_total(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """Over two to eight months the sum creeps beyond the total; progress is told on to 100 %."""
    for project in free:
        months = _busy(project, 4)
        if not months or months[-1].since_start * 10 < project.total * 7:
            continue
        months = months[-rng.randint(2, 8) :]
        more = round(project.total * rng.uniform(*how.total_share)) - months[-1].since_start
        shift(project, {one.month: more // len(months) for one in months})
        step = (WHOLE - months[0].progress) // len(months)
        later = {one.month: WHOLE - step * (len(months) - 1 - at) for at, one in enumerate(months)}
        told = [one for one in standing(project.said) if one.month >= months[0].month]
        _rewritten(project, [replace(one, progress=later.get(one.month, WHOLE)) for one in told])
        return _of(project, [one.month for one in told])
    return None


def beyond_contract(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """A year's machines or works beyond their contract, over one to six months."""
    for project in free:
        months = _busy(project, 3)
        kind = rng.choice((Kind.CONSTRUCTION, Kind.EQUIPMENT))
        if not months or not months[0].parts or project.contracts.get(kind, 0) < project.total // 5:
            continue
        months = months[-rng.randint(1, 6) :]
        more = round(project.contracts[kind] * rng.uniform(*how.contract_share)) - months[-1].parts[kind]
        shift(project, {one.month: more // len(months) for one in months}, kind)
        return _of(project, [one.month for one in months])
    return None


def beyond_progress(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """Over three to eight months the money creeps ahead of image progress."""
    for project in free:
        months = _busy(project, 4)
        if not months or months[-1].progress > 5000:
            continue
        months = months[-rng.randint(3, 8) :]
        share = months[-1].progress / WHOLE + rng.uniform(*how.ahead_share)
        more = round(project.total * min(share, 1.05)) - months[-1].since_start
        if more > 0:
            shift(project, {one.month: more // len(months) for one in months})
            return _of(project, [one.month for one in months])
    return None


def target_monthly(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """Months running, the month's plan told as what was done."""
    for project in free:
        months = _run(rng, _busy(project, 3), *how.plan_months)
        if months:
            plan = project.plans[YEAR].months
            shift(project, {one.month: plan[one.month.number - 1] - one.done for one in months})
            return _of(project, [one.month for one in months])
    return None


def target_at_the_end(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """The year's plan told to the fen as the year's actual, in December or November."""
    for project in free:
        months = _year(project)
        at = DECEMBER - rng.choice((0, 0, 0, 1))
        if len(months) < 10 or at not in {one.month for one in months}:
            continue
        here = next(one for one in months if one.month == at)
        more = project.plans[YEAR].total - here.year_done
        if more and here.done + more > 100 * WAN:
            shift(project, {at: more})
            return _of(project, [at])
    return None


def photograph(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """One photograph of another project, or of the same project some months ago."""
    for project in free:
        showing = [one for one in _year(project) if one.photographs]
        if len(showing) < 2:
            continue
        here = showing[-1]
        other = project if rng.random() < 0.5 else rng.choice([one for one in city if one is not project])
        shown = [one for one in standing(other.said) if one.photographs and one.month < here.month]
        if shown:
            taken = rng.choice(shown).photographs[0]
            _rewritten(project, [replace(here, photographs=(shot(project.pk, here.month, 9), taken))])
            return _of(project, [here.month])
    return None


def december(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """A share of what ten or more months built told in December, of which it is the most; progress is as built."""
    for project in free:
        months = _year(project)
        if len(months) < 10 or months[-1].month != DECEMBER or sum(one.done > 0 for one in months[:-1]) < 5:
            continue
        share = rng.randint(*how.december_percent)
        moved = {one.month: -(one.done * share // 100) for one in months[:-1]}
        if -sum(moved.values()) < months[-1].done:
            continue
        shift(project, {**moved, DECEMBER: -sum(moved.values())})
        return _of(project, [DECEMBER])
    return None


def rounded(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """Months running in round numbers: the nearest of 10, 12, 15, 20, 25, 30 … times a power of ten."""
    steps = [step * 10**power for power in range(1, 8) for step in (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)]
    for project in free:
        months = _run(rng, _busy(project, 5), *how.round_months)
        if months:
            near = {one.month: min(steps, key=lambda step: abs(step * WAN - one.done)) * WAN for one in months}
            shift(project, {one.month: near[one.month] - one.done for one in months})
            return _of(project, near)
    return None


def wrong_sum(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """One sum that does not hold, by 100 yuan to a tenth: of the kinds, of the months, of the years, or it falls."""
    for project in free:
        months = _busy(project, 3)
        if not months or not months[0].parts:
            continue
        here = rng.choice(months[1:])
        off = rng.choice((-1, 1)) * max(round(here.done * rng.uniform(0, 0.1)), WAN // 100)
        which = rng.choice(("parts", "year_done", "since_start", "done"))
        if which == "parts":
            told = replace(here, parts={**here.parts, Kind.OTHER: here.parts[Kind.OTHER] + off})
        else:
            told = replace(here, **{which: getattr(here, which) + off})
        _rewritten(project, [told])
        return _of(project, [here.month])
    return None


def other_ledger(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """The statistics, the payments or the output know little of what was told, in a project of all the year."""
    for project in free:
        months = _year(project)
        if sum(one.done > 0 for one in months[:6]) < 3 or months[-1].month != DECEMBER:
            continue
        name, times = rng.choice(("statistics", "payments", "output")), rng.uniform(*how.ledger_times)
        for one in months:
            project.ledgers.setdefault(one.month, {})[name] = round(one.year_done / times)
        return _of(project, [one.month for one in months])
    return None


def one_filer(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """One person files for many units, one after the other."""
    month = Month(YEAR, rng.randint(2, 12))
    units = {one.unit: one for one in free if any(said.month == month for said in one.said)}
    chosen = rng.sample(sorted(units), k=min(rng.randint(*how.filer_units), len(units)))
    gaps = accumulate(rng.uniform(*how.filer_seconds) for _ in chosen)
    begin = next(said.at for said in units[chosen[0]].said if said.month == month)
    for unit, seconds in zip(chosen, gaps, strict=True):
        here = next(said for said in standing(units[unit].said) if said.month == month)
        _rewritten(units[unit], [replace(here, by=9000 + month.number, at=begin + timedelta(seconds=seconds))])
    return frozenset(units[unit].pk for unit in chosen), frozenset({month})


def same_again(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """One to three months with the figures, the progress and the words of the month before."""
    for project in free:
        months = _run(rng, _busy(project, 3), 2, 4)
        if len(months) > 1:
            first = months[0]
            shift(project, {one.month: first.done - one.done for one in months[1:]})
            again = {one.month for one in months[1:]}
            told = [one for one in standing(project.said) if one.month in again]
            _rewritten(project, [replace(one, words=first.words, progress=first.progress) for one in told])
            return _of(project, again)
    return None


def silent_stop(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """Works stop for two to five months; next to nothing is told, and not a word why."""
    for project in free:
        busy = _busy(project, 6)
        months = [one for one in busy[3:] if 3 <= one.month.number <= 11 and one.progress < 8500]
        if len(months) >= 2 and months[-1].year_done < project.plans[YEAR].total:
            months = months[: rng.randint(2, 5)]
            usual = min(one.done for one in busy if one.month < months[0].month)
            shift(project, {one.month: round(usual * rng.uniform(*how.stop_share)) - one.done for one in months})
            return _of(project, [one.month for one in months])
    return None


def exact_district(rng: Random, how: Strength, free: list[Project], city: list[Project]) -> Planted | None:
    """A district's projects each end the year at their plan, or one of them is told so that all together do."""
    ending = [one for one in free if _year(one) and _year(one)[-1].month == DECEMBER and _year(one)[-1].done]
    district = rng.randrange(1, 16)
    own = [one for one in city if one.district == district and one.plans[YEAR].total and one.said[-1].month == DECEMBER]
    able = [one for one in ending if one.district == district]
    if len(own) < 5 or not able:
        return None
    short = {one.pk: one.plans[YEAR].total - _year(one)[-1].year_done for one in own}
    if rng.random() < 0.5:
        chosen = [one for one in own if _year(one)[-1].done + short[one.pk] >= 0]
        if len(chosen) * 10 < len(own) * 6:
            return None
        for one in chosen:
            shift(one, {DECEMBER: short[one.pk]})
    else:
        chosen = [max(able, key=lambda one: one.plans[YEAR].total)]
        if _year(chosen[0])[-1].done + sum(short.values()) < 0:
            return None
        shift(chosen[0], {DECEMBER: sum(short.values())})
    return frozenset(one.pk for one in own), frozenset({DECEMBER})
