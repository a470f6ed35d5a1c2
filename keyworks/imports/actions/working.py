"""Work on an import: done at once where it is small, else in the background, where it can be left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from keyworks.accounts.models import Person
from keyworks.imports.actions.bringing import bring_in
from keyworks.imports.actions.judging import judge
from keyworks.imports.actions.receiving import read_files
from keyworks.imports.models import Import
from keyworks.imports.queries import bytes_of
from keyworks.jobs.actions import enqueue
from keyworks.jobs.models import Job

AT_ONCE = 400 * 1024
"""Bytes of files that are worked on while the page is waited for."""
KINDS = ("imports.read", "imports.judge", "imports.bring_in")


def ask(kind: str, found: Import, *, by: Person, at: datetime) -> Job | None:
    """Do it, or ask for it in the background; the job that does it."""
    if bytes_of(found) > AT_ONCE:
        return enqueue(kind, {"pk": found.pk}, by=by, at=at, key=f"{kind}:{found.pk}", max_attempts=5)
    do(kind, found, by=by, at=at)
    return None


def do(kind: str, found: Import, *, by: Person, at: datetime, step: Any = None) -> Any:
    work: dict[str, Any] = {"imports.read": read_files, "imports.judge": judge, "imports.bring_in": bring_in}
    return work[kind](found=found, by=by, at=at, step=step)


def job_of(found: Import) -> Job | None:
    """The last background work on an import."""
    keys = [f"{kind}:{found.pk}" for kind in KINDS]
    return Job.objects.filter(key__in=keys).order_by("-pk").first()
