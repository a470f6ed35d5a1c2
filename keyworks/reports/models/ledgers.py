from __future__ import annotations

from django.db import models
from django.db.models import Q

from keyworks.base.fields import MoneyField, MonthField
from keyworks.base.twotime import Figure, constraints
from keyworks.projects.models import Project
from keyworks.reports.models.ledger_words import ENTRIES
from keyworks.reports.rules.ledgers import Entry, Ledger


def _project() -> models.ForeignKey[Project, Project]:
    return models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)


class StatisticsEntry(Figure):
    """Whether a project is entered in the statistics, since which month and by which method."""

    FACT = ("project",)
    project = _project()
    status = models.CharField(max_length=20, choices=ENTRIES.items())
    month = MonthField(null=True, blank=True)
    """Of the entry, or of the refusal."""
    method = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            *constraints("reports_entry", ("project",)),
            models.CheckConstraint(
                condition=Q(status=Entry.NOT_ENTERED, month=None) | ~Q(status=Entry.NOT_ENTERED) & ~Q(month=None),
                name="reports_entry_has_month",
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.status} {self.month or ''}"


class StatisticsAmount(Figure):
    """What the statistics say a project invested from January to this month."""

    FACT = ("project", "month")
    project = _project()
    month = MonthField()
    amount = MoneyField()

    class Meta:
        constraints = (*constraints("reports_statistics", ("project", "month")),)
        indexes = (models.Index(fields=("project", "month", "-known_at"), name="reports_statistics_asof"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.month}: {self.amount}"


class Payment(Figure):
    """What was paid for a project in a month."""

    FACT = ("project", "month")
    project = _project()
    month = MonthField()
    amount = MoneyField()

    class Meta:
        constraints = (*constraints("reports_payment", ("project", "month")),)
        indexes = (models.Index(fields=("project", "month", "-known_at"), name="reports_payment_asof"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.month}: {self.amount}"


TABLES: dict[Ledger, type[StatisticsAmount] | type[Payment]] = {
    Ledger.STATISTICS: StatisticsAmount,
    Ledger.PAYMENTS: Payment,
}
