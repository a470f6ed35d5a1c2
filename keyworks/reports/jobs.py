from __future__ import annotations

from typing import Any

from keyworks.accounts.queries import moment, today
from keyworks.jobs.jobs import Running
from keyworks.reports import actions
from keyworks.reports.rules import way


def remind(job: Running) -> dict[str, Any]:
    """Remind who has not filed."""
    return {"reminded": len(actions.remind(day=today(), at=moment()))}


def ask(job: Running) -> dict[str, Any]:
    """Ask of the districts what only shows in all reports of the month together."""
    return {"asked": actions.ask_all(month=way.reported_on(today()), at=moment())}
