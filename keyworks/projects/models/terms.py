from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from keyworks.base import reader


class Term(models.Model):
    """An entry of one of the city's code lists: a sector, a programme, a fund source, a reason."""

    class Kind(models.TextChoices):
        CATEGORY = "category", _("category")
        SECTOR = "sector", _("sector")
        PROGRAMME = "programme", _("programme")
        CHAIN = "chain", _("industrial chain")
        NATURE = "nature", _("nature of construction")
        INVESTOR = "investor", _("kind of investor")
        FUND = "fund", _("fund source")
        MEASURE = "measure", _("unit of measure")
        PARTY_ROLE = "party_role", _("role of a party")
        LINK = "link", _("kind of link")
        COMPONENT = "component", _("kind of component")
        FACT = "fact", _("fact with several sources")
        PAUSE_REASON = "pause_reason", _("reason of a pause")
        EXIT_REASON = "exit_reason", _("reason of an exit")
        RECOVERY_REASON = "recovery_reason", _("reason of a recovery")
        OVERRUN_REASON = "overrun_reason", _("reason of an overrun")

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200, blank=True)
    note_zh = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who leads a chain or a programme: one chain, one leader."""
    closed_on = models.DateField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("kind", "order", "pk")
        constraints = (models.UniqueConstraint(fields=("kind", "code"), name="projects_term_code"),)

    def __str__(self) -> str:
        return reader.told(self.name_zh, self.name_en)
