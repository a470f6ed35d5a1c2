from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.base.guards import Guard, append_only
from keyworks.matters.models.letter_words import FORMATS, LANGUAGES, LETTER_KINDS, LETTER_STATES, LETTER_STEPS
from keyworks.matters.models.matters import Matter
from keyworks.matters.rules.correspondence import NUMBERED, State


def _person() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")


class Letterhead(models.Model):
    """What an office writes at the head of its letters; without a row, its name."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    """Before the character of the kind in its numbers: 津重点."""
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code",), name="matters_letterhead_code_once"),)

    def __str__(self) -> str:
        return self.name_zh


class LetterSeries(models.Model):
    """How many letters of a kind an office has issued in a year: the next takes the next number."""

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=LETTER_KINDS.items())
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("issuer", "year", "kind"), name="matters_letter_series"),)

    def __str__(self) -> str:
        return f"{self.issuer_id} {self.year} {self.kind}: {self.last}"


class Letter(models.Model):
    """A letter about a matter: a draft until it is issued, from then on never changed in what it says."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=12, choices=LETTER_KINDS.items())
    language = models.CharField(max_length=2, choices=LANGUAGES.items(), default="zh")
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    cc: Any = models.ManyToManyField(Unit, related_name="+", db_table="matters_letter_cc")
    title = models.CharField(max_length=300)
    body = models.TextField()
    """A paragraph in each line."""
    contact = models.CharField(max_length=200, blank=True)
    talk = models.JSONField(default=dict, blank=True)
    """Of an interview: place, time, asked, answered, recorder, said and undertaken."""
    level = models.PositiveSmallIntegerField()
    """Of the matter when it was drafted, and how often that had been opened again."""
    round = models.PositiveSmallIntegerField(default=0)
    by_clock = models.BooleanField(default=False)

    state = models.CharField(max_length=12, choices=LETTER_STATES.items(), default=State.DRAFT)
    reply_by = models.DateField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_by = _person()
    said = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    """All that was in it when it was issued."""
    replied_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("matter", "kind", "level", "round"),
                condition=Q(by_clock=True),
                name="matters_letter_once_a_level",
            ),
            models.UniqueConstraint(fields=("issuer", "year", "kind", "place"), name="matters_letter_place_once"),
            models.UniqueConstraint(fields=("number",), condition=~Q(number=""), name="matters_letter_number_once"),
            models.CheckConstraint(
                condition=Q(number="", place=None, issued_on=None)
                | ~Q(number="") & Q(place__isnull=False, issued_on__isnull=False),
                name="matters_letter_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*NUMBERED]) | ~Q(number=""), name="matters_letter_issued_has_a_number"
            ),
        )
        indexes = (
            models.Index(fields=("state", "reply_by"), name="matters_letters_due"),
            models.Index(fields=("to_unit", "state"), name="matters_letters_to"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("matters:letter", args=[self.pk])

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.body.splitlines() if line.strip()]

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        kept = (
            "matter_id", "kind", "language", "issuer_id", "to_unit_id", "title", "body", "contact", "talk", "year",
            "place", "number", "issued_on", "issued_by_id", "said",
        )  # fmt: skip
        changed = " OR ".join(f'OLD."{name}" {{differs}} NEW."{name}"' for name in kept)
        return [
            Guard(f"{table}_no_delete", "DELETE", f"{table} is never removed"),
            Guard(f"{table}_text_stays", "UPDATE", f"{table}: what was issued stays as it is",
                  f'OLD."number" <> \'\' AND ({changed})'),
        ]  # fmt: skip


class LetterStep(models.Model):
    """What was done with a letter; by nobody: by the clock."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=LETTER_STEPS.items())
    text = models.TextField(blank=True)
    by = _person()
    on = models.DateField()
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=LETTER_STATES.items())
    reply_by = models.DateField()
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    """Of a reply: cause, plan, done_by; of an issue: number; of a refusal: the day before."""

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("letter", "id"), name="matters_letter_trail"),)

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.step}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class LetterCopy(models.Model):
    """An issued letter as it was made: these bytes are what is given out for ever, whatever sets letters later."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="copies")
    format = models.CharField(max_length=4, choices=FORMATS.items())
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("letter", "format"), name="matters_letter_copy_once"),)

    def __str__(self) -> str:
        return f"{self.letter_id}.{self.format}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
