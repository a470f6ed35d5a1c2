from __future__ import annotations

import calendar as months
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keyworks.accounts import actions, queries
from keyworks.accounts.files import published, taken
from keyworks.accounts.forms import calendars as forms
from keyworks.accounts.models import Installation, SpecialDay
from keyworks.accounts.rules import KEEP_CALENDAR
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader
from keyworks.base.doors import FORM, READ, door
from keyworks.values.months import Month
from keyworks.values.workdays import Calendar, weekend

EARLIEST, LATEST = 2000, 2099


def _year(request: SignedIn) -> int:
    asked = request.GET.get("year", "")
    if not asked:
        return min(max(queries.today().year, EARLIEST), LATEST)
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == len("2022") else 0
    if not EARLIEST <= year <= LATEST:
        raise Http404(asked)
    return year


def _day_asked(text: str) -> date | None:
    """A day of an address; None where it is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _kind(day: date, known: Calendar) -> str:
    """off and made: other than the weekday says, or a named weekend; weekend and plain: as it says."""
    if day in known.made_up:
        return "made"
    if day in known.off:
        return "off"
    return "weekend" if weekend(day) else "plain"


def _month(month: Month, known: Calendar, today: date) -> dict[str, Any]:
    """One month as weeks from Monday, days of other months left empty."""
    weeks = [
        [{"day": day, "kind": _kind(day, known), "today": day == today} if day in month else None for day in week]
        for week in months.Calendar().monthdatescalendar(month.year, month.number)
    ]
    return {"month": month, "name": date_format(month.first_day, "F"), "weeks": weeks, "worked": _worked(month, known)}


def _weekdays() -> list[str]:
    """Monday to Sunday, short; in Chinese 一 to 日."""
    names = [date_format(day, "D") for day in (date(2024, 1, number) for number in range(1, 8))]
    return [name[-1] for name in names] if reader.current().zh else names


def _signs() -> dict[str, str]:
    """The words that stand on a day."""
    return {
        "off": pgettext("day in a calendar", "off"),
        "made": pgettext("day in a calendar", "work"),
        "today": pgettext("day in a calendar", "today"),
    }


def _worked(month: Month, known: Calendar) -> int:
    first, last = month.first_day, month.last_day
    return known.between(first, last) + known.works(first)


@door("accounts.read", READ)
def calendar(request: SignedIn) -> HttpResponse:
    """A year at a glance: what is worked, what is off, and who said so."""
    year, today, known = _year(request), queries.today(), queries.workdays()
    special = list(queries.special_days(year))
    shown = [_month(Month(year, number), known, today) for number in range(1, 13)]
    context = {
        "year": year,
        "before": year - 1 if year > EARLIEST else None,
        "after": year + 1 if year < LATEST else None,
        "knows": known.knows(year),
        "weekdays": _weekdays(),
        "months": shown,
        "worked": sum(one["worked"] for one in shown),
        "off": sum(not one.works and not weekend(one.day) for one in special),
        "made": sum(one.works for one in special),
        "special": special,
        "keeps": request.user.may(KEEP_CALENDAR),
        "offered": bool(published(queries.country(), year)),
        "signs": _signs(),
        "about": Installation.objects.first(),
    }
    return render(request, "accounts/calendar.html", context)


def _back(day: date) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('accounts:calendar')}?year={day.year}")


@door(KEEP_CALENDAR, FORM)
def calendar_mark(request: SignedIn) -> HttpResponse:
    """Mark a day, or change what is said of a marked one."""
    day = _day_asked(request.GET.get("day", ""))
    found = queries.special_day(day) if day else None
    initial: dict[str, Any] = {"day": day, "how": forms.WORKED if day and weekend(day) else forms.OFF}
    if found:
        initial |= {
            "name_zh": found.name_zh,
            "name_en": found.name_en,
            "source": "" if taken(found.source) else found.source,
            "how": forms.WORKED if found.works else forms.OFF,
        }
    form = forms.Mark(request.POST or None, initial=initial)

    def act(said: dict[str, Any]) -> SpecialDay:
        values = {name: said[name] for name in ("day", "name_zh", "name_en", "source", "reason")}
        works = said["how"] == forms.WORKED
        return actions.mark_day(**values, works=works, by=request.user, at=queries.moment())

    if marked := form.carry_out(act):
        messages.success(request, _("The day is marked."))
        return _back(marked.day)
    context = {"form": form, "found": found, "year": day.year if day else queries.today().year}
    return render(request, "accounts/calendar_mark.html", context, status=form.status)


@door(KEEP_CALENDAR, FORM)
def calendar_unmark(request: SignedIn) -> HttpResponse:
    """Let a marked day be again what its weekday says."""
    day = _day_asked(request.GET.get("day", ""))
    found = queries.special_day(day) if day else None
    if found is None:
        return redirect("accounts:calendar")
    form = forms.Reason(request.POST or None)

    def act(said: dict[str, Any]) -> bool:
        actions.unmark_day(day=found.day, reason=said["reason"], by=request.user, at=queries.moment())
        return True

    if form.carry_out(act):
        messages.success(request, _("The day is no longer marked."))
        return _back(found.day)
    context = {"form": form, "found": found, "weekend": weekend(found.day)}
    return render(request, "accounts/calendar_unmark.html", context, status=form.status)


@door(KEEP_CALENDAR, FORM)
def calendar_take(request: SignedIn) -> HttpResponse:
    """Take the published days of a year, looked at first."""
    year = _year(request)
    known = published(queries.country(), year)
    form = forms.Taking(request.POST or None)

    def act(said: dict[str, Any]) -> actions.Taken:
        return actions.take_published(year=year, reason=said["reason"], by=request.user, at=queries.moment())

    if done := form.carry_out(act):
        told = {"marked": done.marked, "kept": done.kept}
        messages.success(request, _("Days marked: %(marked)s; left as you had marked them: %(kept)s.") % told)
        return _back(date(year, 1, 1))
    standing = {one.day: one for one in queries.special_days(year)}
    rows = [{"one": one, "standing": standing.get(one.day)} for one in known]
    context = {"form": form, "year": year, "rows": rows, "signs": _signs()}
    return render(request, "accounts/calendar_take.html", context, status=form.status)
