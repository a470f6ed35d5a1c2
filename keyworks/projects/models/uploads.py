from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from keyworks.base.uploads import Given


class Upload(Given):
    """A sheet of projects that somebody gave: looked at until it is registered, and kept from then on."""

    USED = "registered_at"
    registered_at = models.DateTimeField(null=True, blank=True)
    registered = models.PositiveIntegerField(null=True, blank=True)
    """How many projects it became."""

    class Meta:
        indexes = (models.Index(fields=("person", "-at"), name="projects_uploads_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(registered_at=None, registered=None) | Q(registered_at__isnull=False, registered__gt=0),
                name="projects_upload_registered",
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("projects:sheet", args=[self.pk])
