"""The rule sets there are, in their versions, and which of them a month is judged by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from keyworks.accounts.models import Person
from keyworks.base.scopes import scopes
from keyworks.reports.models import Adoption, RuleDocument
from keyworks.reports.rules.ledgers import Judged
from keyworks.reports.rules.lights.reading import parsed, read
from keyworks.reports.rules.lights.sets import SETS
from keyworks.reports.rules.lights.specs import RuleSet
from keyworks.values.months import Month

UNTIL_ADOPTED = {Judged.PROJECT: "default", Judged.DISTRICT: "tianjin-2022"}
"""The set by which lights are shown until the city adopts one."""
_OF_PROJECTS = ("investment", "start", "statistics", "bonds", "approval", "filing")
_OF_DISTRICTS = ("growth", "tasks", "district_bonds")


@dataclass(frozen=True)
class Version:
    """A version of a rule set; `row` is None for those that come with the house."""

    rules: RuleSet
    number: int
    row: RuleDocument | None = None

    @property
    def judges(self) -> tuple[Judged, ...]:
        return tuple(one for one in Judged if judges(self.rules, one))


def judges(rules: RuleSet, whom: Judged) -> bool:
    """Does the set say anything of projects, or of districts?"""
    return any(getattr(rules, name) for name in (_OF_PROJECTS if whom is Judged.PROJECT else _OF_DISTRICTS))


@scopes(RuleDocument)
def _documents(person: Person, rows: Any) -> Any:
    return rows


@scopes(Adoption)
def _adoptions(person: Person, rows: Any) -> Any:
    return rows


@cache
def _of_the_house() -> tuple[RuleSet, ...]:
    return tuple(rules for document in SETS if isinstance(rules := read(document), RuleSet))


@lru_cache(256)
def _parsed(text: str) -> RuleSet:
    found = parsed(text)
    if not isinstance(found, RuleSet):
        raise TypeError(f"a kept rule set is not one: {found}")
    return found


def _of_row(row: RuleDocument) -> Version:
    return Version(_parsed(json.dumps(row.document, sort_keys=True)), row.version, row)


def versions_of(code: str) -> list[Version]:
    """All versions of a rule set, the last first; none where there is no such set."""
    own = [_of_row(row) for row in RuleDocument.objects.filter(code=code).select_related("by").order_by("-version")]
    return own + [Version(rules, 1) for rules in _of_the_house() if rules.code == code]


def newest() -> dict[str, Version]:
    """The newest version of every rule set, by code: first those of the house."""
    found = {rules.code: Version(rules, 1) for rules in _of_the_house()}
    for row in RuleDocument.objects.order_by("code", "version"):
        found[row.code] = _of_row(row)
    return found


def rule_sets() -> Mapping[str, RuleSet]:
    """The newest rule sets that say how a project's investment or start is judged, by code."""
    found = ((code, one.rules) for code, one in newest().items())
    return {code: rules for code, rules in found if rules.investment or rules.start}


def adoptions(whom: Judged | None = None) -> list[Adoption]:
    """What was adopted, the last decision first."""
    found = Adoption.objects.select_related("by").order_by("-pk")
    return list(found.filter(judges=whom) if whom else found)


def adopted(month: Month, whom: Judged = Judged.PROJECT, asof: datetime | None = None) -> Version:
    """The version by which a month is judged: of all decisions that reach it the last, of those made by `asof`."""
    decided = Adoption.objects.filter(judges=whom, month__lte=month)
    last = (decided.filter(at__lte=asof) if asof else decided).order_by("-pk").first()
    code, number = (last.code, last.version) if last else (UNTIL_ADOPTED[whom], 1)
    of_the_house = (Version(rules, 1) for rules in _of_the_house() if rules.code == code and number == 1)
    return next(of_the_house, None) or next(one for one in versions_of(code) if one.number == number)


def rules_for(month: Month, whom: Judged = Judged.PROJECT, asof: datetime | None = None) -> RuleSet:
    """The rule set by which a month is judged."""
    return adopted(month, whom, asof).rules
