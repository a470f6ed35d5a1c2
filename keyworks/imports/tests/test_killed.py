"""Bringing in, killed at any moment: nothing of it stands, and begun again all of it does."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
ROWS = 4_000
FOUND = """
from datetime import UTC, datetime
from keyworks.accounts.actions import found_city
found_city(name_zh="天津市", name_en="Tianjin", administrator="管理员", username="office",
           password="a long enough phrase", at=datetime(2022, 2, 8, tzinfo=UTC))
"""
TABLES = ("projects_project", "projects_edition", "projects_intake", "projects_investment", "imports_sourcekey")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the test brings its own database")
def test_a_list_killed_halfway_leaves_nothing_and_is_brought_in_again(tmp_path, migrated):
    env = {**os.environ, "KEYWORKS_DATA": str(tmp_path), "PYTHONPATH": str(ROOT), "DATABASE_URL": ""}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    words = [sys.executable, "-m", "keyworks.site.cli"]

    def keyworks(*more):
        return subprocess.run([*words, *more], env=env, cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    shutil.copytree(migrated.folder, tmp_path, dirs_exist_ok=True)
    keyworks("manage", "shell", "-c", FOUND)
    lines = [f"P-{number},项目{number},{number}.5" for number in range(ROWS)]
    (tmp_path / "list.csv").write_text("项目编号,项目名称,总投资（万元）\n" + "\n".join(lines), encoding="utf-8")
    bring = [*words, "import", "list.csv", "--by", "office", "--reason", "年度清单", "--json"]
    with closing(sqlite3.connect(tmp_path / "keyworks.sqlite3", timeout=0, isolation_level=None)) as database:
        for wait_s in (0.05, 0.4):
            bringing = subprocess.Popen(bring, env=env, cwd=tmp_path, stdout=subprocess.DEVNULL)
            while bringing.poll() is None and not (_bringing(database) and written_to(database)):
                time.sleep(0.005)
            time.sleep(wait_s)
            assert bringing.poll() is None, "it was over before it could be killed"
            bringing.send_signal(signal.SIGKILL)
            assert bringing.wait() == -signal.SIGKILL
            counts = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]
            assert counts == [0] * len(TABLES)
            database.execute("UPDATE imports_import SET state = 'mapping'")
        told = json.loads(subprocess.run(bring, env=env, cwd=tmp_path, check=True, stdout=subprocess.PIPE).stdout)
        assert told["projects"]["new"] == ROWS
        assert database.execute("SELECT count(*) FROM projects_project").fetchone() == (ROWS,)


def _bringing(database):
    with suppress(sqlite3.OperationalError):  # of a moment in which the file is held
        return database.execute("SELECT count(*) FROM imports_import WHERE state = 'bringing'").fetchone()[0]
    return 0


def written_to(database):
    """Does another hold the one write lock, in the midst of a transaction?"""
    try:
        database.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    database.execute("ROLLBACK")
    return False
