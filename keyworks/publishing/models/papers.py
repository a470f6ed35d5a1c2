from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from keyworks.base import reader
from keyworks.base.fields import MonthField
from keyworks.base.guards import Guard, append_only
from keyworks.publishing.models.words import KINDS, LANGUAGES
from keyworks.publishing.rules.papers.kinds import ENDINGS, OF_CITY, Kind


def _person() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")


class Paper(models.Model):
    """A regular paper as it was issued once: what it says and by which template, so that it can be made again."""

    kind = models.CharField(max_length=10, choices=KINDS.items())
    district = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+")
    month = MonthField()
    known_at = models.DateTimeField()
    """Of which moment its figures are."""
    title_zh = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400)
    version = models.PositiveIntegerField()
    """Of the template."""
    template = models.JSONField()
    """Language → the lines of the template, as they were."""
    said = models.JSONField()
    """Language → its fields, tables and figures."""
    by = _person()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("kind", "month"), name="publishing_paper_kind"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=sorted(OF_CITY), district=None, project=None)
                | Q(kind=Kind.BRIEF, district__isnull=False, project=None)
                | Q(kind=Kind.PROJECT, district=None, project__isnull=False),
                name="publishing_paper_subject",
            ),
        )

    def __str__(self) -> str:
        return reader.told(self.title_zh, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("publishing:paper", args=[self.pk])

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class PaperFile(models.Model):
    """What a file of a paper was when it was issued: made again, it has to be the same."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")
    language = models.CharField(max_length=2, choices=LANGUAGES.items())
    ending = models.CharField(max_length=4, choices=[(one, one) for one in ENDINGS])
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "language", "ending"), name="publishing_paper_file_once"),
        )

    def __str__(self) -> str:
        return f"{self.paper_id}.{self.language}.{self.ending}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class PaperTemplate(models.Model):
    """A version of a template, in both languages; that of the house is 1 and has no row."""

    kind = models.CharField(max_length=10, choices=KINDS.items())
    version = models.PositiveIntegerField()
    zh = models.TextField()
    en = models.TextField()
    by = _person()
    at = models.DateTimeField()
    reason = models.CharField(max_length=400)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("kind", "version"), name="publishing_template_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    def get_absolute_url(self) -> str:
        return f"{reverse('publishing:paper_template', args=[self.kind])}?version={self.version}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class PaperAdoption(models.Model):
    """A decision that papers of a kind are written by this version from now on."""

    kind = models.CharField(max_length=10, choices=KINDS.items())
    version = models.PositiveIntegerField()
    by = _person()
    at = models.DateTimeField()
    reason = models.CharField(max_length=400)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    def get_absolute_url(self) -> str:
        return f"{reverse('publishing:paper_template', args=[self.kind])}?version={self.version}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
