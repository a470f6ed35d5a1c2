from __future__ import annotations

from typing import Any

from keyworks.accounts.queries import moment
from keyworks.jobs.jobs import Running
from keyworks.matters import actions
from keyworks.matters.actions.letter_clock import draft_due


def tick(job: Running) -> dict[str, Any]:
    """End pauses that are over and let what is overdue go up a level."""
    return dict(actions.tick(at=moment(), step=job.step))


def letters(job: Running) -> dict[str, Any]:
    """Draft the letters that are due."""
    return {"drafted": draft_due(at=moment(), step=job.step)}
