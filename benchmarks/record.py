"""How fast the record is written and verified: 100,000 entries in a throw-away database.

    python benchmarks/record.py [--entries N] [--postgresql postgresql://127.0.0.1:5432/postgres]

Writing is measured as an action does it, a transaction for each entry, and in transactions of 1000; beside it, in the
same run and in turns, a plain INSERT of the same columns and indexes without chain or guard. Only the ratios travel
to another machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
AT_ONCE = 1000
ALONE = 500
"""How many entries are written in a transaction of their own: each waits for the disk."""
TURNS = 20
"""Plain and chained take turns so often, so that a busy moment of the machine falls on both."""


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of this process's CPU."""
    clock, cpu = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - clock, time.process_time() - cpu


def measure(name: str, entries: int) -> None:
    """Fill the database the settings name, and print what it took."""
    import django

    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection, models, transaction
    from django.utils import timezone

    from keyworks.record import queries
    from keyworks.record.actions import write
    from keyworks.record.models import Entry
    from keyworks.record.rules import HASHED

    call_command("migrate", verbosity=0)
    columns = {field.name: field.clone() for field in Entry._meta.fields}
    meta = type("Meta", (), {"app_label": "plain", "indexes": [
        models.Index(fields=("subject_kind", "subject_id", "-seq"), name="plain_of_subject"),
        models.Index(fields=("actor_id", "-seq"), name="plain_of_actor"),
    ]})  # fmt: skip
    plain = type("Plain", (models.Model,), {**columns, "Meta": meta, "__module__": __name__})
    with connection.schema_editor() as editor:
        editor.create_model(plain)
    unit = apps.get_model("accounts", "Unit")(pk=1, name_zh="一汽丰田汽车有限公司")
    at = timezone.now()
    before, after = (
        {"name_zh": "一汽丰田", "closed_on": None},
        {"name_zh": "一汽丰田汽车有限公司", "closed_on": at.date()},
    )

    def chained(start: int, count: int) -> None:
        with transaction.atomic():
            for number in range(start, start + count):
                write("accounts.edit_unit", unit, by=None, at=at, reason=f"reason {number}", before=before, after=after)

    def bare(start: int, count: int) -> None:
        with transaction.atomic():
            for number in range(start, start + count):
                row = dict.fromkeys(HASHED, "") | {"reason": f"reason {number}", "subject": str(unit)}
                row |= {"before": str(before), "after": str(after), "previous": "0" * 64, "hash": "0" * 64}
                plain(seq=number + 1, at=at, **row).save(force_insert=True)

    def turns(act: Callable[[int, int], None], start: int, count: int, at_once: int) -> None:
        for first in range(start, start + count, at_once):
            act(first, min(at_once, start + count - first))

    def told(what: str, count: int, clock: float, cpu: float) -> None:
        print(f"{name:<12}{what:<44}{count:>8,}{clock:>9.2f} s{cpu:>9.2f} s{count / clock:>10,.0f} /s", flush=True)

    spent: dict[str, list[float]] = {}
    for at_once, count, words in (
        (1, ALONE, "each in its transaction"),
        (AT_ONCE, entries - ALONE, "1000 to a transaction"),
    ):
        step = max(at_once, count // TURNS)
        for start in range(0, count, step):
            for what, act in (("plain INSERT", bare), ("record", chained)):
                begin = start + (0 if at_once == 1 else ALONE)
                clock, cpu = timed(lambda: turns(act, begin, min(step, count - start), at_once))  # noqa: B023
                total = spent.setdefault(f"{what}, {words}", [0, 0.0, 0.0])
                total[:] = [total[0] + min(step, count - start), total[1] + clock, total[2] + cpu]
    for what, (count, clock, cpu) in spent.items():
        told(what, int(count), clock, cpu)
    verdicts = []
    clock, cpu = timed(lambda: verdicts.append(queries.verify()))
    assert verdicts[0].sound
    assert verdicts[0].count == entries
    told("verify", entries, clock, cpu)
    clocks = [one[1] for one in spent.values()]
    alone, many = clocks[1] / clocks[0], clocks[3] / clocks[2]
    print(f"{name:<12}chain and guards against plain: ×{alone:.2f} alone, ×{many:.2f} in bulk")
    connection.close()


@contextmanager
def postgresql(url: str):
    """A database of its own on that server, dropped afterwards."""
    import psycopg

    name = f"keyworks_benchmark_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--postgresql", metavar="URL", default="postgresql://127.0.0.1:5432/postgres")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "keyworks.site.settings"
    if options.only:
        measure(options.only, options.entries)
        return
    print(f"{'':<56}{'entries':>8}{'clock':>11}{'CPU':>11}")
    import subprocess

    again = [sys.executable, __file__, "--entries", str(options.entries), "--only"]
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "KEYWORKS_DATA": data, "DATABASE_URL": ""}
        subprocess.run([*again, "sqlite"], env=environment, check=True)
        with postgresql(options.postgresql) as address:
            subprocess.run([*again, "postgresql"], env={**environment, "DATABASE_URL": address}, check=True)


if __name__ == "__main__":
    main()
