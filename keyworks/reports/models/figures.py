from __future__ import annotations

from django.db import models
from django.db.models import Q

from keyworks.base.fields import MoneyField, MonthField
from keyworks.base.twotime import Figure, constraints
from keyworks.projects.models import Project
from keyworks.reports.rules.figures import WHOLE
from keyworks.values.months import Month

FOLLOWS = "follows:"
"""Source of a version that only adds up anew what an earlier month changed."""


class Filing(Figure):
    """One version of what a project reports of a month; a correction is the next, and the first stays."""

    FACT = ("project", "month")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    done = MoneyField()
    """Invested in this month."""
    year_done = MoneyField()
    """Since 1 January, this month included."""
    since_start = MoneyField()
    parts = models.JSONField(default=dict, blank=True)
    """This month's by kind of investment, in minor units; empty where it was not split."""
    progress = models.PositiveIntegerField(null=True, blank=True)
    """Of the whole works, in hundredths of a per cent."""
    words = models.TextField(blank=True)
    next_month = MoneyField(null=True, blank=True)
    problems = models.TextField(blank=True)
    unchanged = models.BooleanField(default=False)
    """"No change" in one tap, with why."""
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (
            *constraints("reports_filing", ("project", "month")),
            models.CheckConstraint(condition=Q(progress=None) | Q(progress__lte=WHOLE), name="reports_progress_whole"),
            models.CheckConstraint(condition=Q(unchanged=False) | ~Q(why=""), name="reports_unchanged_has_why"),
        )
        indexes = (
            models.Index(fields=("project", "month", "-known_at"), name="reports_filing_asof"),
            # A month of the whole city as it was known at a moment reads this index and no row.
            models.Index(
                fields=("month", "project", "-version", "known_at", "done", "year_done"), name="reports_filing_month"
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.month} v{self.version}"

    @property
    def follows(self) -> Month | None:
        """The earlier month whose change this version only adds up anew; None for what somebody filed."""
        _mark, found, month = self.source.partition(FOLLOWS)
        return Month(*map(int, month.split("-"))) if found else None


class MonthlyPlan(Figure):
    """What a project is to invest in a month; where none is given the year's amount goes in a straight line."""

    FACT = ("project", "month", "fund")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    fund = models.CharField(max_length=40, blank=True, default="")
    """The code of the fund source out of which it comes; "" is all of them together."""
    amount = MoneyField()

    class Meta:
        constraints = (*constraints("reports_plan", ("project", "month", "fund")),)
        indexes = (models.Index(fields=("project", "month", "-known_at"), name="reports_plan_asof"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.month}: {self.amount}"
