"""Which places are seen: chosen by a person, with the reasons that stood when they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.meetings.actions.holding import fresh, hold
from keyworks.meetings.actions.refused import MeetingsRefused, said
from keyworks.meetings.models import Meeting, Site
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import AHEAD, Choice
from keyworks.projects.models import Project
from keyworks.record.actions import write

MOST_SITES, LONGEST = 60, 480
FIELDS = ("choice", "why", "minutes", "windows", "closed", "latitude", "longitude", "worth")


@transaction.atomic
def choose_site(
    *, meeting: Meeting, project: Project, choice: Choice, by: Person, at: datetime, why: str = "",
    reasons: Sequence[Mapping[str, Any]] = (), worth: int = 0, minutes: int = 30,
) -> Site:  # fmt: skip
    """Choose a project to be seen, or leave it out; `reasons` are what spoke for it."""
    held = hold(meeting, by, authority.PREPARE, AHEAD)
    found = Site.objects.select_for_update().filter(meeting=held, project=project).first()
    if found is None:
        if held.sites.count() >= MOST_SITES:
            raise MeetingsRefused("meetings.too_many_sites", most=MOST_SITES)
        found = Site(meeting=held, project=project, minutes=minutes)
    else:
        found.edition += 1
    before = {} if found.pk is None else told(found)
    found.choice, found.why = str(Choice(choice)), said(why, field="why", most=400)
    found.reasons, found.worth = list(reasons) or found.reasons, worth or found.worth
    if found.choice == Choice.NEVER:
        found.position = found.arrives = found.leaves = None
    found.save()
    write("meetings.choose_site", held, by=by, at=at, before=before, after=told(found))
    return found


@transaction.atomic
def change_site(*, site: Site, values: Mapping[str, Any], over: int | None, by: Person, at: datetime) -> Site:
    """How long it takes, when it is open, where it is entered."""
    held = hold(site.meeting, by, authority.PREPARE, AHEAD)
    found = fresh(site, over)
    before = told(found)
    for name in FIELDS:
        if name in values:
            setattr(found, name, values[name])
    found.choice = str(Choice(found.choice))
    found.why = said(found.why, field="why", most=400)
    if not 0 < found.minutes <= LONGEST:
        raise MeetingsRefused("meetings.long", field="minutes", most=LONGEST)
    if (found.latitude is None) != (found.longitude is None):
        raise MeetingsRefused("meetings.half_a_point", field="latitude")
    if found.choice == Choice.NEVER:
        found.position = found.arrives = found.leaves = None
    found.edition += 1
    found.save()
    write("meetings.change_site", held, by=by, at=at, before=before, after=told(found))
    return found


def told(found: Site) -> dict[str, Any]:
    """What the record keeps of a site."""
    kept = {name: getattr(found, name) for name in FIELDS}
    return {**kept, "choice": str(found.choice), "project": found.project.local_number}
