from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]


def written_to(database):
    """Does another hold the one write lock, in the midst of a transaction?"""
    try:
        database.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    database.execute("ROLLBACK")
    return False


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the test brings its own database")
def test_a_demonstration_killed_halfway_leaves_nothing_and_is_built_again(tmp_path, migrated):
    env = {**os.environ, "KEYWORKS_DATA": str(tmp_path), "PYTHONPATH": str(ROOT), "DATABASE_URL": ""}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    words = [sys.executable, "-m", "keyworks.site.cli"]
    shutil.copytree(migrated.folder, tmp_path, dirs_exist_ok=True)
    with closing(sqlite3.connect(tmp_path / "keyworks.sqlite3", timeout=0, isolation_level=None)) as database:
        building = subprocess.Popen([*words, "demo"], env=env, cwd=tmp_path)
        while building.poll() is None and not written_to(database):
            time.sleep(0.01)
        time.sleep(0.7)
        assert written_to(database)
        building.send_signal(signal.SIGKILL)
        assert building.wait() == -signal.SIGKILL
        tables = ("accounts_installation", "accounts_unit", "projects_project", "record_entry")
        assert [database.execute(f"SELECT count(*) FROM {table}").fetchone() for table in tables] == [(0,)] * 4
    again = subprocess.run([*words, "demo"], env=env, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "676" in again.stdout
