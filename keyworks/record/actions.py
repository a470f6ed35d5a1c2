from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from keyworks.base.bulk import pour
from keyworks.base.reader import Reader, reading, told
from keyworks.base.scopes import subject_kind
from keyworks.record.models import Entry
from keyworks.record.rules import GENESIS, HASHED, canonical, cut, digest, storable
from keyworks.values.refusals import Refused

CHAIN_LOCK = 0x6B657977
"""PostgreSQL advisory lock under which the chain grows; SQLite's one write lock needs no second."""
LAST = 'SELECT "seq", "hash" FROM "record_entry" ORDER BY "seq" DESC LIMIT 1'
"""By hand, because every action of the house asks it."""
NAME, SUBJECT = 200, 400
"""How long a name is kept; a longer one is cut, visibly."""


class RecordRefused(Refused):
    """This room's no."""


COLUMNS = ("seq", "at", *HASHED, "previous", "hash")


class Subject(NamedTuple):
    """What an entry is about, for whoever writes so many that no objects are made of them."""

    kind: str
    pk: int
    name_zh: str
    name_en: str = ""

    def __str__(self) -> str:
        return told(self.name_zh, self.name_en)


Told = Mapping[str, object] | str | None
"""What stood before or stands after; a text is its canonical form already."""


class Line(NamedTuple):
    """What is told of one subject: what stood before and what stands after."""

    subject: Model | Subject
    before: Told = None
    after: Told = None


def write(
    verb: str,
    subject: Model,
    *,
    by: Any,
    at: datetime,
    reason: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> Entry:
    """Append one entry inside the caller's transaction: what the action does and its entry stand or fall together.

    `by` is a person, or None for the system itself; the name of whoever the person stands in for is kept too.
    """
    [row] = _rows(verb, [Line(subject, before, after)], by=by, at=at, reason=reason)
    entry = Entry(**dict(zip(COLUMNS, row, strict=True)))
    entry.save(force_insert=True)
    return entry


def write_many(verb: str, lines: Iterable[Line], *, by: Any, at: datetime, reason: str = "") -> None:
    """Append an entry for each line, in one go, as `write` does for one."""
    pour(Entry, COLUMNS, _rows(verb, lines, by=by, at=at, reason=reason))


def _rows(verb: str, lines: Iterable[Line], *, by: Any, at: datetime, reason: str) -> list[tuple[Any, ...]]:
    """The entries that follow the last one, column by column."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the record is written inside the action's transaction")
    if at.tzinfo is None:
        raise ValueError(f"no zone: {at!r}")
    seq, previous = _last()
    rows = []
    # Names are kept in the installation's own language, whoever acts.
    with reading(Reader(language=settings.LANGUAGE_CODE)):
        who = ("", "", "") if by is None else (str(by.pk), cut(str(by), NAME), cut(getattr(by, "behalf", ""), NAME))
        for subject, before, after in lines:
            seq += 1
            kind = subject.kind if isinstance(subject, Subject) else subject_kind(type(subject))
            texts = (
                verb, *who, kind, str(subject.pk), cut(str(subject), SUBJECT), reason,
                before if isinstance(before, str) else canonical(before),
                after if isinstance(after, str) else canonical(after),
            )  # fmt: skip
            if not storable("".join(texts)):
                raise RecordRefused("record.not_storable", field="" if storable(reason) else "reason")
            sealed = digest(previous, seq, at, *texts)
            rows.append((seq, at, *texts, previous, sealed))
            previous = sealed
    return rows


def _last() -> tuple[int, str]:
    """Number and hash of the last entry, the chain held until the transaction ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        cursor.execute(LAST)
        return cursor.fetchone() or (0, GENESIS)
