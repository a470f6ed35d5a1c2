"""How long an e-mail waits before it is tried again, when it is given up, and what may stand in its head."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

WAITS_S = (60, 300, 900, 3600, 10_800)
"""Seconds after the first, second … and every later try that failed."""
GIVEN_UP = timedelta(days=3)
"""What could not be sent for so long is news to nobody."""
KEPT = timedelta(days=60)
HOLD = timedelta(minutes=5)
"""So long nobody else takes what a worker is sending."""
LONGEST = 200


def again(tries: int, at: datetime) -> datetime:
    """When to try anew what has been tried so often."""
    return at + timedelta(seconds=WAITS_S[min(max(tries, 1), len(WAITS_S)) - 1])


def one_line(text: str) -> str:
    """A text for the head of an e-mail: one line without control characters, so that nobody adds lines to it."""
    plain = "".join(" " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one for one in text)
    return " ".join(plain.split())[:LONGEST]
