"""What is asked of a report that adds up and still is hard to believe. A doubt is a question, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from keyworks.reports.rules.figures import Kind, Plan, Said
from keyworks.values.months import Month


@dataclass(frozen=True, slots=True)
class Doubt:
    """Which rule asks, the figures it saw, and the code of its question; `about` names reports where many were seen."""

    rule: str
    params: Mapping[str, object]
    question: str
    about: tuple[tuple[int, Month], ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a city asks. Amounts in fen, shares and points in hundredths of 1 %, times as whole factors."""

    least: int = 100_000_000
    """Below a million yuan no amount is asked about."""
    jump_times: int = 5
    """A month of so many times the usual one, and twice the largest, of the ordinary ones of a year."""
    jump_months: int = 3
    """So many ordinary months are needed to know what is usual."""
    jump_share: int = 1500
    """Only where the month is at least this share of the year's plan."""
    machines_share: int = 5000
    """No jump and no hump where at least this share of the month is machines …"""
    machines_grown: int = 3300
    """… and image progress grew by this share of what the month cost of the total."""
    fall_times: int = 20
    """A month of less than one so-many-th of the least …"""
    fall_months: int = 3
    """… of so many months before."""
    quiet: frozenset[int] = frozenset({1, 2, 12})
    """Months in which works rest for frost and festival, so that nobody asks why."""
    finished: int = 9000
    """From this progress on money ebbs away by itself."""
    hump_share: int = 4000
    """December's share of the year: five even months in one."""
    hump_two_share: int = 6000
    """November's and December's together."""
    hump_new_share: int = 8000
    """December's share where the first work was done in this quarter: then the year has few months."""
    hump_months: int = 6
    """Only of a project that reported so many months of the year before."""
    equal_months: int = 2
    """So many months running that are the month's plan to the fen; one may be chance."""
    round_months: int = 3
    """So many months running with round amounts; one or two are an estimate."""
    beyond_total: int = 1000
    """So much over the total investment or a contract."""
    ahead_points: int = 3000
    """So far may money be ahead of image progress: land and machines are paid before they stand."""
    step_points: int = 1500
    """So much of the total may a month cost beyond what its progress grew by."""
    ledger_times: int = 5
    """So many times what another ledger knows …"""
    ledger_lag: int = 3
    """… had been said so many months ago, since entries and payments come later."""
    ledger_share: int = 2000
    """Only where the gap is at least this share of the year's plan."""
    ledger_months: frozenset[int] = frozenset({6, 9, 12})
    """When ledgers are laid beside one another: the others lag, and every month would be too often."""
    filer_units: int = 5
    """So many units for which one person files …"""
    filer_minutes: int = 15
    """… within so many minutes."""
    photograph_km: int = 5
    """So far from the project's place may a photograph be taken: places are drawn roughly, and phones err."""
    photograph_days: int = 10
    """So many days after the month it may be taken: a report is written then."""
    district_projects: int = 5
    """Only of a district with so many projects."""
    district_share: int = 5000
    """The share of a district's projects that each stand at exactly 100.0 % of what is due."""


@dataclass(frozen=True, slots=True)
class Course:
    """A report with all that it is looked at beside, of the same project.

    `earlier` are the reports of earlier months as they stand, oldest first. `total` is the total investment,
    `contracts` the sum of the contracts of a kind, `ledgers` what others know of the year so far (statistics,
    payments, output).
    """

    said: Said
    earlier: tuple[Said, ...] = ()
    plan: Plan | None = None
    total: int | None = None
    contracts: Mapping[Kind, int] = field(default_factory=dict)
    ledgers: Mapping[str, int] = field(default_factory=dict)

    @property
    def before(self) -> Said | None:
        return self.earlier[-1] if self.earlier else None

    @property
    def of_year(self) -> Plan | None:
        """The plan, where it is of the report's year and plans anything."""
        return self.plan if self.plan and self.plan.year == self.said.month.year and self.plan.total > 0 else None

    @property
    def this_year(self) -> list[Said]:
        """The earlier reports of the same year."""
        return [one for one in self.earlier if one.month.year == self.said.month.year]


@dataclass(frozen=True, slots=True)
class Filed:
    """One report among all of a city: of which project, unit and district, and what was due by its month."""

    project: int
    unit: int
    district: int
    said: Said
    due: int = 0
