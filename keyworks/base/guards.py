"""Walls in the database itself: tables that only grow, in SQLite and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.models import Model, UniqueConstraint

PG_EVENTS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
PG_ROW, PG_BEFORE = 1, 2
"""Bits of pg_trigger.tgtype."""


@dataclass(frozen=True)
class Guard:
    """One trigger: the event it watches, the condition on which it refuses, and the words of its refusal.

    `refuse_if` is a condition over NEW and OLD in SQL that both databases read, `{differs}` standing for the
    null-safe inequality; empty refuses always. `only` names the one database that needs this guard.
    """

    name: str
    event: str  # INSERT, UPDATE, DELETE or TRUNCATE
    words: str
    refuse_if: str = ""
    only: str = ""


@dataclass(frozen=True)
class Trigger:
    """A guard as one database lays it; `text` is what stands in its catalogue afterwards."""

    table: str
    name: str
    text: str
    create: tuple[str, ...]
    drop: str
    kind: int = 0


def append_only(model: type[Model], unless: str = "") -> list[Guard]:
    """No row of this table is ever changed or removed; `unless` is a condition over OLD that lets one go after all."""
    table = model._meta.db_table
    words = f"{table} is append-only"
    kept = f"NOT ({unless})" if unless else ""
    return [Guard(f"{table}_no_update", "UPDATE", words), Guard(f"{table}_no_delete", "DELETE", words, kept)]


def guarded() -> Iterator[tuple[type[Model], list[Guard]]]:
    """Every model that declares `guards()`, with them and with what follows from them."""
    for model in apps.get_models():
        declare = getattr(model, "guards", None)
        if declare is not None and not model._meta.proxy:
            guards = declare()
            yield model, [*guards, *_implied(model, guards)]


def triggers(using: str = "default") -> list[Trigger]:
    """Every trigger that should stand in this database, of the tables it has."""
    connection = connections[using]
    lay = _sqlite if connection.vendor == "sqlite" else _postgresql
    tables = set(connection.introspection.table_names())
    return [
        lay(model._meta.db_table, guard)
        for model, guards in guarded()
        for guard in guards
        if guard.only in {"", connection.vendor} and model._meta.db_table in tables
    ]


def missing(using: str = "default") -> list[str]:
    """Names of guards that should stand in this database and do not, or stand altered or switched off."""
    standing = _standing(using)
    return [
        trigger.name
        for trigger in triggers(using)
        if standing.get((trigger.table, trigger.name)) != (trigger.text, trigger.kind)
    ]


def install(using: str = "default") -> None:
    """Lay every guard that does not stand as it should; idempotent."""
    wanted = set(missing(using))
    if not wanted:
        return
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for trigger in triggers(using):
            if trigger.name in wanted:
                for statement in (trigger.drop, *trigger.create):
                    cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Take every guard away. Only tests and the loading of a whole backup have a reason to."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for trigger in triggers(using):
            cursor.execute(trigger.drop)


def before_migrate(using: str, plan: Any = (), **_: Any) -> None:
    """SQLite cannot rebuild a table that another table's trigger names: such triggers step aside meanwhile."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for trigger in triggers(using):
            if any(f'"{table}"' in trigger.text for table in tables if table != trigger.table):
                cursor.execute(trigger.drop)


def after_migrate(using: str, **_: Any) -> None:
    install(using)


def _implied(model: type[Model], guards: list[Guard]) -> Iterator[Guard]:
    """What is never removed or never changed is not truncated either, nor replaced: REPLACE fires no other trigger."""
    table = model._meta.db_table
    if not any(guard.event in {"DELETE", "UPDATE"} and not guard.refuse_if for guard in guards):
        return
    words = f"{table} is append-only"
    yield Guard(f"{table}_no_truncate", "TRUNCATE", words, only="postgresql")
    taken = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" r WHERE '  # noqa: S608
        + " AND ".join(f'r."{column}" = NEW."{column}"' for column in key)
        + ")"
        for key in _keys(model)
    )
    yield Guard(f"{table}_no_replace", "INSERT", f"{words}: this row stands already", taken, only="sqlite")


def _keys(model: type[Model]) -> Iterator[list[Any]]:
    """The sets of columns no two rows of this table share."""
    for field in model._meta.local_concrete_fields:
        if field.unique:
            yield [field.column]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields and constraint.condition is None:
            yield [model._meta.get_field(name).column for name in constraint.fields]  # type: ignore[union-attr]


def _standing(using: str) -> dict[tuple[str, str], tuple[str, int]]:
    """(table, trigger) → its text and kind, as the database's own catalogue has it."""
    connection = connections[using]
    query = (
        "SELECT tbl_name, name, sql, 0 FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT c.relname, t.tgname, p.prosrc, t.tgtype FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') "
        "AND c.relnamespace = current_schema()::regnamespace"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {(table, name): (text, kind) for table, name, text, kind in cursor.fetchall()}


def _sqlite(table: str, guard: Guard) -> Trigger:
    condition = guard.refuse_if.replace("{differs}", "IS NOT")
    words = guard.words.replace("'", "''")
    when = f"WHEN {condition} " if condition else ""
    text = (
        f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{table}" FOR EACH ROW {when}'
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )
    return Trigger(table, guard.name, text, (text,), f'DROP TRIGGER IF EXISTS "{guard.name}"')


def _postgresql(table: str, guard: Guard) -> Trigger:
    condition = guard.refuse_if.replace("{differs}", "IS DISTINCT FROM")
    words = guard.words.replace("'", "''")
    refuse = f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation';"
    result = {"DELETE": "RETURN OLD;", "TRUNCATE": "RETURN NULL;"}.get(guard.event, "RETURN NEW;")
    text = f" BEGIN {f'IF {condition} THEN {refuse} END IF;' if condition else refuse} {result} END "
    each, row = ("STATEMENT", 0) if guard.event == "TRUNCATE" else ("ROW", PG_ROW)
    create = (
        f'CREATE OR REPLACE FUNCTION "{guard.name}_f"() RETURNS trigger LANGUAGE plpgsql AS $${text}$$',
        f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{table}" FOR EACH {each} '
        f'EXECUTE FUNCTION "{guard.name}_f"()',
    )
    drop = f'DROP TRIGGER IF EXISTS "{guard.name}" ON "{table}"'
    return Trigger(table, guard.name, text, create, drop, PG_BEFORE | row | PG_EVENTS[guard.event])
