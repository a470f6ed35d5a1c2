from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.dossier import actions, queries, rules
from keyworks.dossier.actions.refused import MODERATE
from keyworks.dossier.models import Comment
from keyworks.dossier.views.parts import page_of, part, person, show
from keyworks.values.refusals import Refused


@door("dossier.read", FORM)
def comments(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """What was said about a record, and one's own word to it."""
    found = queries.record(person(request), kind, pk)
    if request.method != "POST":
        return _panel(request, found)
    if not person(request).may("dossier.write"):
        raise PermissionDenied
    text = request.POST.get("text", "")
    try:
        said, unseen = actions.comment(subject=found, text=text, by=person(request), at=timezone.now())
    except Refused as no:
        return _panel(request, found, problem=sentence(no.code, no.params), typed=text, status=no.status)
    return _done(request, found, said, unseen)


@door("dossier.write", FORM)
def edit_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one's own comment while it is fresh."""
    found, about = queries.comment(person(request), pk)
    if request.method != "POST":
        return _panel(request, about, mended=found.pk)
    text = request.POST.get("text", "")
    try:
        said, unseen = actions.edit_comment(
            comment=found, subject=about, text=text, over=_edition(request), by=person(request), at=timezone.now()
        )
    except Refused as no:
        words: dict[str, Any] = {"problem": sentence(no.code, no.params), "mended": found.pk, "typed_over": text}
        return _panel(request, about, status=no.status, **words)
    return _done(request, about, said, unseen)


@door("dossier.write", POST)
def withdraw_comment(request: HttpRequest, pk: int) -> HttpResponse:
    found, about = queries.comment(person(request), pk)
    try:
        said = actions.withdraw_comment(
            comment=found, subject=about, over=_edition(request), by=person(request), at=timezone.now()
        )
    except Refused as no:
        return _panel(request, about, problem=sentence(no.code, no.params), status=no.status)
    return _done(request, about, said, [])


@door("dossier.read", POST)
def follow(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """Follow a record, or with `on` empty follow it no more."""
    found = queries.record(person(request), kind, pk)
    act = actions.follow if request.POST.get("on") else actions.unfollow
    act(subject=found, by=person(request), at=timezone.now())
    return _panel(request, found) if part(request) else redirect(_address(found))


@door("dossier.write", READ)
def people(request: HttpRequest, kind: str, pk: str) -> JsonResponse:
    """Whom one may mean by what is typed after @."""
    found = queries.record(person(request), kind, pk)
    start = rules.plain(request.GET.get("q", ""))[:60]
    near = queries.suggested(person(request), found, start)
    units = queries.units_of(near)
    listed = [{"username": one.username, "name": str(one), "unit": units.get(one.pk, "")} for one in near]
    return JsonResponse({"people": listed})


def _edition(request: HttpRequest) -> int:
    given = request.POST.get("edition", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _address(found: Model, said: Comment | None = None) -> str:
    place = queries.place(found)
    address = reverse("dossier:comments", args=[place["subject_kind"], place["subject_id"]])
    return f"{address}#comment-{said.pk}" if said else address


def _done(request: HttpRequest, found: Model, said: Comment, unseen: list[str]) -> HttpResponse:
    words = _not_told(unseen)
    if part(request) or words:
        return _panel(request, found, not_told=words)
    return redirect(_address(found, said))


def _not_told(unseen: list[str]) -> str:
    if not unseen:
        return ""
    names = ", ".join(f"@{name}" for name in unseen)
    return gettext("%(names)s cannot see this and was not told.") % {"names": names}


def _panel(request: HttpRequest, found: Model, *, status: int = 200, mended: int = 0, **words: Any) -> HttpResponse:
    by, now = person(request), timezone.now()
    moderates, writes = by.may(MODERATE), by.may("dossier.write")
    said = [
        {
            "comment": one,
            "pieces": _pieces(one),
            "may_edit": writes and one.author_id == by.pk and not one.withdrawn_at and rules.mendable(one.at, now),
            "may_withdraw": writes and not one.withdrawn_at and (moderates or one.author_id == by.pk),
            "mended": one.pk == mended,
        }
        for one in queries.comments(found)
    ]
    place = queries.place(found)
    context = {
        "subject": found,
        "page": page_of(found),
        "place": {"kind": place["subject_kind"], "pk": place["subject_id"]},
        "said": said,
        "follows": queries.follows(by, found),
        "may_write": writes,
        "longest": rules.LONGEST_COMMENT,
    }
    return show(request, "dossier/comments.html", context | words, status=status)


def _pieces(one: Comment) -> list[dict[str, str]]:
    """The text with those it mentions by name."""
    names = {mention.person.username.lower(): str(mention.person) for mention in one.mentions.all()}
    return [{"text": text, "who": names.get(name, "")} for name, text in rules.pieces(one.text, frozenset(names))]
