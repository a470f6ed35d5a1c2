"""All that was done about a matter, its letters among it, in the order in which it was done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.base import shown
from keyworks.base.scopes import scope
from keyworks.matters.models import Letter, LetterStep, Matter, MatterStep
from keyworks.matters.models.letter_words import LETTER_KINDS, LETTER_STEPS
from keyworks.matters.models.words import LEVELS_SHORT, STATES, STEPS
from keyworks.matters.rules import correspondence
from keyworks.matters.rules.ladder import State, Step
from keyworks.matters.rules.letters import Kind
from keyworks.matters.views.common import named


def trail(person: Person, found: Matter) -> list[dict[str, Any]]:
    """What was done about it, the newest first; of letters, those the reader sees."""
    steps = MatterStep.objects.filter(matter=found).select_related("by")
    usernames = {name for one in steps for name in one.facts.get("told", ())}
    called = {one.username: str(one) for one in Person.objects.filter(username__in=usernames)}
    rows = [
        {
            "at": one.at, "by": one.by, "text": one.text, "words": STEPS[Step(one.step)],
            "state": f"{STATES[State(one.state)]} · {LEVELS_SHORT[one.level]}", "facts": _facts(one, called),
        }
        for one in steps
    ]  # fmt: skip
    letters = scope(person, Letter.objects.filter(matter=found))
    written = LetterStep.objects.filter(letter__in=letters).exclude(step=correspondence.Step.EDIT)
    rows += [_of_letter(one) for one in written.select_related("by", "letter")]
    return sorted(rows, key=lambda row: row["at"], reverse=True)


def _of_letter(step: LetterStep) -> dict[str, Any]:
    """A line about a letter; a reply with its cause and its plan."""
    letter, facts = step.letter, step.facts
    kind = LETTER_KINDS[Kind(letter.kind)]
    told = [
        (_("cause: %(text)s"), facts.get("cause")), (_("plan: %(text)s"), facts.get("plan")),
    ]  # fmt: skip
    return {
        "at": step.at, "by": step.by, "text": step.text, "words": LETTER_STEPS[correspondence.Step(step.step)],
        "letter": letter, "kind": kind, "state": "", "facts": [words % {"text": text} for words, text in told if text],
    }  # fmt: skip


def _facts(step: MatterStep, called: dict[str, str]) -> list[str]:
    """What a line of the trail says beside its words."""
    facts, found = step.facts, []
    if step.step == Step.CLIMB:
        found.append(_("to %(level)s; nobody was done by %(day)s") % {
            "level": LEVELS_SHORT[step.level], "day": day_told(facts.get("since")),
        })  # fmt: skip
        if told := facts.get("told"):
            found.append(_("told: %(people)s") % {"people": named([called.get(one, one) for one in told])})
    if step.step in (Step.ASSIGN, Step.EXTEND, Step.SPLIT) and step.due_on:
        found.append(_("promised for %(day)s") % {"day": shown.day(step.due_on)})
    if facts.get("was"):
        found.append(_("before: %(day)s") % {"day": day_told(facts["was"])})
    if facts.get("asked_for"):
        found.append(_("%(day)s was asked for and is no working day") % {"day": day_told(facts["asked_for"])})
    if facts.get("until"):
        found.append(_("until %(day)s") % {"day": day_told(facts["until"])})
    if facts.get("rating"):
        found.append(_("rated %(n)s of 5") % {"n": facts["rating"]})
    if facts.get("without_consent"):
        found.append(_("nobody was left of those who asked, so nobody confirmed it"))
    if facts.get("evidence"):
        found.append(_("shown: %(files)s") % {"files": named([one["name"] for one in facts["evidence"]])})
    if facts.get("action"):
        found.append(f"{facts['action']} {facts.get('title', '')}")
    return found


def day_told(text: Any) -> str:
    """A day as it stands in the facts of a step, as its reader reads it."""
    return shown.day(date.fromisoformat(text)) if text else ""
