"""What other programs are told of a matter: that something was done, and where to look; no more than that."""

from __future__ import annotations

from datetime import datetime

from keyworks.matters.models import Letter, Matter, MatterStep
from keyworks.matters.rules.ladder import Step
from keyworks.post.actions import announce

EVENTS = {
    Step.RAISE: "matter.raised", Step.ASSIGN: "matter.assigned", Step.CLIMB: "matter.climbed",
    Step.PROPOSE: "matter.proposed", Step.CONFIRM: "matter.closed", Step.CLOSE: "matter.closed",
    Step.REOPEN: "matter.reopened",
}  # fmt: skip
"""Step → the event it is to others."""


def tell(matter: Matter, step: MatterStep) -> None:
    """Announce a step in its own transaction, where hooks wait for it."""
    event = EVENTS.get(Step(step.step))
    if event is None or (event == "matter.closed" and matter.closed_on is None):
        return
    told = {
        "number": matter.number, "title": matter.title, "sort": str(matter.sort), "kind": str(matter.kind),
        "state": str(matter.state), "level": matter.level, "due_on": matter.due_on, "step": step.pk,
        "lead": matter.lead.code if matter.lead else None, "desk": matter.desk.code,
        "address": matter.get_absolute_url(),
    }  # fmt: skip
    announce(event=event, payload=told, at=step.at, key=f"matter step {step.pk}")


def tell_issued(letter: Letter, at: datetime) -> None:
    """Announce that a letter was issued."""
    told = {
        "number": letter.number, "kind": str(letter.kind), "title": letter.title, "matter": letter.matter.number,
        "to": letter.to_unit.code, "reply_by": letter.reply_by, "address": letter.get_absolute_url(),
    }  # fmt: skip
    announce(event="matter.letter_issued", payload=told, at=at, key=f"letter {letter.pk}")
