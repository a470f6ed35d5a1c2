from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import Field

from keyworks.base.answers import ApiRefused
from keyworks.base.api import Key, Request
from keyworks.projects import queries
from keyworks.projects.api.projects import one_project, projects
from keyworks.projects.rules.checks import EARLIEST, LATEST
from keyworks.projects.rules.comparing import differences
from keyworks.values.asof import AsOf

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]


class Days(Schema):
    """From the end of one day, else the day before it was registered, until the end of another, else today."""

    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None


class DifferenceOut(Schema):
    """A fact, or one entry of it by `key`, before and after; null where it did not stand. Money in fen."""

    name: str
    key: str
    before: Any
    after: Any


class DifferencesOut(Schema):
    """What differed between the ends of two days."""

    differences: list[DifferenceOut]


@projects.get(
    "/{pk}/differences",
    right="projects.read",
    response=DifferencesOut,
    summary=_("What differed of a project between the ends of two days"),
)
def list_differences(request: Request, pk: Key, days: Query[Days]) -> Mapping[str, Any]:
    project = one_project(request, pk)
    since = days.since or timezone.localdate(project.created_at) - timedelta(days=1)
    until = days.until or max(since, timezone.localdate())
    if until < since:
        raise ApiRefused("projects.days_turned", status=422, field="to")
    zone = timezone.get_default_timezone()
    ends = (AsOf.end_of(day, zone).at for day in (since, until))
    before, after = (queries.facts_seen(request.user, queries.facts(project, at)) for at in ends)
    found = differences(before, after)
    return {"differences": [{name: getattr(one, name) for name in DifferenceOut.model_fields} for one in found]}
