from __future__ import annotations

from django.db import models

from keyworks.base.guards import Guard, append_only
from keyworks.dossier.models import Attachment
from keyworks.reports.models.months import Report


class Photograph(models.Model):
    """What a photograph hung on a report tells of itself: read once, since its content never changes."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="photographs")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    taken = models.CharField(max_length=25, blank=True)
    """By the camera's clock, as 2022-01-05T09:30:00, with its zone where it tells it."""
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    unread = models.CharField(max_length=40, blank=True)
    """Why it tells nothing."""
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.sha256[:12]

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
