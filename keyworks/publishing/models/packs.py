from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from keyworks.base.guards import Guard, append_only
from keyworks.publishing.models.words import LANGUAGES


class Pack(models.Model):
    """A meeting's pack as it was made once, out of what was known then; its files lie under their digests.

    It never changes: made again it is another one.
    """

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=LANGUAGES.items())
    title = models.CharField(max_length=200)
    projects = models.PositiveSmallIntegerField()
    """How many have a page in it."""
    pdf_sha256 = models.CharField(max_length=64, db_index=True)
    pdf_size = models.PositiveBigIntegerField()
    word_sha256 = models.CharField(max_length=64, db_index=True)
    word_size = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    known_at = models.DateTimeField()
    """Of which moment it tells."""
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("publishing:packs", args=[self.meeting_id])

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
