"""Which database, and SQLite set so that what was acknowledged survives a power cut."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import dj_database_url

WAL_SOUND_IN = ((3, 44, 6), (3, 50, 7))
"""Patch releases that mend the WAL-reset corruption in their line; from 3.51.3 on every version is sound."""


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """May this SQLite use WAL? Versions between carry a bug that corrupts at a WAL reset."""
    return version >= (3, 51, 3) or any(fixed <= version < (*fixed[:2], 999) for fixed in WAL_SOUND_IN)


def sqlite_pragmas(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """The statements each connection opens with. FULL, because NORMAL loses acknowledged commits."""
    journal = "WAL" if wal_is_sound(version) else "TRUNCATE"
    return f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA mmap_size=0; PRAGMA foreign_keys=ON;"


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings of the one database: PostgreSQL by its address, else SQLite in the data folder."""
    if url:
        return {**dj_database_url.parse(url), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data / "keyworks.sqlite3",
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": sqlite_pragmas()},
    }
