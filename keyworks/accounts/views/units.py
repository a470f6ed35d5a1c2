from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from keyworks.accounts import actions, queries
from keyworks.accounts.forms import units as forms
from keyworks.accounts.models import Membership, Unit
from keyworks.accounts.rules import ADMINISTER_BELOW, BELOW, kinds_to_open
from keyworks.accounts.views.request import SignedIn
from keyworks.accounts.views.signing import told
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import panels, rights
from keyworks.base.scopes import scope


def _lines(request: SignedIn, units: list[Unit]) -> list[dict[str, Any]]:
    """Units with the counts of what stands below them."""
    found = queries.counts(request.user, timezone.localdate())
    return [{"unit": unit, "units": found.units[unit.pk], "people": found.people[unit.pk]} for unit in units]


def _seen(request: SignedIn, pk: int) -> Unit:
    return get_object_or_404(scope(request.user, Unit.objects.select_related("parent")), pk=pk)


def _opens(request: SignedIn, unit: Unit) -> bool:
    """May the person open a unit directly below this one?"""
    standing = request.user.standing
    reach = queries.administered_units(request.user, Unit.objects.filter(pk=unit.pk, closed_on=None))
    return bool(kinds_to_open(standing, rights(), unit.kind)) and reach.exists()


@door("accounts.read", READ)
def units(request: SignedIn) -> HttpResponse:
    """The top two levels of the tree within reach, or what a search finds."""
    text = request.GET.get("q", "").strip()[:100]
    context: dict[str, Any] = {"q": text, "may_open": request.user.may(ADMINISTER_BELOW)}
    if text:
        context |= {"found": _lines(request, queries.found_units(request.user, text))}
    else:
        tops = queries.directly_below(request.user, None)
        below = [unit for top in tops for unit in queries.directly_below(request.user, top)]
        lines = _lines(request, tops + below)
        context |= {
            "tops": [
                {**line, "below": [other for other in lines if other["unit"].parent_id == line["unit"].pk]}
                for line in lines[: len(tops)]
            ]
        }
    return render(request, "accounts/units.html", context)


@door("accounts.read", READ)
def unit(request: SignedIn, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    seats = scope(request.user, Membership.objects.in_force(timezone.localdate()).filter(unit=found))
    context = {
        "unit": found,
        "above": queries.above(found, request.user),
        "below": _lines(request, queries.directly_below(request.user, found)),
        "seats": seats.select_related("person").order_by(queries.called("person__name", "person__name_en"), "pk"),
        "administers": queries.may_administer_unit(request.user, found),
        "opens": _opens(request, found),
        "panels": panels(request.user, "unit"),
        "appoints": queries.administered_units(request.user, Unit.objects.filter(pk=pk, closed_on=None)).exists(),
    }
    return render(request, "accounts/unit.html", context)


@door("accounts.administer_below", FORM)
def unit_new(request: SignedIn) -> HttpResponse:
    units = queries.administered_units(request.user, Unit.objects.filter(closed_on=None))
    kinds = frozenset[str]().union(*(kinds_to_open(request.user.standing, rights(), kind) for kind in BELOW))
    only = units.first() if units.count() == 1 else None
    initial = {"parent": request.GET.get("below") or only, "kind": Unit.Kind.OWNER}
    form = forms.New(request.POST or None, units=units, kinds=kinds, initial=initial)

    def act(said: dict[str, Any]) -> Unit:
        values = {name: said[name] for name in ("code", "kind", "name_zh", "name_en", "credit_code", "parent")}
        return actions.open_unit(**values, by=request.user, at=timezone.now())

    if opened := form.carry_out(act):
        messages.success(request, _("The unit is opened."))
        return redirect(opened)
    return render(request, "accounts/unit_new.html", {"form": form}, status=form.status)


@door("accounts.administer_below", FORM)
def unit_edit(request: SignedIn, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    kept = {name: getattr(found, name) for name in ("name_zh", "name_en", "code", "credit_code")}
    form = forms.Edit(request.POST or None, initial={**kept, "edition": found.edition})

    def act(said: dict[str, Any]) -> Unit:
        values = {name: said[name] for name in kept}
        return actions.edit_unit(
            unit=found, **values, over=said["edition"] or 0, by=request.user, at=timezone.now()
        )  # fmt: skip

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect(found)
    return render(request, "accounts/unit_edit.html", {"form": form, "unit": found}, status=form.status)


@door("accounts.administer_below", FORM)
def unit_move(request: SignedIn, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    places = queries.administered_units(request.user, Unit.objects.filter(closed_on=None))
    places = places.exclude(path__startswith=found.path)
    initial = {"parent": found.parent_id, "edition": found.edition}
    form = forms.Move(request.POST or None, units=places, initial=initial)

    def act(said: dict[str, Any]) -> Unit:
        over = said["edition"] or 0
        return actions.move_unit(unit=found, parent=said["parent"], over=over, by=request.user, at=timezone.now())

    if form.carry_out(act, now={"parent": found.parent}):
        messages.success(request, _("The unit is moved, with everything below it."))
        return redirect(found)
    context = {"form": form, "unit": found, "line": _lines(request, [found])[0]}
    return render(request, "accounts/unit_move.html", context, status=form.status)


@door("accounts.administer_below", POST)
def unit_close(request: SignedIn, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    told(request, _("The unit is closed."), actions.close_unit, unit=found, over=None)
    return redirect(found)


@door("accounts.administer_below", POST)
def unit_reopen(request: SignedIn, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    told(request, _("The unit is open again."), actions.reopen_unit, unit=found, over=None)
    return redirect(found)
