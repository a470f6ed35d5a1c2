"""Drafts what is due, and may be killed: python -m keyworks.matters.tests.letters_killed build|die|work|tell"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import UTC, date, datetime, timedelta

import django

django.setup()

from keyworks.accounts import actions as accounts  # noqa: E402
from keyworks.accounts.models import Person  # noqa: E402
from keyworks.accounts.rules import Role  # noqa: E402
from keyworks.jobs.actions import enqueue  # noqa: E402
from keyworks.jobs.jobs import Worker  # noqa: E402
from keyworks.jobs.models import Job  # noqa: E402
from keyworks.matters import actions, jobs  # noqa: E402
from keyworks.matters.actions import letters  # noqa: E402
from keyworks.matters.models import Letter, LetterStep, Matter  # noqa: E402
from keyworks.matters.rules.ladder import Sort  # noqa: E402
from keyworks.record.models import Entry  # noqa: E402

MANY, BEFORE = 5, 3


def build() -> None:
    """A city with five matters that were promised for yesterday's week."""
    at = datetime.now(UTC)
    accounts.found(kind="real", name_zh="天津市", name_en="Tianjin", at=at)
    city = accounts.open_unit(code="city", kind="city", name_zh="市项目办", name_en="", parent=None, by=None, at=at)
    lead = accounts.open_unit(code="lead", kind="department", name_zh="工信局", name_en="", parent=city, by=None, at=at)
    office, engineer = (
        accounts.register(username=name, name=name, password="a long enough phrase", by=None, at=at)
        for name in ("office", "engineer")
    )
    since = date(2022, 1, 1)
    accounts.seat(person=office, unit=city, role=Role.CITY, from_on=since, by=None, at=at)
    accounts.seat(person=engineer, unit=lead, role=Role.DEPARTMENT, from_on=since, by=None, at=at)
    by = Person.objects.get(username="office")
    for number in range(MANY):
        told = {"kind": "utility", "title": f"事项{number}", "text": "没有方案。", "projects": ()}
        matter = actions.raise_matter(sort=Sort.ISSUE, unit=city, by=by, at=at, **told)
        matter = actions.triage(matter=matter, over=matter.edition, by=by, at=at)
        actions.assign(matter=matter, lead=lead, over=matter.edition, by=by, at=at)
    past = (at - timedelta(days=14)).date()
    Matter.objects.update(due_on=past, climbs_on=(at + timedelta(days=300)).date())


def work() -> None:
    """On the next day that is worked, as the calendar of a new city has it."""
    at = datetime.now(UTC)
    morning = at + timedelta(days=7 - at.weekday() if at.weekday() > 3 else 0)
    jobs.moment = lambda: morning
    if not Job.objects.filter(kind="matters.letters", state__in=("queued", "running")).exists():
        enqueue("matters.letters", {}, by=None, at=at)
    worker = Worker()
    worker.look_s = float("inf")
    while Job.objects.filter(kind="matters.letters", state__in=("queued", "running")).exists():
        worker.once()
        time.sleep(0.1)


def die() -> None:
    """Killed inside the third letter's transaction, when it stands in its tables already."""
    usual, times = letters.write, [0]

    def write(*args, **told):
        entry = usual(*args, **told)
        times[0] += 1
        if times[0] == BEFORE:
            os.kill(os.getpid(), signal.SIGKILL)
        return entry

    letters.write = write
    work()


def tell() -> None:
    told = {
        "matters": Matter.objects.count(), "letters": Letter.objects.count(), "steps": LetterStep.objects.count(),
        "entries": Entry.objects.filter(verb="matters.letter_draft").count(),
        "of": Letter.objects.values("matter").distinct().count(),
    }  # fmt: skip
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    {"build": build, "work": work, "die": die, "tell": tell}[sys.argv[1]]()
