"""Meetings that took place, for addresses about what was said in them: `own` and `other` as in `meeting_subjects`."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from keyworks.meetings import actions
from keyworks.meetings.models import Meeting
from keyworks.meetings.rules.kinds import Choice, Step
from tests.meeting_subjects import _project, called


def made_held(cast, whose, at):
    """It took place yesterday: a place was seen, a directive written down."""
    then = at - timedelta(days=1)
    found = called(cast, whose, then)
    for _ in range(2):
        project = _project(cast, whose, then)
        site = actions.choose_site(meeting=found, project=project, choice=Choice.MUST, by=cast.office, at=then)
        type(site).objects.filter(pk=site.pk).update(position=site.pk)
    found = actions.step(meeting=found, step=Step.BEGIN, over=found.edition, by=cast.office, at=then)
    values = {"words": "请工信局落实供电。", "lead": cast.industry, "due_on": (at + timedelta(days=30)).date()}
    said = {"said_at": then, "by": cast.office, "at": then}
    actions.catch(meeting=found, key=uuid4(), values=values | {"said_post": "市长"}, **said)
    return actions.step(meeting=found, step=Step.END, over=found.edition, by=cast.office, at=then)


def held(cast, whose, at):
    return [made_held(cast, whose, at).pk]


def held_caught(cast, whose, at):
    return [made_held(cast, whose, at).caught.get().pk]


def held_ballot(cast, whose, at):
    found = made_held(cast, whose, at)
    places = list(found.sites.order_by("position").values_list("project", flat=True))
    one = actions.enter_ballot(meeting=found, key=uuid4(), voter="评委", places=places, by=cast.office, at=at)
    return [found.pk, one.pk]


def written(cast, whose, at):
    """Its minutes, approved."""
    found: Meeting = made_held(cast, whose, at)
    made = actions.draft_minutes(meeting=found, language="zh", over=0, by=cast.office, at=at)
    actions.approve_minutes(minutes=made, by=cast.mayor, at=at)
    return found, made


def held_minutes(cast, whose, at):
    found, made = written(cast, whose, at)
    return [found.pk, made.pk]


def held_minutes_file(cast, whose, at):
    return [*held_minutes(cast, whose, at), "docx"]
