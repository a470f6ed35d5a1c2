"""Three ledgers of a project: what it reports, what the statistics count, what was paid. None is altered to fit."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from keyworks.accounts.rules import Role, Standing
from keyworks.reports.rules import way

KEEP, OFFICE = "reports.keep", "reports.rule"
"""Keeping the other ledgers; and what the city office decides: rule sets, exemptions, bonds, growth."""


class Ledger(StrEnum):
    """The ledgers beside the reports."""

    STATISTICS = "statistics"
    """Since January, as the statistics say."""
    PAYMENTS = "payments"
    """Paid in the month."""


class Entry(StrEnum):
    """Where a project stands with the statistics."""

    NOT_ENTERED = "not_entered"
    ENTERED = "entered"
    REFUSED = "refused"


class Cause(StrEnum):
    """Why a dimension is not judged for some months."""

    SEASON = "season"
    FORCE_MAJEURE = "force_majeure"
    POLICY = "policy"


class Judged(StrEnum):
    """Whose lights a rule set gives; a city may take one for its projects and another for its districts."""

    PROJECT = "project"
    DISTRICT = "district"


def may_keep(standing: Standing, paths: Mapping[str, str], ledger: Ledger) -> bool:
    """May the holder write in this ledger of a project? A unit knows what it paid, not what the statistics count."""
    if ledger is Ledger.PAYMENTS:
        return way.may_file(standing, paths)
    return way.may_file(Standing(tuple(one for one in standing.seats if one.role != Role.UNIT)), paths)
