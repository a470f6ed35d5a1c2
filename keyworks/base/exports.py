"""What the reader sees of a table, all pages of it, as a file: CSV that streams, or a workbook."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from keyworks.base import reader, shown
from keyworks.base.cells import Column, Row, harmless, plain
from keyworks.formats.sheets import writing
from keyworks.values.money import Money
from keyworks.values.months import Month

LONGEST = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS_ZH = {"date": 'yyyy"年"m"月"d"日"', "moment": 'yyyy"年"m"月"d"日" hh:mm', "month": 'yyyy"年"m"月"'}
FORMATS_EN = {"date": "d mmm yyyy", "moment": "d mmm yyyy hh:mm", "month": "yyyy-mm"}


@dataclass(frozen=True)
class Export:
    """What is to be written: `rows` may be one more than LONGEST, `sums` make the foot, `chips` are the filters."""

    key: str
    label: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    sums: Callable[[], Sequence[Any]]
    chips: Sequence[tuple[str, str]] = ()

    def file(self, ending: str) -> str:
        return f"{slugify(self.key) or 'table'}.{ending}"


def as_csv(export: Export) -> HttpResponseBase:
    """As CSV that a sheet opens without running anything."""
    headers = {"Content-Disposition": f'attachment; filename="{export.file("csv")}"'}
    lines = _lines(export, reader.current())
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _lines(export: Export, now: reader.Reader) -> Iterator[str]:
    """The lines, each lot of them made for the reader who asked: the answer streams when the request is over."""
    writer = csv.writer(_Echo())
    rows = islice(export.rows, LONGEST)
    with reader.reading(now):
        lines = [writer.writerow([column.head for column in export.columns])]
    yield "\ufeff"
    while lines:
        yield "".join(lines)
        with reader.reading(now):
            lines = [
                writer.writerow([harmless(column, column.value(row)) for column in export.columns])
                for row in islice(rows, 500)
            ]


class _Echo:
    def write(self, text: str) -> str:
        return text


def as_xlsx(export: Export) -> HttpResponseBase:
    """As a workbook: numbers as numbers, days as days, the sums at the foot, and a sheet that says what it shows."""
    rows, sums, at = iter(export.rows), export.sums(), timezone.now()
    table = writing.Sheet(
        export.label,
        [column_of(column) for column in export.columns],
        ([value(column, column.value(row)) for column in export.columns] for row in islice(rows, LONGEST)),
        [
            one if isinstance(one, str) else value(column, one)
            for column, one in zip(export.columns, sums, strict=False)
        ],
    )
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    writing.write(file, [table, writing.Notes(_("Notes"), _notes(export, at, rows))], created=at.astimezone(UTC))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=export.file("xlsx"), content_type=XLSX)


def _notes(export: Export, at: datetime, left: Iterator[Row]) -> Iterator[tuple[str, str]]:
    """Asked for when the rows are written, so that it is known whether some are left."""
    yield _("Table"), export.label
    yield _("Made at"), shown.moment(at)
    for label, chosen in export.chips:
        yield _("Filter"), f"{label}：{chosen}" if reader.current().zh else f"{label}: {chosen}"
    if next(left, None) is not None:
        yield _("Not complete"), _("Only the first %(rows)s rows are here.") % {"rows": shown.number(LONGEST)}


def column_of(column: Column) -> writing.Column:
    """A column of a workbook, its numbers in the reader's way."""
    formats = FORMATS_ZH if reader.current().zh else FORMATS_EN
    wanted = formats.get(column.kind, "")
    if column.kind == "money":
        wanted = "#,##0." + "0" * shown.DIGITS[reader.current().money]
    elif column.kind == "share":
        wanted = "0.0%"
    return writing.Column(column.head, wanted, column.numeric)


def value(column: Column, found: Any) -> writing.Value:
    """A cell as a sheet can reckon with it: exact where the page rounds; None where the page says —."""
    if isinstance(found, tuple) and column.numeric:
        found = found[0]
    if found is None or found == "":
        return None
    if column.kind == "money" and isinstance(found, Money | int | Decimal):
        return (found if isinstance(found, Money) else Money(int(found))).exact(reader.current().money)
    if column.kind in {"number", "share"} and isinstance(found, int | float | Decimal):
        return found
    if column.kind == "month" and (day := _first_day(found)):
        return day
    if column.kind in {"date", "moment"} and isinstance(found, date):
        return _in_the_city(found, day=column.kind == "date")
    words = plain(column, found)
    return None if words == shown.UNKNOWN else words


def _in_the_city(found: date, *, day: bool = False) -> date:
    """A moment in the city's own clock, to the second, or its day."""
    if not isinstance(found, datetime):
        return found
    local = timezone.localtime(found) if timezone.is_aware(found) else found
    return local.date() if day else local.replace(microsecond=0, tzinfo=None)


def _first_day(found: Any) -> date | None:
    if isinstance(found, str) and shown.MONTH.fullmatch(found):
        found = Month(int(found[:4]), int(found[5:]))
    elif isinstance(found, date):
        found = Month.of(found)
    return found.first_day if isinstance(found, Month) else None


KINDS: Mapping[str, Callable[[Export], HttpResponseBase]] = {"xlsx": as_xlsx, "csv": as_csv}
"""What `?export=` may ask for."""
