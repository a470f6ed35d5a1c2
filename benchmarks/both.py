"""One benchmark on SQLite and on PostgreSQL, each in a process and on empty tables of its own."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable

from record import postgresql

TIMES_HEAD = f"{'':<52}{'CPU':>10}{'clock':>11}{'must':>8}{'ratio':>7}"


def on_both(
    measure: Callable[[str, int], None], doc: str | None, what: str, default: int, head: Callable[[int], str],
    **shorthands: int,
) -> None:  # fmt: skip
    """Read the command line, and measure `what` there are of; `head` says what stands above the figures."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(f"--{what}", dest="count", type=int, default=default)
    for name, count in shorthands.items():
        parser.add_argument(f"--{name}", action="store_const", dest="count", const=count)
    parser.add_argument("--postgresql", metavar="URL", default="postgresql://127.0.0.1:5432/postgres")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "keyworks.site.settings"
    if options.here:
        measure(options.only, options.count)
        return
    print(head(options.count), flush=True)
    again = [sys.executable, sys.argv[0], f"--{what}", str(options.count), "--here", "--only"]
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "KEYWORKS_DATA": data, "DATABASE_URL": ""}
        if options.only != "postgresql":
            subprocess.run([*again, "sqlite"], env=environment, check=True)
        if options.only != "sqlite":
            with postgresql(options.postgresql) as address:
                subprocess.run([*again, "postgresql"], env={**environment, "DATABASE_URL": address}, check=True)
