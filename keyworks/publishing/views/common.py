"""What the pages of this room share: the meeting one sees, the reader's language."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from keyworks.base import reader
from keyworks.meetings.queries.told import seen_meeting


def meeting_of(person: Any, pk: int) -> Any:
    """The meeting, if the person sees it; else it is not there."""
    found = seen_meeting(person, pk)
    if found is None:
        raise Http404(f"meeting {pk}")
    return found


def language() -> str:
    """The language in which something is made for the reader at once."""
    return "zh" if reader.current().zh else "en"
