from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.base import shown
from keyworks.base.fields import MonthField
from keyworks.base.guards import Guard, append_only
from keyworks.projects.models import Project
from keyworks.reports.models.question_words import QUESTION_STATES, STEPS
from keyworks.reports.rules.questions import State


class Question(models.Model):
    """What a rule asks of a project's month, or of a district for its projects; it changes no figure."""

    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+", db_index=False)
    district = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """The project's; or, where there is none, who is asked."""
    month = MonthField()
    rule = models.CharField(max_length=40)
    part = models.CharField(max_length=64, blank=True)
    """Of what the rule asks, where it may ask of several: which ledger, which photograph."""
    params = models.JSONField(default=dict)
    question = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=0)
    """Of the report, the version by which it is asked."""
    state = models.CharField(max_length=10, choices=QUESTION_STATES.items(), default=State.OPEN)
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("project", "month", "rule", "part"), name="reports_asked_once"),
            models.UniqueConstraint(
                fields=("district", "month", "rule", "part"), condition=Q(project=None),
                name="reports_district_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(district__isnull=False), name="reports_asked_of_somebody"
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("month", "state"), name="reports_questions"),)

    def __str__(self) -> str:
        return f"{self.project or self.district} {shown.month(self.month)}"

    def get_absolute_url(self) -> str:
        return reverse("reports:question", args=[self.pk])


class QuestionStep(models.Model):
    """What was done about a question, with what was said; the first is its asking."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=STEPS.items())
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.question_id}: {self.step}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
