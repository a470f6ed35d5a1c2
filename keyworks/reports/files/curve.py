"""The drawing of money through time: what is planned and what was done, each added up, and how far the works are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from keyworks.values.months import Month

WIDE, NARROW = 720, 324
"""Widths at which letters stand as large as they are written: on a desk and on a phone."""
LEFT, RIGHT, TOP, BOTTOM = 8.0, 8.0, 24.0, 22.0
TALL, LOW = 230.0, 92.0
STEPS, YEARS = (1, 2, 3, 4, 6, 12), (12, 24, 36, 60, 120)
LABEL = 44.0
"""Room for the name of a month."""
APART = 15.0
"""Between the feet of two lines of letters."""

Point = tuple[float, float]
Scale = Callable[[float], float]


@dataclass(frozen=True)
class Course:
    """Amounts added up from before `first` on, a point more than there are months; None where nothing is known.

    `progress` is of the whole works, in hundredths of a per cent, at the end of each month. `now` is how many months
    of it are gone.
    """

    first: Month
    planned: tuple[int, ...]
    actual: tuple[int | None, ...]
    progress: tuple[int | None, ...] = ()
    now: float | None = None

    @property
    def months(self) -> list[Month]:
        return list(self.first.until(self.first + (len(self.planned) - 2)))

    def due(self, at: float) -> float:
        """What the plan asks for so many months after the beginning, in a straight line within each."""
        whole = min(max(int(at), 0), len(self.planned) - 1)
        if whole == len(self.planned) - 1:
            return float(self.planned[-1])
        return self.planned[whole] + (self.planned[whole + 1] - self.planned[whole]) * (at - whole)

    @property
    def last(self) -> tuple[int, int] | None:
        """The last point at which something is known: its place and amount."""
        known = [(place, amount) for place, amount in enumerate(self.actual) if amount is not None]
        return known[-1] if known else None


@dataclass(frozen=True)
class Label:
    """Where letters stand, and which end of them."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Drawing:
    """Paths and places in a field `width` by `height`; `marks` are months under the line, each with its place."""

    width: int
    height: float
    base: float
    planned: str
    actual: str
    end: Point | None
    end_label: Label | None
    now: float | None
    due: Point | None
    due_label: Label | None
    marks: list[tuple[Label, Month]]
    lines: list[tuple[float, int]]


def drawn(course: Course, width: int) -> Drawing:
    """The curve of the money."""
    high = max([*course.planned, *(one for one in course.actual if one is not None), 1])
    low = min([0, *(one for one in course.actual if one is not None)])
    top = _round(high)
    x, y = _scales(len(course.planned) - 1, width, TALL, low, top)
    end = (x(course.last[0]), y(course.last[1])) if course.last else None
    due = (x(course.now), y(course.due(course.now))) if course.now is not None else None
    now = due[0] if due else None
    return Drawing(
        width, TALL, y(0), path([(x(place), y(one)) for place, one in enumerate(course.planned)]),
        path([None if one is None else (x(place), y(one)) for place, one in enumerate(course.actual)]),
        end, _at_end(end, width, y(0), due), now, due, _at_now(now, width, y(0)),
        marks(course, width), [(y(top * part // 2), top * part // 2) for part in (1, 2)],
    )  # fmt: skip


def progressing(course: Course, width: int) -> Drawing:
    """The small chart of how far the works are, from 0 to 100 %, above the same months."""
    x, y = _scales(len(course.planned) - 1, width, LOW, 0, 10_000)
    points = [None if one is None else (x(place), y(one)) for place, one in enumerate((None, *course.progress))]
    known = [one for one in points if one]
    end = known[-1] if known else None
    now = x(course.now) if course.now is not None else None
    return Drawing(
        width, LOW, y(0), "", path(points), end, _at_end(end, width, y(0), None), now, None, None, marks(course, width),
        [(y(10_000), 10_000)],
    )  # fmt: skip


def _scales(months: int, width: int, height: float, low: int, high: int) -> tuple[Scale, Scale]:
    """From months and amounts to places."""
    across, up = (width - LEFT - RIGHT) / max(months, 1), (height - TOP - BOTTOM) / max(high - low, 1)
    return lambda place: LEFT + place * across, lambda amount: height - BOTTOM - (amount - low) * up


def _round(amount: int) -> int:
    """The next even round number above, so that half of it can be written."""
    power: int = 10 ** max(len(str(amount)) - 2, 0)
    return -(-amount // (2 * power)) * 2 * power


def _at_end(point: Point | None, width: int, base: float, due: Point | None) -> Label | None:
    """Where it says how much is done: behind the line's end, below it where it lags."""
    if point is None:
        return None
    right = point[0] <= width * 2 / 3
    y = min(point[1] + APART + 3, base - 5) if due is not None and point[1] > due[1] else max(point[1] - 9, APART)
    return Label(round(point[0] + (9 if right else 0), 1), round(y, 1), "start" if right else "end")


def _at_now(x: float | None, width: int, base: float) -> Label | None:
    """Where it says what is due today: beside the upright line, at that end from which the plan is far."""
    if x is None:
        return None
    early = x <= width / 2
    return Label(round(x + (6 if early else -6), 1), TOP + APART if early else base - 7, "start" if early else "end")


def marks(course: Course, width: int) -> list[tuple[Label, Month]]:
    """As many months as there is room for, each under the end of it, the last one among them; else years."""
    months = course.months
    across = (width - LEFT - RIGHT) / len(months)
    steps = STEPS if len(months) <= 12 else YEARS
    step = next((one for one in steps if one * across >= LABEL), steps[-1])
    return [
        (Label(round(LEFT + (place + 1) * across, 1), 0.0, "end" if place == len(months) - 1 else "middle"), month)
        for place, month in enumerate(months)
        if (len(months) - 1 - place) % step == 0
    ]


def path(points: Sequence[Point | None]) -> str:
    """Lines between points that follow one another; a point alone is a dot of a line."""
    found = []
    for before, one in pairwise([None, *points]):
        if one is not None:
            found.append(f"{'L' if before else 'M'}{one[0]:.1f} {one[1]:.1f}")
    return "".join(found) + ("h0" if len(found) == 1 else "")
