"""Two years of honest monthly reports of a city's projects, made from a seed: what `falsifications` plants in.

They are made as real ones are, not so that rules find them easy: frost and festival in winter, a rush in December, a
total that is paid for land and machines before anything stands, machines that cost half a year's plan in one month,
stops of one to four months with a reason and sometimes without, filers who estimate in round millions, words carried
over from month to month, late reports, months not filed, corrections, overruns, plans that are met to the fen, clerks
who file for a neighbour, a photograph sent twice by mistake, statistics that lag and payments that lag more. Nothing
here reads a threshold.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from keyworks.reports.rules.figures import WHOLE, Kind, Plan, Said
from keyworks.values.months import Month

WAN = 1_000_000
"""10,000 yuan in fen."""
YEAR = 2022
FIRST, LAST = Month(YEAR - 1, 1), Month(YEAR, 12)
SEASON = (0.45, 0.3, 0.9, 1.1, 1.15, 1.2, 1.0, 1.0, 1.15, 1.15, 1.1, 1.1)
"""What a month of the year builds, against an even month."""
NEW, CONTINUING = 129, 323
BINHAI = 0.5
WORKS = (
    "桩基施工",
    "基础底板浇筑",
    "主体结构施工",
    "二次结构砌筑",
    "钢结构吊装",
    "机电安装",
    "设备调试",
    "室外管网施工",
    "竣工收尾",
)
STOPS = ("冬季停工", "征地拆迁未完成", "设计变更待批", "资金未到位", "汛期停工", "等待设备到货")


@dataclass(slots=True)
class Project:
    """An honest project and all it says, month by month and version after version."""

    pk: int
    unit: int
    district: int
    total: int
    closed: int
    """What was done before the first report's year."""
    plans: Mapping[int, Plan]
    contracts: Mapping[Kind, int]
    said: list[Said] = field(default_factory=list)
    ledgers: dict[Month, dict[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Nature:
    """How a project is, and whoever files for it."""

    machines: float
    """The share of its total that machines cost; `land` is the land's."""
    land: float
    rush: float
    noise: float
    lag: float
    """By what share of itself image progress is behind the money, or ahead where it is below 0."""
    stands: float
    """The share of a machine's cost that image progress shows in the month of its delivery; all of it in the next."""
    rounds: float
    """How likely a month is told in round millions."""
    keeps_words: float
    splits: bool
    meets_plan: bool
    """Stops at the year's plan to the fen and tells the rest next year."""


def city(rng: Random) -> list[Project]:
    """452 projects, some 129 of them new in 2022, half in one district of 16, one to four to a unit."""
    projects: list[Project] = []
    unit, left, district = 0, 0, 0
    for pk in range(NEW + CONTINUING):
        if not left:
            unit, left = unit + 1, rng.choice((1, 1, 1, 2, 2, 3, 4))
            district = 0 if rng.random() < BINHAI else rng.randrange(1, 16)
        left -= 1
        projects.append(_project(rng, pk, unit, district, new=rng.random() < NEW / (NEW + CONTINUING)))
    _file(rng, projects)
    return projects


def _nature(rng: Random) -> Nature:
    return Nature(
        machines=rng.uniform(0.25, 0.6) if rng.random() < 0.45 else rng.uniform(0.0, 0.12),
        land=rng.uniform(0.03, 0.18) if rng.random() < 0.6 else 0.0,
        rush=rng.uniform(1.0, 2.4),
        noise=rng.uniform(0.15, 0.5),
        lag=rng.uniform(-0.1, 0.15),
        stands=rng.uniform(0.4, 1.0),
        rounds=rng.uniform(0.2, 0.6) if rng.random() < 0.15 else rng.uniform(0.0, 0.08),
        keeps_words=rng.uniform(0.3, 0.8) if rng.random() < 0.2 else 0.05,
        splits=rng.random() < 0.8,
        meets_plan=rng.random() < 0.03,
    )


def _project(rng: Random, pk: int, unit: int, district: int, *, new: bool) -> Project:
    nature = _nature(rng)
    total = min(max(round(rng.lognormvariate(11.2, 1.1)), 5_000), 3_400_000) * WAN
    months = rng.randint(10, 48)
    if new:
        start = Month(YEAR, rng.choice((1, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11)))
    else:
        start = Month(YEAR - 1, 10) - rng.randint(0, months + 5)
    built = _built(rng, total, start, months, nature)
    first = Month(YEAR, 1) if new else max(FIRST, start)
    closed = sum(amount for month, (amount, _) in built.items() if month.year < first.year)
    contracts = {}
    if rng.random() < 0.7:
        contracts[Kind.CONSTRUCTION] = round(total * (1 - nature.machines) * rng.uniform(0.85, 1.0))
        contracts[Kind.EQUIPMENT] = round(total * nature.machines * rng.uniform(0.97, 1.1))
    project = Project(pk, unit, district, total, closed, _plans(rng, built), contracts)
    last = min(LAST, start + (months + 5))
    teller = Teller(rng, project, nature, closed)
    for month in first.until(last):
        teller.tell(month, *built.get(month, (0, 0)), begun=month >= start)
    _other_ledgers(rng, project)
    return project


def _built(rng: Random, total: int, start: Month, months: int, nature: Nature) -> dict[Month, tuple[int, int]]:
    """Month → (fen spent, of which on machines), from the start to half a year after its works."""
    stopped = _stops(rng, months)
    weight = {}
    for step in range(months + 6):
        bell = 0.35 + 1.3 * max(0.0, 1 - abs(2 * (step + 0.5) / months - 1)) if step < months else 0.2
        number = (start + step).number
        season = SEASON[number - 1] * (nature.rush if number == 12 else 1)
        weight[step] = 0.0 if step in stopped else bell * season * rng.lognormvariate(0, nature.noise)
    whole = sum(weight.values())
    over = rng.uniform(1.02, 1.14) if rng.random() < 0.06 else rng.uniform(0.9, 1.0)
    works = total * over * (1 - nature.machines - nature.land)
    deliveries = rng.sample(range(months // 2, months + 2), k=rng.randint(2, 6))
    shares = {step: rng.uniform(0.5, 2.0) for step in deliveries if step not in stopped}
    built = {}
    for step, share in weight.items():
        machines = total * nature.machines * shares.get(step, 0) / (sum(shares.values()) or 1)
        spent = works * share / whole + machines + (total * nature.land if step == 0 else 0)
        built[start + step] = _told(spent), _told(machines)
    return built


def _told(amount: float) -> int:
    """In wan with two decimals."""
    return round(amount / (WAN // 100)) * (WAN // 100)


def _stops(rng: Random, months: int) -> set[int]:
    """The steps of its works in which nothing was done."""
    stops: set[int] = set()
    for step in range(1, months):
        if rng.random() < 0.025:
            stops.update(range(step, step + rng.randint(1, 4)))
    return stops


def _plans(rng: Random, built: Mapping[Month, tuple[int, int]]) -> dict[int, Plan]:
    """What was planned of each year, never quite what came: in round wan, by season or even."""
    plans = {}
    for year in (YEAR - 1, YEAR):
        come = sum(amount for month, (amount, _) in built.items() if month.year == year)
        planned = max(round(come * rng.lognormvariate(0, 0.18) / (100 * WAN)), 5) * 100
        shape = SEASON if rng.random() < 0.7 else (1.0,) * 12
        months = [round(planned * share / sum(shape) / 10) * 10 for share in shape]
        months[-1] += planned - sum(months)
        plans[year] = Plan(year, tuple(amount * WAN for amount in months))
    return plans


@dataclass(slots=True)
class Teller:
    """Whoever files for a project: what is rounded away in one month is told in the next."""

    rng: Random
    project: Project
    nature: Nature
    since: int
    year: int = 0
    owed: int = 0
    progress: int = 0
    words: str = ""
    parts: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(Kind, 0))

    def tell(self, month: Month, spent: int, machines: int, *, begun: bool) -> None:
        rng, nature = self.rng, self.nature
        if month.number == 1:
            self.year, self.parts = 0, dict.fromkeys(Kind, 0)
        done = self._done(month, spent)
        self._split(done, machines := min(machines, done))
        share = (self.since - machines * (1 - nature.stands)) / self.project.total
        seen = (share - nature.land * 0.8) * (1 - nature.lag) + rng.gauss(0, 0.01)
        if done:
            self.progress = max(self.progress, round(min(max(seen, 0.0), 1.0) * 100) * 100)
        if done and rng.random() > nature.keeps_words:
            phase = WORKS[min(self.progress * len(WORKS) // WHOLE, len(WORKS) - 1)]
            self.words = f"{phase}，完成{rng.randint(1, 99)}%"
        unchanged = not done and rng.random() < 0.93
        reason = rng.choice(STOPS) if unchanged or (not done and rng.random() < 0.6) else ""
        if not begun:
            unchanged, reason, self.words = True, "前期手续办理中", ""
        said = Said(
            month, done, self.year, self.since, dict(self.parts) if nature.splits else {}, self.progress, self.words,
            unchanged=unchanged, reason=reason, photographs=self._photographs(month) if done else (),
        )  # fmt: skip
        if done and rng.random() < 0.03:
            self._mistaken(said, done - machines)
        elif rng.random() > 0.007:
            self.project.said.append(said)

    def _done(self, month: Month, spent: int) -> int:
        self.owed += spent
        done, plan = max(self.owed, 0), self.project.plans[month.year]
        if done > 200 * WAN and self.rng.random() < self.nature.rounds:
            done = round(done / (100 * WAN)) * 100 * WAN
        if self.nature.meets_plan and 0 <= plan.total - self.year < done:
            done = plan.total - self.year
        self.owed -= done
        self.since, self.year = self.since + done, self.year + done
        return done

    def _split(self, done: int, machines: int) -> None:
        rest = done - machines
        installed, other = rest // 8, rest // 20
        self.parts[Kind.EQUIPMENT] += machines
        self.parts[Kind.INSTALLATION] += installed
        self.parts[Kind.OTHER] += other
        self.parts[Kind.CONSTRUCTION] += rest - installed - other

    def _photographs(self, month: Month) -> tuple[str, ...]:
        """One to three of seven reports in ten; one in a thousand is last month's by mistake."""
        if self.rng.random() < 0.3:
            return ()
        of = month - 1 if self.rng.random() < 0.001 else month
        return tuple(shot(self.project.pk, of, number) for number in range(self.rng.randint(1, 3)))

    def _mistaken(self, said: Said, works: int) -> None:
        """A first version that adds up and is a fifth too high or low, and the correction with its reason."""
        parts = dict(said.parts)
        more = _told(said.done * self.rng.uniform(-0.2, 0.2))
        more = max(more, -works // 2)
        if parts:
            parts[Kind.CONSTRUCTION] += more
        first = replace(
            said, done=said.done + more, year_done=said.year_done + more, since_start=said.since_start + more
        )
        self.project.said.append(replace(first, parts=parts))
        self.project.said.append(replace(said, version=2, reason="按监理计量单更正"))


def shot(pk: int, month: Month, number: int) -> str:
    """The hash of a photograph of a project and month."""
    return sha256(f"{pk} {month} {number}".encode()).hexdigest()


def standing(said: list[Said]) -> list[Said]:
    """The last version of every month, oldest first."""
    return list({one.month: one for one in said}.values())


def _other_ledgers(rng: Random, project: Project) -> None:
    """Statistics lag by up to two months, by more at the start, and know less; payments lag more and know least."""
    entered, paid = rng.uniform(0.7, 1.02), rng.uniform(0.25, 0.5) if rng.random() < 0.05 else rng.uniform(0.55, 0.95)
    lag, later = rng.randint(0, 2), rng.randint(1, 3)
    worked = next((one.month for one in project.said if one.done), LAST)
    entry = worked + rng.randint(0, 3)
    year = {one.month: one.year_done for one in standing(project.said)}
    for month in (month for month in year if month.year == YEAR):
        known = {
            "statistics": (entered if month >= entry else 0, lag),
            "payments": (paid, later),
        }
        project.ledgers[month] = {
            name: round(year.get(month - behind, 0) * share) if month.number > behind else 0
            for name, (share, behind) in known.items()
        }


def _file(rng: Random, projects: list[Project]) -> None:
    """Who filed each report and when: unit by unit, one unit in eight by its district's clerk, some late."""
    clerk = {unit: 1000 + one.district for one in projects for unit in [one.unit] if unit % 8 == 0}
    for month in FIRST.until(LAST):
        free: dict[int, datetime] = {}
        for project in projects:
            by = clerk.get(project.unit, project.unit)
            for index, said in enumerate(project.said):
                if said.month != month:
                    continue
                late = rng.random() < 0.06
                opens = datetime.combine((month + 1).first_day, time(1), UTC)
                day = opens + timedelta(days=rng.randint(10, 24) if late else rng.randint(0, 9))
                at = free.get(by, day + timedelta(minutes=rng.randrange(480))) if not late else day
                free[by] = at + timedelta(minutes=3 + rng.lognormvariate(2, 0.7))
                if said.version > 1:
                    at += timedelta(days=rng.randint(1, 6))
                project.said[index] = replace(said, by=by, at=at)
