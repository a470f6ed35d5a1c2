import sqlite3
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from keyworks.site.databases import database, sqlite_pragmas, sqlite_standing, sqlite_wanted, wal_is_sound


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),  # Debian 12
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 99), True),
        ((3, 45, 0), False),
        ((3, 46, 1), False),  # Debian 13
        ((3, 50, 4), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_used_only_where_it_is_sound(version, sound):
    assert wal_is_sound(version) is sound
    assert ("journal_mode=WAL" in sqlite_pragmas(version)) is sound
    assert ("journal_mode=TRUNCATE" in sqlite_pragmas(version)) is not sound
    assert sqlite_wanted(version)["journal_mode"] == ("wal" if sound else "truncate")


def test_every_version_is_fully_synchronous():
    assert "synchronous=FULL" in sqlite_pragmas((3, 40, 1))
    assert "synchronous=FULL" in sqlite_pragmas((3, 60, 0))


@pytest.mark.django_db
def test_a_live_connection_is_set_as_chosen(tmp_path):
    live = DatabaseWrapper({**connections.settings["default"], **database("", tmp_path)}, "default")
    try:
        assert sqlite_standing(live) == sqlite_wanted(sqlite3.sqlite_version_info)
        with live.cursor() as cursor:
            assert cursor.execute("PRAGMA mmap_size").fetchone() in {None, (0,)}
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
            cursor.execute("CREATE TABLE a (id integer PRIMARY KEY)")
            cursor.execute("CREATE TABLE b (a integer REFERENCES a (id))")
            with pytest.raises(IntegrityError, match="FOREIGN KEY"):
                cursor.execute("INSERT INTO b VALUES (1)")
    finally:
        live.close()
    assert (tmp_path / "keyworks.sqlite3").exists()


def test_a_writer_takes_the_lock_at_once():
    assert database("", Path())["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_means_postgresql():
    found = database("postgresql://city@db.example:5433/keyworks", Path())
    assert (found["ENGINE"], found["HOST"], found["PORT"], found["NAME"]) == (
        "django.db.backends.postgresql", "db.example", 5433, "keyworks",
    )  # fmt: skip
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (60, True)
    assert found["OPTIONS"] == {"options": "-c jit=off"}


def test_what_the_address_asks_of_postgresql_stays_and_comes_last():
    found = database("postgresql://db.example/keyworks?sslmode=require&options=-c%20jit%3Don", Path())
    assert found["OPTIONS"] == {"sslmode": "require", "options": "-c jit=off -c jit=on"}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compiles nothing")
def test_postgresql_does_not_compile():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


@pytest.mark.django_db
def test_the_tests_connection_holds_foreign_keys():
    if connection.vendor == "sqlite":
        assert sqlite_standing(connection)["foreign_keys"] == 1
        assert sqlite_standing(connection)["synchronous"] == 2


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 60, 0)])
def test_others_read_on_while_somebody_writes_more_than_the_cache_holds(tmp_path, version):
    writer, reader = (sqlite3.connect(tmp_path / "city.sqlite3", timeout=0.1, isolation_level=None) for _ in range(2))
    for one in (writer, reader):
        one.executescript(sqlite_pragmas(version))
    writer.execute("CREATE TABLE told (words TEXT)")
    writer.execute("BEGIN IMMEDIATE")
    writer.executemany("INSERT INTO told VALUES (?)", [("x" * 2000,)] * 4000)
    assert reader.execute("SELECT count(*) FROM told").fetchone() == (0,)
    writer.execute("COMMIT")
    assert reader.execute("SELECT count(*) FROM told").fetchone() == (4000,)
