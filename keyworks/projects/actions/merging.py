"""Projects registered twice become one, and part again: each keeps its own history, its figures and its number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.projects.actions.keeping import in_turn, keep, standing
from keyworks.projects.actions.links import tie
from keyworks.projects.actions.refused import ProjectsRefused, no_errors
from keyworks.projects.actions.terms import open_terms
from keyworks.projects.models import Edition, Link, Project, Term, Verdict
from keyworks.projects.queries import packages_above
from keyworks.projects.queries.pairs import asked
from keyworks.projects.rules import checks
from keyworks.projects.rules.authority import DECIDE
from keyworks.projects.rules.pairing import Kind, Proposal
from keyworks.projects.rules.parts import Cut
from keyworks.projects.rules.standard import TERMS
from keyworks.record.actions import write

TIES = {Kind.SPLIT: "split_from", Kind.UNITED: "unites"}
"""What ties a later project to an earlier one: an entry of the list of links."""


@transaction.atomic
def merge(*, project: Project, into: Project, by: Person | None, at: datetime, reason: str) -> Project:
    """Say that a project is the same as another, which goes on: it is listed and summed no more, and kept whole."""
    reason = _reasoned(by, reason)
    in_turn(["parent"])
    held = {pk: standing(Project(pk=pk), over=None, by=by) for pk in sorted({project.pk, into.pk})}
    project, into = held[project.pk], held[into.pk]
    above = packages_above(into.pk)
    if project.pk in above:
        raise ProjectsRefused("projects.package_in_itself", field="into", name=str(into))
    if Cut.MERGED in (project.cut, into.cut):
        raise ProjectsRefused("projects.merged_already", name=str(project if project.cut == Cut.MERGED else into))
    no_errors(checks.packed(len(above)))
    project.parent, project.cut, project.cut_number = into, Cut.MERGED, None
    said = {"parent": into, "cut": Cut.MERGED, "cut_number": None}
    merged = keep("projects.merge", project, said, by=by, at=at, reason=reason)
    _tell(into, by=by, at=at, reason=reason)
    return merged


@transaction.atomic
def part(*, project: Project, by: Person | None, at: datetime, reason: str) -> Project:
    """Say that a merged project is one of its own after all: it stands again where it stood."""
    reason = _reasoned(by, reason)
    in_turn(["parent"])
    project = standing(project, over=None, by=by)
    if project.cut != Cut.MERGED or project.parent is None:
        raise ProjectsRefused("projects.not_merged", name=str(project))
    into, before = project.parent, _before_merging(project)
    project.parent = Project.objects.filter(local_number=before.get("parent") or "").first()
    project.cut = before.get("cut") or "" if project.parent else ""
    project.cut_number = before.get("cut_number") if project.parent else None
    said = {"parent": project.parent, "cut": project.cut, "cut_number": project.cut_number}
    parted = keep("projects.part", project, said, by=by, at=at, reason=reason)
    _tell(standing(into, over=None, by=None), by=by, at=at, reason=reason)
    return parted


@transaction.atomic
def keep_apart(*, key: str, by: Person | None, at: datetime, reason: str) -> None:
    """Say to a proposal that its projects have nothing to do with one another."""
    reason = _reasoned(by, reason)
    proposal = _proposed(key, by)
    _judge(proposal, Verdict.Said.APART, by=by, at=at, reason=reason)
    first, *others = Project.objects.filter(pk__in=(*proposal.before, *proposal.after)).order_by("pk")
    after = {"proposal": proposal.kind.value, "projects": [other.local_number for other in others]}
    write("projects.keep_apart", first, by=by, at=at, reason=reason, after=after)


@transaction.atomic
def tie_parts(*, key: str, by: Person | None, at: datetime, reason: str) -> None:
    """Say to a proposal that one project became several, or several one: the later are tied to the earlier."""
    reason = _reasoned(by, reason)
    proposal = _proposed(key, by)
    if proposal.kind not in TIES:
        raise ProjectsRefused("projects.proposal_gone")
    kind = _kind(TIES[proposal.kind], at)
    for pk in proposal.after:
        later = Project.objects.get(pk=pk)
        stood: list[dict[str, Any]] = [
            {"kind": one.kind, "other": one.other, "note": one.note}
            for one in Link.objects.filter(project=later).select_related("kind", "other").order_by("pk")
        ]
        known = {one["other"].pk for one in stood if one["kind"] == kind}
        earlier = Project.objects.filter(pk__in=set(proposal.before) - known).order_by("pk")
        links = stood + [{"kind": kind, "other": one, "note": reason} for one in earlier]
        tie(project=later, links=links, over=None, by=by, at=at, reason=reason)
    _judge(proposal, Verdict.Said.TIED, by=by, at=at, reason=reason)


def _reasoned(by: Person | None, reason: str) -> str:
    if by is not None and not by.may(DECIDE):
        raise ProjectsRefused("projects.decided_by_city")
    if not reason.strip():
        raise ProjectsRefused("projects.reason_missing", field="reason")
    return reason.strip()[:400]


def _proposed(key: str, by: Person | None) -> Proposal:
    """The proposal as it is still made: what it rests on may have changed since it was shown."""
    found = next((one for one in asked(by) if one.key == key), None)
    if found is None:
        raise ProjectsRefused("projects.proposal_gone")
    return found


def _judge(proposal: Proposal, said: str, *, by: Person | None, at: datetime, reason: str) -> None:
    values = {"kind": proposal.kind, "said": said, "by": by, "at": at, "reason": reason}
    Verdict.objects.update_or_create(key=proposal.key, defaults=values)


def _tell(into: Project, *, by: Person | None, at: datetime, reason: str) -> None:
    """The project that goes on says in its own history which others it is."""
    numbers = Project.objects.filter(parent=into, cut=Cut.MERGED).order_by("local_number")
    said = {"merged": list(numbers.values_list("local_number", flat=True))}
    keep("projects.merge_in", into, said, by=by, at=at, reason=reason)


def _before_merging(project: Project) -> dict[str, Any]:
    """What was said of a project before it was merged."""
    for facts in Edition.objects.filter(project=project).order_by("-edition").values_list("facts", flat=True):
        if facts.get("cut") != Cut.MERGED:
            return dict(facts)
    return {}


def _kind(code: str, at: datetime) -> Term:
    """The kind of tie; an installation older than it is given it."""
    found = Term.objects.filter(kind=Term.Kind.LINK, code=code).first()
    if found is not None:
        return found
    entry = next(one for one in TERMS[Term.Kind.LINK] if one.code == code)
    row = {"code": code, "name_zh": entry.zh, "name_en": entry.en}
    return open_terms(kind=Term.Kind.LINK, rows=[row], by=None, at=at)[0]
