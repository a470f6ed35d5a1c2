"""Sends, and may be killed once the server took a letter: python -m keyworks.post.tests.killed put|work|die"""

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
from keyworks.post.queries import waiting  # noqa: E402

rules.HOLD = timedelta(seconds=1)


def put() -> None:
    person = Person.objects.create(username="clerk", name="项目联络员", email="clerk@example.org")
    actions.put(letters=[Letter(person, "今日提醒", [Part("月报", [("未报", "/")])])], at=datetime.now(UTC))


def work() -> None:
    worker = Worker()
    while waiting():
        worker.once()
        time.sleep(0.1)


def die() -> None:
    actions.sent = lambda **told: os.kill(os.getpid(), signal.SIGKILL)
    work()


if __name__ == "__main__":
    {"put": put, "work": work, "die": die}[sys.argv[1]]()
