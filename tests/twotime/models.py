from django.db import models

from keyworks.base.twotime import Figure, constraints


class Reading(Figure):
    """An amount of one project in one month."""

    FACT = ("project", "month")

    project = models.IntegerField()
    month = models.IntegerField()
    amount = models.BigIntegerField(null=True)

    class Meta:
        constraints = constraints("reading", ("project", "month"))

    def __str__(self) -> str:
        return f"{self.project} {self.month} v{self.version}: {self.amount}"
