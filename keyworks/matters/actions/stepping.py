"""One step of a matter: held, allowed, done, written in its trail and in the record, its clock set anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of, workdays
from keyworks.matters import queries
from keyworks.matters.actions.refused import LONGEST_TEXT, MattersRefused, said
from keyworks.matters.actions.telling import tell
from keyworks.matters.models import Matter, MatterStep, Snapshot
from keyworks.matters.models.words import STATES
from keyworks.matters.rules import clocks
from keyworks.matters.rules.ladder import BY_STEP, CLOCKED, ENDED, Need, Sort, State, Step, Transition
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

UNITS = ("lead", "desk", "raised_unit", "parent")
SETS_CLOCK = frozenset({Step.ASSIGN, Step.EXTEND, Step.HAND_UP, Step.RESUME, Step.REOPEN})
"""Steps after which the clock runs anew although the state may stay."""
MISSING = {
    Step.PROPOSE: "matters.what_was_done", Step.FEEDBACK: "matters.nothing_said",
    Step.INSTRUCT: "matters.nothing_said", Step.AMEND: "matters.nothing_said",
}  # fmt: skip
"""What is refused where words are missing; for every other step it is the reason."""


@dataclass
class Doing:
    """A step under way: the matter, held until the transaction ends, and what is to be written of it."""

    matter: Matter
    transition: Transition
    text: str
    by: Person | None
    at: datetime
    before: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return day_of(self.at)


def begin(
    step: Step, *, matter: Matter, by: Person | None, at: datetime, text: str = "", over: int | None = None
) -> Doing:
    """Hold the matter and see whether this person may take the step now; `over` is the edition they saw."""
    held: Any = Matter.objects.select_for_update(of=("self",)).select_related(*UNITS)
    found: Matter = held.get(pk=matter.pk)
    if over is not None and over != found.edition:
        raise Stale("matters.stale", edition=found.edition)
    one = BY_STEP[step]
    if found.state not in one.of:
        raise MattersRefused("matters.not_so_now", state=str(STATES[State(found.state)]))
    if by is not None and not queries.may_take(by, found, one, queries.parties(by, found)):
        raise MattersRefused("matters.not_yours")
    words = MISSING.get(step, "matters.reason_missing") if Need.WORDS in one.needs else ""
    doing = Doing(found, one, said(text, words, most=LONGEST_TEXT), by, at)
    _needs(doing)
    doing.before = _told(found)
    return doing


def _needs(doing: Doing) -> None:
    """The needs that the matter itself must fulfil; what is brought along, the verbs look at."""
    needs, found, sort = doing.transition.needs, doing.matter, Sort(doing.matter.sort)
    if Need.NOT_THE_DOER in needs and doing.by is not None and queries.is_doer(doing.by, found):
        raise MattersRefused("matters.doer")
    if Need.OF_A_REQUEST in needs and sort is not Sort.REQUEST:
        raise MattersRefused("matters.only_requests")
    if Need.OF_A_DIRECTIVE in needs and sort is not Sort.DIRECTIVE:
        raise MattersRefused("matters.only_directives")
    if Need.NOT_OF_A_REQUEST in needs and sort is Sort.REQUEST and not queries.raiser_is_gone(found):
        raise MattersRefused("matters.raiser_confirms")
    if Need.ACTIONS_ENDED in needs and (open_ones := found.actions.exclude(state__in=ENDED).count()):
        raise MattersRefused("matters.actions_open", n=open_ones)
    if Need.EVIDENCE in needs and not queries.evidence(found):
        raise MattersRefused("matters.no_evidence", field="file")


def done(doing: Doing, facts: Mapping[str, Any] | None = None, to: State | None = None, **changes: Any) -> Matter:
    """Do it: the changes, the state, the clock, a line in the trail and an entry in the record."""
    found, step = doing.matter, doing.transition.step
    state = State(found.state)
    for name, value in changes.items():
        setattr(found, name, value)
    found.state = to or doing.transition.to or state
    if "climbs_on" not in changes and (found.state != state or step in SETS_CLOCK):
        _wind(found, doing.day)
    if found.level >= 2 and found.state not in ENDED:
        found.answerable = queries.answers(found)
    found.changed_at, found.edition = doing.at, found.edition + 1
    if found.state in ENDED:
        found.closed_on = doing.day
    found.save()
    put(found, step, doing.text, doing.by, doing.at, facts)
    after = _told(found)
    different = {name for name in after if after[name] != doing.before.get(name)}
    write(
        f"matters.{step}", found, by=doing.by, at=doing.at,
        before={name: doing.before.get(name) for name in different},
        after={name: after[name] for name in different} | ({"text": doing.text} if doing.text else {}),
    )  # fmt: skip
    return found


def _wind(matter: Matter, day: date) -> None:
    """Set by when whoever has it now must have done with it; nobody's clock runs in a pause or after the end."""
    state = State(matter.state)
    if state in CLOCKED:
        args = (queries.limits(), workdays())
        matter.climbs_on = clocks.climbs(state, matter.level, matter.due_on, day, *args)
    elif state in ENDED:
        matter.climbs_on = matter.feedback_on = None
    else:
        matter.climbs_on = matter.paused_until


def put(
    matter: Matter, step: Step, text: str, by: Person | None, at: datetime, facts: Mapping[str, Any] | None = None
) -> MatterStep:
    """A line in the trail, of which hooks are told."""
    made = MatterStep.objects.create(
        matter=matter, step=step, text=text, by=by, on=day_of(at), at=at, state=matter.state, level=matter.level,
        due_on=matter.due_on, facts=dict(facts or {}),
    )  # fmt: skip
    tell(matter, made)
    return made


def _told(matter: Matter) -> dict[str, Any]:
    """What the record says of a matter."""
    return {
        "state": str(matter.state), "level": matter.level,
        "lead": matter.lead.code if matter.lead else None,
        "lead_person": matter.lead_person.username if matter.lead_person else None,
        "due_on": matter.due_on.isoformat() if matter.due_on else None,
        "paused_until": matter.paused_until.isoformat() if matter.paused_until else None,
        "kind": str(matter.kind), "title": matter.title, "effect": matter.effect, "rating": matter.rating,
    }  # fmt: skip


def remember(matter: Matter, moment: Snapshot.Moment, day: date) -> None:
    """Keep how the affected projects stand, for the comparison of before and after."""
    keys = list(matter.affected.values_list("project", flat=True))
    known = queries.project_facts(keys, day) if keys else {}
    have = set(
        Snapshot.objects.filter(matter=matter, moment=moment, round=matter.reopened).values_list("project", flat=True)
    )
    Snapshot.objects.bulk_create(
        Snapshot(matter=matter, project_id=key, moment=moment, round=matter.reopened, on=day, facts=facts)
        for key, facts in known.items()
        if key not in have
    )
