"""What the tests with real processes run: work that notes when it is begun and ended, and a small command line.

python -m keyworks.jobs.tests.trials migrate | ask JSON | tell | cancel PK | work once|on
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402

from keyworks.jobs import actions  # noqa: E402
from keyworks.jobs.jobs import Running, Worker  # noqa: E402
from keyworks.jobs.models import Job, Occasion  # noqa: E402
from keyworks.jobs.queries import calendar, rooms  # noqa: E402

KINDS = ("mark", "linger", "deaf", "broken")
TOLD = ("pk", "state", "attempts", "result", "error", "words")


def note(word: str) -> None:
    """One write of one line: whole, whoever else writes."""
    with Path(os.environ["TRIAL_LOG"]).open("a") as file:
        file.write(f"{word}\n")


def mark(job: Running, number: int) -> dict[str, int]:
    note(f"begun {number}")
    time.sleep(0.01)
    note(f"ended {number}")
    return {"number": number}


def linger(job: Running, number: int = 0) -> dict[str, int]:
    """Holds until the file `go` stands beside the log, saying at each step that it lives."""
    note(f"begun {number}")
    go = Path(os.environ["TRIAL_LOG"]).with_name("go")
    while not go.exists():
        job.step(1, 2, "lingering")
        time.sleep(0.05)
    note(f"ended {number}")
    return {"by": os.getpid()}


def deaf(job: Running) -> dict[str, int]:
    """Holds a while and reports nothing."""
    note("begun deaf")
    time.sleep(2.5)
    note("ended deaf")
    return {"by": os.getpid()}


def broken(job: Running) -> dict[str, int]:
    raise ZeroDivisionError("by zero")


def ask(jobs: str) -> None:
    for kind, args in json.loads(jobs):
        job = actions.enqueue(kind, args, by=None, at=datetime.now(UTC))
        sys.stdout.write(f"{job.pk}\n")


def tell() -> None:
    json.dump(list(Job.objects.order_by("pk").values(*TOLD)), sys.stdout)


def occasions(due_at: str) -> None:
    """Every kind of the calendar began for the last time then."""
    for kind in calendar():
        Occasion.objects.create(kind=kind, due_at=datetime.fromisoformat(due_at))


def cancel(pk: str) -> None:
    actions.cancel(job=Job.objects.get(pk=pk), by=None, at=datetime.now(UTC))


def work(how: str) -> None:
    worker = Worker()
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    if how == "once":
        while worker.once():
            pass
    else:
        worker.loop()


def migrate() -> None:
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    apps.get_app_config("jobs").jobs = {name: f"{__spec__.name}.{name}" for name in KINDS}
    for room in rooms():
        room.calendar = {}
    apps.get_app_config("jobs").calendar = json.loads(os.environ.get("TRIAL_CALENDAR", "{}"))
    {"migrate": migrate, "occasions": occasions, "ask": ask, "tell": tell, "cancel": cancel, "work": work}[sys.argv[1]](
        *sys.argv[2:]
    )
