"""What is asked about one report of a project: each rule gives its doubts, in the month in which they arise.

A rule asks once, when a thing becomes so, not again every month after; what stays unanswered stays open elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median_high
from types import MappingProxyType

from keyworks.reports.rules.checks.doubts import Course, Doubt, Thresholds
from keyworks.reports.rules.figures import WHOLE, Kind, Plan, Said
from keyworks.values.months import Month

YEAR = 12


def jump(course: Course, limits: Thresholds) -> list[Doubt]:
    """A month many times the usual one, and no machines came."""
    worked = [one.done for one in _ordinary(course, limits)]
    done = course.said.done
    if len(worked) < limits.jump_months or done < limits.least:
        return []
    usual, largest = median_high(worked), max(worked)
    whole = course.of_year.total if course.of_year else course.total or 0
    if done < limits.jump_times * usual or done < 2 * largest or done * WHOLE < limits.jump_share * whole:
        return []
    if _machines(course.said, course.before, course.total, limits):
        return []
    return [Doubt("jump", {"got": done, "usual": usual, "largest": largest}, "reports.ask_what_was_done")]


def fall(course: Course, limits: Thresholds) -> list[Doubt]:
    """Hardly anything after months of work, in a season of building, not finished, and not a word why."""
    said, last = course.said, course.earlier[-limits.fall_months :]
    if said.month.number in limits.quiet or said.reason.strip() or len(last) < limits.fall_months:
        return []
    usual = min(one.done for one in last)
    if usual < limits.least or said.done * limits.fall_times > usual:
        return []
    if (said.progress or 0) >= limits.finished or (course.of_year and said.year_done >= course.of_year.total):
        return []
    return [Doubt("fall", {"got": said.done, "usual": usual}, "reports.ask_why_it_stopped")]


def hump(course: Course, limits: Thresholds) -> list[Doubt]:
    """The year's investment lies at its end, and not for machines that came then."""
    said, months = course.said, course.this_year
    if said.month.number != YEAR or len(months) < max(limits.hump_months, 2) or said.done < limits.least:
        return []
    before = months[-1]
    november = before.done if said.month - before.month == 1 else 0
    december = 0 if _machines(said, before, course.total, limits) else said.done
    both = december if _machines(before, months[-2], course.total, limits) else december + november
    if before.since_start == before.year_done and not _year_done(months, said.month - 3):
        asked = december * WHOLE >= limits.hump_new_share * said.year_done
    else:
        asked = (
            december * WHOLE >= limits.hump_share * said.year_done
            or both * WHOLE >= limits.hump_two_share * said.year_done
        )
    if not asked:
        return []
    params = {"december": said.done, "november": november, "year": said.year_done}
    return [Doubt("hump", params, "reports.ask_why_at_the_end")]


def equals_plan(course: Course, limits: Thresholds) -> list[Doubt]:
    """The plan said again as what was done: months running to the fen, or the year so far exactly at what is due."""
    plan, said = course.of_year, course.said
    if plan is None or said.done <= 0:
        return []
    run = _run(_backwards(course), lambda one: one.done > 0 and one.done == _planned(one, plan))
    reached = said.year_done == plan.total or (not run and said.year_done == plan.due(said.month))
    if not reached and (not run or run % limits.equal_months):
        return []
    params = {"got": said.done, "planned": _planned(said, plan), "year": said.year_done, "months": run}
    return [Doubt("equals_plan", params, "reports.ask_how_it_was_measured")]


def round_numbers(course: Course, limits: Thresholds) -> list[Doubt]:
    """Months running with amounts that nobody measures, as 12,000,000.00; months of nothing do not count."""
    if course.said.done < limits.least:
        return []
    worked = (one for one in _backwards(course) if one.done)
    run = _run(worked, lambda one: one.done >= limits.least and is_round(one.done))
    if not run or run % limits.round_months:
        return []
    return [Doubt("round_numbers", {"got": course.said.done, "months": run}, "reports.ask_how_it_was_measured")]


def same_again(course: Course, limits: Thresholds) -> list[Doubt]:
    """Last month's figures and words again, and not told as "no change" with a reason."""
    said, before = course.said, course.before
    if before is None or said.unchanged or said.reason.strip():
        return []
    words = _folded(said.words)
    if not words or words != _folded(before.words) or (said.done, said.progress) != (before.done, before.progress):
        return []
    return [Doubt("same_again", {"got": said.done, "month": str(before.month)}, "reports.ask_if_unchanged")]


def beyond_total(course: Course, limits: Thresholds) -> list[Doubt]:
    """More than the total investment, by more than an estimate may be wrong."""
    total = course.total
    if not total or not _beyond(course.said.since_start, total, limits):
        return []
    if course.before and _beyond(course.before.since_start, total, limits):
        return []
    return [Doubt("beyond_total", {"got": course.said.since_start, "total": total}, "reports.ask_for_the_approval")]


def beyond_contract(course: Course, limits: Thresholds) -> list[Doubt]:
    """What was told of a kind, of this year and of those known before it, is more than all its contracts."""
    found = []
    for kind, signed in course.contracts.items():
        got, had = (_of_kind(reports, kind) for reports in ([*course.earlier, course.said], course.earlier))
        if _beyond(got, signed, limits) and not _beyond(had, signed, limits):
            params = {"got": got, "contract": signed, "kind": str(kind)}
            found.append(Doubt("beyond_contract", params, "reports.ask_for_the_contract"))
    return found


def beyond_progress(course: Course, limits: Thresholds) -> list[Doubt]:
    """More money since the start than the image progress can carry."""
    said, before, total = course.said, course.before, course.total
    if not total or said.progress is None or not _ahead(said, total, limits):
        return []
    if before and before.progress is not None and _ahead(before, total, limits):
        return []
    share = said.since_start * WHOLE // total
    params = {"got": said.since_start, "total": total, "share": share, "progress": said.progress}
    return [Doubt("beyond_progress", params, "reports.ask_what_stands")]


def month_beyond_progress(course: Course, limits: Thresholds) -> list[Doubt]:
    """A month's money that the progress made since the last report cannot carry."""
    said, before, total = course.said, course.before, course.total
    if not total or before is None or said.progress is None or before.progress is None or said.done < limits.least:
        return []
    grown = said.progress - before.progress
    if said.done * WHOLE <= (max(grown, 0) + limits.step_points) * total:
        return []
    params = {"got": said.done, "total": total, "share": said.done * WHOLE // total, "grown": grown}
    return [Doubt("month_beyond_progress", params, "reports.ask_what_stands")]


def beyond_ledger(course: Course, limits: Thresholds) -> list[Doubt]:
    """Many times what another ledger knows of the year, months later: neither is changed, the gap is explained."""
    said, plan = course.said, course.of_year
    if said.month.number not in limits.ledger_months or plan is None:
        return []
    due = _year_done(course.this_year, said.month - limits.ledger_lag)
    return [
        Doubt("beyond_ledger", {"got": due, "known": known, "ledger": name}, "reports.ask_about_ledgers")
        for name, known in course.ledgers.items()
        if due >= limits.ledger_times * known and (due - known) * WHOLE >= limits.ledger_share * plan.total
    ]


def is_round(amount: int) -> bool:
    """Has it two digits that say something, or three of which the last is 5? So 34 and 1250 (in any unit)."""
    digits = str(abs(amount)).rstrip("0")
    return len(digits) <= 2 or (len(digits) == 3 and digits[-1] == "5")


def _backwards(course: Course) -> Iterator[Said]:
    """The report, and those before it as long as no month is missing."""
    yield course.said
    later = course.said.month
    for one in reversed(course.earlier):
        if later - one.month != 1:
            return
        yield one
        later = one.month


def _run(reports: Iterator[Said], holds: Callable[[Said], bool]) -> int:
    """For how many of these, from the first on, something holds."""
    run = 0
    for one in reports:
        if not holds(one):
            break
        run += 1
    return run


def _machines(said: Said, before: Said | None, total: int | None, limits: Thresholds) -> bool:
    """Did machines come in this month that image progress shows?"""
    if before is None or not total or said.progress is None or before.progress is None or said.done <= 0:
        return False
    had = before.parts.get(Kind.EQUIPMENT, 0) if before.month.year == said.month.year else 0
    came = said.parts.get(Kind.EQUIPMENT, 0) - had
    grown = (said.progress - before.progress) * total
    return came * WHOLE >= limits.machines_share * said.done and grown >= limits.machines_grown * said.done


def _ordinary(course: Course, limits: Thresholds) -> Iterator[Said]:
    """The worked months of the year before, without those of machines and the first, in which land was paid for."""
    for at in range(max(len(course.earlier) - YEAR, 0), len(course.earlier)):
        one, before = course.earlier[at], course.earlier[at - 1] if at else None
        if one.done > 0 and one.since_start != one.done and not _machines(one, before, course.total, limits):
            yield one


def _of_kind(reports: Sequence[Said], kind: Kind) -> int:
    """What was told of a kind: each year's last sum."""
    return sum({one.month.year: one.parts.get(kind, 0) for one in reports}.values())


def _year_done(reports: list[Said], month: Month) -> int:
    """What had been done of their year by the end of a month, as far as it was told."""
    return max((one.year_done for one in reports if one.month <= month), default=0)


def _planned(said: Said, plan: Plan) -> int | None:
    return plan.months[said.month.number - 1] if said.month.year == plan.year else None


def _beyond(amount: int, most: int, limits: Thresholds) -> bool:
    return amount * WHOLE > most * (WHOLE + limits.beyond_total)


def _ahead(said: Said, total: int, limits: Thresholds) -> bool:
    return said.since_start * WHOLE > ((said.progress or 0) + limits.ahead_points) * total


def _folded(words: str) -> str:
    """Without blanks and punctuation, in narrow small letters."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words).casefold()))


Rule = Callable[[Course, Thresholds], list[Doubt]]
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.__name__: rule
        for rule in (
            jump,
            fall,
            hump,
            equals_plan,
            round_numbers,
            same_again,
            beyond_total,
            beyond_contract,
            beyond_progress,
            month_beyond_progress,
            beyond_ledger,
        )
    }
)
"""Every rule by its name, as a page lists them."""

USUAL = Thresholds()


def doubts(course: Course, limits: Thresholds = USUAL) -> list[Doubt]:
    """All that is asked about a report."""
    return [doubt for rule in RULES.values() for doubt in rule(course, limits)]
