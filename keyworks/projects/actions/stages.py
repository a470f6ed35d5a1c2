from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of, judged_on, role_words
from keyworks.base import shown
from keyworks.projects.actions.keeping import keep, plain, standing
from keyworks.projects.actions.refused import ProjectsRefused, no_errors
from keyworks.projects.models import Guard, Move, Project, Term, Transition
from keyworks.projects.models.words import STAGES
from keyworks.projects.queries import stages as queries
from keyworks.projects.rules import checks, moving
from keyworks.projects.rules.authority import DECIDE
from keyworks.projects.rules.stages import ASIDE, Stage, Variant, Way


@transaction.atomic
def move(
    *,
    project: Project,
    target: str,
    on: date,
    evidence: queries.Evidence | None = None,
    reason_term: Term | None = None,
    reason: str = "",
    review_on: date | None = None,
    over: int | None,
    by: Person | None,
    at: datetime,
) -> Project:
    """Move a project to another stage on a day, with what the step asks for.

    `evidence` is guard's code → its value: `on` (a day), `file` (key of an attachment of the project) with
    `on`, `text`, `number`, or `numbers` by month. Refused with the first of what is missing.
    """
    project = standing(project, over=over, by=by)
    step = _step(project, target)
    if by is not None and not queries.may_decide(by, project, step):
        raise _not_theirs(step.roles)
    said = _made(
        project, step, on=on, evidence=evidence or {}, reason_term=reason_term, reason=reason, review_on=review_on,
        by=by, at=at,
    )  # fmt: skip
    return keep("projects.move", project, said, by=by, at=at, reason=reason)


@transaction.atomic
def record_moves(
    *,
    project: Project,
    moves: Iterable[Mapping[str, Any]],
    source: str,
    over: int | None,
    by: Person | None,
    at: datetime,
) -> Project:
    """State steps a project made in the past, in their order, each as `move` takes it.

    Order, days and reasons are judged as ever. What is not shown is answered for by `source`, and so is what the
    system would have checked then.
    """
    project = standing(project, over=over, by=by)
    if by is not None and not by.may(DECIDE):
        raise ProjectsRefused("projects.decided_by_city")
    if not source.strip():
        raise ProjectsRefused("projects.source_missing", field="source")
    said: dict[str, Any] = {}
    for one in moves:
        words = {"evidence": {}, "reason_term": None, "reason": "", "review_on": None, **one}
        step = _step(project, words.pop("target"))
        said |= _made(project, step, **words, by=by, at=at, source=source)
    return keep("projects.record_moves", project, said, by=by, at=at, reason=source) if said else project


@transaction.atomic
def look_again(
    *, project: Project, review_on: date, reason: str, over: int | None, by: Person | None, at: datetime
) -> Project:
    """A paused, exited or never started project was looked at and stays; it is looked at again on a day."""
    project = standing(project, over=over, by=by)
    if by is not None and not queries.may_look(by, project):
        raise _not_theirs(queries.LOOKING)
    if project.stage not in {*ASIDE, *queries.LISTED}:
        raise ProjectsRefused("projects.review_not_asked")
    if not reason.strip():
        raise ProjectsRefused("projects.reason_missing", field="reason")
    _look_ahead(review_on, judged_on(day_of(at)))
    project.review_on = review_on
    return keep("projects.look_again", project, {"review_on": review_on}, by=by, at=at, reason=reason)


def _not_theirs(roles: str) -> ProjectsRefused:
    words = shown.listed(role_words(role) for role in roles.split())
    return ProjectsRefused("projects.move_not_yours", roles=words)


def _look_ahead(review_on: date, after: date) -> None:
    if review_on <= after:
        raise ProjectsRefused("projects.review_past", field="review_on")


def _step(project: Project, target: str) -> Transition:
    """The step the city has laid from where the project stands; a skipped stage is named."""
    found = queries.step(project, target)
    if found is not None:
        return found
    words = {"source": str(STAGES[Stage(project.stage)]), "target": str(STAGES[Stage(target)])}
    skipped = moving.between(Variant(project.variant), Stage(project.stage), Stage(target))
    if skipped:
        between = shown.listed(str(STAGES[one]) for one in skipped)
        raise ProjectsRefused("projects.stage_skipped", field="target", stages=between, **words)
    raise ProjectsRefused("projects.stage_not_open", field="target", **words)


def _made(
    project: Project,
    step: Transition,
    *,
    on: date,
    evidence: queries.Evidence,
    reason_term: Term | None,
    reason: str,
    review_on: date | None,
    by: Person | None,
    at: datetime,
    source: str = "",
) -> dict[str, Any]:
    """Write the step down and change the project, unsaved; what is now said of it."""
    way, today = Way(step.way), day_of(at)
    if unknown := set(evidence) - {one.code for one in queries.guards(step)}:
        raise TypeError(f"not asked for: {sorted(unknown)}")
    kind = reason_term.kind if reason_term and reason_term.closed_on is None else ""
    problems = moving.dated(on, since=project.stage_since, today=today)
    problems += moving.reasoned(way, kind, reason)
    problems += queries.missing(project, step, evidence, on=on, today=today, stated=bool(source))
    no_errors(problems)
    if way in {Way.PAUSE, Way.EXIT}:
        review_on = review_on or moving.quarter_after(on)
        _look_ahead(review_on, on)
    else:
        review_on = None
    said = {"stage": step.target, "stage_since": on, "review_on": review_on}
    said |= moving.days_of(Variant(project.variant), way, Stage(step.source), Stage(step.target), on)
    no_errors(checks.dated({"started_on": project.started_on, "finished_on": project.finished_on} | said))
    Move.objects.create(
        project=project, source=step.source, target=step.target, way=way, on=on, at=at, by=by,
        reason_term=reason_term, reason=reason, review_on=review_on,
        evidence=_shown(project, step, evidence, on=on, today=today, source=source),
    )  # fmt: skip
    for name, value in said.items():
        setattr(project, name, value)
    return said


def _shown(
    project: Project, step: Transition, evidence: queries.Evidence, *, on: date, today: date, source: str
) -> dict[str, Any]:
    """The evidence as it was asked for and given, in the city's order."""
    facts = queries.facts_for_moving(project)
    asked = {one.code for one in moving.asked(queries.rules_of(queries.guards(step)), facts, on)}
    files = {one.pk: one for one in queries.files(project)}
    kept: dict[str, Any] = {}
    for guard in queries.guards(step):
        if guard.code not in asked:
            continue
        value = dict(evidence.get(guard.code, {}))
        told: dict[str, Any] = {"name_zh": guard.name_zh, "name_en": guard.name_en, "evidence": guard.evidence}
        if guard.evidence == Guard.Evidence.CHECK:
            if not source:
                told["met"] = moving.CHECKS[guard.code](facts, on, judged_on(today), guard.params) is None
        elif moving.empty(value):
            if guard.one_of:
                continue
        else:
            told |= {name: plain(one) for name, one in value.items() if one not in (None, "")}
            if file := files.get(value.get("file", 0)):
                told |= {"name": file.name, "sha256": file.sha256}
        kept[guard.code] = told | ({"source": source} if source else {})
    return kept
