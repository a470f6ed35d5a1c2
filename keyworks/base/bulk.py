"""Work on very many rows at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from typing import Any

from django.db import connection, models


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


def fresh_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Keys for rows about to be written, that no other row has or will have; inside a transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            key = model._meta.pk.column
            every = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(every, [table, key, count])
            return [one for (one,) in cursor.fetchall()]
        # The one write lock is held: nobody else counts on meanwhile.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return range(last + 1, last + 1 + count)


def pour(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows without making objects of them: plain values, JSON as its text, money in its minor unit.

    A third of the time that `bulk_create` takes; the database's own walls stand, the model's do not.
    """
    fields = [model._meta.get_field(name) for name in names]
    table, columns = model._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy,
            ):
                for row in rows:
                    copy.write_row(row)
            return
        marks = f"({', '.join(['%s'] * len(fields))})"
        kept = _as_sqlite_keeps(fields, rows)
        # Some rows to a statement: each one begins with a journal of its own where triggers may stop it.
        while some := list(islice(kept, (connection.features.max_query_params or 999) // len(fields))):
            every = ", ".join([marks] * len(some))
            cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES {every}', list(chain.from_iterable(some)))  # noqa: S608


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
