"""Makes photographs small enough for paper, in a limited child process; nothing of what the camera wrote is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile

from keyworks.formats import limited

CHILD = "keyworks.formats.photographs.small_child"


@dataclass(frozen=True, slots=True)
class Limits:
    """The box a picture is made to fit, and how much its maker may use."""

    wide: int = 900
    tall: int = 675
    bytes: int = 64 * 1024**2
    pixels: int = 100_000_000
    memory: int = 1024**3
    seconds: int = 30
    written: int = 16 * 1024**2


LIMITS = Limits()


def small(paths: Sequence[Path], *, limits: Limits = LIMITS) -> list[bytes]:
    """Each as JPEG within the box; nothing for what is missing, too large or no photograph.

    Given together they share one child; where that dies, each gets one of its own.
    """
    given = [path for path in paths if path.is_file() and path.stat().st_size <= limits.bytes]
    made: dict[Path, bytes] = {}
    if given:
        with TemporaryFile() as file, TemporaryFile() as answer:
            for path in given:
                content = path.read_bytes()
                file.write(len(content).to_bytes(4, "big") + content)
            file.seek(0)
            try:
                limited.run(CHILD, [json.dumps(asdict(limits))], file, answer, seconds=limits.seconds)
            except limited.Died:
                return [one for path in paths for one in small([path], limits=limits)] if len(paths) > 1 else [b""]
            answer.seek(0)
            made = {path: answer.read(int.from_bytes(answer.read(4), "big")) for path in given}
    return [made.get(path, b"") for path in paths]
