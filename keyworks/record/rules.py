"""The arithmetic of the chain: each entry's hash covers every column of it and the hash before it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from uuid import UUID

from keyworks.values.money import Money
from keyworks.values.months import Month

RULE = "keyworks-record-1"
"""How the hash is computed; it stands in every hash, so that two rules can never be taken for each other."""
GENESIS = "0" * 64
"""The hash before the first entry."""
HASHED = (
    "verb", "actor_id", "actor", "behalf", "subject_kind", "subject_id", "subject", "reason", "before", "after",
)  # fmt: skip
"""The columns of text, in the order in which they are hashed."""

Row = tuple[object, ...]
"""seq, at as text, the columns of HASHED, previous, hash: as the database gives them, trusted in nothing."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody noted earlier: after `count` entries the head was `head`."""

    count: int
    head: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`count` entries hold from the first on, `head` is the last one's hash; `first_bad` and `why` where one fails.

    Why: gap (it is missing), previous (it does not follow the one before), hash (it is not what was written),
    shorter (the end an earlier proof saw is missing), rewritten (all holds, but it is not what that proof saw).
    """

    count: int
    head: str
    first_bad: int | None = None
    why: str = ""

    @property
    def sound(self) -> bool:
        return self.first_bad is None


@dataclass(slots=True)
class Chain:
    """Walks along the entries; stands at the last one that holds."""

    seq: int = 0
    head: str = GENESIS
    why: str = ""
    seen: dict[int, str] = field(default_factory=dict)
    marks: frozenset[int] = frozenset()
    """The entries whose hashes to keep in `seen`, for comparison with earlier proofs."""

    def follow(self, rows: Iterable[Row]) -> bool:
        """Take the next rows; False as soon as one does not hold."""
        for row in rows:
            self.why = self._wrong(row)
            if self.why:
                return False
            self.seq, self.head = self.seq + 1, str(row[-1])
            if self.seq in self.marks:
                self.seen[self.seq] = self.head
        return True

    def _wrong(self, row: Row) -> str:
        seq, moment, *columns, previous, written = row
        if type(seq) is not int or seq != self.seq + 1:
            return "gap"
        if previous != self.head:
            return "previous"
        texts = [text for text in columns if type(text) is str]
        at = moment_of(moment)
        if at is None or len(texts) != len(columns):
            return "hash"
        return "" if written == digest(self.head, seq, at, *texts) else "hash"

    def verdict(self, against: Proof | None = None) -> Verdict:
        """What is known after the last row was taken."""
        if self.why:
            return Verdict(self.seq, self.head, self.seq + 1, self.why)
        if against is not None and self.seq < against.count:
            return Verdict(self.seq, self.head, self.seq + 1, "shorter")
        if against is not None and self.seen.get(against.count, GENESIS) != against.head:
            return Verdict(self.seq, self.head, against.count, "rewritten")
        return Verdict(self.seq, self.head)


def moment_of(text: object) -> datetime | None:
    """The moment a database's text means: SQLite's has no zone and is UTC; None for any text it would not write."""
    if type(text) is not str:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is None:
        return at.replace(tzinfo=UTC) if str(at) == text else None
    return at


def canonical(value: Mapping[str, object] | None) -> str:
    """The one JSON text of a before or after: sorted keys, no blanks, no NaN, values of this house as text."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False)


def digest(previous: str, seq: int, at: datetime, *columns: str) -> str:
    """SHA-256 over rule, previous hash, number, time (UTC, microseconds), columns, each after its length in bytes."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    encoded = [part.encode() for part in (RULE, previous, str(seq), moment, *columns)]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(part), part) for part in encoded])).hexdigest()


UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> bool:
    """Can both databases keep this text as it is? Not NUL, which PostgreSQL refuses, nor half a character."""
    return not UNSTORABLE.search(text)


def cut(text: str, longest: int) -> str:
    """The text, or what fits of it and a sign that there was more."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a before and after; None where the field was not there."""

    name: str
    before: object
    after: object

    @property
    def changed(self) -> bool:
        return self.before != self.after


def changes(before: str, after: str) -> list[Change]:
    """The fields of both, in the order of their names; where one side is missing all of the other has changed."""
    old, new = (json.loads(text) if text else {} for text in (before, after))
    return [Change(name, old.get(name), new.get(name)) for name in sorted({*old, *new})]


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Money | Month | Decimal | UUID):
        return str(value)
    if isinstance(value, Enum):
        return str(value.value)
    # The words of a lazy translation or of an object's address would differ from reader to reader and run to run.
    raise TypeError(f"the record cannot keep {value!r}: give its text")
