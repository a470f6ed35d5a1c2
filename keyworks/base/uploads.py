"""Sheets that somebody gave: looked at until they are used, all of them or nothing, and kept from then on."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models

from keyworks.base.guards import Guard

WAITS = timedelta(days=7)
"""So long a sheet is kept that nobody uses."""
MOST = 20
"""Sheets of one person that wait; the oldest gives way."""


class Given(models.Model):
    """A sheet that one person gave; `USED` is the column that says when it was used."""

    USED: ClassVar[str]
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @classmethod
    def guards(cls) -> list[Guard]:
        table, kept = cls._meta.db_table, f'OLD."{cls.USED}" IS NOT NULL'
        return [
            Guard(f"{table}_no_{event.lower()}", event, f"{table} is kept once it is used", kept)
            for event in ("DELETE", "UPDATE")
        ]


Sheet = TypeVar("Sheet", bound=Given)


def keep(kind: type[Sheet], *, name: str, content: bytes, rows: int, by: Any, at: datetime, **more: Any) -> Sheet:
    """Keep a sheet that can be read, to be looked at; sheets nobody used in time are thrown away."""
    waiting = kind._default_manager.filter(**{kind.USED: None})
    waiting.filter(at__lt=at - WAITS).delete()
    older = waiting.filter(person=by).order_by("-at", "-pk").values_list("pk", flat=True)[MOST - 1 :]
    waiting.filter(pk__in=list(older)).delete()
    digest = hashlib.sha256(content).hexdigest()
    return kind._default_manager.create(
        person=by, name=name, content=content, sha256=digest, size=len(content), rows=rows, at=at, **more
    )


def throw_away(given: Given, *, by: Any, at: datetime) -> None:
    """Throw a sheet away that is not used; one that is gone already stays gone."""
    waiting = {given.USED: None, "pk": given.pk, "person": by, "at__lte": at}
    type(given)._default_manager.filter(**waiting).delete()
