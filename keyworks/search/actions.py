"""Keeping the search as its rows are.

What is kept here is made of other rows and says nothing new, so it leaves no entry in the record: it follows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from keyworks.jobs.actions import enqueue
from keyworks.record.models import Entry
from keyworks.search.models import Line, Mark
from keyworks.search.queries import ANY, PLANES, Kind, followed, head, kinds
from keyworks.search.rules import kept, signs

AT_ONCE = 2_000
"""So many entries are followed while somebody waits for an answer; more than that is work for the background."""
SOME = 400
PATIENCE_MS = 150
FIELDS = ("on_kind", "on_key", *PLANES, "text", "codes")
Step = Callable[[int, int], None]


def freshen(*, at: datetime) -> bool:
    """Follow what little is new, for whoever asks now. False where more is waiting, or somebody else is writing."""
    behind = head() - followed()
    if behind == 0:
        return True
    if behind < 0 or behind > AT_ONCE:
        enqueue("search.follow", {}, by=None, at=at, key="search.follow")
        return False
    try:
        with _impatient(), transaction.atomic():
            follow()
    except DatabaseError:
        return False  # a long import has the database: what stands is shown
    return True


class _impatient:
    """Meanwhile nobody waits long for SQLite's one write lock."""

    def __enter__(self) -> None:
        self._set(PATIENCE_MS)

    def __exit__(self, *_: object) -> None:
        self._set(int(connection.settings_dict.get("OPTIONS", {}).get("timeout", 5) * 1000))

    @staticmethod
    def _set(milliseconds: int) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {milliseconds:d}")


@transaction.atomic
def follow(step: Step | None = None) -> int:
    """Read again what the record tells of since the last time, and what hangs on it; how many entries that were."""
    mark = _mark()
    last = head()
    if last < mark.seq:
        return rebuild(step)
    told = Entry.objects.filter(seq__gt=mark.seq, seq__lte=last).order_by()
    of: dict[str, set[str]] = defaultdict(set)
    for kind, key in told.values_list("subject_kind", "subject_id").distinct():
        of[kind].add(key)
    known = list(kinds())
    for place, one in enumerate(known):
        _read_again(one, of)
        if step is not None:
            step(place + 1, len(known))
    done, mark.seq = last - mark.seq, last
    mark.save()
    return done


@transaction.atomic
def rebuild(step: Step | None = None) -> int:
    """Read everything anew; how many things can be found."""
    mark = _mark()
    mark.seq = head()
    Line.objects.all().delete()
    made, known = 0, list(kinds())
    for place, kind in enumerate(known):
        lines = _lines(kind, kind.rows().order_by("pk"))
        while some := list(islice(lines, SOME)):
            Line.objects.bulk_create(some)
            made += len(some)
        if step is not None:
            step(place + 1, len(known))
    mark.save()
    return made


def _mark() -> Mark:
    Mark.objects.get_or_create(pk=1)
    return Mark.objects.select_for_update().get(pk=1)


def _read_again(kind: Kind, of: dict[str, set[str]]) -> None:
    keys = sorted(int(key) for key in of.get(kind.name, ()) if key.isdigit())
    for some in _by(SOME, keys):
        _agree(kind, kind.rows().filter(pk__in=some), Q(kind=kind.name, key__in=some))
    on, field = kind.says.on
    for above in of if on == ANY else filter(None, [on]):
        for some in _by(SOME, sorted(of.get(above, ()))):
            rows = kind.rows().filter(**{f"{field}__in": some}, **({"subject_kind": above} if on == ANY else {}))
            _agree(kind, rows, Q(kind=kind.name, on_kind=above, on_key__in=some))


def _agree(kind: Kind, rows: Any, stood: Q) -> None:
    """Let the lines of these rows say what the rows say; what is not among the rows any more goes."""
    before = {line.key: line for line in Line.objects.filter(stood)}
    now = {line.key: line for line in _lines(kind, rows)}
    gone = before.keys() - now.keys()
    if gone:
        Line.objects.filter(kind=kind.name, key__in=gone).delete()
    changed = [
        line
        for key, line in now.items()
        if key not in before or any(getattr(line, name) != getattr(before[key], name) for name in FIELDS)
    ]
    Line.objects.bulk_create(changed, SOME, update_conflicts=True, unique_fields=("kind", "key"), update_fields=FIELDS)


def _lines(kind: Kind, rows: Any) -> Iterator[Line]:
    says = kind.says
    on, field = says.on
    hung = [field, "subject_kind" if on == ANY else ""]
    fields = dict.fromkeys(("pk", *says.names, *says.codes, *filter(None, hung)))
    for row in rows.values(*fields).iterator(SOME):
        text, codes = kept(_texts(row, says.names), _texts(row, says.codes))
        above = row["subject_kind"] if on == ANY else on
        key = str(row[field]) if field else ""
        planes = dict(zip(PLANES, signs(text), strict=True))
        yield Line(kind=kind.name, key=row["pk"], text=text, codes=codes, on_kind=above, on_key=key, **planes)


def _texts(row: dict[str, Any], names: Iterable[str]) -> list[str]:
    return [str(row[name]) for name in names if row[name] not in (None, "")]


def _by(size: int, keys: list[Any]) -> Iterator[list[Any]]:
    for begin in range(0, len(keys), size):
        yield keys[begin : begin + size]
