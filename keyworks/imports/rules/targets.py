"""What a column of somebody's list can say of a project, and which code list its words come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from keyworks.projects.files.sheet.columns import PARTY_WORDS, PLAIN, Entry

PARTY = re.compile(r"party\.([a-z0-9_-]{1,40})", re.ASCII)
OPEN_KINDS = frozenset({"term", "terms", "unit"})
"""Kinds of targets whose list may get new entries from an import."""
EXTRA, NOTHING, AMOUNTS = "extra", "nothing", "amounts"


@dataclass(frozen=True, slots=True)
class Target:
    """`kind` says how a cell is read; `of` names the code list of a choice, a term, a unit or a person."""

    name: str
    kind: str
    of: str = ""
    zh: str = ""
    en: str = ""

    @property
    def opens(self) -> bool:
        """May its list get new entries?"""
        return self.kind in OPEN_KINDS

    @property
    def end(self) -> bool:
        """Does a quarter or a year mean its last day here?"""
        return self.kind == "day" and self.name.endswith(("finish", "finished_on"))


_NOT_TOLD = ("parent", "cut", "cut_number", "capacities.")
_COMPONENT = (
    Target("component.state", "choice", "component_state", "单体：状态", "Part: state"),
    Target("component.state_on", "day", "", "单体：状态日期", "Part: day of the state"),
    Target("component.planned_start", "day", "", "单体：计划开工", "Part: planned start"),
    Target("component.planned_finish", "day", "", "单体：计划完工", "Part: planned finish"),
    Target("component.started_on", "day", "", "单体：实际开工", "Part: started on"),
    Target("component.finished_on", "day", "", "单体：实际完工", "Part: finished on"),
    Target("component.name_en", "text", "", "单体：英文名称", "Part: name in English"),
    Target("component.note_zh", "text", "", "单体：备注", "Part: remark"),
    Target("component.note_en", "text", "", "单体：备注（英文）", "Part: remark in English"),
)
_PLAIN = (
    *(Target(one.field, one.kind, one.of, one.zh, one.en) for one in PLAIN if not one.field.startswith(_NOT_TOLD)),
    Target(AMOUNTS, "money", "", "年度投资", "Amount of a year"),
    *_COMPONENT,
    Target(EXTRA, "extra", "", "原样保留", "Kept as it is written"),
    Target(NOTHING, "nothing", "", "不读取", "Not read"),
)
_BY_NAME = {one.name: one for one in _PLAIN}


def targets(roles: Sequence[Entry] = ()) -> tuple[Target, ...]:
    """Everything that a column may say; `roles` are the city's roles of parties."""
    zh, en = PARTY_WORDS
    parties = [
        Target(f"party.{one.code}", "party", "", f"{zh}：{one.zh}", f"{en}: {one.en or one.zh}") for one in roles
    ]
    return (*_PLAIN[:-2], *parties, *_PLAIN[-2:])


def target(name: str) -> Target | None:
    """The target of this name; any role of a party is one, since each city has its own."""
    return _BY_NAME.get(name) or (Target(name, "party") if PARTY.fullmatch(name) else None)
