from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from keyworks.accounts.models import Membership, Person, Unit
from keyworks.accounts.rules import Role
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import FORM, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.jobs.actions import enqueue
from keyworks.projects.actions import bulk as batch
from keyworks.projects.forms.bulk import BulkForm
from keyworks.projects.models.words import LIST_CLASSES, YEAR_TAGS
from keyworks.projects.queries import register as queries
from keyworks.projects.queries.register import Words
from keyworks.projects.rules.authority import DECIDE
from keyworks.projects.views.register import chosen, columns

MOST = 5000
AT_ONCE = 200
"""A larger batch is carried out in the background."""
SHOWN = 100
"""Rows of a preview that are shown; the others are counted."""


@door("projects.edit", FORM)
def bulk(request: SignedIn) -> HttpResponse:
    """Change many projects: choose what, see what would become of each, carry it out."""
    seen = _seen(request)
    if not 0 < len(seen) <= MOST:
        return render(request, "projects/bulk_none.html", {"none": not seen, "most": MOST}, status=409 if seen else 200)
    step = request.POST.get("step", "")
    form = _form(request, seen, bound=step in {"preview", "carry", "back"})
    context: dict[str, Any] = {"form": form, "count": len(seen)}
    if step not in {"preview", "carry"} or not form.is_valid():
        return render(request, "projects/bulk.html", context)
    if step == "preview":
        return render(request, "projects/bulk_preview.html", context | _preview(request, form, seen))
    return _carry_out(request, form, seen)


def _seen(request: SignedIn) -> dict[int, int]:
    """The chosen projects within reach and the edition of each that was seen: those ticked, or all a filter leaves."""
    rows = queries.selected(request.user)
    if request.method != "POST":
        return dict(chosen(request).order_by("local_number").values_list("pk", "edition")[: MOST + 1])
    told = request.POST.get("seen", "")
    if told:
        pairs = [pair.partition(".") for pair in told.split(",")[: MOST + 1]]
        seen = {int(pk): int(edition) for pk, _dot, edition in pairs if _key(pk) and _key(edition)}
        return {pk: seen[pk] for pk in rows.filter(pk__in=seen).values_list("pk", flat=True)}
    keys = [int(pk) for pk in request.POST.getlist("id")[: MOST + 1] if _key(pk)]
    return dict(rows.filter(pk__in=keys).values_list("pk", "edition"))


def _key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _form(request: SignedIn, seen: Mapping[int, int], *, bound: bool) -> BulkForm:
    people = scope(request.user, Person.objects.filter(is_active=True)).order_by("name")
    leaders = Membership.objects.in_force(timezone.localdate()).filter(role=Role.LEADER)
    told = ",".join(f"{pk}.{edition}" for pk, edition in seen.items())
    return BulkForm(
        request.POST if bound else None,
        initial={"seen": told},
        terms=(term for term in Words().terms.values() if term.closed_on is None),
        units=queries.units_of([Unit.Kind.CITY, Unit.Kind.DEPARTMENT, Unit.Kind.DISTRICT]),
        people=people,
        leaders=frozenset(leaders.values_list("person_id", flat=True)),
        decides=request.user.may(DECIDE),
    )


def _preview(request: SignedIn, form: BulkForm, seen: Mapping[int, int]) -> dict[str, Any]:
    values = batch.resolved(form.change)
    found = batch.proposed(batch.whole(seen), values, request.user)
    labels = {column.name: column.label for column in columns(Words(), {})}
    changing = [one for one in found if one.changes and not one.no]
    refused = [one for one in found if one.no]
    rows = [
        (one.project, [(labels[name], _told(name, old), _told(name, new)) for name, (old, new) in one.changes.items()])
        for one in changing[:SHOWN]
    ]
    return {
        "rows": rows, "changing": len(changing), "more": len(changing) - len(rows),
        "refused": [(one.project, sentence(one.no.code, one.no.params)) for one in refused[:SHOWN] if one.no],
        "refusing": len(refused), "staying": len(found) - len(changing) - len(refused), "later": len(seen) > AT_ONCE,
    }  # fmt: skip


def _told(name: str, value: Any) -> str:
    named: Mapping[str, Mapping[Any, Any]] = {"list_class": LIST_CLASSES, "year_tag": YEAR_TAGS}
    words = named.get(name, {})
    if isinstance(value, list):
        return shown.listed(map(str, value)) or shown.UNKNOWN
    return str(words.get(value, value)) if value not in (None, "") else shown.UNKNOWN


def _carry_out(request: SignedIn, form: BulkForm, seen: Mapping[int, int]) -> HttpResponse:
    now, reason = timezone.now(), form.cleaned_data["reason"]
    if len(seen) > AT_ONCE:
        args = {"seen": {str(pk): edition for pk, edition in seen.items()}, "change": form.change, "reason": reason}
        return redirect(enqueue("projects.edit_many", args, by=request.user, at=now))
    outcome = batch.edit_many(seen=seen, change=form.change, by=request.user, at=now, reason=reason)
    refused = [(project, sentence(no.code, no.params)) for project, no in outcome.refused]
    return render(request, "projects/bulk_done.html", {"outcome": outcome, "refused": refused, "count": len(seen)})
