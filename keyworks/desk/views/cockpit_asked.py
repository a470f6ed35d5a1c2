"""What the pages of the city are asked: whose projects, known when, compared with which day; and their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from keyworks.accounts.queries import today
from keyworks.base import reader, shown
from keyworks.desk.queries import cockpit
from keyworks.desk.queries.home import seats
from keyworks.desk.queries.stuck import usual_since
from keyworks.desk.rules.cockpit import What
from keyworks.projects.queries import all_programmes
from keyworks.values import asof
from keyworks.values.money import Money
from keyworks.values.problems import Problem

ALL = "all"
EARLIEST = 1900
WORDS = {
    What.LISTED: gettext_lazy("projects that report this month"),
    What.GREEN: gettext_lazy("on pace"), What.YELLOW: gettext_lazy("behind"), What.RED: gettext_lazy("far behind"),
    What.GREY: gettext_lazy("exempt"),
    What.NEW: gettext_lazy("new starts of the year"),
    What.BEGUN: gettext_lazy("new starts that have begun"),
    What.LATE_START: gettext_lazy("new starts past their day and not begun"),
    What.OPENING: gettext_lazy("what the first quarter brought"),
    What.FIRST_QUARTER: gettext_lazy("new starts begun by the end of March"),
    What.FIRST_QUARTER_DUE: gettext_lazy("new starts planned by the end of March"),
    What.STARTED: gettext_lazy("projects started in the year"),
    What.START_DUE: gettext_lazy("projects planned to start in the year"),
    What.COMPLETED: gettext_lazy("projects completed in the year"),
    What.FINISH_DUE: gettext_lazy("projects planned to be completed in the year"),
    What.PRODUCING: gettext_lazy("projects gone into production in the year"),
    What.AT_CAPACITY: gettext_lazy("projects that reached design capacity in the year"),
    What.RESERVE: gettext_lazy("projects in the reserve"),
    What.READIED: gettext_lazy("projects taken from the reserve into preparation in the year"),
    What.BEGUN_FROM_RESERVE: gettext_lazy("projects started out of the reserve in the year"),
    What.LEFT_RESERVE: gettext_lazy("projects that left the reserve in the year"),
    What.PAUSED: gettext_lazy("projects that are suspended"),
    What.MOVED: gettext_lazy("projects whose year changed"),
}  # fmt: skip
CAUSES = {
    "new": pgettext_lazy("cause", "new month"), "late": pgettext_lazy("cause", "late report"),
    "correction": pgettext_lazy("cause", "correction"), "follows": pgettext_lazy("cause", "follows another month"),
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What a reader asks in the address; `wrong` is what they typed as a day where it is none."""

    asked: cockpit.Asked
    known: asof.AsOf | None
    wrong: str
    narrowable: bool
    kept: dict[str, str]
    """What of the address goes along to every list."""
    programme: Any = None

    def list(self, what: What, **more: object) -> str:
        """The address of the projects behind a figure."""
        query: dict[str, Any] = (
            {"what": what.value} | {name: value for name, value in more.items() if value != ""} | self.kept
        )
        return f"{reverse('desk:cockpit_list')}?{urlencode(query)}"

    def page(self, **changes: str) -> str:
        query = {name: value for name, value in (self.kept | changes).items() if value}
        there = reverse("desk:cockpit")
        if self.programme is not None:
            there = self.programme.get_absolute_url()
            query.pop("programme", None)
        return f"{there}?{urlencode(query)}" if query else there


def programme_of(person: Any, key: str) -> Any:
    """The programme of this key, as an address has it; 404 where there is none."""
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    found = all_programmes(person).filter(pk=number).first()
    if found is None:
        raise Http404(key)
    return found


def read(request: HttpRequest, programme: Any = None) -> Reading:
    """What the address asks; without a day to compare with, that of the last meeting, else the last month's end.

    A programme is the page's own, or the address names it.
    """
    person: Any = request.user
    if programme is None and request.GET.get("programme"):
        programme = programme_of(person, request.GET["programme"])
    zone, now = timezone.get_default_timezone(), today()
    text, wrong = request.GET.get("asof", "").strip(), ""
    found = _moment(text)
    if text and found is None:
        wrong = text[:40]
    day = found.at.astimezone(zone).date() if found else now
    if day > now:
        found, day = None, now
    narrowable = programme is None and cockpit.may_narrow(person)
    led = narrowable and (
        request.GET.get("whose") == "led" or (request.GET.get("whose") != ALL and cockpit.narrowed_first(person))
    )
    since, not_a_day = _since(request, person, day)
    kept = {name: value for name in ("asof", "since", "whose") if (value := request.GET.get(name, ""))}
    if wrong:
        kept.pop("asof")
    if not_a_day:
        kept.pop("since")
    if programme is not None:
        kept["programme"] = str(programme.pk)
    at = found.at if found else None
    asked = cockpit.asked(person, day, at=at, since=since, led=led, programme=programme.pk if programme else 0)
    return Reading(asked, found, wrong or not_a_day, narrowable, kept, programme)


def _moment(text: str) -> asof.AsOf | None:
    """The day or moment a reader typed, None where it is none or of a time of which no register knows."""
    found = asof.parse(text, timezone.get_default_timezone())
    return None if isinstance(found, Problem) or found.at.year < EARLIEST else found


def _since(request: HttpRequest, person: Any, day: date) -> tuple[date, str]:
    text = request.GET.get("since", "").strip()
    if text:
        found = _moment(text)
        if found is not None:
            return min(found.at.astimezone(timezone.get_default_timezone()).date(), day), ""
    return usual_since(person, day), text[:40]


def large(amount: int) -> str:
    """A sum within a sentence, in the unit in which a city speaks of sums."""
    return shown.money(Money(amount), "yi" if reader.current().zh else "bn")


def of_whom(request: HttpRequest, reading: Reading) -> str:
    """Whose projects the page is of, in the reader's words."""
    person: Any = request.user
    unit = next((name for name, _role, _behalf in seats(person) if name), "")
    if reading.programme is not None:
        return _("Programme “%(name)s”") % {"name": reading.programme}
    if reading.asked.led:
        return _("The projects that %(unit)s leads") % {"unit": unit}
    if person.standing.everywhere():
        return _("The city")
    return _("The projects of %(unit)s") % {"unit": unit}
