from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of
from keyworks.projects.actions.keeping import plain
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import Guard, Term, Transition
from keyworks.projects.rules import moving
from keyworks.projects.rules.authority import ADMINISTER
from keyworks.projects.rules.stages import LINE, Stage, Variant, Way
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

STEP_FIELDS = ("roles", "basis", "verify", "note_zh", "note_en")
GUARD_FIELDS = ("evidence", "name_zh", "name_en", "required", "one_of", "params")


def _held(model: Any, found: Any, over: int | None, by: Person | None) -> Any:
    """The entry or step as it stands, held until the transaction ends, if this person administers them."""
    if by is not None and not by.may(ADMINISTER):
        raise ProjectsRefused("projects.lists_of_the_city")
    held = model.objects.select_for_update().get(pk=found.pk)
    if over is not None and over != held.edition:
        raise Stale("projects.laid_stale", edition=held.edition)
    held.edition += 1
    return held


def _changed(one: Any, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set what differs; what stood before and what stands after."""
    differing = {name: value for name, value in values.items() if getattr(one, name) != value}
    before = {name: plain(getattr(one, name)) for name in differing}
    for name, value in differing.items():
        setattr(one, name, value)
    return before, {name: plain(value) for name, value in differing.items()}


def _close(verb: str, model: Any, found: Any, on: date | None, by: Person | None, at: datetime) -> Any:
    held = _held(model, found, None, by)
    if (held.closed_on is None) == (on is None):
        return held
    before, after = _changed(held, {"closed_on": on})
    held.save()
    write(verb, held, by=by, at=at, before=before, after=after)
    return held


@transaction.atomic
def order_term(*, term: Term, up: bool, by: Person | None, at: datetime) -> Term:
    """Move an entry one place up or down in its list; at its end it stays."""
    term = _held(Term, term, None, by)
    entries = list(Term.objects.select_for_update().filter(kind=term.kind).order_by("order", "pk"))
    here = next(number for number, one in enumerate(entries) if one.pk == term.pk)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(entries):
        return term
    entries[here], entries[there] = entries[there], entries[here]
    for order, one in enumerate(entries, 1):
        one.order = order
    Term.objects.bulk_update(entries, ["order"])
    write("projects.order_term", term, by=by, at=at, before={"order": here + 1}, after={"order": there + 1})
    return entries[there]


@transaction.atomic
def close_term(*, term: Term, by: Person | None, at: datetime) -> Term:
    """Close an entry: where it is used it stays, nothing new takes it."""
    return _close("projects.close_term", Term, term, day_of(at), by, at)  # type: ignore[no-any-return]


@transaction.atomic
def reopen_term(*, term: Term, by: Person | None, at: datetime) -> Term:
    return _close("projects.reopen_term", Term, term, None, by, at)  # type: ignore[no-any-return]


@transaction.atomic
def add_step(
    *,
    variant: Variant,
    source: Stage,
    target: Stage,
    way: Way,
    values: Mapping[str, Any],
    by: Person | None,
    at: datetime,
) -> Transition:
    """Lay a step between two stages of a variant; `values` names STEP_FIELDS."""
    if by is not None and not by.may(ADMINISTER):
        raise ProjectsRefused("projects.lists_of_the_city")
    stages = {*LINE[variant], Stage.SUSPENDED, Stage.EXITED}
    if source == target or not {source, target} <= stages:
        raise ProjectsRefused("projects.step_not_of_variant", field="target")
    _fits(variant, source, target, way)
    if Transition.objects.filter(variant=variant, source=source, target=target).exists():
        raise ProjectsRefused("projects.step_taken", field="target")
    last = Transition.objects.filter(variant=variant).aggregate(last=Max("order"))["last"] or 0
    step = Transition(variant=variant, source=source, target=target, way=way, order=last + 1)
    _, after = _changed(step, _decided(values))
    step.save()
    laid = {"variant": variant, "source": source, "target": target, "way": way}
    write("projects.add_step", step, by=by, at=at, after=plain(laid | after))
    return step


def _fits(variant: Variant, source: Stage, target: Stage, way: Way) -> None:
    """A way onward leads to the very next stage, a way back to an earlier one; the others lead aside or return."""
    line = LINE[variant]
    both = source in line and target in line
    fits = {
        Way.ONWARD: both and line.index(target) - line.index(source) == 1,
        Way.BACK: both and line.index(target) < line.index(source),
        Way.PAUSE: target is Stage.SUSPENDED,
        Way.RESUME: source is Stage.SUSPENDED and target in line,
        Way.EXIT: target is Stage.EXITED,
        Way.RECOVER: source is Stage.EXITED and target in line,
    }
    if not fits[way]:
        raise ProjectsRefused("projects.step_way", field="way")


def _decided(values: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: values[name] for name in STEP_FIELDS if name in values}
    if "roles" in said and not set(said["roles"].split()) & {*moving.DECIDERS}:
        raise ProjectsRefused("projects.step_undecided", field="roles")
    return said


@transaction.atomic
def edit_step(
    *, step: Transition, values: Mapping[str, Any], over: int | None, by: Person | None, at: datetime
) -> Transition:
    """Change who decides a step, what it rests on, its note, or whether a lawyer has yet to check it."""
    step = _held(Transition, step, over, by)
    before, after = _changed(step, _decided(values))
    if after:
        step.save()
        write("projects.edit_step", step, by=by, at=at, before=before, after=after)
    return step


@transaction.atomic
def close_step(*, step: Transition, by: Person | None, at: datetime) -> Transition:
    """Close a step: no project makes it any more. What was made stays."""
    return _close("projects.close_step", Transition, step, day_of(at), by, at)  # type: ignore[no-any-return]


@transaction.atomic
def reopen_step(*, step: Transition, by: Person | None, at: datetime) -> Transition:
    return _close("projects.reopen_step", Transition, step, None, by, at)  # type: ignore[no-any-return]


@transaction.atomic
def add_guard(
    *, step: Transition, code: str, values: Mapping[str, Any], over: int | None, by: Person | None, at: datetime
) -> Guard:
    """Ask for something more at a step; `values` names GUARD_FIELDS. A check is one of those the system makes."""
    step = _held(Transition, step, over, by)
    if Guard.objects.filter(transition=step, code=code).exists():
        raise ProjectsRefused("projects.guard_taken", field="code", entry=code)
    last = Guard.objects.filter(transition=step).aggregate(last=Max("order"))["last"] or 0
    guard = Guard(transition=step, code=code, order=last + 1)
    _, after = _changed(guard, {name: values[name] for name in GUARD_FIELDS if name in values})
    _checkable(guard)
    guard.save()
    step.save()
    write("projects.add_guard", step, by=by, at=at, after={"guard": code, **after})
    return guard


@transaction.atomic
def edit_guard(
    *, guard: Guard, values: Mapping[str, Any], over: int | None, by: Person | None, at: datetime
) -> Guard:  # fmt: skip
    """Change what is asked for; moves already made keep what was asked for then."""
    step = _held(Transition, guard.transition, over, by)
    guard = Guard.objects.select_for_update().get(pk=guard.pk)
    before, after = _changed(guard, {name: values[name] for name in GUARD_FIELDS if name in values})
    _checkable(guard)
    if after:
        guard.save()
        step.save()
        told = {"guard": guard.code}
        write("projects.edit_guard", step, by=by, at=at, before=told | before, after=told | after)
    return guard


def _checkable(guard: Guard) -> None:
    if guard.evidence == Guard.Evidence.CHECK and guard.code not in moving.CHECKS:
        raise ProjectsRefused("projects.guard_no_check", field="code", checks=", ".join(moving.CHECKS))


@transaction.atomic
def close_guard(*, guard: Guard, by: Person | None, at: datetime) -> Guard:
    """Ask for it no longer."""
    return _shut(guard, day_of(at), by, at)


@transaction.atomic
def reopen_guard(*, guard: Guard, by: Person | None, at: datetime) -> Guard:
    return _shut(guard, None, by, at)


def _shut(guard: Guard, on: date | None, by: Person | None, at: datetime) -> Guard:
    step = _held(Transition, guard.transition, None, by)
    guard = Guard.objects.select_for_update().get(pk=guard.pk)
    if (guard.closed_on is None) == (on is None):
        return guard
    before, after = _changed(guard, {"closed_on": on})
    guard.save()
    step.save()
    told = {"guard": guard.code}
    verb = "projects.close_guard" if on else "projects.reopen_guard"
    write(verb, step, by=by, at=at, before=told | before, after=told | after)
    return guard
