"""A unit at its meetings: what it said, what was directed to it, what became of that, and its figures then and now."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import READ, door
from keyworks.base.scopes import scope
from keyworks.matters.models.words import STATES as MATTER_STATES
from keyworks.matters.rules.ladder import State
from keyworks.matters.views.common import BADGES as MATTER_BADGES
from keyworks.meetings.models.statement_words import FIGURES
from keyworks.meetings.queries import standing as queries
from keyworks.meetings.queries.statements import SPOKEN_FOR
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.drafting import HEADLINE, Figure
from keyworks.meetings.rules.kinds import WAS
from keyworks.meetings.views.figures import said, sections
from keyworks.meetings.views.statements import told


def _unit(request: SignedIn, pk: int) -> Unit:
    unit = get_object_or_404(Unit.objects.filter(kind__in=SPOKEN_FOR), pk=pk)
    if not queries.may_look(request.user, unit):
        raise Http404
    return unit


@door(authority.READ, READ)
def standing(request: SignedIn, pk: int) -> HttpResponse:
    """A unit at every meeting."""
    unit = _unit(request, pk)
    found = queries.standing(request.user, unit, today())
    now = queries.headline_now(unit, moment())
    directed = [one for at in found for one in at.directed]
    context: dict[str, Any] = {
        "unit": unit, "lead": _lead(directed), "rows": [_row(at, now) for at in found], "n": len(directed),
    }  # fmt: skip
    return render(request, "meetings/standing.html", context)


def _lead(directed: list[queries.Directed]) -> str:
    """How much was directed to it and what became of it, in one sentence."""
    if not directed:
        return _("No meeting has directed anything to it")
    ended = [one for one in directed if one.ended]
    in_time, late = sum(not one.late for one in ended), sum(bool(one.late) for one in directed if not one.ended)
    n = len(directed)
    parts = [ngettext("%(n)s directive", "%(n)s directives", n) % {"n": shown.number(n)}]
    parts.append(_("%(n)s done") % {"n": shown.number(len(ended))})
    if ended:
        parts.append(_("%(n)s of them in time") % {"n": shown.number(in_time)})
    parts.append(_("%(n)s open and overdue") % {"n": shown.number(late)})
    return shown.listed(parts, zh="，", en=", ")


def _row(at: queries.At, now: dict[str, Figure]) -> dict[str, Any]:
    version = at.report.version if at.report else None
    return {
        "meeting": at.meeting, "linked": at.linked, "told": told(at.report.statement) if at.report else None,
        "was": at.meeting is not None and at.meeting.state in WAS, "version": version,
        "sections": sections(version) if version else [],
        "lang": "zh-Hans" if version and version.language == "zh" else "en",
        "figures": [
            {
                "label": str(FIGURES[code]), "then": _said(at.figures.get(code)), "now": _said(now.get(code)),
                "on": at.figures[code].on if code in at.figures else None,
                "source": now[code].source if code in now else "",
            }
            for code in HEADLINE
        ] if version else [],
        "directed": [_directed(one) for one in at.directed],
    }  # fmt: skip


def _said(figure: Figure | None) -> str:
    return said(figure) if figure else shown.UNKNOWN


def _directed(one: queries.Directed) -> dict[str, Any]:
    state = State(one.matter.state)
    mark: tuple[str, str] | None = None
    if one.late:
        late = {"n": shown.number(one.late)}
        words = (
            ngettext("%(n)s working day late", "%(n)s working days late", one.late) if one.ended
            else ngettext("overdue by %(n)s working day", "overdue by %(n)s working days", one.late)
        )  # fmt: skip
        mark = ("warn" if one.ended else "bad"), words % late
    elif one.ended and one.matter.due_on:
        mark = "good", _("in time")
    return {
        "one": one.matter, "state": MATTER_STATES[state], "badge": MATTER_BADGES[state], "mark": mark,
    }  # fmt: skip


@door(authority.READ, READ)
def standing_of(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """How a unit stands to its meetings: a part of its page."""
    if kind != "unit":
        raise Http404(kind)
    unit = get_object_or_404(scope(request.user, Unit.objects.all()), pk=pk)
    looks = unit.kind in SPOKEN_FOR and queries.may_look(request.user, unit)
    found = queries.standing(request.user, unit, today()) if looks else []
    directed = [one for at in found for one in at.directed]
    context = {
        "unit": unit, "looks": looks, "lead": _lead(directed),
        "rows": [{"meeting": at.meeting, "linked": at.linked, "told": told(at.report.statement) if at.report else None}
                 for at in found[:3] if at.meeting],
    }  # fmt: skip
    return render(request, "meetings/standing_of.html", context)
