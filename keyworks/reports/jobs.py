from __future__ import annotations

from typing import Any

from keyworks.accounts.queries import moment, today
from keyworks.jobs.jobs import Running
from keyworks.reports import actions


def remind(job: Running) -> dict[str, Any]:
    """Remind who has not filed."""
    return {"reminded": len(actions.remind(day=today(), at=moment()))}
