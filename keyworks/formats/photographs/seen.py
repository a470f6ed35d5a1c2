"""What a photograph's file tells of itself without a pixel being looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken of a file, and how much its reader may use."""

    bytes: int = 64 * 1024**2
    pixels: int = 250_000_000
    """More than any camera takes; a picture that claims more would harm whoever looks at it."""
    memory: int = 1024**3
    seconds: int = 10
    written: int = 64 * 1024


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Seen:
    """Its format, its size in pixels, when it was taken by the camera's clock, and where in degrees."""

    kind: str
    width: int
    height: int
    taken: str = ""
    """As 2022-01-05T09:30:00, with the zone's +08:00 behind where the camera tells it."""
    latitude: float | None = None
    longitude: float | None = None
