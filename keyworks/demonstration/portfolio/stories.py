"""What a matter of the demonstration is before any table knows it: what is said, and who does what on which day."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from keyworks.demonstration.portfolio.words import read_list
from keyworks.matters.rules.ladder import Sort, Source, Step
from keyworks.values.workdays import Calendar


def _days(month: int, first: int, last: int, year: int = 2022) -> tuple[date, ...]:
    return tuple(date(year, month, day) for day in range(first, last + 1))


CALENDAR = Calendar(
    off=frozenset((
        *_days(1, 1, 3), *_days(1, 31, 31), *_days(2, 1, 6), *_days(4, 3, 5), *_days(4, 30, 30), *_days(5, 1, 4),
        *_days(6, 3, 5), *_days(9, 10, 12), *_days(10, 1, 7), *_days(12, 31, 31), *_days(1, 1, 2, 2023),
        *_days(1, 21, 27, 2023),
    )),
    made_up=frozenset((
        *_days(1, 29, 30), *_days(4, 2, 2), *_days(4, 24, 24), *_days(5, 7, 7), *_days(10, 8, 9),
        *_days(1, 28, 29, 2023),
    )),
    years=frozenset({2022, 2023}),
)  # fmt: skip
"""The working days as they were published. A city's own may be changed by a visitor; the stories stay as they are."""


@dataclass(frozen=True, slots=True)
class Act:
    """One step on its day. What it does not name is as the matter stands then: whoever has it takes the step."""

    day: date
    step: Step
    text: str = ""
    lead: str = ""
    """Code of a unit."""
    co_owners: tuple[str, ...] = ()
    due_on: date | None = None
    """By when it is to be done, or until when it rests."""
    rhythm_days: int = 0
    rating: int = 0
    form: str = ""
    """The kind of paper that is hung on it before: photo, paper or receipt."""
    part: int = 0
    """The story of the action that is made of a directive."""


@dataclass(frozen=True, slots=True)
class Story:
    """A matter from its raising to its end."""

    number: int
    sort: Sort
    kind: str
    title: str
    day: date
    unit: str
    """Code of the unit for which it is raised."""
    by: str
    """Who raises it."""
    text: str = ""
    effect: str = ""
    source: Source | str = ""
    projects: tuple[str, ...] = ()
    """Keys of the list."""
    acts: tuple[Act, ...] = ()
    words: str = ""
    said_in_press: str = ""
    """A directive as the English press has it."""
    said_by: str = ""
    said_post: str = ""
    meeting: str = ""
    whole: int = 0
    """The story of the directive of which this is an action."""
    lead: str = ""
    due_on: date | None = None
    """Of an action: who is to do it, by when."""
    way: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the word lists; `months` are those in which people write so, `cases` the problems it fits, else all."""

    title: str
    text: str
    months: frozenset[int]
    cases: frozenset[str]

    def fits(self, month: int, case: str) -> bool:
        return (not self.months or month in self.months) and (not self.cases or not case or case in self.cases)


@cache
def texts() -> Mapping[tuple[str, str], tuple[Said, ...]]:
    """(topic, part) → what people write there."""
    found: dict[tuple[str, str], list[Said]] = {}
    for row in read_list("matters.csv"):
        months, cases = frozenset(map(int, row["months"].split())), frozenset(row["cases"].split())
        said = Said(row["title"], row["text"], months, cases)
        found.setdefault((row["topic"], row["part"]), []).append(said)
    return {key: tuple(said) for key, said in found.items()}


class Pen:
    """Writes one story: where it stands in time, what its words are about, what has been written."""

    def __init__(self, chance: random.Random, topic: str, day: date, slots: Mapping[str, str]) -> None:
        self.chance, self.topic, self.day, self.slots = chance, topic, day, slots
        self.acts: list[Act] = []
        self.due, self.case = day, ""
        self.used: set[Said] = set()

    def later(self, least: int, most: int | None = None) -> None:
        """So many working days pass."""
        passed = least if most is None else self.chance.randint(least, most)
        self.day = CALENDAR.after(self.day, passed)

    def until(self, day: date) -> None:
        """Time passes up to a day, if it has not come yet."""
        self.day = max(self.day, CALENDAR.first_from(day))

    def drawn(self, part: str) -> Said:
        """One of the texts that fit the problem and the time of the year, where possible one not said before."""
        every = texts().get((self.topic, part)) or texts()[("any", part)]
        fit = [said for said in every if said.fits(self.day.month, self.case)]
        said = self.chance.choice([one for one in fit if one not in self.used] or fit)
        self.used.add(said)
        return said

    def problem(self) -> Said:
        """What it is about; all that is written later fits it."""
        said = self.drawn("problem")
        self.case = "".join(said.cases)
        return said

    def text(self, part: str) -> str:
        return self.drawn(part).text.format_map(self.slots)

    def do(self, step: Step, part: str = "", **said: object) -> None:
        """Write a step of this day; its words are of this part of the lists."""
        text = self.text(part) if part else ""
        self.acts.append(Act(self.day, step, **{"text": text, **said}))  # type: ignore[arg-type]
