"""A rule set in the reader's words, limit by limit."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from keyworks.base import shown
from keyworks.reports.models.light_words import BARS, DIMENSIONS, INTERVIEWED
from keyworks.reports.rules.figures import WHOLE
from keyworks.reports.rules.lights.specs import Bonds, Dimension, Measure, Points, Ratio, RuleSet, Short


def told(rules: RuleSet) -> list[tuple[Any, list[str]]]:
    """Each dimension that the set judges, with its limits; projects first."""
    found: list[tuple[Dimension, list[str]]] = []
    if rules.investment:
        found.append((Dimension.INVESTMENT, [_measure(one) for one in rules.investment]))
    if one := rules.start:
        words = _("not started %(yellow)s months after the planned month: yellow; %(red)s months: red")
        found.append((Dimension.START, [words % {"yellow": one.yellow_from, "red": one.red_from}]))
    if one := rules.statistics:
        words = _("not entered %(yellow)s months after the month of the start: yellow; %(red)s months: red")
        found.append((Dimension.STATISTICS, [words % {"yellow": one.yellow_from, "red": one.red_from}]))
    if rules.bonds:
        found.append((Dimension.BONDS, [_bonds(rules.bonds)]))
    if steps := rules.approval:
        words = _("a step %(yellow)s days over its limit: yellow; %(red)s days: red")
        found.append((Dimension.APPROVAL, [words % {"yellow": steps.yellow_from, "red": steps.red_from}]))
    if filing := rules.filing:
        words = _("%(yellow)s months running without a report: yellow; %(red)s months: red")
        found.append((Dimension.FILING, [words % {"yellow": filing.yellow_from, "red": filing.red_from}]))
    return [(DIMENSIONS[one], words) for one, words in found]


def told_of_districts(rules: RuleSet) -> list[tuple[Any, list[str]]]:
    """The same of what it says of districts."""
    found: list[tuple[Dimension, list[str]]] = []
    if rules.growth:
        bars = shown.listed(str(BARS[one]) for one in rules.growth.against)
        words = (
            _("growing at least as %(bars)s: green; growing less: yellow; falling: red")
            if bars
            else _("growing: green; falling: red")
        )
        found.append((Dimension.GROWTH, [words % {"bars": bars} if bars else words]))
    if run := rules.tasks:
        words = _("%(yellow)s months running short of the month's plan: yellow; %(red)s: red")
        lines = [words % {"yellow": run.yellow_from, "red": run.red_from}]
        if run.interview:
            called = shown.listed(str(INTERVIEWED[one]) for one in run.interview)
            lines.append(_("at the first, second miss of the year is called in: %(who)s") % {"who": called})
        found.append((Dimension.TASKS, lines))
    if rules.district_bonds:
        found.append((Dimension.BONDS, [_bonds(rules.district_bonds)]))
    return [(DIMENSIONS[one], words) for one, words in found]


def _percent(hundredths: int) -> str:
    return shown.share(hundredths / WHOLE)


def _measure(one: Measure) -> str:
    if isinstance(one, Ratio):
        words = _("from month %(starts)s of the year, done of what is due: below %(yellow)s yellow, below %(red)s red")
        limits = {"yellow": _percent(one.yellow_below), "red": _percent(one.red_below)}
    elif isinstance(one, Points):
        words = _("from month %(starts)s of the year, points behind the plan: from %(yellow)s yellow, over %(red)s red")
        limits = {"yellow": f"{one.yellow_from / 100:g}", "red": f"{one.red_over / 100:g}"}
    elif isinstance(one, Short):
        words = _("from month %(starts)s of the year, short of what is due: over %(yellow)s yellow, over %(red)s red")
        limits = {"yellow": _percent(one.yellow_over), "red": _percent(one.red_over)}
    else:
        words = _("from month %(starts)s of the year, all that is due: done green, missed red, made up later yellow")
        limits = {}
    return words % {"starts": one.starts, **limits}


def _bonds(one: Bonds) -> str:
    words = _(
        "a batch is spent within %(months)s months, counted from the month after its issue; short by over %(yellow)s: "
        "yellow; over %(red)s: red"
    )
    return words % {"months": one.months, "yellow": _percent(one.yellow_over), "red": _percent(one.red_over)}
