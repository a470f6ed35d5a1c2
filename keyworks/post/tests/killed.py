"""Sends, and may be killed once the server took something: python -m keyworks.post.tests.killed put|work|die"""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from keyworks.accounts.models import Person  # noqa: E402
from keyworks.jobs.jobs import Worker  # noqa: E402
from keyworks.post import actions, rules  # noqa: E402
from keyworks.post.actions import Letter, Part  # noqa: E402
from keyworks.post.queries import hook_hosts, next_delivery, waiting  # noqa: E402

rules.HOLD = timedelta(seconds=1)


def put() -> None:
    person, at = (
        Person.objects.create(username="clerk", name="项目联络员", email="clerk@example.org"),
        datetime.now(UTC),
    )
    actions.put(letters=[Letter(person, "今日提醒", [Part("月报", [("未报", "/")])])], at=at)
    if listed := hook_hosts():
        actions.make_hook(name="督查平台", address=f"{listed[0]}/in", events=["post.test"], by=person, at=at)
        for number in range(3):
            actions.announce(event="post.test", payload={"number": number}, at=at)


def work() -> None:
    worker = Worker()
    while waiting() or next_delivery():
        worker.once()
        time.sleep(0.1)


def die() -> None:
    def killed(**told: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    actions.sent = actions.answered = killed
    work()


if __name__ == "__main__":
    {"put": put, "work": work, "die": die}[sys.argv[1]]()
