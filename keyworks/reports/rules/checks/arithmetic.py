"""What must hold in a monthly report to the fen: each rule gives its problems, at their fields.

`params` hold `expected`, `got` and `difference` (got less expected): fen, of progress hundredths of a per cent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from keyworks.reports.rules.figures import WHOLE, Said
from keyworks.values.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Beside:
    """What a report is added up with.

    `before` is the last earlier report as it stands now, of last month or, where months were not filed, of one before;
    `closed` is what had been done at the end of last year; `replaced` the version of this month that this one corrects.
    """

    before: Said | None = None
    closed: int | None = None
    replaced: Said | None = None


def _at(field: str, code: str, expected: int, got: int, **params: object) -> Problem:
    params = {"expected": expected, "got": got, "difference": got - expected, **params}
    return Problem(code, params, place=Place(field=field))


def _missing(field: str, code: str) -> Problem:
    return Problem(code, place=Place(field=field))


def corrected(said: Said) -> bool:
    """Is this a correction with a reason, which alone may take something back?"""
    return said.version > 1 and bool(said.reason.strip())


def _of_year(said: Said, before: Said | None) -> Said | None:
    """The report before, where it is of the same year."""
    return before if before and before.month.year == said.month.year else None


def _closed(said: Said, beside: Beside) -> int | None:
    """What had been done at the end of last year, as told, else as the report before implies it."""
    if beside.closed is not None or beside.before is None:
        return beside.closed
    if _of_year(said, beside.before):
        return beside.before.since_start - beside.before.year_done
    december = beside.before.month.number == 12 and beside.before.month.year == said.month.year - 1
    return beside.before.since_start if december else None


def year_adds_up(said: Said, beside: Beside) -> list[Problem]:
    """The year so far is last month's and this month; in January this month; at least that after months not filed."""
    before = _of_year(said, beside.before)
    expected = (before.year_done if before else 0) + said.done
    latest = before.month if before else None
    whole = said.month.number == 1 or (latest is not None and said.month - latest == 1)
    if whole and said.year_done != expected:
        return [_at("year_done", "reports.year_not_sum", expected, said.year_done)]
    if not whole and said.year_done < expected and not corrected(said):
        return [_at("year_done", "reports.year_below_sum", expected, said.year_done)]
    return []


def parts_add_up(said: Said, beside: Beside) -> list[Problem]:
    """The year so far is the sum of its kinds, where it is split."""
    got = sum(said.parts.values())
    if said.parts and got != said.year_done:
        return [_at("parts", "reports.parts_not_sum", said.year_done, got)]
    return []


def start_adds_up(said: Said, beside: Beside) -> list[Problem]:
    """What was done since the start is the end of last year and this year; never less than this year."""
    closed = _closed(said, beside)
    if closed is None:
        if said.since_start < said.year_done:
            return [_at("since_start", "reports.start_below_year", said.year_done, said.since_start)]
    elif said.since_start != closed + said.year_done:
        return [_at("since_start", "reports.start_not_sum", closed + said.year_done, said.since_start)]
    return []


def nothing_falls(said: Said, beside: Beside) -> list[Problem]:
    """No sum, whole or by kind, is less than in the report before, except in a correction with a reason."""
    if beside.before is None or corrected(said):
        return []
    sums = [("since_start", beside.before.since_start, said.since_start)]
    if before := _of_year(said, beside.before):
        sums.append(("year_done", before.year_done, said.year_done))
        if said.parts:
            sums += [(f"parts.{kind}", was, said.parts.get(kind, 0)) for kind, was in before.parts.items()]
    return [_at(field, "reports.sum_falls", was, now) for field, was, now in sums if now < was]


def takes_back_with_reason(said: Said, beside: Beside) -> list[Problem]:
    """A correction that takes something back from the version it replaces says why."""
    was = beside.replaced
    if was is None or corrected(said):
        return []
    amounts = [(field, getattr(was, field), getattr(said, field)) for field in ("done", "year_done", "since_start")]
    return [
        _at(field, "reports.taken_back_without_reason", before, now) for field, before, now in amounts if now < before
    ]


def month_not_negative(said: Said, beside: Beside) -> list[Problem]:
    """A month is below zero only in a correction with a reason."""
    if said.done < 0 and not corrected(said):
        return [_at("done", "reports.month_negative", 0, said.done)]
    return []


def parts_not_negative(said: Said, beside: Beside) -> list[Problem]:
    """No kind is below zero in the year so far, except in a correction with a reason."""
    if corrected(said):
        return []
    return [
        _at(f"parts.{kind}", "reports.part_negative", 0, amount) for kind, amount in said.parts.items() if amount < 0
    ]


def progress_in_range(said: Said, beside: Beside) -> list[Problem]:
    """Image progress is 0 to 100 %."""
    if said.progress is None or 0 <= said.progress <= WHOLE:
        return []
    return [_at("progress", "reports.progress_outside", min(max(said.progress, 0), WHOLE), said.progress)]


def progress_not_falling(said: Said, beside: Beside) -> list[Problem]:
    """Image progress is not less than in the report before without a reason."""
    was = beside.before.progress if beside.before else None
    if was is None or said.progress is None or said.progress >= was or said.reason.strip():
        return []
    return [_at("progress", "reports.progress_falls", was, said.progress)]


def unchanged_is_nothing(said: Said, beside: Beside) -> list[Problem]:
    """ "No change" is a month of nothing, and says why."""
    if not said.unchanged:
        return []
    problems = []
    if said.done:
        problems.append(_at("done", "reports.unchanged_with_amount", 0, said.done))
    if not said.reason.strip():
        problems.append(_missing("reason", "reports.unchanged_without_reason"))
    return problems


Rule = Callable[[Said, Beside], list[Problem]]
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.__name__: rule
        for rule in (
            year_adds_up,
            parts_add_up,
            start_adds_up,
            nothing_falls,
            takes_back_with_reason,
            month_not_negative,
            parts_not_negative,
            progress_in_range,
            progress_not_falling,
            unchanged_is_nothing,
        )
    }
)
"""Every rule by its name, as a page lists them."""


def check(said: Said, beside: Beside | None = None) -> list[Problem]:
    """All in a report that does not add up."""
    beside = beside or Beside()
    return [problem for rule in RULES.values() for problem in rule(said, beside)]


def along(reports: Iterable[Said], closed: int | None = None) -> Iterator[tuple[Said, list[Problem]]]:
    """Reports of one project, month after month, a month's versions one after the other, each with its problems.

    `closed` is what had been done before the first report's year.
    """
    settled: Said | None = None
    latest: Said | None = None
    first_year: int | None = None
    for said in reports:
        if latest and latest.month < said.month:
            settled = latest
        first_year = first_year or said.month.year
        replaced = latest if latest and latest.month == said.month else None
        yield said, check(said, Beside(settled, closed if said.month.year == first_year else None, replaced))
        latest = said
