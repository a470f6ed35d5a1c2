from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field, StringConstraints

from keyworks.base.api import Body, Day, Key, Request
from keyworks.base.conditions import seen, tagged
from keyworks.projects import actions
from keyworks.projects.api.projects import one_project, projects, refuse
from keyworks.projects.api.shapes import Code, Line, Long, NameEn
from keyworks.projects.forms.said import Said
from keyworks.projects.models import Project, SourcedValue

Teller = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Number = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,4})?$")]


class SourcedIn(Body):
    """What one teller says of a fact: fact and measure are entries of the code lists."""

    fact: Code
    teller: Teller
    teller_en: NameEn = ""
    value: Number
    measure: Code
    valid_from: Day
    source: Line = ""


class SourcedValuesIn(Body):
    """Values of sources, one that stands is corrected with a reason; and whose is used, "" for nobody's."""

    values: Annotated[list[SourcedIn], Field(max_length=200)] = []
    adopted: Annotated[dict[Code, Annotated[str, StringConstraints(max_length=200)]], Field(max_length=100)] = {}
    reason: Long = ""


class SourcedVersion(Schema):
    """One version of what a teller says: the first is never lost."""

    version: int
    value: str
    measure: str
    valid_from: date
    source: str
    known_at: datetime
    by: str | None
    reason: str


class SourcedOut(Schema):
    """What one teller says of a fact, the newest version last, and whether it is the value used."""

    fact: str
    teller: str
    teller_en: str
    used: bool
    versions: list[SourcedVersion]


def _told(project: Project) -> list[dict[str, Any]]:
    rows: Any = SourcedValue.objects.filter(project=project).select_related("fact", "measure", "by")
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows.order_by("fact__order", "fact_id", "teller", "version"):
        fact = row.fact.code
        used = project.adopted.get(fact) == row.teller
        one = found.setdefault((fact, row.teller), {"fact": fact, "teller": row.teller, "used": used, "versions": []})
        one["teller_en"] = row.teller_en
        names = ("version", "valid_from", "source", "known_at", "reason")
        one["versions"].append(
            {
                **{name: getattr(row, name) for name in names},
                "value": f"{row.value.normalize():f}",
                "measure": row.measure.code,
                "by": row.by.username if row.by else None,
            }
        )
    return list(found.values())


@projects.get(
    "/{pk}/sourced",
    right="projects.read",
    response=list[SourcedOut],
    conditional=True,
    summary=_("What several sources say of its facts, with every version"),
)
def list_sourced(request: Request, pk: Key) -> list[dict[str, Any]]:
    return _told(tagged(request, "project", one_project(request, pk)))


@projects.put(
    "/{pk}/sourced",
    right="projects.edit",
    response=list[SourcedOut],
    summary=_("State or correct what sources say, and which value is used"),
)
def state_sourced(request: Request, pk: Key, given: SourcedValuesIn) -> list[dict[str, Any]]:
    project = one_project(request, pk)
    over = seen(request, "project", project)
    rows, problems = Said(request.user).sourced([one.model_dump() for one in given.values])
    refuse(problems)
    actions.state_values(
        project=project, values=rows, adopted=given.adopted, over=over, by=request.user, at=timezone.now(),
        reason=given.reason,
    )  # fmt: skip
    return _told(tagged(request, "project", one_project(request, pk)))
