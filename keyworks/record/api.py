from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import Field

from keyworks.base.api import Key, Request, Router
from keyworks.base.paging import Page, Window, page
from keyworks.record.models import Entry

router = Router()


class EntryOut(Schema):
    """One line of the record, with the hashes that chain it to the line before."""

    seq: int
    at: datetime
    verb: str
    actor_id: str
    actor: str
    behalf: str
    subject_kind: str
    subject_id: str
    subject: str
    reason: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    previous: str
    hash: str

    @staticmethod
    def resolve_before(entry: Entry) -> Any:
        return json.loads(entry.before) if entry.before else None

    @staticmethod
    def resolve_after(entry: Entry) -> Any:
        return json.loads(entry.after) if entry.after else None


@router.get("", right="record.read", response=Page[EntryOut], summary=_("The record, newest first"))
def list_entries(
    request: Request,
    window: Query[Window],
    subject_kind: Annotated[str, Field(max_length=40)] = "",
    subject_id: Annotated[str, Field(max_length=64)] = "",
    verb: Annotated[str, Field(max_length=80)] = "",
) -> dict[str, Any]:
    wanted = {"subject_kind": subject_kind, "subject_id": subject_id, "verb": verb}
    found = Entry.objects.filter(**{name: value for name, value in wanted.items() if value})
    return page(request, found, window, ("-seq",))


@router.get("/{seq}", right="record.read", response=EntryOut, summary=_("One entry"))
def get_entry(request: Request, seq: Key) -> Entry:
    return get_object_or_404(Entry, seq=seq)
