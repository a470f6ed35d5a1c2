"""A city of its own, and lists brought into its register as a person would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.accounts.rules import Role
from keyworks.imports import actions
from keyworks.imports.models import Import

AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)


def city(name: str, currency: str):
    """A city that counts in this currency, and whoever keeps its register."""
    accounts.found(kind="real", name_zh=name, name_en=name, at=AT, currency=currency)
    office = accounts.open_unit(
        code="city", kind="city", name_zh=name, name_en=name, parent=None, by=None, at=AT
    )  # fmt: skip
    clerk = accounts.register(username="clerk", name="Clerk", password="a long enough phrase", by=None, at=AT)
    accounts.seat(person=clerk, unit=office, role=Role.CITY, from_on=date(2022, 1, 1), by=None, at=AT)
    return clerk


def checked(clerk, mapping: str, files: Sequence[Path]) -> Import:
    """The files of one list, as far as its dry run."""
    parts = [actions.taken(path, path.name) for path in files]
    found = actions.begin(parts=parts, by=clerk, at=AT, code=mapping)
    for kind in ("imports.read", "imports.judge"):
        actions.do(kind, found, by=clerk, at=AT)
        found.refresh_from_db()
    return found


def brought(clerk, mapping: str, *files: Path) -> Import:
    """The files of one list in the register."""
    found = checked(clerk, mapping, files)
    actions.ask_to_bring(found=found, reason="As published", leave_refused=True, over=None, by=clerk, at=AT)
    found.refresh_from_db()
    actions.do("imports.bring_in", found, by=clerk, at=AT)
    found.refresh_from_db()
    assert found.state == "standing"
    return found


def noon(day: date) -> datetime:
    """A moment of a day, in the city's time."""
    return timezone.make_aware(datetime.combine(day, time(12)))
