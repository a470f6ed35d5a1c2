from __future__ import annotations

from django.db import models

from keyworks.accounts.models import Unit
from keyworks.base.fields import MoneyField
from keyworks.base.guards import Guard
from keyworks.base.twotime import Figure, constraints
from keyworks.projects.models.intakes import LEAVES, brought
from keyworks.projects.models.projects import Project
from keyworks.projects.models.terms import Term
from keyworks.projects.models.words import PARTS


class Brought(Figure):
    """Abstract: a figure that a person stated, or that an intake brought from a cell of a file."""

    OF_THE_VERSION = Figure.OF_THE_VERSION | {"intake"}
    LEAVES = LEAVES
    intake = brought()

    class Meta:
        abstract = True

    @classmethod
    def guards(cls) -> list[Guard]:
        """What an intake brought goes with it, unless somebody else's version stands on it."""
        table = cls._meta.db_table
        others = 'l."version" > OLD."version" AND l."intake_id" {differs} OLD."intake_id"'
        below = f'EXISTS (SELECT 1 FROM "{table}" l WHERE {cls.same("l", "OLD")} AND {others})'  # noqa: S608
        return [
            *super().guards(),
            Guard(f"{table}_not_from_below", "DELETE", f"{table}: another's version stands on this one", below),
        ]


class Reported(Brought):
    """Abstract: a figure that a list may cease to name. It stays, with the amount it had, and counts no more."""

    OF_THE_VERSION = Brought.OF_THE_VERSION | {"cell", "reported"}
    cell = models.CharField(max_length=120, blank=True)
    """Where in the file `source` it stands, like Sheet1!K17."""
    reported = models.BooleanField(default=True)

    class Meta:
        abstract = True


class Investment(Reported):
    """The total investment of a project or a part of it, each version with who said so and why."""

    FACT = ("project", "part")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=PARTS.items())
    amount = MoneyField()

    class Meta:
        constraints = (*constraints("projects_investment", ("project", "part")),)
        indexes = (models.Index(fields=("project", "part", "-known_at"), name="projects_investment_asof"),)


class PlannedAmount(Reported):
    """What is planned to be invested in a year out of one fund source."""

    FACT = ("project", "year", "fund")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    # No index by the fund alone: PostgreSQL would look for a version there while a new table is filled.
    fund = models.ForeignKey(
        Term, models.PROTECT, related_name="+", limit_choices_to={"kind": Term.Kind.FUND}, db_index=False
    )
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


class SourcedValue(Brought):
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
