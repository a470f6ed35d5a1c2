from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keyworks.accounts.actions.refused import AccountsRefused, one_by_one
from keyworks.accounts.files import Published, published, source, taken
from keyworks.accounts.models import Installation, Person, SpecialDay
from keyworks.accounts.queries import country, special_days
from keyworks.accounts.rules import KEEP_CALENDAR
from keyworks.record.actions import write
from keyworks.values.workdays import weekend

SAID = ("day", "works", "name_zh", "name_en", "source")


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a year's published days did: marked anew or otherwise than before, no longer marked, and left as
    the city had marked them itself."""

    marked: int
    gone: int
    kept: int


def _must_keep(by: Person | None) -> None:
    if by is not None and not by.may(KEEP_CALENDAR):
        raise AccountsRefused("accounts.calendar_not_yours")


def _told(one: SpecialDay) -> dict[str, object]:
    return {name: getattr(one, name) for name in SAID}


def _reason(text: str) -> str:
    if not text.strip():
        raise AccountsRefused("accounts.calendar_reason", field="reason")
    return text.strip()


@transaction.atomic
def mark_day(
    *,
    day: date,
    works: bool,
    name_zh: str,
    name_en: str = "",
    source: str = "",
    reason: str,
    by: Person | None,
    at: datetime,
) -> SpecialDay:
    """Say of a day that it is off or worked, whatever its weekday; what was said of it before is replaced.

    From then on the city says so, and no library: taking the published days leaves it as it is.
    """
    _must_keep(by)
    reason = _reason(reason)
    if works and not weekend(day):
        raise AccountsRefused("accounts.day_worked_anyway", field="day")
    one_by_one()
    found = SpecialDay.objects.filter(day=day).first()
    before = _told(found) if found else None
    ours = "" if taken(source) else source
    marked = found or SpecialDay(day=day)
    marked.works, marked.name_zh, marked.name_en, marked.source = works, name_zh, name_en, ours
    if before == _told(marked):
        raise AccountsRefused("accounts.day_said_already", field="day")
    marked.save()
    city = Installation.objects.get()
    write("accounts.mark_day", city, by=by, at=at, reason=reason, before=before, after=_told(marked))
    return marked


@transaction.atomic
def unmark_day(*, day: date, reason: str, by: Person | None, at: datetime) -> None:
    """Let a day be again what its weekday says."""
    _must_keep(by)
    reason = _reason(reason)
    one_by_one()
    found = SpecialDay.objects.filter(day=day).first()
    if found is None:
        raise AccountsRefused("accounts.day_not_marked")
    before = _told(found)
    found.delete()
    write("accounts.unmark_day", Installation.objects.get(), by=by, at=at, reason=reason, before=before)


@transaction.atomic
def take_published(*, year: int, by: Person | None, at: datetime, reason: str = "") -> Taken:
    """Mark the days off and make-up days that the library knows of a year; what the city marked itself stays."""
    _must_keep(by)
    one_by_one()
    known = published(country(), year)
    if not known:
        raise AccountsRefused("accounts.not_published", year=year)
    standing = {one.day: one for one in special_days(year)}
    own = {day for day, one in standing.items() if not taken(one.source)}
    gone = standing.keys() - own - {one.day for one in known}
    fresh = [one for one in _rows(known) if one.day not in own and _differs(one, standing.get(one.day))]
    if not fresh and not gone:
        raise AccountsRefused("accounts.taken_already", year=year)
    SpecialDay.objects.filter(day__in=[*gone, *(one.day for one in fresh)]).delete()
    SpecialDay.objects.bulk_create(fresh)
    done = Taken(len(fresh), len(gone), sum(one.day in own for one in known))
    after = {"year": year, "marked": done.marked, "unmarked": done.gone, "kept": done.kept, "source": source()}
    write("accounts.take_published", Installation.objects.get(), by=by, at=at, reason=reason, after=after)
    return done


def fill(country: str, years: Iterable[int]) -> list[int]:
    """Mark what is published of these years inside the caller's action; the years of which something is."""
    known = {year: found for year in years if (found := published(country, year))}
    SpecialDay.objects.bulk_create(row for found in known.values() for row in _rows(found))
    return list(known)


def _rows(known: Iterable[Published]) -> list[SpecialDay]:
    told = source()
    return [
        SpecialDay(day=one.day, works=one.works, name_zh=one.name_zh, name_en=one.name_en, source=told) for one in known
    ]


def _differs(one: SpecialDay, standing: SpecialDay | None) -> bool:
    """Does it say anything else than what stands? A newer library that says the same changes nothing."""
    said = ("works", "name_zh", "name_en")
    return standing is None or any(getattr(one, name) != getattr(standing, name) for name in said)
