"""What one intake writes, table by table, gathered for some hundred projects and then poured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from keyworks.base.bulk import pour
from keyworks.projects.actions.intake_codes import COMPONENT, Codes, Facts, component, day, dumped
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import (
    Capacity,
    Component,
    Edition,
    Intake,
    Investment,
    Move,
    Party,
    PlannedAmount,
    Project,
)
from keyworks.projects.models.words import PARTS
from keyworks.projects.rules.stages import Stage, Variant
from keyworks.projects.rules.taking import way

FIGURE = (
    "amount", "valid_from", "valid_until", "known_at", "version", "reason", "source", "by_id", "intake_id", "cell",
    "reported",
)  # fmt: skip
COLUMNS: Mapping[Any, tuple[str, ...]] = {
    Edition: ("project_id", "edition", "at", "facts", "intake_id", "origin"),
    Investment: ("project_id", "part", *FIGURE),
    PlannedAmount: ("project_id", "year", "fund_id", *FIGURE),
    Move: (
        "project_id", "source", "target", "way", "on", "at", "by_id", "reason", "evidence", "intake_id",
    ),
    Capacity: ("project_id", "what_zh", "what_en", "quantity", "measure_id", "order"),
    Party: ("project_id", "role_id", "unit_id", "name_zh", "name_en", "credit_code", "order"),
    Component: ("project_id", "order", "intake_id", "edition", *COMPONENT),
}  # fmt: skip
THROUGH: Mapping[str, Any] = {name: getattr(Project, name).through for name in ("programmes", "chains")}
MONEY: tuple[str, ...] = ("parts", "amounts")
NOTHING: Facts = {}
CELL = 120
"""How much is kept of the words for a cell."""


@dataclass(slots=True)
class Version:
    """The last version of a figure."""

    number: int
    fen: int
    reported: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What became known of a project at a moment: the whole of its facts after it, and where they stand written."""

    at: datetime
    facts: Facts
    origin: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Teller:
    """Who brings it, out of what, and why."""

    intake: Intake
    by: int | None
    reason: str

    def source(self, origin: Mapping[str, Any]) -> str:
        """The name of the file."""
        number = origin.get("file")
        return "" if number is None else str(self.intake.files[number]["name"])

    def cell(self, origin: Mapping[str, Any], fact: str) -> str:
        found = (origin.get("cells") or {}).get(fact)
        sheet = origin.get("sheet") or ""
        return "" if not found else f"{sheet}!{found}"[-CELL:] if sheet else str(found)[-CELL:]


class Rows:
    """The rows to be written; money only where it differs from the version before."""

    def __init__(self, codes: Codes, teller: Teller) -> None:
        self.codes, self.teller = codes, teller
        self.rows: dict[Any, list[Sequence[Any]]] = {model: [] for model in COLUMNS}
        self.through: dict[str, list[tuple[int, int]]] = {name: [] for name in THROUGH}

    def edition(self, project: int, number: int, known: Known, facts: Facts, changed: Mapping[str, Any]) -> str:
        """Keep an edition, with the cells of what changed; gives its facts as they are kept."""
        origin = known.origin
        if number > 1 and (cells := origin.get("cells")):
            told = {fact: cell for fact, cell in cells.items() if fact.partition(".")[0] in changed}
            origin = {**origin, "cells": told}
        text = dumped(facts)
        self.rows[Edition].append((project, number, known.at, text, self.teller.intake.pk, dumped(origin)))
        return text

    def figures(self, project: int, stood: dict[str, Version], known: Known, facts: Facts, today: str) -> None:
        """The versions that follow from what is said of money now; what is not said any more is reported no more."""
        said = {f"{name}.{key}": one["fen"] for name in MONEY for key, one in facts.get(name, NOTHING).items()}
        for key, fen in said.items():
            last = stood.get(key)
            if last is None or last.fen != fen or not last.reported:
                self._figure(project, key, fen, last, known, today)
                stood[key] = Version(last.number + 1 if last else 1, fen, True)
        for key, last in stood.items():
            if last.reported and key not in said:
                self._figure(project, key, last.fen, last, known, today, reported=False)
                stood[key] = Version(last.number + 1, last.fen, False)

    def _figure(
        self, project: int, key: str, fen: int, last: Version | None, known: Known, today: str, reported: bool = True
    ) -> None:
        if type(fen) is not int:
            raise ProjectsRefused("projects.not_an_amount", field=key, text=str(fen)[:40])
        kind, _, rest = key.partition(".")
        number, reason = (last.number + 1, self.teller.reason) if last else (1, "")
        told = (
            known.at, number, reason, self.teller.source(known.origin), self.teller.by, self.teller.intake.pk,
            self.teller.cell(known.origin, key) if reported else "", reported,
        )  # fmt: skip
        if kind == "parts":
            if rest not in PARTS:
                raise ProjectsRefused("projects.code_unknown", field="parts", entry=rest[:60])
            self.rows[Investment].append((project, rest, fen, today, None, *told))
            return
        year, _, fund = rest.partition(".")
        fund_id = self.codes.term("fund", fund)
        self.rows[PlannedAmount].append(
            (project, int(year), fund_id, fen, day(f"{year}-01-01"), f"{year}-12-31", *told)
        )

    def move(self, project: int, source: str, known: Known, facts: Facts, today: str) -> str:
        """The step to the stage now said, on the day the list names or the moment lies on; gives that day."""
        target, variant = facts.get("stage", Stage.IDEA.value), facts.get("variant", Variant.FACTORY.value)
        on = day(facts.get("stage_since") or today)
        how = way(variant, source, target).value
        told = (known.at, self.teller.by, self.teller.reason, "{}", self.teller.intake.pk)
        self.rows[Move].append((project, source, target, how, on, *told))
        return on

    def lists(self, project: int, facts: Facts, names: Sequence[str]) -> None:
        """The entries of these lists of a project of which none stands."""
        for name in names:
            if name in THROUGH:
                self.through[name] += [(project, term) for term in self.codes.several(facts, name)]
            elif name == "capacities":
                self.rows[Capacity] += [(project, *one) for one in self.codes.capacities(facts)]
            elif name == "parties":
                self.rows[Party] += [(project, *one) for one in self.codes.parties(facts)]

    def component(self, project: int, order: int, one: Facts) -> None:
        self.rows[Component].append((project, order, self.teller.intake.pk, 1, *component(self.codes, one)))

    def pour(self, way: Callable[..., None] = pour) -> dict[str, int]:
        """Write all that is gathered, by `way`, which may do so later; how much of each table."""
        counts = {model._meta.model_name: len(rows) for model, rows in self.rows.items()}
        for model, rows in self.rows.items():
            if rows:
                way(model, COLUMNS[model], rows)
                self.rows[model] = []
        for name, pairs in self.through.items():
            if pairs:
                way(THROUGH[name], ("project_id", "term_id"), pairs)
                self.through[name] = []
        return counts
