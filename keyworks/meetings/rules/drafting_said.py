"""How a figure is written in a report's sentences."""

from __future__ import annotations

from keyworks.meetings.rules.drafting import Figure, Measure
from keyworks.values.money import Money, currency_of

MEASURES_ZH = {Measure.PROJECTS: "个", Measure.LINES: "条", Measure.MATTERS: "项", Measure.LETTERS: "件"}
WORDS_EN = {
    Measure.PROJECTS: ("project", "projects"), Measure.LINES: ("line", "lines"),
    Measure.MATTERS: ("matter", "matters"), Measure.LETTERS: ("letter", "letters"),
}  # fmt: skip
YI, BILLION = 10**8, 10**9


def said(figure: Figure, *, zh: bool) -> str:
    """A figure with its unit; points without their sign, which the sentence tells in words."""
    return written(figure.value, figure.unit, zh=zh)


def written(value: int, unit: Measure, *, zh: bool) -> str:
    if unit is Measure.MONEY:
        return money(value, zh=zh)
    if unit is Measure.SHARE:
        return f"{hundredths(value)}%"
    if unit is Measure.POINTS:
        return f"{hundredths(abs(value))}个百分点" if zh else f"{hundredths(abs(value))} points"
    return f"{value}{MEASURES_ZH[unit]}" if zh else counted(value, *WORDS_EN[unit])


def counted(value: int, one: str, many: str) -> str:
    return f"{value:,} {one if value == 1 else many}"


def money(value: int, *, zh: bool) -> str:
    """亿元 or 万元; billion or million."""
    amount, currency = Money(value), currency_of()
    whole = abs(amount.exact())
    if zh:
        large = whole >= YI
        return f"{amount.shown('yi' if large else 'wan').text}{'亿' if large else '万'}{currency.zh}"
    large = whole >= BILLION
    return f"{amount.shown('bn' if large else 'm').text} {'billion' if large else 'million'} {currency.en}"


def hundredths(value: int) -> str:
    """Hundredths with one digit after the point, half away from zero as bulletins round."""
    tenths = (abs(value) + 5) // 10
    return f"{'-' if value < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"
