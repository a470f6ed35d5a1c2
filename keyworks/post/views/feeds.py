from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from keyworks.accounts.models import Person
from keyworks.accounts.queries import installation
from keyworks.base.doors import ANYONE, POST, READ, SIGNED_IN, door
from keyworks.base.reader import reading
from keyworks.formats import ical
from keyworks.post import actions, queries


@door(SIGNED_IN, READ)
def mine(request: HttpRequest) -> HttpResponse:
    """The person's calendar address: whether there is one, and when it was read."""
    return render(request, "post/feed.html", {"feed": queries.feed_of(_person(request))})


@door(SIGNED_IN, POST)
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """Makes an address; the answer is the one page that ever shows it."""
    feed, key = actions.make_feed(by=_person(request), at=timezone.now())
    address = settings.ADDRESS + reverse("post:calendar", args=[key])
    return render(request, "post/feed.html", {"feed": feed, "address": address})


@door(SIGNED_IN, POST)
def end(request: HttpRequest) -> HttpResponse:
    actions.revoke_feed(by=_person(request), at=timezone.now())
    messages.success(request, _("The address leads nowhere from now on."))
    return redirect("post:feed")


@door(ANYONE, READ)
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """What a calendar program is given: what the person may see now, in the language they chose."""
    feed = queries.feed_by_key(key)
    if feed is None:
        raise Http404
    if not actions.read_feed(feed=feed, at=timezone.now()):
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    with reading(queries.reader_of(feed.person)):
        name = " · ".join(str(one) for one in (_("Keyworks"), installation()) if one)
        made = ical.write(queries.dates(feed.person), name=name, host=queries.house())
    etag = f'"{hashlib.sha256(made).hexdigest()[:32]}"'
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8", headers={"ETag": etag})
    answer["Content-Disposition"] = 'inline; filename="keyworks.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _person(request: HttpRequest) -> Any:
    signed_in: Any = request.user
    return Person.objects.get(pk=signed_in.pk)
