from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse

from keyworks.base.guards import Guard
from keyworks.publishing.models.words import LANGUAGES, STATES
from keyworks.publishing.rules.news import State


def _person() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")


class Note(models.Model):
    """The news of a meeting: composed out of its facts, edited, approved by another, published."""

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=LANGUAGES.items())
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=STATES.items(), default=State.DRAFT)
    composed_by = _person()
    composed_at = models.DateTimeField()
    """Of which moment its facts are."""
    approved_by = _person()
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = _person()
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=400, blank=True)
    """Why it was given back or withdrawn."""
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "language"), condition=~Q(state="withdrawn"), name="publishing_one_note_stands"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn")) | Q(approved_by__isnull=False),
                name="publishing_approved_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("publishing:note", args=[self.pk])

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        return [
            Guard(f"{table}_no_delete", "DELETE", f"{table} is never removed"),
            Guard(f"{table}_withdrawn_stays", "UPDATE", f"{table}: what was withdrawn stays so",
                  'OLD."state" = \'withdrawn\''),
        ]  # fmt: skip


class Sentence(models.Model):
    """A sentence of a note with what it rests on. As composed it stays beside what somebody made of it."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="sentences")
    position = models.PositiveSmallIntegerField()
    composed = models.TextField(blank=True)
    """"" for a sentence that somebody added."""
    text = models.TextField(blank=True)
    """"" where it is left out."""
    sources = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    """What it was composed from: {text, url}; never changed by editing the text."""
    edited_by = _person()
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("note", "position"), name="publishing_sentence_once"),)

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        kept = ("note_id", "composed", "sources")
        changed = " OR ".join(f'OLD."{name}" {{differs}} NEW."{name}"' for name in kept)
        return [
            Guard(f"{table}_no_delete", "DELETE", f"{table} is never removed"),
            Guard(f"{table}_as_composed", "UPDATE", f"{table}: what was composed stays as it is", changed),
        ]
