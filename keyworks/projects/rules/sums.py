"""A project's money laid out for reading: shares of the parts, a matrix of years and funds with its sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from keyworks.projects.rules.parts import Part
from keyworks.values.money import Money, total


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount as it stands, and the one first stated where a correction changed it; `key` names the figure."""

    key: str
    amount: Money
    first: Money | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of money: its cells in the order of the columns, their sum, its share of the whole."""

    name: str
    cells: tuple[Stated | None, ...]
    amount: Money
    share: Decimal | None = None
    first: Money | None = None
    key: str = ""

    @property
    def percent(self) -> str:
        """The share as the length of a bar."""
        return f"{min((self.share or Decimal(0)) * 100, Decimal(100)):.1f}"


@dataclass(frozen=True, slots=True)
class Laid:
    """All the money of a project."""

    whole: Row | None = None
    parts: tuple[Row, ...] = ()
    funds: tuple[str, ...] = ()
    years: tuple[Row, ...] = ()
    foot: tuple[Money, ...] = ()
    planned: Money = field(default_factory=lambda: Money(0))
    planned_share: Decimal | None = None


def laid(parts: Mapping[str, Stated], amounts: Mapping[tuple[int, str], Stated], order: Mapping[str, int]) -> Laid:
    """The parts by their share of the total, the amounts as years × funds in the given order of funds."""
    whole = parts.get(Part.TOTAL)
    rows = tuple(_part(part, parts[part], whole) for part in Part if part in parts)
    funds = tuple(sorted({fund for _, fund in amounts}, key=lambda fund: (order.get(fund, 0), fund)))
    by_year = {
        year: tuple(amounts.get((year, fund)) for fund in funds) for year in sorted({year for year, _ in amounts})
    }
    sums = {year: total(one.amount for one in cells if one) for year, cells in by_year.items()}
    largest = max(sums.values(), default=Money(0))
    planned = total(sums.values())
    return Laid(
        whole=next((row for row in rows if row.name == Part.TOTAL), None),
        parts=tuple(row for row in rows if row.name != Part.TOTAL),
        funds=funds,
        years=tuple(Row(str(year), cells, sums[year], share(sums[year], largest)) for year, cells in by_year.items()),
        foot=tuple(total(one.amount for (_, of), one in amounts.items() if of == fund) for fund in funds),
        planned=planned,
        planned_share=share(planned, whole.amount) if whole and amounts else None,
    )


def _part(part: str, stated: Stated, whole: Stated | None) -> Row:
    part_share = share(stated.amount, whole.amount) if whole else None
    return Row(part, (), stated.amount, part_share, stated.first, stated.key)


def share(part: Money, whole: Money) -> Decimal | None:
    """The share a part is of the whole; None of nothing."""
    found = part.over(whole)
    return None if found is None else Decimal(found.numerator) / Decimal(found.denominator)
