from __future__ import annotations

from django.db import models

from keyworks.base.fields import MoneyField
from keyworks.base.twotime import Figure, constraints
from keyworks.projects.models import Project, Term
from keyworks.reports.models.words import CEILINGS, OVERS


class Ceiling(Figure):
    """The most that may be invested in a year under a programme, or in a district, each by its code."""

    FACT = ("kind", "code", "year")
    kind = models.CharField(max_length=20, choices=CEILINGS.items())
    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    amount = MoneyField()

    class Meta:
        constraints = (*constraints("reports_ceiling", ("kind", "code", "year")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.year}: {self.amount}"


class Overrun(Figure):
    """Why more was invested than planned for a year, or than the project costs in all: the code and what is added."""

    FACT = ("project", "over", "year")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    over = models.CharField(max_length=10, choices=OVERS.items())
    year = models.PositiveSmallIntegerField()
    amount = MoneyField()
    """By how much, as it stood when the reason was given."""
    why = models.ForeignKey(
        Term, models.PROTECT, related_name="+", limit_choices_to={"kind": Term.Kind.OVERRUN_REASON}, db_index=False
    )
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (*constraints("reports_overrun", ("project", "over", "year")),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.over} {self.year}: {self.amount}"
