from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from keyworks.base.fields import MonthField
from keyworks.base.uploads import Given


class Workbook(Given):
    """A filled-in workbook of a month that somebody gave: looked at until it is filed, and kept from then on."""

    USED = "filed_at"
    month = MonthField()
    filed_at = models.DateTimeField(null=True, blank=True)
    filed = models.PositiveIntegerField(null=True, blank=True)
    """How many reports were filed from it."""

    class Meta:
        indexes = (models.Index(fields=("person", "-at"), name="reports_workbooks_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(filed_at=None, filed=None) | Q(filed_at__isnull=False, filed__gt=0),
                name="reports_workbook_filed",
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("reports:workbook_given", args=[self.pk])
