"""What a reader of a report is shown beside it: how long it takes to say, and figures that are not those drafted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from keyworks.meetings.rules.drafting import Figure, Measure
from keyworks.meetings.rules.drafting_said import MEASURES_ZH, WORDS_EN
from keyworks.values.money import Money, currency_of

CHARACTERS, WORDS = 240, 130
"""Spoken in a minute: Chinese characters, English words."""
PUNCTUATION = re.compile(r"[\s，。、；：？！“”‘’（）《》—…·,.;:?!()\"']+")
HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
NUMBER = r"(?<![0-9A-Za-z.,])(?P<number>\d[\d,]*(?:\.\d+)?)"
COUNTED = {word: unit for unit, word in MEASURES_ZH.items()}
COUNTED_EN = {word: unit for unit, words in WORDS_EN.items() for word in words} | {
    "request": Measure.MATTERS, "requests": Measure.MATTERS, "production line": Measure.LINES,
    "production lines": Measure.LINES,
}  # fmt: skip
SCALES = {"亿": "yi", "万": "wan", "billion": "bn", "bn": "bn", "million": "m", "m": "m"}


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is; `tenths` of a minute it takes to say."""

    count: int
    tenths: int

    def over(self, minutes: int) -> bool:
        """Longer than the minutes allowed; what is only read has none."""
        return 0 < minutes * 10 < self.tenths


def length(texts: Iterable[str], *, zh: bool) -> Length:
    """Characters of Chinese, words of English, without punctuation."""
    text = " ".join(texts)
    count = len(PUNCTUATION.sub("", text)) if zh else len(text.split())
    a_minute = CHARACTERS if zh else WORDS
    return Length(count, -(-count * 10 // a_minute))


def in_chinese(text: str) -> bool:
    """Is a text Chinese, whatever names of the other language stand in it?"""
    return bool(text) and len(HAN.findall(text)) >= max(len(LATIN.findall(text)), 1)


@dataclass(frozen=True, slots=True)
class Differing:
    """A figure in the text that is none of those it was drafted from; `drafted` is the one most like it that the text
    does not tell."""

    section: str
    text: str
    drafted: Figure | None


@dataclass(frozen=True, slots=True)
class Told:
    """A number with its unit as it stands in a text; `step` is that of its last digit."""

    text: str
    unit: Measure
    value: Decimal
    step: Decimal
    start: int


def differing(parts: Mapping[str, str], figures: Iterable[Figure], *, zh: bool) -> list[Differing]:
    """The numbers with a unit that no figure rounds to, each with what it may have been drafted from."""
    known = list(figures)
    told = {section: list(numbers(text, zh=zh)) for section, text in parts.items()}
    spoken = {one.of for some in told.values() for number in some for one in known if same(number, one)}
    found = []
    for section, some in told.items():
        for number in some:
            if not any(same(number, one) for one in known):
                found.append(Differing(section, number.text, _likely(number, known, spoken)))
    return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: words, or a number with the figure it tells; `odd` where no figure says it."""

    text: str
    figure: Figure | None = None
    odd: bool = False


def pieces(text: str, figures: Sequence[Figure], used: set[tuple[str, str]], *, zh: bool) -> list[Piece]:
    """A text cut at its numbers; of figures that say the same the first that was not told yet (`used`) is meant."""
    found, at = [], 0
    for number in numbers(text, zh=zh) if figures else ():
        meant = [one for one in figures if same(number, one)]
        figure = next((one for one in meant if one.of not in used), meant[0] if meant else None)
        if figure:
            used.add(figure.of)
        found += [Piece(text[at : number.start])] if number.start > at else []
        found.append(Piece(number.text, figure, odd=figure is None))
        at = number.start + len(number.text)
    return [*found, *([Piece(text[at:])] if at < len(text) else [])]


def _likely(number: Told, known: Iterable[Figure], spoken: set[tuple[str, str]]) -> Figure | None:
    silent = [one for one in known if one.unit is number.unit and one.of not in spoken]
    return min(silent, key=lambda one: abs(abs(one.value) - number.value), default=None)


def same(number: Told, figure: Figure) -> bool:
    """Does the figure, rounded as the text rounds, say this number? Signs are told in words."""
    if figure.unit is not number.unit:
        return False
    return abs(abs(figure.value) - number.value) * 2 <= number.step


def numbers(text: str, *, zh: bool) -> Iterable[Told]:
    """The amounts, shares, points and counts of a text; years, days, names and codes are none."""
    for found in (_zh() if zh else _en()).finditer(text):
        digits = found["number"].replace(",", "")
        places = len(digits.partition(".")[2])
        unit, factor = _unit(found.groupdict())
        value, step = Decimal(digits) * factor, Decimal(1).scaleb(-places) * factor
        yield Told(found[0], unit, value, step, found.start())


def _unit(found: Mapping[str, str | None]) -> tuple[Measure, Decimal]:
    """What a number is of, and how many of the figure's own units one of it is."""
    if scale := found.get("scale"):
        return Measure.MONEY, Decimal(Money.of(1, SCALES[scale]).amount)
    if found.get("points"):
        return Measure.POINTS, Decimal(100)
    if found.get("percent"):
        return Measure.SHARE, Decimal(100)
    word = found["counted"] or ""
    return (COUNTED.get(word) or COUNTED_EN[word]), Decimal(1)


def _zh() -> re.Pattern[str]:
    counted = "|".join(COUNTED)
    money = re.escape(currency_of().zh)
    return re.compile(
        rf"{NUMBER}\s*(?:(?P<scale>亿|万)\s*{money}|(?P<points>个百分点)|(?P<percent>[%％])"
        rf"|(?P<counted>{counted})(?!月|工作日|百分点|年|小时))"
    )


def _en() -> re.Pattern[str]:
    counted = "|".join(sorted(COUNTED_EN, key=len, reverse=True))
    money = re.escape(currency_of().en)
    return re.compile(
        rf"{NUMBER}\s*(?:(?P<scale>billion|bn|million|m)\s+{money}|(?P<percent>%)"
        rf"|(?P<points>(?:percentage )?points?\b)|(?P<counted>(?:{counted})\b))"
    )
