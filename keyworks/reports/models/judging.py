"""What lights are judged by beside the reports: exemptions, bonds, growth, and the rule sets a city adopted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from keyworks.accounts.models import Unit
from keyworks.base.fields import MoneyField, MonthField
from keyworks.base.guards import Guard, append_only
from keyworks.base.twotime import Figure, constraints
from keyworks.projects.models import Project
from keyworks.reports.models.ledger_words import CAUSES, JUDGED
from keyworks.reports.models.light_words import DIMENSIONS


def _by() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Decided(models.Model):
    """Abstract: what somebody decided once; the row stays, whatever is decided later."""

    by = _by()
    at = models.DateTimeField()
    reason = models.CharField(max_length=400)

    class Meta:
        abstract = True

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class Exemption(Decided):
    """A documented reason for which one dimension of a project is not judged for some months."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=20, choices=DIMENSIONS.items())
    first = MonthField()
    last = MonthField()
    cause = models.CharField(max_length=20, choices=CAUSES.items())

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="reports_exemption_forward"),
            models.CheckConstraint(condition=~Q(reason=""), name="reports_exemption_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.dimension} {self.first}–{self.last}"


class Withdrawal(Decided):
    """An exemption that holds no more."""

    exemption = models.OneToOneField(Exemption, models.PROTECT, related_name="withdrawal")

    def __str__(self) -> str:
        return str(self.exemption)


class BondBatch(Decided):
    """A batch of special bonds, of a project or of a district as a whole."""

    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")
    district = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    issued_on = models.DateField()
    amount = MoneyField()

    class Meta:
        ordering = ("issued_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(project=None) & ~Q(district=None) | ~Q(project=None) & Q(district=None),
                name="reports_batch_of_one",
            ),
            models.UniqueConstraint(fields=("project", "name"), name="reports_batch_once"),
            models.UniqueConstraint(fields=("district", "name"), name="reports_district_batch_once"),
        )

    def __str__(self) -> str:
        return self.name


class BondSpending(Figure):
    """What of a batch was spent by the end of a month."""

    FACT = ("batch", "month")
    batch = models.ForeignKey(BondBatch, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    spent = MoneyField()

    class Meta:
        constraints = (*constraints("reports_spending", ("batch", "month")),)

    def __str__(self) -> str:
        return f"{self.batch_id} {self.month}: {self.spent}"


class Growth(Figure):
    """By how much fixed-asset investment grew from January to this month over last year's, in hundredths of 1 %.

    Of a district with what it planned; of the city it is the average that districts are held against.
    """

    FACT = ("unit", "month")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    grown = models.IntegerField()
    planned = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = (*constraints("reports_growth", ("unit", "month")),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month}: {self.grown}"


class RuleDocument(Decided):
    """A version of a rule set that the city brought itself; those of the house are version 1, without a row."""

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    document = models.JSONField()

    class Meta:
        ordering = ("code", "version")
        constraints = (models.UniqueConstraint(fields=("code", "version"), name="reports_rules_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Adoption(Decided):
    """From which month on a version of a rule set holds; of those that reach a month the one decided last."""

    judges = models.CharField(max_length=20, choices=JUDGED.items())
    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    month = MonthField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.code} {self.version} {self.month}"
