"""A rule set as a document: read with every fault told, and written again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Map
from itertools import pairwise
from typing import Any, TypeVar

from keyworks.reports.rules.lights.faults import Faults, told
from keyworks.reports.rules.lights.specs import (
    MEASURES,
    Bonds,
    Filing,
    Growth,
    Late,
    Measure,
    Overdue,
    RuleSet,
    Running,
    Tasks,
)
from keyworks.values.problems import Problem

FORM = "lights/1"
AGAINST = ("plan", "average")
INTERVIEWED = ("head", "vice_mayor", "mayor", "secretary")
MOST_MONTHS, MOST_DAYS = 60, 3_650
_WHOLE = ("keyworks", "code", "year", "name", "city", "source", "note", "verify", "project", "district")
_PROJECT = ("investment", "start", "statistics", "bonds", "approval", "filing")
_DISTRICT = ("growth", "tasks", "bonds")
_JUDGED = (*_PROJECT, "growth", "tasks", "district_bonds")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_LINE, _NOTE = 200, 2_000
Steps = TypeVar("Steps", Late, Overdue)


def parsed(text: str | bytes) -> RuleSet | list[Problem]:
    """The rule set that a JSON text says, or all that is wrong with it."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        faults = Faults()
        faults.no("", "reports.lights_json")
        return faults.problems
    return read(document)


def read(document: Any) -> RuleSet | list[Problem]:
    """The rule set that a document says, or all that is wrong with it, each fault with its path."""
    faults = Faults()
    rules = _rules(document, faults)
    if not faults.problems:
        _says_something(rules, faults)
    return faults.problems or rules


def _says_something(rules: RuleSet, faults: Faults) -> None:
    """It has a name in one language at least, and judges one dimension at least."""
    if not any(text.strip() for text in rules.name.values()):
        faults.no("name", "reports.lights_lacks", name="zh, en")
    if not any(getattr(rules, one) for one in _JUDGED):
        faults.no("project", "reports.lights_lacks", name="project, district")


def _rules(document: Any, faults: Faults) -> RuleSet:
    if not isinstance(document, Map) or document.get("keyworks") != FORM:
        faults.no("keyworks", "reports.lights_form", form=FORM)
        return RuleSet("", 0, {})
    said = faults.object(document, "", _WHOLE)
    faults.lacks(said, "", ("code", "year", "name"))
    code = faults.text(said.get("code", ""), "code", 60)
    if "code" in said and not _CODE.fullmatch(code):
        faults.no("code", "reports.lights_code", got=told(code))
    project = faults.object(said.get("project"), "project", _PROJECT)
    district = faults.object(said.get("district"), "district", _DISTRICT)
    return RuleSet(
        code,
        faults.whole(said["year"], "year", 1990, 2200) if "year" in said else 0,
        faults.spoken(said.get("name"), "name", _LINE),
        city=faults.spoken(said.get("city"), "city", _LINE),
        source=faults.spoken(said.get("source"), "source", _NOTE),
        note=faults.spoken(said.get("note"), "note", _NOTE),
        verify=faults.flag(said.get("verify", False), "verify"),
        investment=_investment(project.get("investment"), "project.investment", faults),
        start=_late(Late, project.get("start"), "project.start", MOST_MONTHS, faults),
        statistics=_late(Late, project.get("statistics"), "project.statistics", MOST_MONTHS, faults),
        bonds=_bonds(project.get("bonds"), "project.bonds", faults),
        approval=_late(Overdue, project.get("approval"), "project.approval", MOST_DAYS, faults),
        filing=_filing(project.get("filing"), "project.filing", faults),
        growth=_growth(district.get("growth"), "district.growth", faults),
        tasks=_running(district.get("tasks"), "district.tasks", faults),
        district_bonds=_bonds(district.get("bonds"), "district.bonds", faults),
    )


def _investment(value: Any, path: str, faults: Faults) -> tuple[Measure, ...]:
    if value is None:
        return ()
    measures = faults.many(value, path, 12, lambda one, inner: _measure(one, inner, faults))
    if not measures and value in ([], ()):
        faults.no(path, "reports.lights_lacks", name="by")
    for number, (sooner, later) in enumerate(pairwise(measures), 2):
        if later.starts <= sooner.starts:
            faults.no(f"{path}.{number}.starts", "reports.lights_order", first=sooner.starts, then=later.starts)
    return measures


def _measure(value: Any, path: str, faults: Faults) -> Measure:
    by = value.get("by") if isinstance(value, Map) else None
    kind = next((one for name, one in MEASURES.items() if name == by), None)
    # What else is said of a measure that is not known is passed over.
    known = kind.limits if kind else tuple(name for one in MEASURES.values() for name in one.limits)
    said = faults.object({} if value is None else value, path, ("by", "starts", *known))
    starts = faults.whole(said.get("starts", 1), f"{path}.starts", 1, 12)
    if kind is None:
        if "by" in said:
            faults.choice(by, f"{path}.by", tuple(MEASURES))
        else:
            faults.lacks(said, path, ("by",))
        return Tasks(starts)
    lacking = faults.lacks(said, path, kind.limits)
    limits = {name: faults.percent(said[name], f"{path}.{name}") if name in said else 0 for name in kind.limits}
    if limits and not lacking:
        _order(list(limits.values())[:: 1 if kind.rising else -1], path, faults)
    return kind(starts=starts, **limits)


def _order(limits: list[int], path: str, faults: Faults) -> None:
    """The yellow limit is met before the red one."""
    if limits[0] > limits[1]:
        faults.no(path, "reports.lights_order", first=limits[0], then=limits[1])


def _limits(said: Map[str, Any], path: str, least: int, most: int, faults: Faults) -> tuple[int, int]:
    names = ("yellow_from", "red_from")
    if faults.lacks(said, path, names):
        return least, least
    yellow, red = (faults.whole(said[name], f"{path}.{name}", least, most) for name in names)
    _order([yellow, red], path, faults)
    return yellow, red


def _late(kind: type[Steps], value: Any, path: str, most: int, faults: Faults) -> Steps | None:
    if value is None:
        return None
    said = faults.object(value, path, ("yellow_from", "red_from"))
    return kind(*_limits(said, path, 0 if kind is Late else 1, most, faults))


def _filing(value: Any, path: str, faults: Faults) -> Filing | None:
    if value is None:
        return None
    said = faults.object(value, path, ("yellow_from", "red_from", "day"))
    limits = _limits(said, path, 1, MOST_MONTHS, faults)
    missing = faults.lacks(said, path, ("day",))
    return Filing(*limits, day=1 if missing else faults.whole(said["day"], f"{path}.day", 1, 28))


def _bonds(value: Any, path: str, faults: Faults) -> Bonds | None:
    if value is None:
        return None
    names = ("months", "yellow_over", "red_over")
    said = faults.object(value, path, names)
    if faults.lacks(said, path, names):
        return None
    yellow, red = (faults.percent(said[name], f"{path}.{name}") for name in names[1:])
    _order([yellow, red], path, faults)
    return Bonds(faults.whole(said["months"], f"{path}.months", 1, MOST_MONTHS), yellow, red)


def _growth(value: Any, path: str, faults: Faults) -> Growth | None:
    if value is None:
        return None
    said = faults.object(value, path, ("against",))
    if faults.lacks(said, path, ("against",)):
        return None
    one = faults.many(said["against"], f"{path}.against", 2, lambda bar, inner: faults.choice(bar, inner, AGAINST))
    return Growth(tuple(bar for bar in AGAINST if bar in one))


def _running(value: Any, path: str, faults: Faults) -> Running | None:
    if value is None:
        return None
    said = faults.object(value, path, ("yellow_from", "red_from", "interview"))
    limits = _limits(said, path, 1, MOST_MONTHS, faults)
    called = faults.many(
        said.get("interview", ()), f"{path}.interview", 12, lambda one, inner: faults.choice(one, inner, INTERVIEWED)
    )
    return Running(*limits, interview=called)


def document(rules: RuleSet) -> dict[str, Any]:
    """The document of a rule set, without what goes without saying; `read` gives the same rule set again."""
    said: dict[str, Any] = {"keyworks": FORM, "code": rules.code, "year": rules.year, "name": dict(rules.name)}
    texts = {"city": rules.city, "source": rules.source, "note": rules.note}
    said |= {name: dict(spoken) for name, spoken in texts.items() if spoken}
    if rules.verify:
        said["verify"] = True
    project: dict[str, Any] = {"investment": [_measured(one) for one in rules.investment]}
    for name, late in (("start", rules.start), ("statistics", rules.statistics), ("approval", rules.approval)):
        project[name] = late and {"yellow_from": late.yellow_from, "red_from": late.red_from}
    project["bonds"] = _spent(rules.bonds)
    if one := rules.filing:
        project["filing"] = {"yellow_from": one.yellow_from, "red_from": one.red_from, "day": one.day}
    district: dict[str, Any] = {"bonds": _spent(rules.district_bonds)}
    if rules.growth:
        district["growth"] = {"against": list(rules.growth.against)}
    if run := rules.tasks:
        district["tasks"] = {"yellow_from": run.yellow_from, "red_from": run.red_from}
        district["tasks"] |= {"interview": list(run.interview)} if run.interview else {}
    for name, group in (("project", project), ("district", district)):
        if kept := {what: one for what, one in group.items() if one}:
            said[name] = kept
    return said


def _measured(one: Measure) -> dict[str, Any]:
    said: dict[str, Any] = {"by": one.by} | ({"starts": one.starts} if one.starts != 1 else {})
    return said | {name: _percent(getattr(one, name)) for name in one.limits}


def _spent(one: Bonds | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"months": one.months, "yellow_over": _percent(one.yellow_over), "red_over": _percent(one.red_over)}


def _percent(hundredths: int) -> int | float:
    """As people write it; read again it is the same number of hundredths."""
    return hundredths / 100 if hundredths % 100 else hundredths // 100
