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


class Hook(models.Model):
    """An address of another program that is told of events."""

    name = models.CharField(max_length=100)
    address = models.URLField(max_length=400)
    events = models.JSONField(default=list)
    secret = models.CharField(max_length=100)
    """Kept because every delivery is signed by it; shown once, and in no record."""
    active = models.BooleanField(default=True)
    fails = models.PositiveIntegerField(default=0)
    """Rounds without an answer of yes, since the last one."""
    rests_until = models.DateTimeField(null=True, blank=True)
    """Until then nothing is tried, because its server was out of order."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("post:hook", args=[self.pk])


class Delivery(models.Model):
    """What a hook is to be told: the same words and the same number however often it is tried."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")
        DROPPED = "dropped", _("dropped")

    hook = models.ForeignKey(Hook, on_delete=models.PROTECT, related_name="+")
    message = models.CharField(max_length=80)
    """Its number in the header webhook-id, by which the receiver knows what it has already."""
    event = models.CharField(max_length=80)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    """The status of the last answer; None while there was none."""
    answer = models.CharField(max_length=400, blank=True)
    """The beginning of the last answer, or why there was none."""
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "next_at"), name="post_hooks_due"),)
        constraints = (
            models.UniqueConstraint(fields=("hook", "message"), name="post_told_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None) | ~Q(state="waiting") & Q(ended_at__isnull=False),
                name="post_delivery_ended_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} · {self.hook}"

    def get_absolute_url(self) -> str:
        return reverse("post:delivery", args=[self.pk])


class Feed(models.Model):
    """A secret address under which a calendar program reads a person's dates; only its digest is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    epoch = models.PositiveIntegerField()
    """The person's sign-outs everywhere when it was made: the next one ends it."""
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    hour_at = models.DateTimeField()
    reads = models.PositiveIntegerField(default=0)
    """How often it was read in the hour since `hour_at`."""
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person",), condition=Q(revoked_at=None), name="post_one_feed_a_person"),
        )

    def __str__(self) -> str:
        return str(self.person)
