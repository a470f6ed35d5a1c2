from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.rules import Role
from keyworks.record.actions import write


@transaction.atomic
def step_in(*, person: Any, role: Role, at: datetime) -> None:
    """Note that a visitor has become the person of a role."""
    write("demonstration.step_in", person, by=person, at=at, after={"role": role})
