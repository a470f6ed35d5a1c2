"""Which database, and SQLite set so that what was acknowledged survives a power cut."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dj_database_url
from django.db import connection
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

WAL_SOUND_IN = ((3, 44, 6), (3, 50, 7))
"""Patch releases that mend the WAL-reset corruption in their line; from 3.51.3 on every version is sound."""


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """May this SQLite use WAL? Versions between carry a bug that corrupts at a WAL reset."""
    return version >= (3, 51, 3) or any(fixed <= version < (*fixed[:2], 999) for fixed in WAL_SOUND_IN)


def sqlite_pragmas(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """The statements each connection opens with. FULL, because NORMAL loses acknowledged commits.

    Where WAL is not sound, a long write whose pages spill out of the cache would shut every reader out until it ends;
    without spilling they read on until it is committed.
    """
    journal = "WAL" if wal_is_sound(version) else "TRUNCATE"
    always = "PRAGMA synchronous=FULL; PRAGMA mmap_size=0; PRAGMA cache_spill=OFF; PRAGMA foreign_keys=ON;"
    return f"PRAGMA journal_mode={journal}; {always}"


def sqlite_wanted(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> dict[str, object]:
    """What a connection answers when asked how it is set."""
    return {"journal_mode": "wal" if wal_is_sound(version) else "truncate", "synchronous": 2, "foreign_keys": 1}


def sqlite_standing(live: BaseDatabaseWrapper) -> dict[str, object]:
    """How a live connection is set."""
    with live.cursor() as cursor:
        return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in sqlite_wanted()}


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings of the one database: PostgreSQL by its address, else SQLite in the data folder.

    PostgreSQL is not to compile: its estimates of the scopes' conditions begin it, and it takes longer than any page.
    """
    if url:
        found = dj_database_url.parse(url)
        options = found.get("OPTIONS", {})
        own = f"-c jit=off {options.get('options', '')}".strip()
        return {**found, "OPTIONS": {**options, "options": own}, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data / "keyworks.sqlite3",
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": sqlite_pragmas()},
    }


def explain(error: Exception) -> str:
    """What to do when the database refuses: one sentence in the reader's language."""
    place, said = connection.settings_dict, str(error).partition("\n")[0]
    where = {"host": place["HOST"] or "localhost", "port": place["PORT"] or 5432, "name": place["NAME"], "said": said}
    where["user"] = place["USER"] or "-"
    if connection.vendor == "sqlite":
        words = _("The database %(name)s cannot be used: %(said)s")
    elif f'database "{place["NAME"]}" does not exist' in said:
        words = _(
            "PostgreSQL at %(host)s:%(port)s has no database %(name)s. Make it first: "
            "createdb -h %(host)s -p %(port)s -T template0 -E UTF8 -l C.UTF-8 %(name)s"
        )
    elif "password" in said or "authentication" in said or "role" in said:
        words = _("PostgreSQL at %(host)s:%(port)s does not let %(user)s in; check DATABASE_URL. %(said)s")
    else:
        words = _("PostgreSQL does not answer at %(host)s:%(port)s; start it or correct DATABASE_URL. %(said)s")
    return words % where
