"""A package laid out as a table: a row a project, a column for each path that has a place here, and what has none.

What was estimated at first is a row of its own, of the day on which it was: so it stays beside what stands now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from keyworks.formats.oc4ids.paths import BUDGET, HEADS, OWNER, ROLES, TYPES
from keyworks.formats.oc4ids.reading import MARRED, NO_PLACE, UNREAD, Lost, deep, opened, take
from keyworks.formats.oc4ids.values import Amount, Breakdown, Metric, Observation, Package, Party, Period, Project
from keyworks.formats.printable import printable
from keyworks.values.problems import Problem

LARGEST = 20 * 1024**2
"""Bytes of a file that is laid out."""
MOST_DIGITS = 30
"""An amount of more digits before or behind its point is written as it stands, and is none."""
CREDIT = "CN-USCC"
CITY_SECTOR = "city-sector"
BEGUN = ("implementation", "completion", "maintenance", "decommissioning", "decommissioned")
STATUS_LEFT = ("decommissioning", "decommissioned")
PARTS = ";；\n"
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Laid:
    """The heads, the rows below them, and what of the package stands in none."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lost: tuple[Lost, ...]


def lay(content: bytes, currency: str) -> Laid | Problem:
    """The table of a package's projects; a Problem where the file is no package that can be read.

    Amounts in `currency` are bare numbers; beside those in another stands its name.
    """
    if len(content) > LARGEST:
        return Problem("sheet.too_large", {"megabytes": LARGEST // 1024**2})
    found = opened(content)
    if isinstance(found, Problem):
        return found
    version = found.get("version")
    if version is not None and not (isinstance(version, str) and _known(version)):
        return Problem("oc4ids.version", {"version": printable(str(version)[:40])})
    try:
        package, lost = take(found)
    except RecursionError:
        return deep()
    if not package.projects:
        return Problem("oc4ids.no_projects")
    return _Table(package, lost, currency).laid()


def _known(version: str) -> bool:
    return version == "0.9" or version.startswith("0.9.")


class _Table:
    def __init__(self, package: Package, lost: Counter[tuple[str, str]], currency: str) -> None:
        self.package, self.lost, self.currency = package, lost, currency
        by = package.publisher
        for path, said in (
            ("uri", package.uri), ("license", package.license), ("publicationPolicy", package.policy),
            ("publisher.name", by.name), ("publisher.scheme", by.scheme), ("publisher.uid", by.uid),
            ("publisher.uri", by.uri),
        ):  # fmt: skip
            self.lose(path, bool(said))

    def lose(self, path: str, count: int = 1, why: str = NO_PLACE) -> None:
        if count:
            self.lost[path, why] += count

    def laid(self) -> Laid:
        many = [row for one in self.package.projects for row in _Row(self, one).rows()]
        years = sorted({name for row in many for name in row if name.startswith(BUDGET)})
        # A column that is never there would be missed by whoever understands the table.
        heads = (*HEADS, *(years or [f"{BUDGET}{self.package.published_at.year:04}"]))
        rows = tuple(tuple(self._kept(name, row.get(name, "")) for name in heads) for row in many)
        return Laid(heads, rows, tuple(Lost(path, count, why) for (path, why), count in sorted(self.lost.items())))

    def _kept(self, name: str, text: str) -> str:
        """Without the signs that no database keeps, which is said."""
        kept: str = printable(text)
        if kept != text:
            self.lose(f"projects.{name}", 1, MARRED)
        return kept

    def amount(self, one: Amount | None) -> str:
        if one is None:
            return ""
        number = written(one.amount)
        return number if one.currency == self.currency else f"{number} {one.currency}"


def written(number: Decimal) -> str:
    """A number without an exponent, unless it is beyond all amounts."""
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS or len(number.as_tuple().digits) > MOST_DIGITS:
        return str(number)[:100]
    return f"{number:f}"


class _Row:
    """What one project says, path by path."""

    def __init__(self, table: _Table, one: Project) -> None:
        self.table, self.one = table, one
        self.lose = table.lose
        published = table.package.published_at
        known = published if published.tzinfo is not None else None
        at = one.updated or known
        self.on = at.date() if at else None
        self.cells: Cells = {}

    def rows(self) -> Iterator[Cells]:
        one, cells = self.one, self.cells
        chinese = _chinese(one)
        cells["id"], cells["form"], cells["row"] = one.id, f"OC4IDS {self.table.package.version or '0.9'}", "current"
        cells["on"] = _day(self.on)
        cells["title" if chinese else "title (en)"] = one.title
        cells["description" if chinese else "description (en)"] = one.description
        cells["purpose"] = one.purpose
        cells["identifiers"] = _joined(" ".join(filter(None, (each.scheme, each.id))) for each in one.identifiers)
        self._codes()
        self._days()
        self._where()
        self._people()
        first = self._money()
        self._rest()
        if first is not None and first.period and first.period.start and self.on and first.period.start < self.on:
            title: Cells = {name: cells[name] for name in ("title", "title (en)") if name in cells}
            yield {
                "id": one.id, "form": cells["form"], "row": "original", "on": _day(first.period.start),
                "budget.amount": self.table.amount(first.value), **title,
            }  # fmt: skip
        elif first is not None:
            cells["forecasts.original"] = self.table.amount(first.value)
        yield cells

    def _codes(self) -> None:
        """Of several sectors the closest word is taken, and the city's own before all."""
        one, cells = self.one, self.cells
        cells["status"] = "" if one.status in STATUS_LEFT else one.status
        self.lose("projects.status", one.status in STATUS_LEFT)
        cells["type"] = one.type if one.type in TYPES or not one.type else ""
        self.lose("projects.type", bool(one.type) and one.type not in TYPES)
        own = next((each for each in one.classifications if each.scheme == CITY_SECTOR), None)
        closest = max(one.sectors, key=lambda code: code.count("."), default="")
        cells["sector"] = own.id if own else closest
        if own is None:
            self.lose("projects.sector", sum(not f"{closest}.".startswith(f"{code}.") for code in one.sectors))
        cells["additionalClassifications"] = _joined(
            " ".join(filter(None, (each.scheme, each.id, each.description)))
            for each in one.classifications
            if each is not own
        )

    def _days(self) -> None:
        """A milestone tells its planned and its real day apart; a period is what happened where it has begun."""
        one, cells = self.one, self.cells
        marks = {each.id: each for each in one.milestones if each.id in ("start", "finish")}
        self.lose("projects.milestones", len(one.milestones) - len(marks))
        works = one.implementation or Period()
        whole = one.period or Period()
        done = one.completion.end if one.completion else None
        begun = one.status in BEGUN
        for mark, planned, real, in_whole, in_works, ended in (
            ("start", "planned start", "real start", whole.start, works.start, None),
            ("finish", "planned finish", "real finish", whole.end, works.end, done),
        ):  # fmt: skip
            mark_said = marks.get(mark)
            over = begun if mark == "start" else one.status in BEGUN[1:]
            past = in_works if in_works and over and self._past(in_works) else None
            met = (mark_said.met if mark_said else None) or ended or past
            cells[real] = _day(met)
            due = mark_said.due if mark_said else (in_whole if in_whole != met else None) or in_works
            cells[planned] = _day(due if mark_said or due != met else None)
        early = one.preparation
        cells["preparationPeriod"] = " – ".join((_day(early.start), _day(early.end))).strip(" –") if early else ""

    def _past(self, day: date) -> bool:
        return self.on is None or day <= self.on

    def _where(self) -> None:
        one, cells = self.one, self.cells
        self.lose("projects.locations", max(len(one.locations) - 1, 0))
        for place in one.locations[:1]:
            cells["locations.region"], cells["locations.street"] = place.region, place.street
            cells["locations.description"] = place.description
            shape = place.geometry
            if shape and shape.get("type") == "Point":
                cells["longitude"], cells["latitude"] = (written(Decimal(str(one))) for one in shape["coordinates"][:2])
                self.lose("projects.locations.geometry.coordinates", len(shape["coordinates"]) > 2)
            elif shape:
                self.lose("projects.locations.geometry")

    def _people(self) -> None:
        one = self.one
        found: dict[str, list[str]] = {}
        for party in one.parties:
            own = [role for role in party.roles if role in ROLES or role == OWNER]
            public = party.id == one.authority and bool(one.authority)
            plain = not set(party.name) & set(PARTS)
            number = party.identifier
            credit = number.id if number and number.scheme == CREDIT else ""
            self.lose("projects.parties.identifier", bool(number) and not credit)
            if public:
                found.setdefault("publicAuthority", []).append(party.name)
            for role in own if plain else ():
                head = f"parties ({role})"
                found.setdefault(head, []).append(party.name if role == OWNER else f"{party.name} {credit}".strip())
            if not (own and plain) and not public:
                roles = ", ".join(party.roles)
                found.setdefault("parties", []).append(f"{party.name} ({roles})" if roles else _with(party, credit))
            elif own and plain:
                self.lose("projects.parties.roles", len(party.roles) - len(own))
        for name, said in found.items():
            many = name in (f"parties ({OWNER})", "publicAuthority")
            self.lose("projects.parties", len(said) - 1 if many else 0)
            self.cells[name] = said[0] if many else "; ".join(said)

    def _money(self) -> Observation | None:
        """The budget, its years, and beside it what was estimated at first, which is given back."""
        one, cells, table = self.one, self.cells, self.table
        cells["budget.amount"] = table.amount(one.budget)
        done = one.completion.final_value if one.completion else None
        cells["completion.finalValue"] = table.amount(done)
        yearly = next((each for each in one.breakdowns if _yearly(each)), None)
        self.lose("projects.budget.budgetBreakdowns", len(one.breakdowns) - (yearly is not None))
        for line in yearly.lines if yearly else ():
            assert line.period and line.period.start
            cells[f"{BUDGET}{line.period.start.year}"] = table.amount(line.amount)
        first = None
        for metric in one.forecasts:
            for seen in metric.observations:
                if seen.id == "original" and seen.value is not None and first is None:
                    first = seen
                elif not (seen.id == "current" and seen.value == one.budget):
                    self.lose("projects.forecasts.observations")
        return first

    def _rest(self) -> None:
        """What is kept as it is written."""
        one, cells = self.one, self.cells
        cells["metrics"] = "\n".join(self._measured(each) for each in one.metrics)
        cells["relatedProjects"] = _joined(
            " ".join(filter(None, (each.relationship, each.identifier, each.title))) for each in one.related
        )

    def _measured(self, one: Metric) -> str:
        seen = [
            " ".join(filter(None, (
                self.table.amount(each.value), "" if each.measure is None else written(each.measure), each.unit,
                each.notes,
            )))
            for each in one.observations
        ]  # fmt: skip
        self.lose("projects.metrics.observations.period", sum(each.period is not None for each in one.observations))
        return f"{one.title or one.id}: {'; '.join(seen)}"


def _with(party: Party, credit: str) -> str:
    return f"{party.name} {credit}".strip()


def _chinese(one: Project) -> bool:
    """Is it written in Chinese? Where no language is named, its title tells."""
    if one.language:
        return not one.language.lower().startswith("en")
    return not one.title or any("\u3400" <= letter <= "\u9fff" for letter in one.title)


def _yearly(one: Breakdown) -> bool:
    """Is it laid out by years, each line within one and no year twice?"""
    years = [
        line.period.start.year
        for line in one.lines
        if line.amount and line.period and line.period.start and line.period.end
        and line.period.start.year == line.period.end.year
    ]  # fmt: skip
    return bool(years) and len(years) == len(one.lines) == len(set(years))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _joined(many: Iterable[str]) -> str:
    return "; ".join(filter(None, many))


def rows_of(lost: Sequence[Lost]) -> list[list[str]]:
    """What was lost as rows of a sheet."""
    return [[one.path, str(one.count), one.why] for one in lost]


__all__ = ["LARGEST", "MARRED", "NO_PLACE", "UNREAD", "Laid", "lay", "rows_of", "written"]
