"""What belongs together: the panel of alike matters, merging, and common causes across projects."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, READ, door
from keyworks.base.scopes import scope
from keyworks.matters import actions, queries
from keyworks.matters.forms.together import CauseForm, Common, Merge
from keyworks.matters.models import Cause, Matter
from keyworks.matters.models.words import KINDS, STATES
from keyworks.matters.rules import authority
from keyworks.matters.rules.ladder import Kind, Party, State, Step
from keyworks.matters.views.common import BADGES, lateness, seen


@door(authority.MANAGE, READ)
def alike(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """Those that may be the same, and the common cause: a panel of a matter's page."""
    if kind != "matter":
        raise Http404
    matter = seen(request.user, pk)
    may = {one.step for one in queries.open_steps(request.user, matter)}
    told = {
        "matter": matter, "alike": [_offer(one) for one in queries.alike(request.user, matter)],
        "may_merge": Step.MERGE in may, "may_join": Step.CHANGE in may and _sees_causes(request),
    }  # fmt: skip
    return render(request, "matters/alike.html", told)


def _sees_causes(request: SignedIn) -> bool:
    return request.user.standing.everywhere()


def _offer(one: Any) -> dict[str, Any]:
    return {"one": one, "state": STATES[State(one.matter.state)], "badge": BADGES[State(one.matter.state)]}


@door(authority.MANAGE, FORM)
def merge(request: SignedIn, pk: int) -> HttpResponse:
    """Merge one matter into another that is the same."""
    matter = _of_desk(request, pk)
    offered = [(one.matter.number, str(one.matter)) for one in queries.alike(request.user, matter)]
    asked = request.GET.get("into", "")
    initial = {"edition": matter.edition, "into": asked, "number": "" if asked in dict(offered) else asked}
    form = Merge(request.POST or None, request.user, offered, initial=initial)

    def act(sent: dict[str, Any]) -> Matter:
        return actions.merge(
            matter=matter, into=sent["chosen"], text=sent["text"], over=sent["edition"] or 0, by=request.user,
            at=moment(),
        )  # fmt: skip

    if made := form.carry_out(act):
        messages.success(request, _("%(number)s is part of this matter now.") % {"number": matter.number})
        return redirect(made)
    return render(request, "matters/merge.html", {"matter": matter, "form": form}, status=form.status)


@door(authority.MANAGE, FORM)
def common(request: SignedIn, pk: int) -> HttpResponse:
    """Say which common cause a matter has."""
    matter = _of_desk(request, pk)
    if not _sees_causes(request):
        raise Http404
    form = Common(request.POST or None, request.user, initial={"edition": matter.edition, "cause": matter.cause})

    def act(sent: dict[str, Any]) -> Matter:
        return actions.join_cause(
            matter=matter, cause=sent["cause"], over=sent["edition"] or 0, by=request.user, at=moment()
        )

    if form.carry_out(act):
        return redirect(matter)
    return render(request, "matters/common.html", {"matter": matter, "form": form}, status=form.status)


def _of_desk(request: SignedIn, pk: int) -> Matter:
    """The matter, for whoever sits in the office that follows it."""
    matter = seen(request.user, pk)
    if Party.DESK not in queries.parties(request.user, matter):
        raise PermissionDenied
    return matter


@door(authority.READ, READ)
def causes(request: SignedIn) -> HttpResponse:
    """The common causes, whatever holds up most first."""
    groups = queries.groups(request.user)
    told = {
        "groups": [{"one": one, "kind": KINDS[Kind(one.cause.kind)]} for one in groups],
        "may": request.user.may(authority.RULE), "seen": _sees_causes(request),
    }  # fmt: skip
    return render(request, "matters/causes.html", told)


@door(authority.READ, READ)
def cause(request: SignedIn, pk: int) -> HttpResponse:
    """A common cause with its matters, its projects and what it holds up."""
    group = queries.group(request.user, _cause(request, pk))
    rows = [
        {
            "one": one, "state": STATES[State(one.state)], "badge": BADGES[State(one.state)],
            "late": lateness(one, today()),
        }
        for one in group.matters
    ]  # fmt: skip
    told = {
        "group": group, "cause": group.cause, "kind": KINDS[Kind(group.cause.kind)], "rows": rows,
        "may": request.user.may(authority.RULE),
    }  # fmt: skip
    return render(request, "matters/cause.html", told)


@door(authority.RULE, FORM)
def cause_new(request: SignedIn) -> HttpResponse:
    form = CauseForm(request.POST or None)
    if made := form.carry_out(lambda sent: actions.make_cause(**_sent(sent), by=request.user, at=moment())):
        return redirect("matters:cause", made.pk)
    return render(request, "matters/cause_edit.html", {"form": form}, status=form.status)


@door(authority.RULE, FORM)
def cause_edit(request: SignedIn, pk: int) -> HttpResponse:
    found = _cause(request, pk)
    kept = {"name": found.name, "kind": found.kind, "note": found.note}
    form = CauseForm(request.POST or None, initial={**kept, "edition": found.edition})

    def act(sent: dict[str, Any]) -> Cause:
        over = sent["edition"] or 0
        return actions.change_cause(cause=found, **_sent(sent), over=over, by=request.user, at=moment())

    if form.carry_out(act, now=kept):
        return redirect("matters:cause", found.pk)
    return render(request, "matters/cause_edit.html", {"form": form, "cause": found}, status=form.status)


def _cause(request: SignedIn, pk: int) -> Cause:
    return get_object_or_404(scope(request.user, Cause.objects.all()), pk=pk)


def _sent(sent: dict[str, Any]) -> dict[str, Any]:
    return {name: sent[name] for name in ("name", "kind", "note")}
