from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from keyworks.accounts.queries import demonstration, plays_on
from keyworks.demonstration import actions


def live(job: Any, day: str) -> dict[str, object]:
    """Let the demonstration live on to a day; begun again it goes on where it stood."""
    until, today = date.fromisoformat(day), plays_on()
    if demonstration() and (today is None or today < until):
        actions.live_on(day=until, by=job.job.owner, at=timezone.now(), step=job.step)
    return {"url": reverse("reports:month")}
