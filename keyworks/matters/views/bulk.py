from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.matters.actions.bulk import MOST, Outcome, reassign_many
from keyworks.matters.forms.listing import Reassign
from keyworks.matters.queries import listing as queries
from keyworks.matters.rules import authority
from keyworks.matters.views.listing import filters


@door(authority.MANAGE, FORM)
def reassign(request: SignedIn) -> HttpResponse:
    """Give many matters to a unit: choose it and say why, see what would happen, do it."""
    seen = _seen(request)
    if not 0 < len(seen) <= MOST:
        none = {"none": not seen, "most": MOST}
        return render(request, "matters/reassign_none.html", none, status=409 if seen else 200)
    step = request.POST.get("step", "")
    form = _form(request, seen, bound=step in {"preview", "carry", "back"})
    context: dict[str, Any] = {"form": form, "count": len(seen)}
    if step not in {"preview", "carry"} or not form.is_valid():
        return render(request, "matters/reassign.html", context)
    said = {name: form.cleaned_data[name] for name in ("lead", "lead_person", "text")}
    outcome = reassign_many(seen=seen, **said, trying=step == "preview", by=request.user, at=moment())
    context |= _told(outcome, seen)
    if step == "preview":
        return render(request, "matters/reassign_preview.html", context)
    status = 409 if outcome.refused else 200
    return render(request, "matters/reassign_done.html", context, status=status)


def _seen(request: SignedIn) -> dict[int, int]:
    """The chosen matters within reach and the edition of each that was seen: those ticked, or all a filter leaves."""
    rows = queries.seen(request.user)
    if request.method != "POST":
        condition = queries.asked_for(filters(request).said, request.user, today())
        return dict(rows.filter(condition).order_by("pk").values_list("pk", "edition")[: MOST + 1])
    if told := request.POST.get("seen", ""):
        pairs = [pair.partition(".") for pair in told.split(",")[: MOST + 1]]
        seen = {int(pk): int(edition) for pk, _dot, edition in pairs if _key(pk) and _key(edition)}
        return {pk: seen[pk] for pk in rows.filter(pk__in=seen).values_list("pk", flat=True)}
    keys = [int(pk) for pk in request.POST.getlist("id")[: MOST + 1] if _key(pk)]
    return dict(rows.filter(pk__in=keys).values_list("pk", "edition"))


def _key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _form(request: SignedIn, seen: dict[int, int], *, bound: bool) -> Reassign:
    kinds = (Unit.Kind.CITY, Unit.Kind.DEPARTMENT, Unit.Kind.DISTRICT)
    units = Unit.objects.filter(closed_on=None, kind__in=kinds).order_by("path")
    people = scope(request.user, Person.objects.filter(is_active=True)).order_by("name")
    initial = {"seen": _seen_text(seen)}
    return Reassign(request.POST if bound else None, units=units, people=people, initial=initial)


def _seen_text(seen: dict[int, int]) -> str:
    return ",".join(f"{pk}.{edition}" for pk, edition in seen.items())


def _told(outcome: Outcome, seen: dict[int, int]) -> dict[str, Any]:
    """What would become of each; `rest` are those that would be given over, for whoever leaves the others out."""
    given = {one.pk for one in outcome.given}
    return {
        "given": [(one, outcome.before[one.pk]) for one in outcome.given],
        "refused": [(matter, sentence(no.code, no.params)) for matter, no in outcome.refused],
        "rest": _seen_text({pk: edition for pk, edition in seen.items() if pk in given}),
    }
