"""Lets matters climb, and may be killed after some: python -m keyworks.matters.tests.killed found|die|work|tell"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, date, datetime
from itertools import count

import django

django.setup()

from keyworks.accounts import actions as accounts  # noqa: E402
from keyworks.accounts.models import Person, Unit  # noqa: E402
from keyworks.jobs.actions import enqueue  # noqa: E402
from keyworks.jobs.jobs import Worker  # noqa: E402
from keyworks.jobs.models import Job  # noqa: E402
from keyworks.matters import actions  # noqa: E402
from keyworks.matters.actions import clock  # noqa: E402
from keyworks.matters.models import Matter, MatterStep  # noqa: E402
from keyworks.matters.rules.ladder import Sort  # noqa: E402

AT = datetime(2022, 2, 7, 1, 0, tzinfo=UTC)


def found() -> None:
    """A city office with twelve issues that nobody took up."""
    accounts.found(kind="real", name_zh="天津市", name_en="Tianjin", at=AT)
    told = {"parent": None, "by": None, "at": AT}
    city: Unit = accounts.open_unit(code="city", kind="city", name_zh="市项目办", name_en="City office", **told)
    office: Person = accounts.register(
        username="office", name="市项目办", password="a long enough phrase", by=None, at=AT
    )
    accounts.seat(person=office, unit=city, role="city", from_on=date(2022, 1, 1), by=None, at=AT)
    for number in range(12):
        said = {"kind": "land", "title": f"用地 {number}", "text": "用地未落实。", "projects": [], "unit": city}
        actions.raise_matter(sort=Sort.ISSUE, by=office, at=AT, **said)


def work() -> None:
    enqueue("matters.tick", {}, by=None, at=datetime.now(UTC), key="climb")
    worker = Worker(lease_s=1)
    while Job.objects.filter(state__in=Job.UNFINISHED).exists():
        worker.once()


def die() -> None:
    """Killed in the middle of the sixth: what it wrote of it is not committed yet."""
    climbed, climb = count(1), clock.done

    def killed(*args: object, **told: object) -> object:
        done = climb(*args, **told)  # type: ignore[arg-type]
        if next(climbed) == 6:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    clock.done = killed  # type: ignore[assignment]
    work()


def tell() -> None:
    steps = MatterStep.objects.filter(step="climb").values_list("matter__number", flat=True).order_by("matter__number")
    print(json.dumps([list(steps), list(Matter.objects.values_list("level", flat=True).order_by("number"))]))


if __name__ == "__main__":
    {"found": found, "die": die, "work": work, "tell": tell}[sys.argv[1]]()
