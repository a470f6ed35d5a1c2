"""How long to wait before trying again, and how far a job is."""

from __future__ import annotations

from datetime import timedelta

DELAYS_S = (10, 60, 300)
"""Seconds before the second, the third and every later attempt."""
MAX_ATTEMPTS = 3


def delay(attempts: int) -> timedelta:
    """How long to wait after the attempt number `attempts` went wrong."""
    return timedelta(seconds=DELAYS_S[min(max(attempts, 1), len(DELAYS_S)) - 1])


def percent(done: int, of: int) -> int | None:
    """How far, in whole per cent never rounded up to 100; None where the whole is not known."""
    return min(100, max(0, done) * 100 // of) if of > 0 else None
