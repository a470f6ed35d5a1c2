from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.base.fields import MoneyField, MonthField
from keyworks.base.guards import Guard, append_only
from keyworks.projects.models import Project
from keyworks.reports.models.words import LEVELS, STATES


class Report(models.Model):
    """Where the report of a project and month stands, with the figures of the filing that stands, for sums.

    Kept by the actions in the transaction of the filing.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    state = models.CharField(max_length=20, choices=STATES.items())
    at_level = models.CharField(max_length=20, choices=LEVELS.items(), blank=True)
    """Who has it; "" while it is with the unit, and at its end."""
    district = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    """The project's, so that sums by district and month read one index."""
    version = models.PositiveIntegerField()
    done = MoneyField()
    year_done = MoneyField()
    since_start = MoneyField()
    progress = models.PositiveIntegerField(null=True, blank=True)
    unchanged = models.BooleanField(default=False)
    first_at = models.DateTimeField()
    """When it was first filed; whether that was late is judged by its day."""
    late = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("project", "month"), name="reports_report_once"),)
        indexes = (
            models.Index(fields=("month", "at_level", "state"), name="reports_by_month"),
            models.Index(fields=("district", "month", "done", "year_done"), name="reports_by_district"),
        )

    def __str__(self) -> str:
        return f"{self.project} {self.month}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.project_id, int(self.month)])


class Passing(models.Model):
    """A step of a report on its way: who let it pass, gave it back or opened it again, and why."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="way")
    source = models.CharField(max_length=20, choices=STATES.items(), blank=True)
    target = models.CharField(max_length=20, choices=STATES.items())
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.report_id}: {self.source} → {self.target}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class Closing(models.Model):
    """A month closed, or opened again with a reason; the last one counts."""

    month = MonthField(db_index=True)
    closed = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.month} {self.closed}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
