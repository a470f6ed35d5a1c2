from __future__ import annotations

from typing import Any

from django.utils import timezone

from keyworks.dossier.actions import sweep as sweep_files
from keyworks.jobs.jobs import Running


def sweep(job: Running) -> dict[str, Any]:
    """Remove what uploads that were cut off left on disk."""
    job.step(0, 1)
    return {"removed": sweep_files(at=timezone.now())}
