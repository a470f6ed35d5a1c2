"""Text without what neither XML nor a printed page can carry."""

from __future__ import annotations

import re
from typing import Any

NEVER = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")


def printable(value: Any) -> Any:
    """The same value with control characters, halves of pairs and non-characters left out of its texts."""
    if isinstance(value, str):
        return NEVER.sub("", value)
    if isinstance(value, list | tuple):
        return [printable(one) for one in value]
    if isinstance(value, dict):
        return {name: printable(one) for name, one in value.items()}
    return value
