"""The photographs a project's page shows: those of its reports, else those hung on the project itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from keyworks.base import shown
from keyworks.dossier.actions import content
from keyworks.dossier.queries import hung_on
from keyworks.formats.photographs.small import small
from keyworks.publishing.rules.document import Photograph
from keyworks.reports.queries import taken_on

MOST = 3
KINDS = ("jpg", "png", "webp")
"""Kinds that can be made small."""


@dataclass(frozen=True)
class Hung:
    """A picture in the store: its content's digest, when it was taken or hung, and what it hangs on."""

    sha256: str
    on: date | None
    of: str


def of_projects(photographs: Mapping[int, list[Any]]) -> dict[int, list[Hung]]:
    """By project, the newest first."""
    found = {
        pk: [Hung(one.sha256, taken_on(one), shown.month(one.report.month)) for one in some]
        for pk, some in photographs.items()
        if some
    }
    bare = [pk for pk in photographs if pk not in found]
    for pk, files in hung_on("project", bare, KINDS).items():
        found[pk] = [Hung(one.sha256, one.at.date(), one.name) for one in reversed(files)][:MOST]
    return found


def made_small(hung: Mapping[int, Sequence[Hung]]) -> tuple[dict[int, list[Photograph]], dict[str, bytes]]:
    """By project the pictures as they are printed; one that cannot be read is left out."""
    several = [(pk, one) for pk, some in hung.items() for one in some]
    shots: dict[int, list[Photograph]] = {pk: [] for pk in hung}
    made = {}
    for (pk, one), bytes_ in zip(several, small([content(one.sha256) for _pk, one in several]), strict=True):
        if not bytes_:
            continue
        wide, tall = Image.open(BytesIO(bytes_)).size
        caption = shown.listed([shown.day(one.on), one.of] if one.on else [one.of], "，")
        shots[pk].append(Photograph(one.sha256, caption, wide, tall))
        made[one.sha256] = bytes_
    return shots, made
