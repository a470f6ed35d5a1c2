from __future__ import annotations

from django.db import models

from keyworks.accounts.models import Unit
from keyworks.base.fields import MoneyField
from keyworks.base.twotime import Figure, constraints
from keyworks.projects.models.projects import Project
from keyworks.projects.models.terms import Term
from keyworks.projects.models.words import PARTS


class Investment(Figure):
    """The total investment of a project or a part of it, each version with who said so and why."""

    FACT = ("project", "part")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=PARTS.items())
    amount = MoneyField()

    class Meta:
        constraints = (*constraints("projects_investment", ("project", "part")),)
        indexes = (models.Index(fields=("project", "part", "-known_at"), name="projects_investment_asof"),)


class PlannedAmount(Figure):
    """What is planned to be invested in a year out of one fund source."""

    FACT = ("project", "year", "fund")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    fund = models.ForeignKey(Term, models.PROTECT, related_name="+", limit_choices_to={"kind": Term.Kind.FUND})
    amount = MoneyField()

    class Meta:
        constraints = (*constraints("projects_planned", ("project", "year", "fund")),)
        indexes = (models.Index(fields=("project", "year", "-known_at"), name="projects_planned_asof"),)


class CurrentAmount(models.Model):
    """The planned amounts that stand now, kept with the figures in one transaction, for sums over the whole city.

    `district` is the project's, so that sums by district and year read one index.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    district = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    fund = models.ForeignKey(Term, models.PROTECT, related_name="+")
    amount = MoneyField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("project", "year", "fund"), name="projects_current_once"),)
        indexes = (models.Index(fields=("district", "year", "amount"), name="projects_current_sums"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.year} {self.amount}"


class SourcedValue(Figure):
    """What one source says of a fact, such as a line's length: several may differ, and all are kept.

    `teller` names who says it, `source` where it stands written, `valid_from` when it was said.
    """

    FACT = ("project", "fact", "teller")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    fact = models.ForeignKey(Term, models.PROTECT, related_name="+", limit_choices_to={"kind": Term.Kind.FACT})
    teller = models.CharField(max_length=200)
    teller_en = models.CharField(max_length=300, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    measure = models.ForeignKey(Term, models.PROTECT, related_name="+", limit_choices_to={"kind": Term.Kind.MEASURE})

    class Meta:
        constraints = (*constraints("projects_sourced", ("project", "fact", "teller")),)
