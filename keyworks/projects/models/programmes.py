from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.base import reader
from keyworks.base.guards import Guard, append_only
from keyworks.dossier.models import Attachment
from keyworks.projects.models.terms import Term


class Programme(models.Model):
    """What the city says of an entry of its list of programmes; which projects are in it these say themselves."""

    term = models.OneToOneField(Term, models.CASCADE, primary_key=True, related_name="+")
    aim_zh = models.CharField(max_length=200, blank=True)
    aim_en = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The office in charge."""
    opened_on = models.DateField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("term__order", "term_id")

    def __str__(self) -> str:
        return str(self.term)

    def get_absolute_url(self) -> str:
        return reverse("desk:programme", args=[self.pk])

    @property
    def aim(self) -> str:
        """What it is for, in the reader's language."""
        return reader.told(self.aim_zh, self.aim_en)

    @property
    def code(self) -> str:
        return self.term.code


class Story(models.Model):
    """One version of what the office tells of a programme on a day; a correction is the next version."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    """Which story of the programme, counted from 1."""
    version = models.PositiveIntegerField(default=1)
    on = models.DateField()
    text_zh = models.TextField()
    text_en = models.TextField(blank=True)
    picture = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    """A photograph that hangs on one of its projects."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-on", "-number", "-version")
        constraints = (
            models.UniqueConstraint(fields=("programme", "number", "version"), name="projects_story_version"),
        )

    def __str__(self) -> str:
        return reader.told(self.text_zh, self.text_en)[:60]

    def get_absolute_url(self) -> str:
        return f"{reverse('desk:programme', args=[self.programme_id])}#stories"

    @property
    def text(self) -> str:
        return reader.told(self.text_zh, self.text_en)

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
