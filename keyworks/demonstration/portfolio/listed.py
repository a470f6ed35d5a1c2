"""What a project of the demonstration is before any table knows it, and what was published of the whole list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from keyworks.values.money import Money

YEAR = 2022
ISSUED_ON = date(2022, 2, 22)
"""The day the list was issued; stages are those of this day."""


PREPARED_ON = date(2021, 12, 20)
"""Since when what is not yet built is in its stage: the joint review before the list."""
IDLE = timedelta(days=31)
IN_PREPARATION = frozenset({"planned", "reserve", "ready"})


def yi(number: str | int) -> Money:
    """So many 100 million yuan, the unit that press speaks of totals in."""
    return Money.of(Decimal(number), "yi", "CNY")


@dataclass(frozen=True, slots=True)
class Published:
    """The published totals of the list of 22 February 2022."""

    new: int = 129
    continuing: int = 323
    reserve: int = 224
    construction_total: Money = field(default=yi("11713"))
    reserve_total: Money = field(default=yi("6286.7"))
    new_plan: Money = field(default=yi("824.2"))
    continuing_plan: Money = field(default=yi("1333.8"))
    binhai: int = 240
    binhai_total: Money = field(default=yi("4896.86"))
    """Read as all of Binhai's projects on the list, construction and reserve together."""


PUBLISHED = Published()


INVENTED = {
    "total": ("总投资", "total"),
    "parts": ("投资构成", "its parts"),
    "amounts": ("分年度资金", "yearly amounts"),
    "planned_start": ("计划开工", "planned start"),
    "planned_finish": ("计划竣工", "planned finish"),
    "started_on": ("开工日期", "day of the start"),
    "geometry": ("位置", "place"),
    "district": ("所属区", "district"),
    "components.place": ("单体位置", "places of the components"),
    "components.state": ("单体状态", "states of the components"),
    "project_code": ("项目代码", "project code"),
    "responsible": ("责任分工", "who answers for it"),
    "contractors": ("参建单位", "builders"),
}
"""What may be invented of a project that press speaks of, in both languages."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """One value of a fact and who says so; several may stand side by side."""

    fact: str
    value: Decimal
    measure: str
    teller_zh: str
    teller_en: str
    on: date


@dataclass(frozen=True, slots=True)
class Part:
    """A component: a production line, a station, a building."""

    kind: str
    name_zh: str
    name_en: str
    state: str = "not_begun"
    state_on: date | None = None
    place: tuple[float, float] | None = None
    planned_finish: date | None = None
    finished_on: date | None = None
    chainage_m: int | None = None
    started_on: date | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """How much a project will make or hold."""

    quantity: Decimal
    measure: str
    what_zh: str
    what_en: str


@dataclass(frozen=True, slots=True)
class Step:
    """A move to a stage, with what was said of it; `guard` is what the day itself shows, `reason` why it paused."""

    stage: str
    on: date
    said: str
    guard: str = ""
    reason: str = ""

    @property
    def told_on(self) -> date:
        """When it is told: works are said to have stopped once they have rested so long."""
        return self.on + (IDLE if self.reason else timedelta())


@dataclass(frozen=True, slots=True)
class Listed:
    """A project as it stands on the list, or a sub-project of one; `invented` names what press does not say."""

    key: str
    name_zh: str
    name_en: str
    district: str
    owner: str
    category: str
    business: str
    variant: str
    list_class: str
    year_tag: str
    stage: str
    nature: str = "new_build"
    investor: str = "government"
    total: Money | None = None
    parts: Mapping[str, Money] = field(default_factory=dict)
    amounts: Mapping[tuple[int, str], Money] = field(default_factory=dict)
    planned_start: date | None = None
    planned_finish: date | None = None
    started_on: date | None = None
    finished_on: date | None = None
    scope_zh: str = ""
    scope_en: str = ""
    address_zh: str = ""
    address_en: str = ""
    geometry: Mapping[str, Any] | None = None
    capacities: tuple[Capacity, ...] = ()
    programmes: tuple[str, ...] = ()
    chains: tuple[str, ...] = ()
    components: tuple[Part, ...] = ()
    sourced: tuple[Sourced, ...] = ()
    steps: tuple[Step, ...] = ()
    contractors: tuple[tuple[str, str], ...] = ()
    """(role, code of the unit)."""
    responsible: Mapping[str, str] = field(default_factory=dict)
    """Role of the responsibility line → name to sign in with, or code of a unit."""
    steps_from: str = ""
    """Who says that it made its steps."""
    links: tuple[tuple[str, str], ...] = ()
    """(kind, key of the other project)."""
    parent: str = ""
    """Key of the package this is a part of; parts of packages are not counted on the list."""
    cut: str = ""
    cut_number: int | None = None
    project_code: str = ""
    local_number: str = ""
    secrecy: str = "open"
    real: bool = False
    invented: frozenset[str] = frozenset()

    def on(self, day: date) -> Listed:
        """The project as it stands on an earlier day of the year."""
        one = self if self.counted_on <= day else replace(self, components=())
        if one.started_on and one.started_on > day:
            return replace(one, stage="ready", started_on=None, finished_on=None)
        if one.finished_on and one.finished_on > day:
            return replace(one, stage="building", finished_on=None)
        made = tuple(step for step in one.steps if step.told_on <= day)
        if made == one.steps:
            return one
        return replace(one, steps=made, stage=made[-1].stage if made else one.first_stage)

    @property
    def counted_on(self) -> date:
        """The day since which its components are as the list says."""
        return max((part.state_on for part in self.components if part.state_on), default=date.min)

    @property
    def since(self) -> date:
        """Since when it is in its stage."""
        return (self.finished_on or self.started_on or PREPARED_ON) if self.stage not in IN_PREPARATION else PREPARED_ON

    def scope(self, *, zh: bool) -> str:
        """What is built, and what of all that is said here was never published."""
        said = self.scope_zh if zh else self.scope_en
        if not self.real:
            return said + ("演示虚构项目。" if zh else " An invented project.")
        words = [word[0 if zh else 1] for name, word in INVENTED.items() if name in self.invented]
        if zh:
            return f"{said}演示虚构的内容：{'、'.join(words)}。"
        return f"{said} Invented for the demonstration: {', '.join(words)}."

    @property
    def first_stage(self) -> str:
        """The stage it is registered in, before its steps."""
        return self.stage if not self.steps else "building" if self.stage == "suspended" else "idea"

    @property
    def first_day(self) -> date:
        """Since when it was in the stage it is registered in."""
        if not self.steps:
            return self.since
        return self.started_on or PREPARED_ON if self.stage == "suspended" else self.steps[0].on - timedelta(days=90)

    @property
    def plan(self) -> Money:
        """What is planned for the year of the list."""
        return sum((money for (year, _), money in self.amounts.items() if year == YEAR), Money(0))
