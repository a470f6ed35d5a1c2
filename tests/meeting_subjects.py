"""Meetings that addresses are about: `own` is one to which the clerk's district is asked, `other` another's."""

from __future__ import annotations

from datetime import date, time

from keyworks.meetings import actions
from keyworks.meetings.models import Series
from keyworks.meetings.rules.kinds import Choice, Step
from keyworks.projects import actions as projects
from keyworks.projects.models import Project


def made_series(cast, at):
    found = Series.objects.filter(name_zh="重点项目现场办公会").first()
    values = {"kind": "on_site", "name_zh": "重点项目现场办公会", "name_en": "On-site office meeting"}
    return found or actions.set_series(series=None, values=values, by=cast.office, at=at)


def made_meeting(cast, at, district=None, **said):
    """A meeting on 8 February 2022 with one point on its agenda."""
    values = {
        "title": "重点项目现场办公会", "on": date(2022, 2, 8), "begins": time(8, 30), "ends": time(12, 30),
        "district": district,
    } | said  # fmt: skip
    found = actions.plan_meeting(series=made_series(cast, at), values=values, by=cast.office, at=at)
    actions.set_item(meeting=found, item=None, values={"point": "opening"}, by=cast.office, at=at)
    return found


def called(cast, whose, at):
    """A meeting that was called, to which the district office is asked."""
    district, head = (
        (cast.binhai, cast.district) if whose == "own" else (cast.beichen, cast.other_district)
    )  # fmt: skip
    found = made_meeting(cast, at, district)
    who = {"person": head, "unit": district, "part": "reporting"}
    actions.set_participant(meeting=found, participant=None, values=who, by=cast.office, at=at)
    return actions.step(meeting=found, step=Step.CALL, over=found.edition, by=cast.office, at=at)


def meeting(cast, whose, at):
    return [called(cast, whose, at).pk]


def panel_meeting(cast, whose, at):
    return ["meeting", *meeting(cast, whose, at)]


def meeting_series(cast, whose, at):
    """How meetings follow each other is of no district."""
    return [made_series(cast, at).pk]


def meeting_step(cast, whose, at):
    return [*meeting(cast, whose, at), "begin"]


def meeting_item(cast, whose, at):
    found = called(cast, whose, at)
    return [found.pk, found.items.get().pk]


def meeting_participant(cast, whose, at):
    found = called(cast, whose, at)
    return [found.pk, found.participants.get().pk]


def _project(cast, whose, at):
    owner, district = (cast.toyota, cast.binhai) if whose == "own" else (cast.valve, cast.beichen)
    values = {"name_zh": "新能源汽车项目", "owner": owner, "district": district}
    return Project.objects.get(pk=projects.register(values=values, by=None, at=at).pk)


def meeting_project(cast, whose, at):
    """A meeting and a project that it could see."""
    return [called(cast, whose, at).pk, _project(cast, whose, at).pk]


def meeting_site(cast, whose, at):
    """A meeting and a place that was chosen for it."""
    found, project = called(cast, whose, at), _project(cast, whose, at)
    return [
        found.pk,
        actions.choose_site(meeting=found, project=project, choice=Choice.MUST, by=cast.office, at=at).pk,
    ]
