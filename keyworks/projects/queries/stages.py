from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from keyworks.accounts.models import Person
from keyworks.accounts.queries import judged_on
from keyworks.base.scopes import scope
from keyworks.dossier.models import Attachment
from keyworks.dossier.queries import place
from keyworks.projects.models import Capacity, Component, Guard, Move, Project, Transition
from keyworks.projects.models.words import STAGES
from keyworks.projects.queries.reach import paths
from keyworks.projects.rules import moving
from keyworks.projects.rules.stages import LINE, Stage, Variant, Way
from keyworks.values.problems import Place, Problem

Evidence = Mapping[str, Mapping[str, Any]]
RESTING = (Stage.SUSPENDED, Stage.EXITED)
LISTED = (Stage.RESERVE, Stage.READY)
"""Stages in which a project stands on the list and has not started."""
UNSTARTED_YEARS = 2
YEARLY_MONTHS, DAYS_A_MONTH = 12, Decimal(365) / 12
PICTURES = frozenset({"jpg", "png", "webp", "heic"})


def steps(project: Project) -> QuerySet[Transition]:
    """The steps that lead on from where the project stands, in the city's order."""
    found = Transition.objects.filter(variant=project.variant, source=project.stage, closed_on=None)
    return found.order_by("order", "pk").prefetch_related("asks")


def step(project: Project, target: str) -> Transition | None:
    return steps(project).filter(target=target).first()


def guards(transition: Transition) -> list[Guard]:
    """What a step asks for, closed guards left out."""
    return [one for one in transition.asks.all() if one.closed_on is None]


def rules_of(guards: list[Guard]) -> list[moving.Guard]:
    return [moving.Guard(one.code, one.evidence, one.required, one.one_of, one.params) for one in guards]


def facts_for_moving(project: Project) -> moving.Facts:
    """What the checks may know of a project."""
    lines = Component.objects.filter(project=project, kind__code="line").order_by("order", "pk")
    return moving.Facts(
        name_zh=project.name_zh,
        project_code=project.project_code,
        placed=bool(project.geometry or project.address_zh),
        owned=project.owner_id is not None,
        in_district=project.district_id is not None,
        total=project.total,
        investor=project.investor.code if project.investor else "",
        planned_start=project.planned_start,
        stage_since=project.stage_since,
        lines=[moving.Line(str(line), line.state, line.state_on) for line in lines],
        capacity=monthly_capacity(project),
    )


def monthly_capacity(project: Project) -> Decimal | None:
    """The first design capacity that is stated as a rate, by month."""
    for one in Capacity.objects.filter(project=project).select_related("measure"):
        if one.measure.code.endswith("_year"):
            return one.quantity / YEARLY_MONTHS
        if one.measure.code.endswith("_day"):
            return one.quantity * DAYS_A_MONTH
    return None


def missing(
    project: Project, transition: Transition, evidence: Evidence, *, on: date, today: date, stated: bool = False
) -> list[Problem]:
    """All that is missing for this step of this project on a day."""
    asked, facts = guards(transition), facts_for_moving(project)
    judged = judged_on(today)
    found = moving.missing(rules_of(asked), facts, evidence, on=on, today=today, judged_on=judged, stated=stated)
    return [*found, *_strange_files(project, asked, evidence)]


def _strange_files(project: Project, asked: list[Guard], evidence: Evidence) -> list[Problem]:
    """Files that do not hang on this project, were withdrawn, or are no photograph where one is asked for."""
    named = {one.code: evidence[one.code]["file"] for one in asked if evidence.get(one.code, {}).get("file")}
    hung = {one.pk: one for one in files(project, *named.values())}
    problems = []
    for one in asked:
        if one.code not in named:
            continue
        file = hung.get(named[one.code])
        where = Place(field=moving.field_of(one.code))
        if file is None:
            problems.append(Problem("projects.evidence_not_here", place=where))
        elif one.evidence == Guard.Evidence.PHOTO and file.kind not in PICTURES:
            problems.append(Problem("projects.evidence_no_picture", {"name": file.name}, place=where))
    return problems


def files(project: Project, *keys: int) -> QuerySet[Attachment]:
    """The attachments of a project that stand, newest first; of these keys where some are named."""
    found = Attachment.objects.filter(**place(project), withdrawn_at=None).order_by("-pk")
    return found.filter(pk__in=keys) if keys else found


def may_decide(person: Person, project: Project, transition: Transition) -> bool:
    """May the person decide this step of this project?"""
    return moving.may_decide(person.standing, transition.roles, paths(project))


LOOKING = "district department city"


def may_look(person: Person, project: Project) -> bool:
    """May the person say that a resting project was looked at? Its own unit may not."""
    return moving.may_decide(person.standing, LOOKING, paths(project))


@dataclass(frozen=True)
class Reached:
    """A stage of a project's line: where the project stands to it (past, now, held, left or ahead), and since when."""

    stage: str
    label: str
    state: str
    on: date | None = None
    move: Move | None = None


def moves(project: Project) -> list[Move]:
    """The steps a project has made, the first first."""
    return list(Move.objects.filter(project=project).select_related("by", "reason_term").order_by("pk"))


def line(project: Project, made: list[Move] | None = None) -> list[Reached]:
    """The stages of the project's variant in order; where it rests aside, the stage it rests at is held or left."""
    made = moves(project) if made is None else made
    stages = LINE[Variant(project.variant)]
    last = {one.target: one for one in made}
    stage: str = project.stage
    resting = {Stage.SUSPENDED: "held", Stage.EXITED: "left"}.get(Stage(stage), "")
    if resting:
        before = [one.target for one in made if one.target in stages]
        stage = before[-1] if before else stages[0]
    here = stages.index(Stage(stage)) if stage in stages else len(stages) - 1
    found = []
    for number, one in enumerate(stages):
        state = "ahead" if number > here else "past" if number < here else resting or "now"
        move = last.get(one) if number <= here else None
        found.append(Reached(one, str(STAGES[one]), state, move.on if move else None, move))
    return found


def due(person: Person, today: date) -> QuerySet[Project]:
    """Paused and exited projects whose next look is due, the longest due first."""
    resting = scope(person, Project.objects.filter(stage__in=RESTING, review_on__lte=today))
    return resting.order_by("review_on", "pk")


def exits_proposed(person: Person, today: date) -> QuerySet[Project]:
    """Projects two years on the list without a start; `listed_on` says since when. An exit is proposed, never made."""
    try:
        before = today.replace(year=today.year - UNSTARTED_YEARS)
    except ValueError:  # 29 February
        before = today.replace(year=today.year - UNSTARTED_YEARS, day=28)
    made = Move.objects.filter(project=OuterRef("pk")).order_by()
    recovered = made.filter(way=Way.RECOVER).order_by("-pk").values("pk")[:1]
    entered = made.filter(target__in=LISTED, pk__gte=OuterRef("recovered"))
    found = scope(person, Project.objects.filter(stage__in=LISTED, started_on=None)).annotate(
        recovered=Coalesce(Subquery(recovered), Value(0), output_field=IntegerField())
    )
    found = found.annotate(
        listed_on=Subquery(entered.values("project").annotate(first=Min("on")).values("first"))
    )  # fmt: skip
    waiting = Q(review_on=None) | Q(review_on__lte=today)
    return found.filter(waiting, listed_on__lte=before).order_by(F("listed_on"), "pk")
