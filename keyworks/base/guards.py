"""Walls in the database itself: tables that only grow, in SQLite and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import Model


@dataclass(frozen=True)
class Guard:
    """One trigger: the event it watches, the condition on which it refuses, and the words of its refusal.

    `refuse_if` is a condition over NEW and OLD in SQL that both databases read, `{differs}` standing for the
    null-safe inequality; empty refuses always.
    """

    name: str
    event: str  # INSERT, UPDATE or DELETE
    words: str
    refuse_if: str = ""


def append_only(model: type[Model]) -> list[Guard]:
    """No row of this table is ever changed or removed."""
    table = model._meta.db_table
    words = f"{table} is append-only"
    return [Guard(f"{table}_no_update", "UPDATE", words), Guard(f"{table}_no_delete", "DELETE", words)]


def guarded() -> Iterator[tuple[type[Model], list[Guard]]]:
    """Every model that declares `guards()`, with them."""
    for model in apps.get_models():
        declare = getattr(model, "guards", None)
        if declare is not None and not model._meta.proxy:
            yield model, declare()


def distinct(vendor: str) -> str:
    """The null-safe "differs" of this database."""
    return "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"


def install(using: str = "default") -> None:
    """Lay every guard anew; idempotent."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, guards in guarded():
            if model._meta.db_table in tables:
                for guard in guards:
                    for statement in _create(connection.vendor, model._meta.db_table, guard):
                        cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Take every guard away. Only tests and the loading of a whole backup have a reason to."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, guards in guarded():
            if model._meta.db_table in tables:
                for guard in guards:
                    for statement in _drop(connection.vendor, model._meta.db_table, guard):
                        cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """Names of guards that should stand in this database and do not."""
    connection = connections[using]
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    wanted = [guard.name for _, guards in guarded() for guard in guards]
    if connection.vendor == "postgresql":
        wanted += [f"{model._meta.db_table}_no_truncate" for model, _ in guarded()]
    return [name for name in wanted if name not in standing]


def after_migrate(using: str, **_: Any) -> None:
    install(using)


def _create(vendor: str, table: str, guard: Guard) -> list[str]:
    words = guard.words.replace("'", "''")
    condition = guard.refuse_if.replace("{differs}", distinct(vendor))
    if vendor == "sqlite":
        when = f"WHEN {condition}" if condition else ""
        return [
            *_drop(vendor, table, guard),
            f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{table}" FOR EACH ROW {when} '
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END",
        ]
    result = "OLD" if guard.event == "DELETE" else "NEW"
    check = f"IF {condition} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF;"
    always = f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation';"
    body = check if condition else always
    return [
        *_drop(vendor, table, guard),
        f'CREATE OR REPLACE FUNCTION "{guard.name}_f"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN {body} RETURN {result}; END $$",
        f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{table}" FOR EACH ROW '
        f'EXECUTE FUNCTION "{guard.name}_f"()',
        f'CREATE OR REPLACE FUNCTION "{table}_no_truncate_f"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'check_violation'; END $$",
        f'DROP TRIGGER IF EXISTS "{table}_no_truncate" ON "{table}"',
        f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT '
        f'EXECUTE FUNCTION "{table}_no_truncate_f"()',
    ]


def _drop(vendor: str, table: str, guard: Guard) -> list[str]:
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{guard.name}"']
    return [
        f'DROP TRIGGER IF EXISTS "{guard.name}" ON "{table}"',
        f'DROP TRIGGER IF EXISTS "{table}_no_truncate" ON "{table}"',
    ]
