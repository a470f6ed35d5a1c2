"""What is asked where many reports are seen together: who filed them, whose photographs, what a district says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType

from keyworks.reports.rules.checks.doubts import Doubt, Filed, Thresholds
from keyworks.reports.rules.checks.plausible import USUAL
from keyworks.values.months import Month

HALF_A_TENTH = 2000
"""What lies within 1/2000 of the whole is told as 100.0 %."""


def filed_by_one(filed: Sequence[Filed], limits: Thresholds) -> list[Doubt]:
    """One person files for many units within minutes. Leave out what was brought in as a list: that is one deed."""
    by: defaultdict[int, list[tuple[datetime, Filed]]] = defaultdict(list)
    for one in filed:
        if one.said.by is not None and one.said.at is not None:
            by[one.said.by].append((one.said.at, one))
    return [
        Doubt(
            "filed_by_one",
            {"by": person, "units": len({one.unit for one in burst}), "reports": len(burst)},
            "reports.ask_who_filed",
            _about(burst),
        )
        for person, told in sorted(by.items())
        for burst in _bursts(sorted(told, key=lambda pair: pair[0]), limits)
    ]


def _bursts(told: list[tuple[datetime, Filed]], limits: Thresholds) -> list[list[Filed]]:
    """The stretches of one person's reports in which some window of minutes holds too many units."""
    window = timedelta(minutes=limits.filer_minutes)
    bursts: list[tuple[int, int]] = []
    units: Counter[int] = Counter()
    first = 0
    for last, (at, one) in enumerate(told):
        units[one.unit] += 1
        while at - told[first][0] > window:
            left = told[first][1].unit
            units[left] -= 1
            if not units[left]:
                del units[left]
            first += 1
        if len(units) < limits.filer_units:
            continue
        if bursts and first <= bursts[-1][1]:
            bursts[-1] = (bursts[-1][0], last)
        else:
            bursts.append((first, last))
    return [[one for _at, one in told[begin : end + 1]] for begin, end in bursts]


def photograph_reused(filed: Sequence[Filed], limits: Thresholds) -> list[Doubt]:
    """A photograph that an earlier report, of another project or month, already showed."""
    shown: dict[str, tuple[int, Month]] = {}
    found = []
    for one in sorted(filed, key=_when):
        here = one.project, one.said.month
        for photograph in dict.fromkeys(one.said.photographs):
            there = shown.setdefault(photograph, here)
            if there != here:
                params = {"photograph": photograph, "project": there[0], "month": str(there[1])}
                found.append(Doubt("photograph_reused", params, "reports.ask_for_a_photograph", (here,)))
    return found


def district_exact(filed: Sequence[Filed], limits: Thresholds) -> list[Doubt]:
    """A district of which most projects stand at exactly 100.0 % of what is due, or all of them together do."""
    found = []
    for (district, month), reports in sorted(_districts(filed).items()):
        due = [one for one in reports if one.due > 0]
        if len(due) < limits.district_projects:
            continue
        exact = [one for one in due if _exact(one.said.year_done, one.due)]
        done, planned = sum(one.said.year_done for one in due), sum(one.due for one in due)
        together = _exact(done, planned)
        if not together and len(exact) * 10_000 < limits.district_share * len(due):
            continue
        params = {"district": district, "month": str(month), "got": done, "due": planned, "together": together}
        params |= {"exact": len(exact), "projects": len(due)}
        found.append(Doubt("district_exact", params, "reports.ask_the_district", _about(exact)))
    return found


def _districts(filed: Iterable[Filed]) -> dict[tuple[int, Month], list[Filed]]:
    """The last version of every project's report by district and month."""
    latest: dict[tuple[int, Month], Filed] = {}
    for one in filed:
        key = one.project, one.said.month
        if key not in latest or latest[key].said.version <= one.said.version:
            latest[key] = one
    districts: defaultdict[tuple[int, Month], list[Filed]] = defaultdict(list)
    for one in latest.values():
        districts[one.district, one.said.month].append(one)
    return districts


def _exact(done: int, due: int) -> bool:
    return abs(done - due) * HALF_A_TENTH < due


def _when(one: Filed) -> tuple[datetime, Month, int]:
    """Whichever was filed first; at its month's end where nobody knows when."""
    return one.said.at or datetime.combine(one.said.month.last_day, time(0), UTC), one.said.month, one.project


def _about(filed: Iterable[Filed]) -> tuple[tuple[int, Month], ...]:
    return tuple(dict.fromkeys((one.project, one.said.month) for one in filed))


Rule = Callable[[Sequence[Filed], Thresholds], list[Doubt]]
RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.__name__: rule for rule in (filed_by_one, photograph_reused, district_exact)}
)
"""Every rule by its name, as a page lists them."""


def doubts(filed: Sequence[Filed], limits: Thresholds = USUAL) -> list[Doubt]:
    """All that is asked about these reports together."""
    return [doubt for rule in RULES.values() for doubt in rule(filed, limits)]
