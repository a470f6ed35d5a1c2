from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Choice(models.Model):
    """How often a person wants the digest; every day where nothing is chosen."""

    class Often(models.TextChoices):
        DAILY = "daily", _("every day there is something new")
        WEEKLY = "weekly", _("on Mondays")
        NEVER = "never", _("never")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    often = models.CharField(max_length=10, choices=Often, default=Often.DAILY)

    def __str__(self) -> str:
        return f"{self.person} · {self.often}"


class Digest(models.Model):
    """A digest put for a person; one a day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "day"), name="post_one_digest_a_day"),)

    def __str__(self) -> str:
        return f"{self.person} · {self.day}"


class Mail(models.Model):
    """An e-mail on its way. Its Message-ID stays the same however often it is tried."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")
        DROPPED = "dropped", _("dropped")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=400, blank=True)
    """What the server said, the last time it failed."""
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "next_at"), name="post_due"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None) | ~Q(state="waiting") & Q(ended_at__isnull=False),
                name="post_ended_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("post:mail", args=[self.pk])
