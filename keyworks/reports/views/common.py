"""What the pages of a month share: which project and month they are of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy, pgettext_lazy

from keyworks.accounts.models import Person
from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.manifest import sentence
from keyworks.projects.models import Project
from keyworks.reports import queries
from keyworks.reports.rules import way
from keyworks.reports.rules.lights.specs import RuleSet
from keyworks.values import asof
from keyworks.values.money import Money
from keyworks.values.months import Month, parse
from keyworks.values.problems import Problem
from keyworks.values.refusals import Refused

EARLIEST = 1990


def seen(person: Person, pk: int) -> Project:
    """The project, if the person sees it; else it is not there."""
    found = queries.project_of(person, pk)
    if found is None:
        raise Http404
    return found


def month_of(stored: int) -> Month:
    """The month of an address, 202202."""
    try:
        found = Month.from_int(stored)
    except ValueError as error:
        raise Http404 from error
    if not EARLIEST <= found.year <= today().year + 1:
        raise Http404
    return found


def month_asked(text: str) -> Month:
    """The month a reader asks for, else the one whose reports are open."""
    found = parse(text) if text else None
    open_now = way.reported_on(today())
    if found is None or isinstance(found, Problem) or not EARLIEST <= found.year <= open_now.year + 1:
        return open_now
    return found


def spoken(words: Mapping[str, str]) -> str:
    """Words in the reader's language, else in the one they have; "" where there are none."""
    zh, en = words.get("zh", ""), words.get("en", "")
    return reader.told(zh or en, en)


def name_of(rules: RuleSet) -> str:
    """What a rule set is called, in the reader's language where it has a name in it."""
    return spoken(rules.name) or rules.code


@dataclass(frozen=True)
class Known:
    """The moment a reader asks about in `asof=`: None is now; `wrong` is what they typed where it is no day."""

    text: str
    at: datetime | None = None
    day: date | None = None
    wrong: str = ""

    @classmethod
    def asked(cls, text: str) -> Known:
        if not text.strip():
            return cls("")
        zone = timezone.get_default_timezone()
        found = asof.parse(text, zone)
        if isinstance(found, Problem):
            return cls("", wrong=text.strip()[:40])
        return cls(found.text(zone), found.at, found.day(zone))

    @property
    def address(self) -> dict[str, str]:
        """For the address of another page of the same moment."""
        return {"asof": self.text} if self.text else {}


def said(no: Refused) -> str:
    return sentence(no.code, no.params)


def large(money: Money) -> str:
    """A sum within a sentence, in the unit in which a city speaks of sums."""
    return shown.money(money, "yi" if reader.current().zh else "bn")


TABS = (
    ("reports:month", pgettext_lazy("tab", "Reports"), way.READ),
    ("reports:turn", gettext_lazy("My turn"), way.PASS),
    ("reports:questions", gettext_lazy("Questions"), way.READ),
    ("reports:districts", gettext_lazy("By district"), way.READ),
    ("reports:district_lights", gettext_lazy("Lights of districts"), way.READ),
    ("reports:bulletin", gettext_lazy("The bulletin"), way.READ),
    ("reports:workbook", gettext_lazy("Workbook"), way.FILE),
    ("reports:grid", pgettext_lazy("tab", "Grid"), way.FILE),
    ("reports:ceilings", gettext_lazy("Ceilings"), way.READ),
    ("reports:rules", gettext_lazy("Rules of lights"), way.READ),
)
"""The pages of a month, and the right that each asks for."""


def tabs(request: SignedIn, month: Month) -> list[tuple[Any, str, bool]]:
    """The pages of this month that the reader may open: words, address, whether it is the one open."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    found = []
    for name, words, right in TABS:
        if request.user.may(right):
            dated = name == "reports:bulletin"
            there = reverse(name, args=[int(month)]) if dated else f"{reverse(name)}?{urlencode({'month': str(month)})}"
            found.append((words, there, name == here))
    return found
