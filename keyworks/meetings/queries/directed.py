"""What was directed at meetings, found by its words."""

from __future__ import annotations

from collections.abc import Iterable

from keyworks.matters.models import Matter
from keyworks.meetings.models import Caught


def caught_as(words: str) -> Caught | None:
    """What was last caught in these words and may be issued."""
    return Caught.objects.filter(words=words, dropped="").select_related("meeting").order_by("-pk").first()


def issued_as(words: Iterable[str]) -> dict[str, tuple[Matter, Matter | None]]:
    """Words that were directed at a meeting → the matter they became, and what was split off it at once."""
    rows = Caught.objects.filter(words__in=list(words), matter__isnull=False).order_by("pk")
    found = rows.select_related("matter__lead", "matter__desk", "action__lead", "action__desk")
    return {one.words: (one.matter, one.action) for one in found if one.matter is not None}
