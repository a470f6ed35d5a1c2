from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import verb


class Job(models.Model):
    """One piece of background work. Whoever holds `lease` until `lease_until` does it, and nobody else."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("under way")
        DONE = "done", _("finished")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    UNFINISHED = (State.QUEUED, State.RUNNING)

    kind = models.CharField(max_length=80)
    args = models.JSONField(default=dict)
    key = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    of = models.PositiveBigIntegerField(default=0)
    """0 while the whole is not known."""
    words = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField()
    run_at = models.DateTimeField()
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    cancel_asked = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    error = models.CharField(max_length=80, blank=True)
    """The code of the sentence that says what went wrong."""
    error_params = models.JSONField(default=dict)
    trace = models.TextField(blank=True)
    """Where in the program an unforeseen error arose; for administrators."""
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("state", "run_at"), name="jobs_due"),
            models.Index(fields=("owner", "-id"), name="jobs_of_owner"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("key",),
                condition=Q(state__in=("queued", "running")) & ~Q(key=""),
                name="jobs_key_once_unfinished",
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) & ~Q(lease="")
                | ~Q(state="running") & Q(lease="", lease_until__isnull=True),
                name="jobs_running_is_leased",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("queued", "running"), ended_at__isnull=True)
                | Q(state__in=("done", "failed", "cancelled"), ended_at__isnull=False),
                name="jobs_ended_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return verb(self.kind)

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.pk])

    @property
    def ended(self) -> bool:
        return self.state not in self.UNFINISHED


class Occasion(models.Model):
    """A time at which the calendar began work; without a job it is only where the counting began."""

    kind = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "due_at"), name="jobs_begun_once"),)

    def __str__(self) -> str:
        return f"{verb(self.kind)} · {self.due_at.isoformat()}"
