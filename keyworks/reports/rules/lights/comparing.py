"""Two lights of one month beside one another, and a light in codes."""

from __future__ import annotations

from dataclasses import dataclass

from keyworks.reports.rules.lights.specs import Colour, Dimension, harshness
from keyworks.reports.rules.lights.states import Light, Told, Verdict


@dataclass(frozen=True, slots=True)
class Difference:
    """A dimension that two rule sets do not judge alike; None where one of them does not judge it at all."""

    dimension: Dimension
    one: Verdict | None
    other: Verdict | None

    @property
    def recoloured(self) -> bool:
        """Whether the colour differs, not only the rule or what it asks for; unjudged is as grey."""
        return _colour(self.one) is not _colour(self.other)


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two rule sets for the same state: the colours of both, and the dimensions that differ."""

    one: Colour
    other: Colour
    differences: tuple[Difference, ...]

    @property
    def harsher(self) -> int:
        """1 where the other is the harsher one, -1 where it is the milder, 0 where the light stays."""
        first, second = harshness(self.one), harshness(self.other)
        return (second > first) - (second < first)


def compared(light_a: Light, light_b: Light) -> Compared:
    """What differs between the lights of one state under two rule sets."""
    if light_a.month != light_b.month:
        raise ValueError(f"lights of {light_a.month} and {light_b.month} are not of one state")
    pairs = [(one, light_a.of(one), light_b.of(one)) for one in Dimension]
    return Compared(light_a.colour, light_b.colour, tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2]))


def explained(light: Light) -> tuple[Told, ...]:
    """Why the light has its colour and what would turn it green, the worst dimension first: codes and parameters."""
    worst_first = sorted(light.verdicts, key=lambda one: -harshness(one.colour))
    return tuple(said for one in worst_first for said in (_said(one), *one.turns_green))


def _said(one: Verdict) -> Told:
    return Told(one.code, {"dimension": one.dimension, "colour": one.colour, **one.inputs})


def _colour(one: Verdict | None) -> Colour:
    return one.colour if one else Colour.GREY
