from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from keyworks.accounts.models import Unit
from keyworks.matters.models.words import LIMITS


class LimitDays(models.Model):
    """How many working days the city gives for something, where it is not what the system begins with."""

    limit = models.CharField(max_length=12, choices=LIMITS.items(), primary_key=True)
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(days__gte=1, days__lte=250), name="matters_limit_sane"),)

    def __str__(self) -> str:
        return f"{self.limit}: {self.days}"


class Answerer(models.Model):
    """Who answers at a level: the head of a unit (2), the contact leader of a unit or of all (3), the principal (4)."""

    level = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("level", "unit"), name="matters_one_answers"),
            models.UniqueConstraint(fields=("level",), condition=Q(unit=None), name="matters_one_answers_for_all"),
            models.CheckConstraint(
                condition=Q(level=2, unit__isnull=False) | Q(level=3) | Q(level=4, unit=None),
                name="matters_answers_where",
            ),
        )

    def __str__(self) -> str:
        return f"{self.level} {self.unit_id}: {self.person_id}"
