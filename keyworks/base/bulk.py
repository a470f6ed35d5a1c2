"""Work on very many rows at once."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

MOST_MARKS = 32_000
"""Values in one statement of SQLite, which takes 32,766 where nobody built it otherwise."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """While rows by the ten thousand are made, the collector would walk them again and again and find nothing.

    A sixth to a quarter of an import's time. What is not referred to any more is freed all the same.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Behind:
    """Does what it is given in a second thread and in this order, on the connection of the first.

    Databases write without Python: meanwhile the next rows are made. The first thread waits before it asks the
    database anything, and hears there what went wrong. PostgreSQL looks after each writing whether what the rows
    point to is there, not at the end of all, when nobody makes rows any more.
    """

    def __init__(self) -> None:
        self._given: list[Future[None]] = []

    def __enter__(self) -> Behind:
        connection.ensure_connection()
        self._shared = connections[DEFAULT_DB_ALIAS]
        self._shared.inc_thread_sharing()
        self._pool = ThreadPoolExecutor(1, initializer=self._share)
        self._check("IMMEDIATE")
        return self

    def _share(self) -> None:
        connections[DEFAULT_DB_ALIAS] = self._shared

    def __exit__(self, *raised: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._shared.dec_thread_sharing()
        if raised[0] is None:
            self._check("DEFERRED")

    def _check(self, when: str) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET CONSTRAINTS ALL {when}")

    def do(self, act: Callable[..., None], *args: Any, **kwargs: Any) -> None:
        """Have it done after what was given before."""
        self._given.append(self._pool.submit(act, *args, **kwargs))

    def wait(self) -> None:
        """Until all that was given is done; raises what the first of it raised."""
        given, self._given = self._given, []
        for one in given:
            one.result()


def fresh_keys(model: type[models.Model], count: int, after: int = 0) -> Sequence[int]:
    """Keys for rows about to be written, that no other row has or will have; inside a transaction.

    `after` is the last of those that were given and not yet written.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            key = model._meta.pk.column
            every = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(every, [table, key, count])
            return [one for (one,) in cursor.fetchall()]
        # The one write lock is held: nobody else counts on meanwhile.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = max((cursor.fetchone() or (0,))[0], after)
        return range(last + 1, last + 1 + count)


def pour(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows without making objects of them: plain values, JSON as its text, money in its minor unit.

    A third of the time that `bulk_create` takes; the database's own walls stand, the model's do not.
    """
    fields = [model._meta.get_field(name) for name in names]
    table, columns = model._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)  # type: ignore[union-attr]
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    marks = f"({', '.join('?' * len(fields))})"
    kept = _as_sqlite_keeps(fields, rows)
    # Many rows to a statement: each one begins with a journal of its own where triggers may stop it.
    with connection.wrap_database_errors:
        plain = connection.connection.cursor(factory=sqlite3.Cursor)
        while some := list(islice(kept, MOST_MARKS // len(fields))):
            every = ", ".join([marks] * len(some))
            plain.execute(f'INSERT INTO "{table}" ({columns}) VALUES {every}', list(chain.from_iterable(some)))  # noqa: S608


def amend(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write these columns of rows that stand, values as in `pour`; the last value of a row is its key."""
    fields = [model._meta.get_field(name) for name in names]
    key = model._meta.pk.column
    change = ", ".join(f'"{field.column}" = %s' for field in fields)  # type: ignore[union-attr]
    kept: Any = rows if connection.vendor == "postgresql" else _as_sqlite_keeps(fields, rows)
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{model._meta.db_table}" SET {change} WHERE "{key}" = %s', kept)  # noqa: S608


def _as_sqlite_keeps(fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The rows with moments and decimals as SQLite's texts; the few moments of an import are made texts once."""
    moment = cache(connection.ops.adapt_datetimefield_value)
    ways: list[tuple[int, Callable[[Any], Any]]] = []
    for place, field in enumerate(fields):
        if isinstance(field, models.DateTimeField):
            ways.append((place, moment))
        elif isinstance(field, models.DecimalField):
            ways.append((place, _decimal(field)))
    for row in rows:
        if not ways:
            yield row
            continue
        kept = list(row)
        for place, way in ways:
            if kept[place] is not None:
                kept[place] = way(kept[place])
        yield kept


def _decimal(field: Any) -> Callable[[Any], Any]:
    return lambda value: connection.ops.adapt_decimalfield_value(value, field.max_digits, field.decimal_places)
