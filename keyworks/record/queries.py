from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from keyworks.base.scopes import scopes
from keyworks.record.models import Entry


@scopes(Entry)
def _entries(person: Any, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The whole record for whoever may read it; one subject's history is another door, see `of`."""
    return entries if person.may("record.read") else entries.none()


def of(kind: str, pk: int | str) -> QuerySet[Entry]:
    """All that was ever done to one subject, newest first; whoever sees the subject may see it."""
    return Entry.objects.filter(subject_kind=kind, subject_id=str(pk)).order_by("-seq")
