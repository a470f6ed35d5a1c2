"""The rights of this room."""

from __future__ import annotations

from keyworks.accounts.rules import Role

READ, PREPARE, STATE, RECORD, SERIES, APPROVE = (
    "meetings.read", "meetings.prepare", "meetings.state", "meetings.record", "meetings.series", "meetings.approve",
)  # fmt: skip
ALL = frozenset({Role.CITY, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR})
"""Who sees every meeting and everybody's report; districts and departments see those they are asked to."""
SPEAK = frozenset({Role.DISTRICT, Role.DEPARTMENT})
"""Whose holders write the reports and comments of their unit."""
