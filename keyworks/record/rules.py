"""The arithmetic of the chain: each entry's hash covers every column of it and the hash before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "0" * 64
"""The hash before the first entry."""


def canonical(value: Mapping[str, object] | None) -> str:
    """The one JSON text of a before or after: sorted keys, no blanks, dates and others as text."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest(previous: str, seq: int, at: datetime, *columns: str) -> str:
    """SHA-256 over the previous hash, the number, the time (UTC, microseconds) and every column, length-prefixed."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (previous, str(seq), moment, *columns)
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()
