"""Fills a template of Word in a limited child process."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

from keyworks.formats import limited
from keyworks.formats.printable import printable

CHILD = "keyworks.formats.word.child"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the one who fills a template may use."""

    memory: int = 1024**3
    seconds: int = 20
    written: int = 32 * 1024**2


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class About:
    """What the document says of itself; `language` as Word writes it, zh-CN or en-GB."""

    title: str
    author: str
    subject: str
    language: str
    moment: datetime


class NotFilled(Exception):
    """The template could not be filled: a fault of the template, or more than the limits allow. Says which."""


def fill(
    template: bytes, data: Mapping[str, Any], about: About, *, limits: Limits = LIMITS,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    """The document; data are text, numbers, lists and mappings, and stay what they are: no mark-up, no template.

    `pictures` are JPEG or PNG by name: the template shows one as `{{ pictures[name] }}`, as wide as its room.
    """
    asked = {
        "pictures": {name: base64.b64encode(one).decode() for name, one in (pictures or {}).items()},
        "template": base64.b64encode(template).decode(),
        "data": printable(data),
        "about": printable(asdict(about) | {"moment": about.moment.isoformat()}),
    }
    with TemporaryFile() as file, TemporaryFile() as answer:
        file.write(json.dumps(asked).encode())
        file.seek(0)
        try:
            limited.run(CHILD, [json.dumps(asdict(limits))], file, answer, seconds=limits.seconds)
        except limited.Died as died:
            raise NotFilled(died.cause) from None
        answer.seek(0)
        made = answer.read(limits.written)
    if not made.startswith(b"PK"):
        raise NotFilled(made.decode(errors="replace") or "nothing")
    return made
