from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from keyworks.base.scopes import scopes
from keyworks.record.models import Entry
from keyworks.record.rules import GENESIS, HASHED, Chain, Proof, Row, Verdict

CHUNK = 5000

Step = Callable[[int, int], None]
"""Told how many entries are done, of how many."""


@scopes(Entry)
def _entries(person: Any, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The whole record for whoever may read it; one subject's history is another door, see `of`."""
    return entries if person.may("record.read") else entries.none()


def of(kind: str, pk: int | str) -> QuerySet[Entry]:
    """All that was ever done to one subject, newest first; whoever sees the subject may see it."""
    return Entry.objects.filter(subject_kind=kind, subject_id=str(pk)).order_by("-seq")


def head() -> Proof:
    """How many entries there are, and the hash of the last: what to note elsewhere."""
    seq, written = Entry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, GENESIS)
    return Proof(seq, written)


def rows(from_seq: int = 1, until: int | None = None) -> Iterator[list[Row]]:
    """The entries as they stand in the database, in order, some thousand at a time."""
    # The moment as text: a driver would read two different texts as one moment, or fail at a third.
    found = Entry.objects.annotate(moment=Cast("at", TextField())).order_by("seq")
    if until is not None:
        found = found.filter(seq__lte=until)
    raw = found.values_list("seq", "moment", *HASHED, "previous", "hash")
    after = from_seq - 1
    while some := list(raw.filter(seq__gt=after)[:CHUNK]):
        yield some
        if len(some) < CHUNK or type(some[-1][0]) is not int:
            return
        after = some[-1][0]


def verify(
    from_seq: int = 1, until: int | None = None, *, against: Proof | None = None, step: Step | None = None
) -> Verdict:
    """Read the record through and name the first entry that does not hold.

    From a later entry on, the hash before it is believed. What is cut off at the end only an earlier proof can tell,
    and only where the whole is read.
    """
    if against is not None and (from_seq > 1 or (until is not None and until < against.count)):
        raise ValueError("a proof is compared with the whole record")
    last = Entry.objects.filter(seq__lte=until).count() if until is not None else Entry.objects.count()
    before = Entry.objects.filter(seq=from_seq - 1).values_list("hash", flat=True).first()
    chain = Chain(from_seq - 1, before or GENESIS, marks=frozenset({against.count} if against else ()))
    if from_seq > 1 and before is None:
        return Verdict(from_seq - 1, GENESIS, from_seq - 1, "gap")
    for some in rows(from_seq, until):
        if not chain.follow(some):
            break
        if step is not None:
            step(min(chain.seq, last), last)
    return chain.verdict(against)
