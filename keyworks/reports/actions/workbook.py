"""A month's workbook: kept until it is looked at, then filed whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.base import uploads
from keyworks.record.actions import write
from keyworks.reports.actions.filing import file_many
from keyworks.reports.actions.refused import ReportsRefused
from keyworks.reports.actions.saying import Entry
from keyworks.reports.models import Workbook
from keyworks.values.months import Month


@transaction.atomic
def keep_workbook(*, name: str, content: bytes, rows: int, month: Month, by: Person, at: datetime) -> Workbook:
    """Keep a workbook that can be read, to be looked at; it is its giver's alone until it is filed."""
    return uploads.keep(Workbook, name=name, content=content, rows=rows, by=by, at=at, month=month)


@transaction.atomic
def remove_workbook(*, workbook: Workbook, by: Person, at: datetime) -> None:
    """Throw a workbook away that is not filed."""
    uploads.throw_away(workbook, by=by, at=at)


@transaction.atomic
def file_workbook(
    *, workbook: Workbook, entries: Sequence[Entry], by: Person, at: datetime, on: date | None = None
) -> int:
    """File what a workbook says, all or none; how many reports it became. A second time changes nothing."""
    standing = Workbook.objects.select_for_update().defer("content").filter(pk=workbook.pk, person=by).first()
    if standing is None or not entries:
        raise ReportsRefused("reports.workbook_gone")
    if standing.filed is not None:
        return standing.filed
    file_many(month=standing.month, entries=entries, by=by, at=at, on=on)
    standing.filed_at, standing.filed = at, len(entries)
    standing.save(update_fields=["filed_at", "filed"])
    after = {
        "name": standing.name, "sha256": standing.sha256, "month": str(standing.month), "count": len(entries),
    }  # fmt: skip
    write("reports.file_workbook", standing, by=by, at=at, after=after)
    return len(entries)
