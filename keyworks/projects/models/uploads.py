from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from keyworks.base.guards import Guard


class Upload(models.Model):
    """A sheet of projects that somebody gave: looked at until it is registered, and kept from then on."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()
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

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:sheet", args=[self.pk])

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        kept = 'OLD."registered_at" IS NOT NULL'
        return [
            Guard(f"{table}_no_{event.lower()}", event, f"{table} is kept once its projects are registered", kept)
            for event in ("DELETE", "UPDATE")
        ]
