"""Where should we go? What speaks for each project, and what a person chose."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import cells, shown
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.meetings import actions
from keyworks.meetings.forms.meetings import SiteForm
from keyworks.meetings.models import Site
from keyworks.meetings.models.words import CHOICES
from keyworks.meetings.queries.candidates import candidates as found_candidates
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.candidates import MOST, POINTS, Candidate, Reason, Why
from keyworks.meetings.rules.kinds import Choice
from keyworks.meetings.views.common import frame, seen_whole
from keyworks.projects.models import Project
from keyworks.values.money import Money
from keyworks.values.refusals import Refused

AT_ONCE = 30


def _days(n: object) -> str:
    count = int(str(n))
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": shown.number(count)}


def worded(reason: Reason) -> str:
    """A reason as its reader says it."""
    p = reason.params
    n = int(str(p.get("n", 0)))
    told = {"n": shown.number(n)}
    if reason.why is Why.PROMISED:
        return ngettext("%(n)s promise of last time is open", "%(n)s promises of last time are open", n) % told
    if reason.why is Why.HIGH:
        return ngettext("%(n)s overdue matter at the city", "%(n)s overdue matters at the city", n) % told
    if reason.why is Why.OVERDUE:
        return ngettext("%(n)s overdue matter", "%(n)s overdue matters", n) % told
    if reason.why is Why.WORSENED:
        return _("%(before)s a month ago, %(now)s now") % {
            "before": cells.light_words(str(p["before"])), "now": cells.light_words(str(p["now"])),
        }  # fmt: skip
    if reason.why is Why.BLOCKED:
        return _("%(money)s of this year's plan waits") % {"money": shown.money(Money(int(str(p["money"]))))}
    if reason.why in (Why.SLIPPED, Why.NEAR):
        return _dated(reason)
    if reason.why is Why.UNSEEN:
        return _("last seen on %(day)s") % {"day": shown.day(p["on"])} if "on" in p else _("never seen by a meeting")
    return {Why.RED: _("far behind"), Why.YELLOW: _("behind"), Why.COMMISSIONING: _("its lines are in commissioning")}[
        reason.why
    ]


def _dated(reason: Reason) -> str:
    p = reason.params
    told = {"day": shown.day(p["on"]), "days": _days(p["days"])}
    start = p["what"] == "start"
    if reason.why is Why.SLIPPED:
        words = _("was to start by %(day)s, %(days)s ago") if start else _("was to finish by %(day)s, %(days)s ago")
    else:
        words = _("to start by %(day)s, in %(days)s") if start else _("to finish by %(day)s, in %(days)s")
    return words % told


def rules() -> list[tuple[str, int, int | None]]:
    """How points are given: for what, how many, at most how many."""
    words = {
        Why.PROMISED: _("each promise of the last meeting that is open"),
        Why.HIGH: _("each overdue matter at level 3 or 4"),
        Why.OVERDUE: _("each overdue matter at level 1 or 2"),
        Why.RED: _("far behind"), Why.YELLOW: _("behind"), Why.WORSENED: _("a worse light than a month ago"),
        Why.BLOCKED: _("the year's plan that waits: for the root of its parts of 500 million"),
        Why.SLIPPED: _("a planned start or finish that passed"),
        Why.NEAR: _("a planned start or finish within 60 days"),
        Why.COMMISSIONING: _("completed or in commissioning"),
        Why.UNSEEN: _("not seen for a year, beside something else"),
    }  # fmt: skip
    return [(text, POINTS[why], MOST.get(why)) for why, text in words.items()]


@door(authority.READ, READ)
def candidates(request: SignedIn, pk: int) -> HttpResponse:
    """The projects that deserve the leaders' hour, each with its reasons, and those that were chosen."""
    meeting = seen_whole(request.user, pk)
    ranked = found_candidates(request.user, meeting, today())
    places = {one.project_id: one for one in meeting.sites.select_related("project", "project__district")}
    page = Paginator(ranked, AT_ONCE).get_page(request.GET.get("page"))
    keys = [one.pk for one in page]
    rows = scope(request.user, Project.objects.filter(pk__in=keys)).select_related("district", "owner")
    projects = {one.pk: one for one in rows}
    first = (page.number - 1) * AT_ONCE
    context: dict[str, Any] = {
        **frame(request.user, meeting, "candidates"), "page": page, "n": len(ranked), "rules": rules(),
        "rows": [_row(n, one, projects[one.pk], places.get(one.pk)) for n, one in enumerate(page, first + 1)],
        "chosen": [_place(one) for one in places.values()], "choices": CHOICES.items(),
    }  # fmt: skip
    return render(request, "meetings/candidates.html", context)


def _row(rank: int, one: Candidate, project: Project, place: Site | None) -> dict[str, Any]:
    return {
        "rank": rank, "project": project, "points": one.points, "plan": one.plan, "place": place,
        "reasons": [{"words": worded(each), "points": each.points} for each in one.reasons],
        "choice": CHOICES[Choice(place.choice)] if place else "",
    }  # fmt: skip


def _place(one: Site) -> dict[str, Any]:
    return {"one": one, "choice": CHOICES[Choice(one.choice)], "windows": windows(one)}


def windows(site: Site) -> str:
    return ", ".join(f"{a}-{b}" for a, b in site.windows)


@door(authority.PREPARE, POST)
def choose(request: SignedIn, pk: int, project: int) -> HttpResponse:
    """Choose a place or leave it out; what speaks for it is kept as it stands now."""
    meeting = seen_whole(request.user, pk)
    found = get_object_or_404(scope(request.user, Project.objects.all()), pk=project)
    ranked = {one.pk: one for one in found_candidates(request.user, meeting, today())}
    one = ranked.get(found.pk)
    reasons = (
        [{"code": str(each.why), "points": each.points, "params": each.params} for each in one.reasons] if one else []
    )
    try:
        actions.choose_site(
            meeting=meeting, project=found, choice=_choice(request), reasons=reasons, worth=one.points if one else 0,
            by=request.user, at=moment(),
        )  # fmt: skip
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))
    return redirect("meetings:candidates", meeting.pk)


def _choice(request: SignedIn) -> Choice:
    sent = request.POST.get("choice", "")
    return Choice(sent) if sent in set(Choice) else Choice.MAY


@door(authority.PREPARE, FORM)
def site(request: SignedIn, pk: int, site: int) -> HttpResponse:
    """How a chosen place is seen: minutes, hours, entrance."""
    meeting = seen_whole(request.user, pk)
    one = get_object_or_404(meeting.sites.select_related("project"), pk=site)
    names = ("minutes", "closed", "latitude", "longitude", "why", "edition")
    kept = {name: getattr(one, name) for name in names} | {"windows": windows(one)}
    form = SiteForm(request.POST or None, initial=kept)

    def act(sent: dict[str, Any]) -> Site:
        over = sent.pop("edition")
        return actions.change_site(site=one, values=sent, over=over, by=request.user, at=moment())

    if form.carry_out(act):
        return redirect("meetings:candidates", meeting.pk)
    return render(
        request, "meetings/site.html", {**frame(request.user, meeting, ""), "form": form, "site": one},
        status=form.status,
    )  # fmt: skip
