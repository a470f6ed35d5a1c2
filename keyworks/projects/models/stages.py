from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from keyworks.base import reader
from keyworks.base.guards import Guard as Wall
from keyworks.base.guards import append_only
from keyworks.projects.models.intakes import LEAVES, brought
from keyworks.projects.models.projects import Project
from keyworks.projects.models.terms import Term
from keyworks.projects.models.words import STAGES, VARIANTS, WAYS


class Transition(models.Model):
    """A step from one stage to another that the city allows, and who decides it. Data of the city, not code."""

    variant = models.CharField(max_length=20, choices=VARIANTS.items())
    source = models.CharField(max_length=20, choices=STAGES.items())
    target = models.CharField(max_length=20, choices=STAGES.items())
    way = models.CharField(max_length=20, choices=WAYS.items())
    roles = models.CharField(max_length=200)
    """The roles that decide it, separated by blanks."""
    note_zh = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    basis = models.CharField(max_length=200, blank=True)
    """The rule of law it rests on, to be checked by a lawyer where `verify` says so."""
    verify = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("variant", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("variant", "source", "target"), name="projects_transition_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_source_display()} → {self.get_target_display()}"


class Guard(models.Model):
    """What has to be shown before a step is made: a check the system makes, or evidence somebody gives."""

    class Evidence(models.TextChoices):
        CHECK = "check", _("checked by the system")
        DATE = "date", _("date")
        DOCUMENT = "document", _("document")
        PHOTO = "photo", _("dated photograph")
        STATEMENT = "statement", _("statement")
        NUMBER = "number", _("number")

    transition = models.ForeignKey(Transition, models.CASCADE, related_name="asks")
    code = models.CharField(max_length=40)
    evidence = models.CharField(max_length=20, choices=Evidence)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True)
    required = models.BooleanField(default=True)
    one_of = models.CharField(max_length=40, blank=True)
    """Guards of one transition with the same word here are alternatives: one of them is enough."""
    params = models.JSONField(default=dict, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("transition", "code"), name="projects_guard_once"),)

    def __str__(self) -> str:
        return reader.told(self.name_zh, self.name_en)


class Move(models.Model):
    """A step a project has made, with the evidence shown; never changed, only followed by another."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=STAGES.items(), blank=True)
    target = models.CharField(max_length=20, choices=STAGES.items())
    way = models.CharField(max_length=20, choices=WAYS.items())
    on = models.DateField()
    """When it happened in the world."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason_term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    evidence = models.JSONField(default=dict)
    """Guard's code → name_zh, name_en, evidence, value: as it was asked for then, whatever the city asks later."""
    intake = brought()

    class Meta:
        ordering = ("project", "pk")
        indexes = (models.Index(fields=("project", "on"), name="projects_move_on"),)

    def __str__(self) -> str:
        return f"{self.get_source_display()} → {self.get_target_display()}"

    @classmethod
    def guards(cls) -> list[Wall]:
        return append_only(cls, LEAVES)
