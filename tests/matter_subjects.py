"""Matters and letters that addresses are about: `own` is of the clerk's district, `other` of another."""

from __future__ import annotations

from keyworks.accounts.queries import day_of
from keyworks.matters import actions as matters
from keyworks.matters.actions import letters
from keyworks.matters.models import Consultation, Letter, Matter
from keyworks.matters.rules.ladder import Sort
from keyworks.projects.models import Project
from tests.project_subjects import project, whose_person


def matter(cast, whose, at):
    """What the plant in this district asks."""
    owner, by = (cast.toyota, cast.clerk) if whose == "own" else (cast.valve, cast.other_clerk)
    about = [Project.objects.get(pk=project(cast, whose, at)[0])]
    said = {"kind": "utility", "title": "供电未落实", "text": "需要第二路电源。", "projects": about, "unit": owner}
    return [matters.raise_matter(sort=Sort.REQUEST, by=by, at=at, **said).pk]


def matter_in_work(cast, whose, at):
    """An issue of this district that its plant leads."""
    lead, by, unit = _district_of(cast, whose)
    told = {"kind": "utility", "title": "供电未落实", "text": "需要第二路电源。", "projects": []}
    found = matters.raise_matter(sort=Sort.ISSUE, by=by, unit=unit, at=at, **told)
    Matter.objects.filter(pk=found.pk).update(desk=unit)
    found = matters.triage(matter=found, over=found.edition, by=by, at=at)
    return [matters.assign(matter=found, lead=lead, over=found.edition, by=by, at=at).pk]


def _district_of(cast, whose):
    if whose == "own":
        return cast.toyota, cast.district, cast.binhai
    return cast.valve, cast.other_district, cast.beichen


def _letter(cast, whose, at):
    by = _district_of(cast, whose)[1]
    found = Matter.objects.get(pk=matter_in_work(cast, whose, at)[0])
    return letters.draft(matter=found, kind="supervision", language="zh", by=by, at=at), by


def letter_draft(cast, whose, at):
    """A draft to the plant of this district."""
    return [_letter(cast, whose, at)[0].pk]


def letter(cast, whose, at):
    """Such a letter, issued."""
    draft, by = _letter(cast, whose, at)
    return [letters.issue(letter=draft, over=draft.edition, by=by, at=at).pk]


def letter_file(cast, whose, at):
    return [*letter(cast, whose, at), "docx"]


def letter_replied(cast, whose, at):
    """Such a letter with a reply."""
    found = Letter.objects.get(pk=letter(cast, whose, at)[0])
    said = {"cause": "方案未批复。", "plan": "抓紧批复。", "done_by": day_of(at)}
    by = whose_person(cast, whose)
    return [letters.reply(letter=found, over=found.edition, by=by, at=at, **said).pk]


def letter_kind(cast, whose, at):
    return ["matter", *matter_in_work(cast, whose, at)]


def panel_matter(cast, whose, at):
    return ["matter", *matter(cast, whose, at)]


def cause(cast, whose, at):
    """A common cause: across projects, so of nobody's own district."""
    return [matters.make_cause(name="变电站延期", kind="utility", by=cast.office, at=at).pk]


def consultation_kept(cast, whose, at):
    """The consultation with which a city begins."""
    return [Consultation.objects.get().pk]


def consultation_day(cast, whose, at):
    return [*consultation_kept(cast, whose, at), "2022-02-09"]


def matter_step(cast, whose, at):
    return [*matter(cast, whose, at), "triage"]
