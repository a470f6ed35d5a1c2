"""A file that is given out: never shown in a page, kept in no cache."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from keyworks.base.exports import XLSX

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": XLSX,
}


def given(content: bytes, name: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[ending])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
