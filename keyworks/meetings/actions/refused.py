from __future__ import annotations

from keyworks.formats.cells.words import words as kept
from keyworks.values.refusals import Refused

LONGEST_TEXT, LONGEST_LINE = 8000, 200


class MeetingsRefused(Refused):
    """This room's no."""


def said(text: str, missing: str = "", field: str = "text", most: int = LONGEST_TEXT) -> str:
    """What is said, at most so long; `missing` is the refusal where nothing is."""
    found = kept(text).strip()
    if missing and not found:
        raise MeetingsRefused(missing, field=field)
    if len(found) > most:
        raise MeetingsRefused("meetings.too_long", field=field, most=most, length=len(found))
    return found
