from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.base import reader
from keyworks.matters.models.matters import Matter


class Consultation(models.Model):
    """A day of the week on which a list of matters is decided, and which matters fall to it; nothing chosen: all."""

    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200, blank=True)
    weekday = models.PositiveSmallIntegerField(default=2)
    cutoff = models.PositiveSmallIntegerField(default=4)
    """Weekdays, 0 for Monday: what was raised by the last `cutoff` before it falls to it."""
    place = models.CharField(max_length=200, blank=True)
    levels = models.JSONField(default=list, blank=True)
    kinds = models.JSONField(default=list, blank=True)
    districts: Any = models.ManyToManyField(Unit, related_name="+", db_table="matters_consultation_districts")
    active = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("weekday", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(weekday__lte=6, cutoff__lte=6), name="matters_consulted_on_a_weekday"),
        )

    def __str__(self) -> str:
        return reader.told(self.name_zh, self.name_en)

    def get_absolute_url(self) -> str:
        return reverse("matters:consultations") + f"#consultation-{self.pk}"


class Minute(models.Model):
    """What a consultation made of a matter that fell to it: decided in these words, or carried over to the next."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    planned = models.DateField()
    on = models.DateField()
    decided = models.BooleanField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "matter", "planned"), name="matters_minuted_once"),
            models.CheckConstraint(
                condition=Q(decided=False, text="") | Q(decided=True) & ~Q(text=""), name="matters_decided_in_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.planned} {self.matter_id}"
