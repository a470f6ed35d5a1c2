from __future__ import annotations

from datetime import UTC, datetime, timedelta

from keyworks.projects.actions import register
from keyworks.projects.models import Project, Term
from keyworks.projects.rules.parts import Part
from keyworks.reports.actions import Said, file
from keyworks.values.money import Money

AT = datetime(2022, 2, 5, 1, 0, tzinfo=UTC)
"""A day in February on which January is filed."""


def listed(cast, name, owner, district, plan=1200, at=AT - timedelta(days=20), **said):
    """A project on the construction list of 2022 with a plan of so many 10,000 yuan."""
    fund = Term.objects.get(kind="fund", code="municipal")
    values = {
        "name_zh": name, "owner": owner, "district": district, "lead_department": cast.industry,
        "list_class": "construction", "year_tag": "continuing", "list_year": 2022, "stage": "building",
        "parts": {Part.TOTAL: Money.of(plan * 10, "wan")}, "amounts": {(2022, fund): Money.of(plan, "wan")}, **said,
    }  # fmt: skip
    made = register(values=values, by=cast.office, at=at)
    return Project.objects.get(pk=made.pk)


def wan(number):
    return Money.of(number, "wan")


def filed(project, cast, month, done, *, over=0, at=AT, by=None, reason="", **said):
    said = Said(done=wan(done), **said)
    return file(project=project, month=month, said=said, over=over, by=by or cast.clerk, at=at, reason=reason)


def later(month):
    """The fifth of this month."""
    return datetime(2022, month, 5, 1, 0, tzinfo=UTC)
