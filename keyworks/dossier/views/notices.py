from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from keyworks.accounts.queries import moment
from keyworks.base.doors import POST, READ, door
from keyworks.dossier import actions, queries
from keyworks.dossier.models import Notice
from keyworks.dossier.views.parts import person, show

LATELY = timedelta(days=31)
"""So far back the inbox looks for what rooms above have to say."""


@door("dossier.read", READ)
def notices(request: HttpRequest) -> HttpResponse:
    """The inbox: who mentioned me, what happened to what I follow."""
    told = [{"notice": notice, "about": about} for notice, about in queries.inbox(person(request))]
    waits = queries.waits(person(request), moment() - LATELY)
    context = {"told": told, "unread": queries.unread(person(request)), "waits": waits}
    return show(request, "dossier/notices.html", context)


@door("dossier.read", READ)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a notice where it leads; having been looked at, it counts as read."""
    found = get_object_or_404(Notice.objects.select_related("comment"), pk=pk, person=person(request))
    actions.read_notices(by=person(request), at=timezone.now(), pk=pk)
    address = reverse("dossier:comments", args=[found.comment.subject_kind, found.comment.subject_id])
    return redirect(f"{address}#comment-{found.comment_id}")


@door("dossier.read", POST)
def read_notices(request: HttpRequest) -> HttpResponse:
    actions.read_notices(by=person(request), at=timezone.now())
    return redirect("dossier:notices")
