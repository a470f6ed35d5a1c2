"""Real processes over a real database of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

ROOT = Path(__file__).resolve().parent.parent
LEASE_S = 1.5


class Yard:
    """A database, a log, and workers that can be started, frozen and killed."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.log = folder / "log"
        self.go = folder / "go"
        self.workers: list[subprocess.Popen] = []
        self.env = {
            **os.environ, "KEYWORKS_DATA": str(folder), "DATABASE_URL": url, "KEYWORKS_JOBS_LEASE_S": str(LEASE_S),
            "DJANGO_SETTINGS_MODULE": "keyworks.site.settings", "PYTHONPATH": str(ROOT), "TRIAL_LOG": str(self.log),
        }  # fmt: skip

    def command(self, *words: str) -> dict:
        return {"args": [sys.executable, "-m", "keyworks.jobs.tests.trials", *words], "cwd": ROOT, "env": self.env}

    def trials(self, *words: str) -> str:
        return subprocess.run(**self.command(*words), check=True, stdout=subprocess.PIPE, text=True).stdout

    def ask(self, *jobs: tuple[str, dict]) -> list[str]:
        return self.trials("ask", json.dumps(jobs)).split()

    def worker(self, how: str = "on") -> subprocess.Popen:
        started = subprocess.Popen(**self.command("work", how), stderr=subprocess.DEVNULL)
        self.workers.append(started)
        return started

    def jobs(self) -> list[dict]:
        return json.loads(self.trials("tell"))

    def notes(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    def until(self, holds, within_s: float = 20) -> None:
        end = time.monotonic() + within_s
        while not holds():
            assert time.monotonic() < end, (self.jobs(), self.notes())
            time.sleep(0.1)

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()


@contextmanager
def database(what: str, like: str = "") -> Iterator[str]:
    """The address of a database of one's own, empty or like another; "" where the data folder holds it."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        yield ""
        return
    import psycopg
    from psycopg import sql

    place = settings.DATABASES["default"]
    name = f"test_{place['NAME'].removeprefix('test_')}_{what}_{os.getpid()}"[:63]
    login = {
        "host": place["HOST"],
        "port": place["PORT"] or 5432,
        "user": place["USER"] or None,
        "password": place["PASSWORD"] or None,
    }
    person = (
        quote(place["USER"]) + (":" + quote(place["PASSWORD"]) if place["PASSWORD"] else "") + "@"
        if place["USER"]
        else ""
    )
    template = sql.SQL(" TEMPLATE {}").format(sql.Identifier(like.rpartition("/")[2])) if like else sql.SQL("")
    with psycopg.connect(**login, dbname="postgres", autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)) + template)
        try:
            yield f"postgresql://{person}{login['host']}:{login['port']}/{name}"
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """An installation nobody has set up, migrated once, only to be copied."""
    with database("migrated") as url:
        made = Yard(tmp_path_factory.mktemp("migrated"), url)
        made.trials("migrate")
        yield made


@pytest.fixture
def yard(tmp_path, migrated):
    shutil.copytree(migrated.folder, tmp_path, dirs_exist_ok=True)
    with database("yard", migrated.url) as url:
        yard = Yard(tmp_path, url)
        yield yard
        yard.close()
