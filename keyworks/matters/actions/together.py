"""What belongs together: two matters become one, and matters of several projects get a common cause."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.dossier.actions.notices import begin_following
from keyworks.dossier.queries import followers
from keyworks.matters import queries
from keyworks.matters.actions.refused import MattersRefused, said
from keyworks.matters.actions.stepping import begin, done, remember
from keyworks.matters.models import Asker, Cause, Matter, MatterProject, Snapshot
from keyworks.matters.models.words import KINDS
from keyworks.matters.rules import authority
from keyworks.matters.rules.ladder import ENDED, Sort, State, Step
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

LONGEST_NAME = 200


@transaction.atomic
def merge(*, matter: Matter, into: Matter, over: int, by: Person, at: datetime, text: str = "") -> Matter:
    """Let it be one with another: projects, followers and those who asked go along, and its page leads on."""
    list(Matter.objects.select_for_update(of=("self",)).filter(pk__in=[matter.pk, into.pk]).order_by("pk"))
    if not scope(by, Matter.objects.filter(pk=into.pk)).exists():
        raise MattersRefused("matters.merge_unseen", field="into")
    if into.pk == matter.pk:
        raise MattersRefused("matters.merge_itself", field="into")
    into = Matter.objects.get(pk=into.pk)
    _mergeable(matter, into)
    going = begin(Step.MERGE, matter=matter, by=by, at=at, text=text, over=over)
    staying = begin(Step.TAKE_OVER, matter=into, by=by, at=at, text=text)
    gone, stays = going.matter, staying.matter
    _take_projects(gone, stays, staying.day)
    for person in followers(gone):
        begin_following(stays, person, at)
    _take_askers(gone, stays)
    Matter.objects.filter(merged_into=gone).update(merged_into=stays)
    done(going, {"into": stays.number}, merged_into=stays)
    return done(staying, {"from": gone.number, "title": gone.title})


def _mergeable(matter: Matter, into: Matter) -> None:
    if into.state in ENDED:
        code = "matters.merge_merged" if into.state == State.MERGED else "matters.merge_ended"
        raise MattersRefused(code, field="into", number=into.number)
    if Sort.DIRECTIVE in (matter.sort, into.sort):
        raise MattersRefused("matters.merge_directive", field="into")
    if matter.sort == Sort.REQUEST and into.sort != Sort.REQUEST:
        raise MattersRefused("matters.merge_request", field="into")


def _take_projects(gone: Matter, stays: Matter, day: Any) -> None:
    """The projects it affects, as they stood when it was raised."""
    have = {one.project_id: one for one in stays.affected.all()}
    for one in gone.affected.all():
        if one.project_id not in have:
            MatterProject.objects.create(matter=stays, project_id=one.project_id, blocks=one.blocks)
        elif one.blocks and not have[one.project_id].blocks:
            stays.affected.filter(project=one.project_id).update(blocks=True)
    kept = Snapshot.objects.filter(matter=gone, moment=Snapshot.Moment.RAISED, round=gone.reopened)
    Snapshot.objects.bulk_create(
        Snapshot(
            matter=stays, project_id=one.project_id, moment=one.moment, round=stays.reopened, on=one.on, facts=one.facts
        )
        for one in kept.exclude(project__in=have)
    )
    remember(stays, Snapshot.Moment.RAISED, day)


def _take_askers(gone: Matter, stays: Matter) -> None:
    """Whoever asked in either is asked to confirm."""
    if gone.sort != Sort.REQUEST:
        return
    for one in (stays, gone):
        Asker.objects.get_or_create(
            matter=stays, asked=one, defaults={"unit_id": one.raised_unit_id, "person_id": one.raised_by_id}
        )
    for earlier in Asker.objects.filter(matter=gone):
        Asker.objects.get_or_create(
            matter=stays, asked=earlier.asked, defaults={"unit_id": earlier.unit_id, "person_id": earlier.person_id}
        )
    Asker.objects.filter(matter=gone).delete()


@transaction.atomic
def make_cause(*, name: str, kind: str, by: Person, at: datetime, note: str = "") -> Cause:
    """What several matters have in common."""
    _must_rule(by)
    cause = Cause.objects.create(**_cause(name, kind, note), created_at=at)
    write("matters.make_cause", cause, by=by, at=at, after={"name": cause.name, "kind": cause.kind})
    return cause


@transaction.atomic
def change_cause(*, cause: Cause, name: str, kind: str, over: int, by: Person, at: datetime, note: str = "") -> Cause:
    """Call it otherwise."""
    _must_rule(by)
    cause = Cause.objects.select_for_update().get(pk=cause.pk)
    if cause.edition != over:
        raise Stale("matters.stale", edition=cause.edition)
    before = {"name": cause.name, "kind": cause.kind}
    for field, value in _cause(name, kind, note, cause.pk).items():
        setattr(cause, field, value)
    cause.edition += 1
    cause.save()
    after = {"name": cause.name, "kind": cause.kind}
    write("matters.change_cause", cause, by=by, at=at, before=before, after=after)
    return cause


def _cause(name: str, kind: str, note: str, pk: int = 0) -> dict[str, str]:
    called = said(name, "matters.cause_unnamed", "name", LONGEST_NAME)
    if kind not in KINDS:
        raise MattersRefused("matters.no_such_kind", field="kind")
    if Cause.objects.filter(name=called).exclude(pk=pk).exists():
        raise MattersRefused("matters.cause_taken", field="name", name=called)
    return {"name": called, "kind": kind, "note": said(note, field="note")}


@transaction.atomic
def join_cause(*, matter: Matter, cause: Cause | None, over: int, by: Person, at: datetime) -> Matter:
    """Say which common cause a matter has; none takes it out again."""
    doing = begin(Step.CHANGE, matter=matter, by=by, at=at, over=over)
    was = doing.matter.cause
    if was == cause:
        raise MattersRefused("matters.cause_same")
    facts = {"cause": cause.name if cause else None, "cause_before": was.name if was else None}
    return done(doing, facts, cause=cause)


def _must_rule(by: Person) -> None:
    if not by.may(authority.RULE):
        raise MattersRefused("matters.not_yours")


def confirmed(matter: Matter, by: Person, rating: int, at: datetime) -> tuple[bool, int]:
    """Note that one of several confirms: is everybody done, and what it is rated, the lowest of all."""
    mine = queries.asks(by, queries.selves(by)).filter(matter=matter)
    mine.update(confirmed_at=at, rating=rating)
    ratings = [one.rating for one in queries.askers(matter) if one.rating is not None]
    return not queries.still_to_confirm(matter), min(ratings, default=rating)


def unconfirmed(matter: Matter) -> None:
    """It goes back to work: everybody is asked again."""
    Asker.objects.filter(matter=matter).update(confirmed_at=None, rating=None)
