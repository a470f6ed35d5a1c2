from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.base import reader
from keyworks.projects.models.intakes import brought
from keyworks.projects.models.projects import Project
from keyworks.projects.models.terms import Term
from keyworks.projects.models.words import STATES
from keyworks.projects.rules.components import State


class Capacity(models.Model):
    """What a project is designed to make or to carry."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="capacities")
    what_zh = models.CharField(max_length=200)
    what_en = models.CharField(max_length=300, blank=True)
    quantity = models.DecimalField(max_digits=20, decimal_places=4)
    measure = models.ForeignKey(Term, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return reader.told(self.what_zh, self.what_en)


class Party(models.Model):
    """Whoever takes part: a unit that signs in here, or an organisation known by name and credit code."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="parties")
    role = models.ForeignKey(Term, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(unit__isnull=False) | ~Q(name_zh=""), name="projects_party_named"),
        )

    def __str__(self) -> str:
        return str(self.unit) if self.unit else reader.told(self.name_zh, self.name_en)


class Component(models.Model):
    """A part of the works that is followed by itself: a production line, a station, a building."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="components")
    kind = models.ForeignKey(Term, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=STATES.items(), default=State.NOT_BEGUN)
    state_on = models.DateField(null=True, blank=True)
    chainage_m = models.DecimalField(max_digits=10, decimal_places=1, null=True, blank=True)
    """Metres from the beginning of the line, for stations and sections."""
    geometry = models.JSONField(null=True, blank=True)
    planned_start = models.DateField(null=True, blank=True)
    planned_finish = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    note_zh = models.CharField(max_length=400, blank=True)
    note_en = models.CharField(max_length=600, blank=True)
    extras = models.JSONField(default=dict, blank=True)
    unreported_since = models.DateField(null=True, blank=True)
    """Since when the list that brought it no longer names it."""
    intake = brought()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("project", "order", "pk")

    def __str__(self) -> str:
        return reader.told(self.name_zh, self.name_en)

    def get_absolute_url(self) -> str:
        return reverse("projects:component", args=[self.pk])

    @property
    def note(self) -> str:
        """What is remarked on it, in the reader's language."""
        return reader.told(self.note_zh, self.note_en)


class Link(models.Model):
    """A tie from one project to another; seen from both."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="links")
    other = models.ForeignKey(Project, models.PROTECT, related_name="linked")
    kind = models.ForeignKey(Term, models.PROTECT, related_name="+")
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("project", "other", "kind"), name="projects_link_once"),
            models.CheckConstraint(condition=~Q(project=F("other")), name="projects_not_linked_to_itself"),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.kind} {self.other_id}"


class Outline(models.Model):
    """A district's outline, by which a place is found to lie in it. Schematic: no official boundary."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="+")
    geometry = models.JSONField()
    source = models.CharField(max_length=400, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.unit)
