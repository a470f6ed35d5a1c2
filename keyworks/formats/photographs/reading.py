"""Reads what a photograph tells of when and where it was taken, in a limited child process."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from keyworks.formats import limited
from keyworks.formats.photographs.seen import LIMITS, Limits, Seen
from keyworks.values.problems import Problem

CHILD = "keyworks.formats.photographs.child"
HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})


def read(path: Path, *, limits: Limits = LIMITS) -> Seen | Problem:
    """What the file tells, or why it tells nothing; nothing of it is changed."""
    if path.stat().st_size > limits.bytes:
        return Problem("photograph.too_large", {"megabytes": limits.bytes // 1024**2})
    with path.open("rb", buffering=0) as file, TemporaryFile() as answer:
        head = file.read(12)
        if head[4:8] == b"ftyp" and head[8:12] in HEIC:
            return Problem("photograph.heic")
        file.seek(0)
        try:
            limited.run(CHILD, [json.dumps(asdict(limits))], file, answer, seconds=limits.seconds)
        except limited.Died:
            return Problem("photograph.damaged")
        answer.seek(0)
        return _seen(answer.read(limits.written))


def _seen(answer: bytes) -> Seen | Problem:
    try:
        said: dict[str, Any] = json.loads(answer)
    except ValueError:
        return Problem("photograph.damaged")
    if failed := said.pop("failed", ""):
        return Problem(failed, said)
    return Seen(**said)
