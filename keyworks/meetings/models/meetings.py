from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.base import reader
from keyworks.base.guards import Guard
from keyworks.meetings.models.words import ATTENDANCES, KINDS, PARTS, POINTS, STATES
from keyworks.meetings.rules.kinds import Attendance, Kind, Part, Point, State
from keyworks.projects.models import Project


def person(**words: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", **words)


def unit(**words: Any) -> Any:
    return models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", **words)


class Series(models.Model):
    """Meetings of one kind that follow each other, and what a new one begins with."""

    kind = models.CharField(max_length=12, choices=KINDS.items(), default=Kind.ON_SITE)
    name_zh = models.CharField(max_length=100, unique=True)
    name_en = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(default=240)
    """How long such a meeting lasts."""
    statement_days = models.PositiveSmallIntegerField(default=3)
    """So many working days before it written reports are due."""
    comment_days = models.PositiveSmallIntegerField(default=3)
    """So many working days units have to comment on a topic."""
    template = models.JSONField(default=list, blank=True)
    """Points a new meeting begins with: {point, title, minutes}."""
    active = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return reader.told(self.name_zh, self.name_en)

    def get_absolute_url(self) -> str:
        return reverse("meetings:series", args=[self.pk])


class Meeting(models.Model):
    """One meeting as it stands now; what was said in it only grows."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    """Of its series, from 1."""
    before = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    """The meeting whose promises this one opens with."""
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    theme = models.CharField(max_length=400, blank=True)
    on = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    place = models.CharField(max_length=200, blank=True)
    """Where they sit down."""
    district = unit()
    """The district it is held in; none for the whole city."""
    state = models.CharField(max_length=12, choices=STATES.items(), default=State.PREPARING)
    statements_due = models.DateField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    current = models.ForeignKey("meetings.Item", models.SET_NULL, null=True, blank=True, related_name="+")
    """The point that is being dealt with."""
    created_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("series", "number"), name="meetings_numbered_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="meetings_end_after_they_begin"),
            models.CheckConstraint(condition=~Q(before=F("id")), name="meetings_not_before_itself"),
        )
        indexes = (models.Index(fields=("on", "id"), name="meetings_by_day"),)

    def __str__(self) -> str:
        return reader.told(self.title, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        return [Guard(f"{table}_no_delete", "DELETE", f"{table} is never removed")]


class Participant(models.Model):
    """Somebody who was asked to come, or came; a person of ours or a name."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="participants")
    person = person()
    name = models.CharField(max_length=100, blank=True)
    post = models.CharField(max_length=100, blank=True)
    unit = unit()
    part = models.CharField(max_length=10, choices=PARTS.items(), default=Part.ATTENDING)
    position = models.PositiveSmallIntegerField(default=0)
    attendance = models.CharField(max_length=10, choices=ATTENDANCES.items(), default=Attendance.INVITED)
    instead = models.CharField(max_length=100, blank=True)
    """Who came in their place, or why nobody came."""

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "person"), condition=Q(person__isnull=False), name="meetings_person_once"
            ),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="meetings_somebody"),
        )

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.name


class Item(models.Model):
    """A point of the agenda with its minutes, and when it was dealt with."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    point = models.CharField(max_length=12, choices=POINTS.items(), default=Point.OTHER)
    title = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(default=10)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="+")
    unit = unit()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    """What the secretary wrote down of it."""
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title or str(self.project or self.unit or POINTS[Point(self.point)])
