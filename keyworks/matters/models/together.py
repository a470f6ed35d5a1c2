from __future__ import annotations

from django.conf import settings
from django.db import models

from keyworks.accounts.models import Unit
from keyworks.matters.models.matters import Matter


class Asker(models.Model):
    """One of several who asked for the same, since their requests were merged: each confirms for themself."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="askers")
    asked = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    """The request in which they asked: this one, or one that was merged into it."""
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    rating = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("matter", "asked"), name="matters_asked_once"),)

    def __str__(self) -> str:
        return f"{self.matter_id} {self.asked_id}"
