from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from keyworks.base.fields import MonthField
from keyworks.base.twotime import Figure, constraints
from keyworks.projects.models import Component, Project
from keyworks.reports.rules.figures import WHOLE
from keyworks.reports.rules.parts import Reach


class PartReach(Figure):
    """How far a part of the works is at the end of a month; it outlives its part, which the register may take out."""

    FACT = ("project", "component", "month")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    component = models.ForeignKey(Component, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    month = MonthField()
    name = models.CharField(max_length=200)
    """What the part was called then, in the language of the register."""
    progress = models.PositiveIntegerField(null=True, blank=True)
    """In hundredths of a per cent."""
    from_m = models.DecimalField(max_digits=10, decimal_places=1, null=True, blank=True)
    to_m = models.DecimalField(max_digits=10, decimal_places=1, null=True, blank=True)
    """The stretch of the line that is done, in metres from its beginning."""

    class Meta:
        constraints = (
            *constraints("reports_part", ("project", "component", "month")),
            models.CheckConstraint(condition=Q(progress=None) | Q(progress__lte=WHOLE), name="reports_part_whole"),
            models.CheckConstraint(
                condition=Q(from_m=None, to_m=None) | Q(from_m__gte=0, to_m__gte=F("from_m")),
                name="reports_part_forward",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.month}"

    @property
    def reach(self) -> Reach:
        return Reach(self.progress, self.from_m, self.to_m)


class Reached(Figure):
    """The milestones reached in a project's month: each version says them all."""

    FACT = ("project", "month")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    milestones = models.JSONField(default=list)

    class Meta:
        constraints = (*constraints("reports_reached", ("project", "month")),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.month}"
