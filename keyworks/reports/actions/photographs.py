"""Photographs hung on a report: looked at once, for when and where they were taken."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.dossier.actions.attachments import content
from keyworks.dossier.models import Attachment
from keyworks.formats.photographs.reading import read
from keyworks.formats.photographs.seen import Seen
from keyworks.record.actions import write
from keyworks.reports import queries
from keyworks.reports.actions.questions import ask
from keyworks.reports.models import Photograph, Report


def look(*, report: Report, by: Any, at: datetime) -> list[Photograph]:
    """Look at the photographs of a report that were not looked at yet, and ask what they raise.

    Each is read before the transaction: a child takes its time, and holds nobody up.
    """
    told = [(one, _told(one)) for one in queries.unread(report)]
    if not told:
        return []
    with transaction.atomic():
        Report.objects.select_for_update().get(pk=report.pk)
        left = {one.pk for one in queries.unread(report)}
        rows = [
            Photograph(report=report, attachment=one, sha256=one.sha256, at=at, **said)
            for one, said in told
            if one.pk in left
        ]
        Photograph.objects.bulk_create(rows)
        if rows:
            after = {"photographs": [one.attachment.name for one in rows]}
            write("reports.look", report, by=by, at=at, after=after)
            ask(reports=[report], at=at)
    return rows


def _told(one: Attachment) -> dict[str, Any]:
    try:
        seen = read(content(one.sha256))
    except OSError:
        return {"unread": "photograph.missing"}
    if not isinstance(seen, Seen):
        size = {name: seen.params[name] for name in ("width", "height") if name in seen.params}
        return {"unread": seen.code, **size}
    return {
        "width": seen.width, "height": seen.height, "taken": seen.taken, "latitude": seen.latitude,
        "longitude": seen.longitude,
    }  # fmt: skip
