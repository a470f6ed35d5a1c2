"""Letters over the API, to be read: the list, and one with its text and what was done with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import Field

from keyworks.accounts.models import Person
from keyworks.accounts.queries import today
from keyworks.base.api import Key, Request, Router
from keyworks.base.conditions import tagged
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.matters.models import Letter, Matter
from keyworks.matters.queries import letters as queries
from keyworks.matters.rules import authority
from keyworks.matters.rules.correspondence import ANSWERABLE

letters = Router()
Kinds = Literal["", "reminder", "assignment", "supervision", "interview"]
Stands = Literal["", "draft", "issued", "replied", "accepted", "refused", "withdrawn"]


class LettersAsked(Schema):
    """Which letters: by kind, state, addressed unit (its code), matter (its key) or words of number and title;
    `overdue` are those whose reply was to be there and is not."""

    kind: Kinds = ""
    state: Stands = ""
    to: Annotated[str, Field(max_length=60)] = ""
    matter: Key | None = None
    q: Annotated[str, Field(max_length=100)] = ""
    overdue: bool = False


class LetterRow(Schema):
    """A letter as it stands; `matter` is the number of what it is about, where whoever asks sees that."""

    id: int
    number: str
    kind: str
    language: str
    title: str
    state: str
    matter: str | None
    issuer: str
    to: str
    issued_on: date | None
    reply_by: date
    overdue: bool
    edition: int


class LetterStepOut(Schema):
    """What was done with it; by nobody where the clock did it."""

    step: str
    by: str | None
    at: datetime
    on: date
    text: str
    state: str
    reply_by: date


class LetterOut(LetterRow):
    """One letter with its text, a paragraph in each line, and its trail, the oldest first."""

    body: str
    cc: list[str]
    level: int
    trail: list[LetterStepOut]


@letters.get("", right=authority.READ, response=Page[LetterRow], summary=_("Letters within reach, the newest first"))
def list_letters(request: Request, window: Query[Window], asked: Query[LettersAsked]) -> dict[str, Any]:
    rows = queries.seen_letters(request.user).filter(_asked(asked)).select_related("matter", "issuer", "to_unit")
    if asked.matter is not None:
        rows = rows.filter(matter__in=scope(request.user, Matter.objects.filter(pk=asked.matter)))
    found = page(request, rows, window, ("-pk",))
    seen = _matters(request.user, found["items"])
    return {**found, "items": [_row(one, seen) for one in found["items"]]}


def _asked(asked: LettersAsked) -> Any:
    wanted: Any = Q()
    for name, value in (("kind", asked.kind), ("state", asked.state), ("to_unit__code", asked.to)):
        if value:
            wanted &= Q(**{name: value})
    if asked.q:
        wanted &= Q(number__icontains=asked.q) | Q(title__icontains=asked.q)
    return wanted & queries.unanswered(today()) if asked.overdue else wanted


def _matters(person: Person, rows: list[Letter]) -> set[int]:
    """The matters that the reader sees, of those the letters are about."""
    about = Matter.objects.filter(pk__in=[one.matter_id for one in rows])
    return set(scope(person, about).values_list("pk", flat=True))


def _row(one: Letter, seen: set[int]) -> dict[str, Any]:
    plain = ("number", "kind", "language", "title", "state", "issued_on", "reply_by", "edition")
    return {
        "id": one.pk, "issuer": one.issuer.code, "to": one.to_unit.code,
        "matter": one.matter.number if one.matter_id in seen else None,
        "overdue": one.state in ANSWERABLE and one.reply_by < today(),
        **{name: getattr(one, name) for name in plain},
    }  # fmt: skip


@letters.get("/{pk}", right=authority.READ, response=LetterOut, summary=_("One letter"))
def get_letter(request: Request, pk: Key) -> dict[str, Any]:
    found = queries.letter_of(request.user, pk)
    if found is None:
        raise Http404
    tagged(request, "letter", found)
    trail = [
        {"by": one.by.username if one.by else None,
         **{name: getattr(one, name) for name in ("step", "at", "on", "text", "state", "reply_by")}}
        for one in found.steps.all()
    ]  # fmt: skip
    return {
        **_row(found, _matters(request.user, [found])), "body": found.body, "level": found.level,
        "cc": sorted(unit.code for unit in found.cc.all()), "trail": trail,
    }  # fmt: skip
