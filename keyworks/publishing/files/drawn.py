"""The drawings of a pack as SVG: money through time, the way of a route. Black on white, readable without colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import cos, radians
from xml.sax.saxutils import escape, quoteattr

from keyworks.publishing.rules.document import Curve, Map
from keyworks.reports.files.curve import drawn
from keyworks.values.money import Money
from keyworks.values.months import Month

CURVE_WIDE = 420
MAP_WIDE, MAP_TALL, EDGE = 480.0, 300.0, 26.0
GREY, FAINT = "#767676", "#c8c8c8"
FONT = 'font-family="Noto Sans SC" font-size="11"'
APART = 13.0
"""So near two stops share one place for their numbers."""

DIGITS = {"bn": 3}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Point = tuple[float, float]


def amount(of: Curve, minor: int | None) -> str:
    """An amount of the curve in its unit; — where nothing is known."""
    return "—" if minor is None else Money(minor).shown(of.unit, DIGITS.get(of.unit, 2)).text.replace("-", "−")


def month(one: Month, *, zh: bool) -> str:
    return f"{one.number}月" if zh else MONTHS[one.number - 1]


def curve(of: Curve, words: Mapping[str, str], *, zh: bool) -> str:
    """What was planned, thin and dashed, and what was done, heavy, added up through the months."""
    found = drawn(of.course, CURVE_WIDE)
    parts = [
        _line(8, y, CURVE_WIDE - 8, y, FAINT, 0.5) + _text(8, y - 3, amount(of, minor), "start", GREY)
        for y, minor in found.lines
    ]
    parts.append(_line(8, found.base, CURVE_WIDE - 8, found.base, "#000", 0.8))
    parts.append(f'<path d="{found.planned}" fill="none" stroke="{GREY}" stroke-width="1.2" stroke-dasharray="4 3"/>')
    parts.append(f'<path d="{found.actual}" fill="none" stroke="#000" stroke-width="2.2"/>')
    if found.end:
        parts.append(f'<circle cx="{found.end[0]:.1f}" cy="{found.end[1]:.1f}" r="3.2"/>')
    if found.end and found.end_label:
        label = found.end_label
        done = amount(of, of.course.last[1] if of.course.last else None)
        parts.append(_text(label.x, label.y, f"{words['curve_done']} {done}", label.anchor, "#000"))
    plan = f"{words['curve_plan']} {amount(of, of.course.planned[-1])}"
    parts.append(_text(CURVE_WIDE - 8, 12, plan, "end", GREY))
    parts += [_text(label.x, found.height - 7, month(one, zh=zh), label.anchor, GREY) for label, one in found.marks]
    return _svg(CURVE_WIDE, found.height, parts)


def route(of: Map) -> str:
    """The stops by their numbers, joined in their order, north above."""
    at = _scale([(one.lon, one.lat) for one in of.places])
    parts = [
        f'<polygon points="{_points(ring, at)}" fill="none" stroke="{FAINT}" stroke-width="0.8"/>'
        for ring in of.outlines
    ]
    stops = [at((one.lon, one.lat)) for one in of.places]
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in stops)
    parts.append(f'<polyline points="{way}" fill="none" stroke="#000" stroke-width="1.4" stroke-dasharray="5 3"/>')
    stood: list[Point] = []
    for one, (left, y) in zip(of.places, stops, strict=True):
        near = sum(abs(left - before) < APART and abs(y - above) < APART for before, above in stood)
        stood.append((left, y))
        x = left + near * APART * 1.5
        side, anchor = (12, "start") if x < MAP_WIDE * 0.6 else (-12, "end")
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8.5" fill="#fff" stroke="#000" stroke-width="1.4"/>')
        parts.append(_text(x, y + 4, str(one.number), "middle", "#000"))
        parts.append(_text(x + side, y + 4 + near * 12, one.name, anchor, "#000"))
    return _svg(MAP_WIDE, MAP_TALL, parts)


def _scale(places: list[Point]) -> Callable[[Point], Point]:
    """From degrees to places on the sheet: all stops fit, a degree of longitude as short as it is there."""
    lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
    middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    narrow = cos(radians(middle[1]))
    wide, tall = (max(lons) - min(lons)) * narrow, max(lats) - min(lats)
    # A single stop, or stops at one place, are shown in some ten kilometres around.
    scale = min((MAP_WIDE - 2 * EDGE) / max(wide, 0.1), (MAP_TALL - 2 * EDGE) / max(tall, 0.1))

    def at(place: Point) -> Point:
        return (
            MAP_WIDE / 2 + (place[0] - middle[0]) * narrow * scale,
            MAP_TALL / 2 - (place[1] - middle[1]) * scale,
        )

    return at


def _points(ring: Sequence[Point], at: Callable[[Point], Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in map(at, ring))


def _line(x: float, y: float, x2: float, y2: float, colour: str, wide: float) -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{wide}"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str) -> str:
    """Letters over a white rim, so that no line runs through them."""
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor={quoteattr(anchor)} {FONT}'
    rim = f'<text {at} fill="#fff" stroke="#fff" stroke-width="3">{escape(text)}</text>'
    return f'{rim}<text {at} fill="{colour}">{escape(text)}</text>'


def _svg(wide: float, tall: float, parts: list[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{tall:g}" viewBox="0 0 {wide:g} {tall:g}">'
    )
    return head + "".join(parts) + "</svg>"
