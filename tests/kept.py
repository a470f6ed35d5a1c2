"""What many tests begin with: built through everybody's doors once a process, laid as rows for each test after that."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import time
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from keyworks.record.models import Entry

Rows = dict[Any, tuple[Any, ...]]
"""Primary key → the row as the database has it."""


class Kept:
    """What `build` returned and the rows it left in a database in which nobody had done anything yet."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self.build = build
        self.statements: list[tuple[str, list[tuple[Any, ...]]]] = []

    def get(self) -> Any:
        """As `build` returns it, with its rows in the database; built anew where something was done before."""
        if Entry.objects.exists():
            return self.build()
        if not self.statements:
            self.keep()
        else:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement, rows in self.statements:
                    cursor.executemany(statement, [tuple(map(_given, row)) for row in rows])
        return deepcopy(self.built)

    def keep(self) -> None:
        before = standing()
        self.built = deepcopy(self.build())
        for model, rows in standing().items():
            old = before[model]
            assert old.keys() <= rows.keys(), f"building removed rows of {model._meta.db_table}"
            added = [row for pk, row in rows.items() if pk not in old]
            changed = [(*row, pk) for pk, row in rows.items() if old.get(pk, row) != row]
            table, columns = _table(model), _columns(model)
            if added:
                places = ", ".join(["%s"] * len(columns))
                self.statements.append((f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", added))
            if changed:
                places = ", ".join(f"{column} = %s" for column in columns)
                self.statements.append((f"UPDATE {table} SET {places} WHERE {_key(model)} = %s", changed))


def standing() -> dict[type[Model], Rows]:
    """Every row of every table, in the order in which it was made."""
    found: dict[type[Model], Rows] = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                columns, key = _columns(model), _key(model)
                cursor.execute(f"SELECT {', '.join(columns)} FROM {_table(model)} ORDER BY {key}")
                found[model] = {row[columns.index(key)]: row for row in cursor.fetchall()}
    return found


def _given(value: Any) -> Any:
    """A value as it may be given to the database: SQLite takes no time of the day."""
    return connection.ops.adapt_timefield_value(value) if isinstance(value, time) else value


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _key(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.pk.column)


def _columns(model: type[Model]) -> list[str]:
    return [connection.ops.quote_name(one.column) for one in model._meta.local_concrete_fields if not one.generated]
