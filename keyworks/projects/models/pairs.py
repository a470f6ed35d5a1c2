from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from keyworks.projects.rules.pairing import Kind


class Verdict(models.Model):
    """What a person said to a proposal that projects are one, or became several; it is not asked again.

    Projects that were merged need no verdict: the one is a part of the other.
    """

    class Said(models.TextChoices):
        TIED = "tied", _("tied to one another")
        APART = "apart", _("two projects")

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    said = models.CharField(max_length=10, choices=Said)
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key} {self.said}"
