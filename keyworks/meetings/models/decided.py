from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse

from keyworks.base.guards import Guard, append_only
from keyworks.matters.models import Matter
from keyworks.matters.models.letter_words import LANGUAGES
from keyworks.matters.models.words import KINDS
from keyworks.matters.rules.ladder import Kind
from keyworks.meetings.models.meetings import Item, Meeting, person, unit
from keyworks.meetings.models.statements import Topic
from keyworks.projects.models import Project


class Caught(models.Model):
    """A directive as it was caught in the room; it becomes a matter when it is issued."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="caught")
    key = models.UUIDField(unique=True)
    """Given by the secretary's device, so that what is sent twice is kept once."""
    item = models.ForeignKey(Item, models.SET_NULL, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField()
    title = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=KINDS.items(), default=Kind.OTHER)
    said_by = person()
    said_post = models.CharField(max_length=100, blank=True)
    said_at = models.DateTimeField()
    lead = unit()
    lead_person = person()
    due_on = models.DateField(null=True, blank=True)
    projects: Any = models.ManyToManyField(Project, related_name="+", db_table="meetings_caught_projects")
    on_the_spot = models.BooleanField(default=False)
    result = models.TextField(blank=True)
    """What was done about it on the spot."""
    ready = models.BooleanField(default=False)
    """The secretary lets it be seen in the room."""
    dropped = models.CharField(max_length=400, blank=True)
    """Why it is not issued; "" where it is or may be."""
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    action = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    """What was split off it at once, for its owner and date."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("said_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(matter=None) | Q(dropped=""), name="meetings_dropped_is_not_issued"),
        )

    def __str__(self) -> str:
        return self.title or self.words[:40]

    def get_absolute_url(self) -> str:
        return reverse("meetings:caught", args=[self.pk])

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        return [
            Guard(f"{table}_no_delete", "DELETE", f"{table} is never removed"),
            Guard(
                f"{table}_issued_stays", "UPDATE", f"{table}: what was issued stays as it was caught",
                'OLD."matter_id" IS NOT NULL AND (OLD."words" <> NEW."words" OR NEW."matter_id" IS NULL '
                'OR OLD."matter_id" <> NEW."matter_id")',
            ),
        ]  # fmt: skip


class Ballot(models.Model):
    """One vote on the sites of a tour: places from the first to the last."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="ballots")
    key = models.UUIDField(unique=True)
    voter = models.CharField(max_length=100)
    places = models.JSONField()
    """Keys of projects, the first place first."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "voter"), condition=Q(withdrawn=False), name="meetings_one_vote_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.voter}"


class Minutes(models.Model):
    """The minutes as somebody left them; the last version that was approved is the minutes."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    language = models.CharField(max_length=2, choices=LANGUAGES.items(), default="zh")
    number = models.PositiveSmallIntegerField()
    parts = models.JSONField(encoder=DjangoJSONEncoder)
    """Part ("attendance", "items", …) → text; "head" → what stands above them."""
    reason = models.CharField(max_length=400, blank=True)
    """Why it was written anew after a version had been approved."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "minutes"
        constraints = (models.UniqueConstraint(fields=("meeting", "language", "number"), name="meetings_minutes_once"),)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes", args=[self.meeting_id]) + f"?version={self.pk}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class Approval(models.Model):
    """Who found a version of the minutes right, and when."""

    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="approval")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.minutes_id}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
