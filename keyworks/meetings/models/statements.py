from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.base.guards import Guard, append_only
from keyworks.matters.models import Matter
from keyworks.meetings.models.meetings import Meeting, unit
from keyworks.meetings.models.statement_words import LANGUAGES
from keyworks.meetings.models.words import HOWS, OUTCOMES, STANDS
from keyworks.meetings.rules.kinds import How, Outcome, Stand


class Statement(models.Model):
    """What a unit is to report to a meeting, and how far that is; its texts are versions of their own."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="statements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=HOWS.items(), default=How.WRITTEN)
    position = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=0)
    """To speak; 0 for what is only read."""
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=STANDS.items(), default=Stand.ASKED)
    returned = models.CharField(max_length=400, blank=True)
    """Why it was given back."""
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted = models.PositiveSmallIntegerField(null=True, blank=True)
    """The number of the version that was submitted last: what others read."""
    late = models.BooleanField(default=False)
    """It came after its day."""
    asked_at = models.DateTimeField()
    chased_at = models.DateTimeField(null=True, blank=True)
    """When the city office last asked where it is."""
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "unit"), name="meetings_statement_once"),
            models.CheckConstraint(
                condition=Q(submitted=None, submitted_at=None) | Q(submitted__isnull=False, submitted_at__isnull=False),
                name="meetings_submitted_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:statement", args=[self.pk])


class Version(models.Model):
    """The text of a statement as somebody left it, and the figures it was drafted from."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, choices=LANGUAGES.items(), default="zh")
    parts = models.JSONField()
    """Part ("targets", "construction", "production", "problems", …) → text."""
    figures = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    """What the draft was made from: {code, key, name_zh, name_en, value, unit, on, source}; editing the text leaves
    them."""
    edited = models.BooleanField(default=False)
    """A person wrote in it; else it is the draft."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("statement", "number"), name="meetings_version_once"),)

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.number}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class Topic(models.Model):
    """What the meeting is to decide: mostly a matter; on it units comment beforehand."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="topics")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    unit = unit()
    """Which presents it."""
    position = models.PositiveSmallIntegerField(default=0)
    comments_until = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES.items(), default=Outcome.OPEN)
    result = models.TextField(blank=True)
    dropped = models.CharField(max_length=400, blank=True)
    """Why it was taken off the list; "" while it is on it."""
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "matter"), condition=Q(matter__isnull=False), name="meetings_topic_once"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:topic", args=[self.pk])


class Remark(models.Model):
    """What a unit says on a topic before the meeting."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="remarks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.unit_id}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
