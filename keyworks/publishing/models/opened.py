from __future__ import annotations

import zlib
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse

from keyworks.base import reader
from keyworks.base.fields import MoneyField
from keyworks.base.guards import Guard, append_only
from keyworks.publishing.files.opened import LICENCES
from keyworks.publishing.models.words import FIELDS, MODES, STANDINGS
from keyworks.publishing.rules.opening import Mode


def _person() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")


class OpenRule(models.Model):
    """When a field of a project goes out; a field without one never does."""

    field = models.CharField(max_length=20, choices=FIELDS.items(), unique=True)
    mode = models.CharField(max_length=10, choices=MODES.items(), default=Mode.NEVER)
    since = models.DateField(null=True, blank=True)
    by = _person()
    at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.get_field_display())


class OpenProject(models.Model):
    """Where a project stands towards the public, who said so and why; a project without one is not there."""

    project = models.OneToOneField("projects.Project", models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=STANDINGS.items())
    reason = models.CharField(max_length=400, blank=True)
    by = _person()
    at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.project_id} {self.standing}"


class OpenEdition(models.Model):
    """The open list as it was signed off once: its rows and files never change, it can only be withdrawn."""

    number = models.PositiveIntegerField(unique=True)
    on = models.DateField()
    known_at = models.DateTimeField()
    """Of which moment its figures are."""
    licence = models.CharField(max_length=20, choices=[(code, name) for code, (name, _uri) in LICENCES.items()])
    publisher = models.CharField(max_length=300)
    uri = models.CharField(max_length=500)
    official = models.BooleanField()
    projects = models.PositiveIntegerField()
    phases = models.PositiveIntegerField(default=0)
    """How many of them stand in a package that is in it too."""
    held_back = models.PositiveIntegerField()
    """Projects of the register that are not in it."""
    sums = models.JSONField(default=list)
    """By district, as far as sums may be told: key, count, total in minor units; none over few projects."""
    gone = models.JSONField(default=list)
    """Numbers and names of projects that the edition before had and this one has not."""
    digest = models.CharField(max_length=64)
    """SHA-256 of what was looked at and signed."""
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    withdrawn_by = _person()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return str(self.number)

    def get_absolute_url(self) -> str:
        return reverse("publishing:open_edition", args=[self.number])

    @property
    def alone(self) -> int:
        """Its projects, each package once."""
        return self.projects - self.phases

    @property
    def licence_uri(self) -> str:
        return LICENCES[self.licence][1]

    @classmethod
    def guards(cls) -> list[Guard]:
        """Nothing of it changes but that it is withdrawn, once."""
        table, free = cls._meta.db_table, {"withdrawn_by_id", "withdrawn_at", "why"}
        kept = [one.column for one in cls._meta.concrete_fields if one.column not in free]
        changed = " OR ".join(f'OLD."{name}" {{differs}} NEW."{name}"' for name in kept)
        return [
            Guard(f"{table}_no_delete", "DELETE", f"{table} is never removed"),
            Guard(f"{table}_as_signed", "UPDATE", f"{table}: what was signed stays as it is", changed),
            Guard(f"{table}_withdrawn_stays", "UPDATE", f"{table}: what was withdrawn stays so",
                  'OLD."withdrawn_at" IS NOT NULL'),
        ]  # fmt: skip


class OpenEntry(models.Model):
    """A project as an edition tells it: what may go out and nothing else."""

    edition = models.ForeignKey(OpenEdition, models.PROTECT, related_name="entries")
    number = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    district = models.CharField(max_length=40, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    total = MoneyField(null=True, blank=True)
    original = MoneyField(null=True, blank=True)
    finish = models.DateField(null=True, blank=True)
    told = models.JSONField(encoder=DjangoJSONEncoder)
    change = models.CharField(max_length=10, blank=True)
    """Against the edition before it: new, changed, or nothing."""
    keys = models.JSONField(default=list)
    """What of it changed."""

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("edition", "number"), name="publishing_open_entry_once"),)

    def __str__(self) -> str:
        return reader.told(self.name_zh, self.name_en)

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class OpenFile(models.Model):
    """A file of an edition, kept whole: it is given out byte for byte as it was signed."""

    edition = models.ForeignKey(OpenEdition, models.PROTECT, related_name="files")
    ending = models.CharField(max_length=10)
    packed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("edition", "ending"), name="publishing_open_file_once"),)

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.ending}"

    @property
    def content(self) -> bytes:
        return zlib.decompress(bytes(self.packed))

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
