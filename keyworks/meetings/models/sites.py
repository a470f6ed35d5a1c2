from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from keyworks.meetings.models.meetings import Meeting
from keyworks.meetings.models.words import CHOICES
from keyworks.meetings.rules.kinds import Choice
from keyworks.projects.models import Project


class Site(models.Model):
    """A project that was chosen to be seen, or left out; once it is on the route, when."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sites")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=5, choices=CHOICES.items(), default=Choice.MAY)
    why = models.CharField(max_length=400, blank=True)
    """Why a person chose it or left it out."""
    reasons = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    """What spoke for it when it was chosen: {code, params, points}."""
    worth = models.PositiveIntegerField(default=0)
    """Points of those reasons, which the route adds up."""
    minutes = models.PositiveSmallIntegerField(default=30)
    """On site."""
    windows = models.JSONField(default=list, blank=True)
    """When it can be seen, as pairs of "HH:MM"; none: at any time of the meeting."""
    closed = models.BooleanField(default=False)
    """It cannot be seen that day."""
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    """Where it is entered, if elsewhere than the project's own point."""
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    arrives = models.TimeField(null=True, blank=True)
    leaves = models.TimeField(null=True, blank=True)
    """On the route."""
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "-worth", "pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "project"), name="meetings_site_once"),
            models.CheckConstraint(
                condition=~Q(choice=Choice.NEVER) | Q(position=None), name="meetings_left_out_is_not_on_the_route"
            ),
        )

    def __str__(self) -> str:
        return str(self.project)


class Route(models.Model):
    """What a route is asked for: from where, when, how fast; and the plan a person took."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="route")
    start = models.CharField(max_length=200, blank=True)
    start_latitude = models.FloatField(null=True, blank=True)
    start_longitude = models.FloatField(null=True, blank=True)
    end = models.CharField(max_length=200, blank=True)
    end_latitude = models.FloatField(null=True, blank=True)
    end_longitude = models.FloatField(null=True, blank=True)
    """The same as the start where it has none."""
    departs = models.TimeField()
    back_by = models.TimeField()
    speed_kmh = models.PositiveSmallIntegerField(default=40)
    detour = models.FloatField(default=1.3)
    """Road ÷ great circle."""
    matrix = models.JSONField(default=dict, blank=True)
    """Given travel times in minutes, "start"|project key → "end"|project key → minutes; the rest is reckoned."""
    plans = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    """The best and the next best as they were found: stops with times, worth, bound, proven."""
    taken = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    """The plan a person took, before anything was changed by hand."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    edition = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.meeting)
