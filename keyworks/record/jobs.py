"""Background work on the record; its results say what `keyworks audit` says."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from keyworks.record import queries
from keyworks.record.files import proof


def verify(job: Any) -> dict[str, object]:
    """Read the whole record through."""
    verdict = queries.verify(step=job.step)
    found: dict[str, object] = {"count": verdict.count, "head": verdict.head}
    if verdict.first_bad is not None:
        address = reverse("record:entry", args=[verdict.first_bad])
        found |= {"first_bad": verdict.first_bad, "why": verdict.why, "url": address}
    return found


def export(job: Any) -> dict[str, object]:
    """Make the export as proof."""
    at = timezone.now()
    last = queries.head().count
    path = job.place(f"record-{at:%Y%m%d-%H%M%S}.zip")

    def told() -> Any:
        done = 0
        for rows in queries.rows(until=last):
            done += len(rows)
            job.step(done, last)
            yield rows

    made = proof.write(path, told(), made_at=at)
    return {"count": made.count, "head": made.head, "file": str(path)}
