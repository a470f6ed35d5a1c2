"""Background work of the search."""

from __future__ import annotations

from typing import Any

from keyworks.jobs.jobs import Running
from keyworks.search import actions


def follow(job: Running) -> dict[str, Any]:
    """Follow the record to its end."""
    return {"entries": actions.follow(step=job.step)}


def rebuild(job: Running) -> dict[str, Any]:
    """Read everything anew."""
    return {"lines": actions.rebuild(step=job.step)}
