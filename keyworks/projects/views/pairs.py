from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import Text
from keyworks.projects import actions
from keyworks.projects.forms.pairs import Decision, Why
from keyworks.projects.models import Project
from keyworks.projects.queries import pairs as queries
from keyworks.projects.rules.authority import DECIDE
from keyworks.projects.rules.pairing import Kind, Proposal, Reason
from keyworks.projects.views.project import seen

SHOWN = 20
REASONS: dict[str, Text] = {
    "same_name": gettext_lazy("The names are the same."),
    "like_name": gettext_lazy("The names are alike by %(share)s %%."),
    "same_owner": gettext_lazy("They have the same unit."),
    "other_owner": gettext_lazy("They have different units."),
    "same_district": gettext_lazy("They are in the same district."),
    "other_district": gettext_lazy("They are in different districts."),
    "same_total": gettext_lazy("The total investments are the same to %(share)s %%."),
    "close_total": gettext_lazy("The total investments are the same to %(share)s %%."),
    "other_total": gettext_lazy("The total investments are the same only to %(share)s %%."),
    "follows": gettext_lazy("The one is no longer reported since %(day)s, when the other begins."),
    "begins_like": gettext_lazy("The names of the parts begin like the name of the whole."),
    "ends_where": gettext_lazy("Where the one ends, on %(day)s, the others begin."),
    "sums_to": gettext_lazy("The parts come to %(share)s %% of the whole."),
}
QUESTIONS = {
    Kind.SAME: gettext_lazy("Is it one project?"),
    Kind.SPLIT: gettext_lazy("Did one project become several?"),
    Kind.UNITED: gettext_lazy("Did several projects become one?"),
}


@dataclass(frozen=True)
class Shown:
    """A proposal with the projects it is about and its reasons in words, for and against."""

    proposal: Proposal
    before: list[Project]
    after: list[Project]

    @property
    def question(self) -> str:
        return str(QUESTIONS[self.proposal.kind])

    @property
    def one(self) -> bool:
        return self.proposal.kind is Kind.SAME

    @property
    def projects(self) -> list[Project]:
        return [*self.before, *self.after]

    @property
    def reasons_for(self) -> list[str]:
        return [_said(reason) for reason in self.proposal.reasons if reason.weight > 0]

    @property
    def reasons_against(self) -> list[str]:
        return [_said(reason) for reason in self.proposal.reasons if reason.weight < 0]


def _said(reason: Reason) -> str:
    day = shown.day(reason.on) if reason.on else shown.UNKNOWN
    return str(REASONS[reason.code]) % {"share": reason.share, "day": day}


@door(DECIDE, READ)
def pairs(request: SignedIn) -> HttpResponse:
    """Projects that may be registered twice, or have become several: the likeliest first, for a person to decide."""
    return _page(request)


def _page(request: SignedIn, form: Decision | None = None, status: int = 200) -> HttpResponse:
    found = queries.asked(request.user)
    whole = queries.whole(found[:SHOWN])
    rows = [
        Shown(one, [whole[pk] for pk in one.before], [whole[pk] for pk in one.after])
        for one in found[:SHOWN]
        if {*one.before, *one.after} <= whole.keys()
    ]
    context: dict[str, Any] = {"rows": rows, "count": len(found), "more": len(found) - len(rows), "form": form}
    return render(request, "projects/pairs.html", context, status=status)


@door(DECIDE, POST)
def decide(request: SignedIn) -> HttpResponse:
    """Carry out what a person says to a proposal, with the reason."""
    form = Decision(request.POST)
    done = form.carry_out(lambda said: _decided(request, said))
    if done is None:
        return _page(request, form, status=form.status if form.status != 200 else 400)
    messages.success(request, done)
    return redirect("projects:pairs")


def _decided(request: SignedIn, said: dict[str, Any]) -> str:
    told: dict[str, Any] = {"by": request.user, "at": timezone.now(), "reason": said["reason"]}
    if said["said"] == "apart":
        actions.keep_apart(key=said["key"], **told)
        return _("Kept apart; it is not asked again.")
    if said["said"] == "tied":
        actions.tie_parts(key=said["key"], **told)
        return _("The projects are tied to one another.")
    _kind, *sides = said["key"].split(":")
    pks = [int(pk) for side in sides for pk in side.split(".") if pk]
    if len(pks) != 2 or said["keep"] not in pks:
        raise actions.ProjectsRefused("projects.proposal_gone")
    keep, other = said["keep"], next(pk for pk in pks if pk != said["keep"])
    merged = actions.merge(project=Project(pk=other), into=Project(pk=keep), **told)
    return _("%(number)s is merged; its history is kept.") % {"number": merged.local_number}


@door(DECIDE, FORM)
def part(request: SignedIn, pk: int) -> HttpResponse:
    """Let a merged project stand by itself again."""
    found = seen(request, pk)
    form = Why(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = form.carry_out(
            lambda said: actions.part(project=found, by=request.user, at=timezone.now(), reason=said["reason"])
        )
        if done is not None:
            return redirect(done)
    return render(request, "projects/part.html", {"project": found, "form": form}, status=form.status)
