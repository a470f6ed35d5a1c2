from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from keyworks.base.reader import Reader, reading
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


class Line(NamedTuple):
    """What is told of one subject: what stood before and what stands after."""

    subject: Model
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


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
    return write_many(verb, [Line(subject, before, after)], by=by, at=at, reason=reason)[0]


def write_many(verb: str, lines: Sequence[Line], *, by: Any, at: datetime, reason: str = "") -> list[Entry]:
    """Append an entry for each line, in one go, as `write` does for one."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the record is written inside the action's transaction")
    if at.tzinfo is None:
        raise ValueError(f"no zone: {at!r}")
    seq, previous = _last()
    entries = []
    # Names are kept in the installation's own language, whoever acts.
    with reading(Reader(language=settings.LANGUAGE_CODE)):
        actor = "" if by is None else str(by)
        for line in lines:
            seq += 1
            entry = Entry(
                seq=seq,
                at=at,
                verb=verb,
                actor_id="" if by is None else str(by.pk),
                actor=cut(actor, NAME),
                behalf="" if by is None else cut(getattr(by, "behalf", ""), NAME),
                subject_kind=subject_kind(type(line.subject)),
                subject_id=str(line.subject.pk),
                subject=cut(str(line.subject), SUBJECT),
                reason=reason,
                before=canonical(line.before),
                after=canonical(line.after),
                previous=previous,
            )
            previous = entry.hash = _sealed(entry)
            entries.append(entry)
    if len(entries) == 1:
        entries[0].save(force_insert=True)
    else:
        Entry.objects.bulk_create(entries, batch_size=500)
    return entries


def _last() -> tuple[int, str]:
    """Number and hash of the last entry, the chain held until the transaction ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        cursor.execute(LAST)
        return cursor.fetchone() or (0, GENESIS)


def _sealed(entry: Entry) -> str:
    """The hash of an entry whose texts can be kept."""
    texts = [getattr(entry, name) for name in HASHED]
    if not all(storable(text) for text in texts):
        raise RecordRefused("record.not_storable", field="" if storable(entry.reason) else "reason")
    return digest(entry.previous, entry.seq, entry.at, *texts)
