"""Sets pages in a limited child process: tagged PDF/UA-1, with the fonts of one folder and no others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from keyworks.formats import limited
from keyworks.formats.printable import printable

CHILD = "keyworks.formats.typeset.child"
SIZE = 8
"""Bytes that say how long an answer is."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the one who sets the pages may use."""

    memory: int = 2 * 1024**3
    """The fonts are mapped into it, 50 MB of them, and Typst reserves more than it touches."""
    seconds: int = 20
    written: int = 64 * 1024**2


LIMITS = Limits()


class NotSet(Exception):
    """The pages could not be set: a fault of the source, or more than the limits allow. Says which."""


def pdf(source: str, data: Mapping[str, Any], fonts: Path, *, moment: datetime, limits: Limits = LIMITS) -> bytes:
    """The pages of a source that finds the data as JSON text in `sys.inputs.data`; `moment` is when they were made.

    Data never become source. The same source, data, fonts and moment give the same bytes. A character that no font
    has is drawn as an empty box; such a page no longer says that it is PDF/UA.
    """
    return pdfs(source, [(data, moment)], fonts, limits=limits)[0]


def pdfs(
    source: str, many: Sequence[tuple[Mapping[str, Any], datetime]], fonts: Path, *, limits: Limits = LIMITS
) -> list[bytes]:  # fmt: skip
    """The same of many data, each with its moment: one child sets them one after the other."""
    if not list(fonts.glob("*.ttf")):
        raise NotSet(f"There are no fonts in {fonts}; the build copies them.")
    asked = {
        "source": source,
        "many": [
            {"data": json.dumps(printable(data), ensure_ascii=False), "moment": int(moment.timestamp())}
            for data, moment in many
        ],
    }
    with TemporaryFile() as file, TemporaryFile() as answer:
        file.write(json.dumps(asked).encode())
        file.seek(0)
        try:
            limited.run(CHILD, [json.dumps(asdict(limits)), str(fonts)], file, answer, seconds=limits.seconds)
        except limited.Died as died:
            raise NotSet(died.cause) from None
        answer.seek(0)
        found = list(_answers(answer, limits.written))
    failed = next((one for one in found if not one.startswith(b"%PDF")), None)
    if failed is not None or len(found) != len(many):
        raise NotSet((failed or b"").decode(errors="replace") or "nothing")
    return found


def _answers(answer: IO[bytes], most: int) -> Iterator[bytes]:
    """What the child answered, each part after its length."""
    while len(size := answer.read(SIZE)) == SIZE:
        yield answer.read(min(int.from_bytes(size), most))
