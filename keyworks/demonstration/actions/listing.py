from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from keyworks.demonstration.actions.cast import Cast
from keyworks.demonstration.city import CONTRACTORS
from keyworks.demonstration.portfolio import packages
from keyworks.demonstration.portfolio.codes import credit_code
from keyworks.demonstration.portfolio.companies import companies
from keyworks.demonstration.portfolio.ground import SOURCE, Ground
from keyworks.demonstration.portfolio.listed import YEAR, Listed, Part, Step
from keyworks.demonstration.portfolio.listing import SEED, portfolio
from keyworks.demonstration.portfolio.terms import BUSINESSES, CHAIN_LEADERS, FACTS, PROGRAMMES, PROGRAMMES_SAID
from keyworks.demonstration.portfolio.words import measures
from keyworks.demonstration.portfolio.works import with_components
from keyworks.projects import actions as projects
from keyworks.projects import queries

KINDS = (
    "category", "sector", "nature", "investor", "fund", "measure", "programme", "chain", "party_role", "fact",
    "component", "link", "pause_reason",
)  # fmt: skip
CREDIT_CODES = {code: credit_code("", number) for number, (code, *_) in enumerate(CONTRACTORS, 1)}
"""Of invented builders: valid in form, borne by nobody."""
RESPONSIBLE_PEOPLE = ("leader", "service_officer", "liaison")
RESPONSIBLE_UNITS = ("lead_department", "responsible_unit", "district")
SAID = (
    "local_number", "project_code", "name_zh", "name_en", "variant", "list_class", "year_tag", "secrecy",
    "address_zh", "address_en", "geometry", "planned_start", "planned_finish", "started_on",
    "finished_on", "cut", "cut_number",
)  # fmt: skip
"""What a project says under the same name in the register."""


def _chance() -> random.Random:
    """The same each time."""
    return random.Random(SEED)  # noqa: S311


def drawn_on(ground: Ground) -> list[Listed]:
    """The list of the year, with its components and packages."""
    return with_components(packages.linked(portfolio(_chance(), ground)))


def step_made(step: Step, reasons: Mapping[str, Any]) -> dict[str, Any]:
    """A step of a project as the register is told of it; `reasons` are why works pause."""
    reason = reasons[step.reason] if step.reason else None
    evidence = {step.guard: {"on": step.on}} if step.guard else {}
    return {"target": step.stage, "on": step.on, "reason": step.said, "reason_term": reason, "evidence": evidence}


def component(part: Part, kinds: Mapping[str, Any]) -> dict[str, Any]:
    """A component as the register says it; what is done was finished when it reached that state."""
    names = ("name_zh", "name_en", "state", "state_on", "chainage_m", "planned_finish", "finished_on")
    said = {name: getattr(part, name) for name in names}
    place = {"type": "Point", "coordinates": list(part.place)} if part.place else None
    return said | {"kind": kinds[part.kind], "geometry": place, "started_on": part.started_on}


class AnnualList:
    """The list of 2022 on its way into the register: each project by its key."""

    def __init__(self, cast: Cast, at: datetime, day: date) -> None:
        self.cast, self.day = cast, day
        self.told: dict[str, Any] = {"by": cast.people["office-1"], "at": at}
        self.projects: dict[str, Any] = {}
        self.terms: dict[str, Mapping[str, Any]] = {}

    def build(self, *, whole: bool) -> list[Listed]:
        """Register the list, without the invented rest unless `whole`."""
        ground = Ground.of_the_city()
        drawn = drawn_on(ground)
        listed = drawn if whole else [one for one in drawn if one.real]
        if whole:
            self.cast.owners(companies())
        self.code_lists()
        outlines = {self.cast.units[code]: outline for code, outline in ground.outlines_by_district().items()}
        projects.outline_districts(geometries=outlines, source=SOURCE, **self.told)
        self.register(now := [one.on(self.day) for one in listed])
        for one in now:
            self.tell(one)
            self.sources_and_ties(one)
        if whole:
            self.register(packages.packaged(_chance(), drawn))
        return listed

    def code_lists(self) -> None:
        """What the demonstration adds to the standard lists: programmes, measures, facts; and who leads the chains."""
        zh, en = PROGRAMMES_SAID.zh, PROGRAMMES_SAID.en
        programmes = [
            {"code": one.code, "name_zh": one.zh, "name_en": one.en, "note_zh": zh, "note_en": en} for one in PROGRAMMES
        ]
        own = {
            one.code: {"code": one.code, "name_zh": one.zh, "name_en": one.en} for one in measures().values() if one.zh
        }
        facts = [{"code": one.code, "name_zh": one.zh, "name_en": one.en} for one in FACTS]
        for kind, rows in (("programme", programmes), ("measure", list(own.values())), ("fact", facts)):
            projects.open_terms(kind=kind, rows=rows, **self.told)
        for code, term in queries.term_by_code("chain").items():
            leader = self.cast.people[CHAIN_LEADERS[code]]
            projects.edit_term(term=term, values={"leader": leader}, over=None, **self.told)
        self.terms = {kind: queries.term_by_code(kind) for kind in KINDS}

    def register(self, listed: Sequence[Listed]) -> None:
        made = projects.register_many(rows=[self.row(one) for one in listed], **self.told)
        self.projects |= {one.key: project for one, project in zip(listed, made, strict=True)}

    def tell(self, one: Listed) -> None:
        """What is said of a project once it is registered: its components, and the steps it has made."""
        project = self.projects[one.key]
        if one.components:
            rows = [component(part, self.terms["component"]) for part in one.components]
            projects.add_components(project=project, rows=rows, **self.told)
        if moves := [step_made(step, self.terms["pause_reason"]) for step in one.steps]:
            projects.record_moves(project=project, moves=moves, source=one.steps_from, over=None, **self.told)

    def sources_and_ties(self, one: Listed) -> None:
        """What several sources say of its facts, and what it is tied to."""
        project = self.projects[one.key]
        if one.sourced:
            values = [
                {
                    "fact": self.terms["fact"][said.fact], "measure": self.terms["measure"][said.measure],
                    "value": said.value, "teller": said.teller_zh, "teller_en": said.teller_en, "valid_from": said.on,
                }
                for said in one.sourced
            ]  # fmt: skip
            projects.state_values(project=project, values=values, over=None, **self.told)
        ties = [
            {"kind": self.terms["link"][kind], "other": self.projects[other]}
            for kind, other in one.links
            if other in self.projects
        ]
        if ties:
            projects.tie(project=project, links=ties, over=None, **self.told)

    def row(self, one: Listed) -> dict[str, Any]:
        said = {name: getattr(one, name) for name in SAID}
        said |= {role: self.cast.people[one.responsible[role]] for role in RESPONSIBLE_PEOPLE}
        said |= {role: self.cast.units[one.responsible[role]] for role in RESPONSIBLE_UNITS}
        return said | {
            "scope_zh": one.scope(zh=True),
            "scope_en": one.scope(zh=False),
            "owner": self.cast.units[one.owner],
            "parent": self.projects[one.parent] if one.parent else None,
            "list_year": YEAR if one.list_class else None,
            "stage": one.first_stage,
            "stage_since": one.first_day,
            "category": self.terms["category"][one.category],
            "sector": self.terms["sector"][BUSINESSES[one.business].sector],
            "nature": self.terms["nature"][one.nature],
            "investor": self.terms["investor"][one.investor],
            "programmes": self.of("programme", one.programmes),
            "chains": self.of("chain", one.chains),
            "parts": {"total": one.total, **one.parts},
            "amounts": {(year, self.terms["fund"][fund]): money for (year, fund), money in one.amounts.items()},
            "capacities": [
                {
                    "what_zh": capacity.what_zh, "what_en": capacity.what_en, "quantity": capacity.quantity,
                    "measure": self.terms["measure"][capacity.measure],
                }
                for capacity in one.capacities
            ],
            "parties": [
                {
                    "role": self.terms["party_role"][role], "unit": self.cast.units[unit],
                    "credit_code": CREDIT_CODES[unit],
                } for role,
                unit in one.contractors
            ],
        }  # fmt: skip

    def of(self, kind: str, codes: Iterable[str]) -> list[Any]:
        return [self.terms[kind][code] for code in codes]
