from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from keyworks.base.fields import MonthField
from keyworks.base.guards import Guard, append_only
from keyworks.reports.rules.reminding import Stage


class Reminder(models.Model):
    """Tells a person once per stage which of the projects in their hands have not filed a month."""

    STAGES: ClassVar[list[tuple[str, str]]] = [(one.value, one.value) for one in Stage]

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    month = MonthField()
    stage = models.CharField(max_length=10, choices=STAGES)
    role = models.CharField(max_length=20)
    expected = models.PositiveIntegerField()
    projects = models.JSONField()
    """The keys of those that are missing."""
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("person", "month", "stage"), name="reports_reminded_once"),)

    def __str__(self) -> str:
        return f"{self.person} {self.month} {self.stage}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
