from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from keyworks.base import reader
from keyworks.base.guards import Guard, append_only


class Mapping(models.Model):
    """A saved mapping in one of its versions; a change is the next version."""

    name = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    document = models.JSONField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("name", "-version")
        constraints = (models.UniqueConstraint(fields=("name", "version"), name="imports_mapping_version"),)

    def __str__(self) -> str:
        return f"{reader.told(self.title_zh, self.title_en) or self.name} ({self.label})"

    def get_absolute_url(self) -> str:
        return reverse("imports:mapping", args=[self.name, self.version])

    @property
    def label(self) -> str:
        return f"{self.name}@{self.version}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class Import(models.Model):
    """Files that are being brought in: from their upload until they stand in the register, or are taken back.

    `document` is the mapping as it is being worked on; `report` what the last dry run counted.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        MAPPING = "mapping", _("to be confirmed")
        JUDGING = "judging", _("being checked")
        JUDGED = "judged", _("checked")
        BRINGING = "bringing", _("being brought in")
        STANDING = "standing", _("brought in")
        TAKEN_BACK = "taken_back", _("taken back")

    OPEN = (State.READING, State.MAPPING, State.JUDGING, State.JUDGED, State.BRINGING)
    """While it is in one of these, nothing of it stands in the register."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State, default=State.READING)
    document = models.JSONField(default=dict)
    mapping = models.ForeignKey(Mapping, models.PROTECT, related_name="+", null=True, blank=True)
    example = models.CharField(max_length=60, blank=True)
    """The shipped example it was begun with."""
    reasons = models.JSONField(default=dict)
    """Head of a column → how sure its suggested meaning is, and why."""
    decisions = models.JSONField(default=dict)
    """Key of a project of the list → the registered project it is (its key), or "new"."""
    report = models.JSONField(default=dict)
    leave_refused = models.BooleanField(default=False)
    """Somebody said that rows that are refused are left out."""
    intake = models.ForeignKey("projects.Intake", models.PROTECT, related_name="+", null=True, blank=True)
    opened = models.JSONField(default=dict)
    """What was opened for it: code lists' entries as [kind, code], units as codes."""
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=("person", "-at"), name="imports_of"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("imports:import", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def badge(self) -> str:
        return {self.State.STANDING: "good", self.State.JUDGED: "info", self.State.TAKEN_BACK: "neutral"}.get(
            self.State(self.state), "neutral"
        )

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        stays = "OLD.\"state\" IN ('standing', 'taken_back')"
        return [Guard(f"{table}_no_delete", "DELETE", f"{table} is kept once it was brought in", stays)]


class ImportFile(models.Model):
    """One of the files; `encoding`, `separator` and `layout` are what a person said of it, empty is found."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="files")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    encoding = models.CharField(max_length=20, blank=True)
    separator = models.CharField(max_length=4, blank=True)
    layout = models.JSONField(default=dict)
    told: Any = models.JSONField(default=dict)
    """How it was read before a person said otherwise: what is gone back to where it cannot be read so."""

    class Meta:
        ordering = ("of", "order")
        constraints = (models.UniqueConstraint(fields=("of", "order"), name="imports_file_order"),)

    def __str__(self) -> str:
        return self.name


class SourceKey(models.Model):
    """How the files of a series call a project: what an import last heard of it under this key, and when."""

    series = models.CharField(max_length=60)
    key = models.CharField(max_length=400)
    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="+")
    last_on = models.DateField()
    said = models.JSONField(default=list)
    """The fields the list said then: of these only it can say no longer."""
    intake = models.ForeignKey("projects.Intake", models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("series", "key", "intake"), name="imports_source_key"),)

    def __str__(self) -> str:
        return f"{self.series}: {self.key}"
