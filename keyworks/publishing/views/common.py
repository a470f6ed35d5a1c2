"""What the pages of this room share: the meeting one sees, files that are given out."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from keyworks.base import reader
from keyworks.meetings.queries.told import seen_meeting

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def meeting_of(person: Any, pk: int) -> Any:
    """The meeting, if the person sees it; else it is not there."""
    found = seen_meeting(person, pk)
    if found is None:
        raise Http404(f"meeting {pk}")
    return found


def language() -> str:
    """The language in which something is made for the reader at once."""
    return "zh" if reader.current().zh else "en"


def given(content: bytes, name: str, of: str) -> HttpResponse:
    """A file, never shown in the page."""
    response = HttpResponse(content, content_type=MEDIA[of])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{of}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
