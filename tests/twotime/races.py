"""Several people at once, each with a connection of their own, on either database."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

from django.db import connection, connections


class Hands:
    """Runs acts at the same moment, each in its own thread; what each returned or raised comes back in order."""

    def __init__(self, path):
        self.path = path

    def connect(self):
        """This thread's own connection; the tests' SQLite lives in memory, so it goes on in a file here."""
        if self.path is not None:
            own = connections.create_connection("default")
            own.settings_dict = {**own.settings_dict, "NAME": self.path}
            connections["default"] = own

    def run(self, *acts):
        barrier = Barrier(len(acts))

        def one(act):
            self.connect()
            try:
                connection.ensure_connection()
                barrier.wait(20)
                return act()
            except Exception as error:
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as threads:
            return list(threads.map(one, acts))


@contextmanager
def hands(tmp_path):
    if connection.vendor != "sqlite":
        yield Hands(None)
        return
    path = tmp_path / "race.sqlite3"
    with sqlite3.connect(path) as file:
        connection.connection.backup(file)
    file.close()
    usual = connections["default"]
    several = Hands(path)
    several.connect()
    try:
        yield several
    finally:
        connections["default"].close()
        connections["default"] = usual
