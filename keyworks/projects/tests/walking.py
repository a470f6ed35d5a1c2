"""What the facts about stages begin with: a project in a stage, a step, and a step that is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from keyworks.accounts.models import Person
from keyworks.dossier.models import Attachment
from keyworks.dossier.queries import place
from keyworks.projects import actions
from keyworks.projects.models import Move, Project, Term
from keyworks.projects.rules.parts import Part
from keyworks.projects.rules.stages import Stage, Variant
from keyworks.record.models import Entry
from keyworks.values.money import Money

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
TODAY = date(2022, 2, 8)
CODE = "2201-120116-89-01-123456"


def term(kind, code):
    return Term.objects.get(kind=kind, code=code)


def make(cast, stage=Stage.IDEA, since=date(2020, 1, 1), variant=Variant.FACTORY, **more):
    values = {
        "name_zh": "一汽丰田新能源汽车项目", "name_en": "FAW-Toyota new-energy vehicles", "owner": cast.toyota,
        "district": cast.binhai, "lead_department": cast.industry, "parts": {Part.TOTAL: Money.of(85, "yi")},
        "address_zh": "滨海新区", "stage": stage, "stage_since": since, "variant": variant,
    }  # fmt: skip
    return actions.register(values=values | more, by=None, at=AT)


def attach(project, name="site.jpg", kind="jpg"):
    return Attachment.objects.create(
        **place(project), name=name, kind=kind, sha256="0" * 64, size=1, by=Person.objects.first(), at=AT
    ).pk


def move(project, target, by=None, on=date(2022, 1, 10), at=AT, **more):
    return actions.move(project=project, target=target, on=on, over=None, by=by, at=at, **more)


def refused(project, target, **more):
    """The code and field of the first thing that is wrong, after seeing that nothing has changed."""
    before = (Project.objects.values().get(pk=project.pk), Move.objects.count(), Entry.objects.count())
    with pytest.raises(actions.ProjectsRefused) as no:
        move(project, target, **more)
    assert (Project.objects.values().get(pk=project.pk), Move.objects.count(), Entry.objects.count()) == before
    return no.value.code, no.value.field
