"""The monthly bulletin: a page, and documents that are the same, byte for byte, whenever they are asked for."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import exports, reader, shown
from keyworks.base.cells import cell, plain
from keyworks.base.doors import READ, door
from keyworks.base.exports import XLSX
from keyworks.formats.sheets import writing
from keyworks.reports import queries
from keyworks.reports.rules import bulletins, way
from keyworks.reports.views import bulletin_tables as told
from keyworks.reports.views.common import Known, month_of, tabs
from keyworks.values.asof import AsOf
from keyworks.values.money import currency_of
from keyworks.values.months import Month

KINDS = {"json": "application/json", "txt": "text/plain; charset=utf-8", "xlsx": XLSX}


@door(way.READ, READ)
def page(request: SignedIn, month: int) -> HttpResponse:
    """The bulletin of a month as it was known at a moment, which stands in the address."""
    chosen, known = month_of(month), Known.asked(request.GET.get("asof", ""))
    there = reverse("reports:bulletin", args=[month])
    if not known.text and not known.wrong:
        return redirect(f"{there}?{urlencode({'asof': min(today(), bulletins.drawn_up(chosen)).isoformat()})}")
    context: dict[str, Any] = {"month": chosen, "known": known, "usual": there}
    if known.at is not None:
        found = queries.bulletin(request.user, chosen, known.at)
        parts = told.parts(found)
        context |= {
            "found": found, "sentence": told.sentence(found), "counts": told.counts(found), "foot": told.foot(found),
            "parts": [(part, [[(one, cell(one, one.value(row))) for one in part.columns] for row in part.rows])
                      for part in parts],
            "draft": known.at > moment(), "earlier": reverse("reports:bulletin", args=[int(chosen - 1)]),
            "later": reverse("reports:bulletin", args=[int(chosen + 1)]) if chosen < way.reported_on(today()) else "",
            "issue": _issue(request, chosen, known),
            "files": [
                (kind, f"{reverse('reports:bulletin_file', args=[month, kind])}?{urlencode(known.address)}")
                for kind in KINDS
            ],
        }  # fmt: skip
    return render(request, "reports/bulletin.html", context | {"tabs": tabs(request, context["month"])})


def _issue(request: SignedIn, month: Month, known: Known) -> str:
    """Where it is issued as a paper that is kept, for whoever sees the whole city."""
    if not (request.user.standing.everywhere() and request.user.may("publishing.papers")):
        return ""
    asked = {"kind": "bulletin", "month": str(month), "on": known.day.isoformat() if known.day else ""}
    return f"{reverse('publishing:paper_new')}?{urlencode(asked)}"


@door(way.READ, READ)
def document(request: SignedIn, month: int, kind: str) -> HttpResponse:
    """The same as a document; of a moment that is not over there is none yet."""
    chosen, known = month_of(month), Known.asked(request.GET.get("asof", ""))
    if kind not in KINDS:
        raise Http404
    if known.at is None:
        known = Known.asked(min(today(), bulletins.drawn_up(chosen)).isoformat())
    if known.at is None or known.at > moment():
        return redirect(f"{reverse('reports:bulletin', args=[month])}?{urlencode(known.address)}")
    found = queries.bulletin(request.user, chosen, known.at)
    # In the unit in which the city counts, whatever the reader has chosen: the same bytes for all.
    with reader.reading(replace(reader.current(), money=currency_of().unit)):
        content = {"json": as_json, "txt": as_text, "xlsx": as_xlsx}[kind](found)
    headers = {"Content-Disposition": f'attachment; filename="bulletin-{chosen}.{kind}"'}
    return HttpResponse(content, content_type=KINDS[kind], headers=headers)


def as_json(found: queries.Bulletin) -> bytes:
    """For machines: codes and amounts in minor units, in one order, in no language."""
    said = json.dumps(asdict(found), default=_plain, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{said}\n".encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, datetime):
        return AsOf.moment(value).at.isoformat()
    return value.isoformat()


def as_text(found: queries.Bulletin) -> bytes:
    """For a letter: lines, with the cells of a row parted by tabs."""
    lines = [_title(found), told.sentence(found), told.counts(found)]
    for part in told.parts(found):
        lines += ["", part.title, "\t".join(column.head for column in part.columns)]
        lines += ["\t".join(plain(column, column.value(row)) for column in part.columns) for row in part.rows]
    return "\n".join([*lines, "", told.foot(found), ""]).encode()


def as_xlsx(found: queries.Bulletin) -> bytes:
    """A workbook: a sheet for each table, and one that says what it is."""
    sheets: list[writing.Sheet | writing.Notes | writing.Marked] = [
        writing.Sheet(
            part.title, [exports.column_of(column) for column in part.columns],
            [[exports.value(column, column.value(row)) for column in part.columns] for row in part.rows],
        )
        for part in told.parts(found)
    ]  # fmt: skip
    lines = [(_title(found), told.sentence(found)), (_("Reports"), told.counts(found)), (_("Data"), told.foot(found))]
    file = io.BytesIO()
    writing.write(file, [writing.Notes(_("Notes"), lines), *sheets], created=found.at.astimezone(UTC))
    return file.getvalue()


def _title(found: queries.Bulletin) -> str:
    return _("Bulletin of %(month)s") % {"month": shown.month(found.month)}
