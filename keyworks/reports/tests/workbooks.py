"""Workbooks as people bring them back: taken, some cells typed over, given."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from keyworks.formats.sheets import writing
from keyworks.formats.sheets.reading import read
from keyworks.formats.sheets.writing import Marked
from keyworks.reports.files.workbook.columns import heads
from keyworks.reports.tests.months import AT

SHEET = "/reports/workbook/202201/sheet/"
PAGE = "/reports/workbook/?month=2022-01"


def bytes_of(answer):
    return b"".join(answer.streaming_content)


def rows_of(content):
    """The rows of the first sheet, and where each column stands."""
    book = read(BytesIO(content), name="月报.xlsx")
    rows = [list(row) for row in book.sheets[0].rows]
    return rows, {one.column.field: one.at for one in heads(rows[1])}


def written(rows, name="月报"):
    file = BytesIO()
    writing.write(file, [Marked(name, rows, {}, hidden_columns=frozenset({0}))], created=AT)
    return file.getvalue()


def filled(content, changes):
    """The workbook with these cells typed over: (name, field) → value."""
    rows, at = rows_of(content)
    for (name, field), value in changes.items():
        row = next(row for row in rows[2:] if row[at["name"]] == name)
        row += [None] * (at[field] + 1 - len(row))
        row[at[field]] = value
    return written(rows)


def upload(content, name="月报.xlsx"):
    return SimpleUploadedFile(name, content)
