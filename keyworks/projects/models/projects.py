from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.base import reader
from keyworks.base.fields import MoneyField
from keyworks.base.guards import Guard, append_only
from keyworks.projects.models.intakes import LEAVES, brought
from keyworks.projects.models.terms import Term
from keyworks.projects.models.words import CUTS, LIST_CLASSES, SECRECY, STAGES, VARIANTS, YEAR_TAGS
from keyworks.projects.rules.parts import Secrecy
from keyworks.projects.rules.stages import Stage, Variant


def _term(kind: str, **words: Any) -> Any:
    return models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to={"kind": kind}, **words
    )


def _unit() -> Any:
    return models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")


def _person() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")


class Project(models.Model):
    """A key project as it stands now. What it was stands in its editions, its figures and the record.

    `total` and `plan` (of `list_year`) are kept from the figures by the actions that append them.
    """

    local_number = models.CharField(max_length=40, unique=True)
    project_code = models.CharField(max_length=24, blank=True)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True)
    variant = models.CharField(max_length=20, choices=VARIANTS.items(), default=Variant.FACTORY)
    stage = models.CharField(max_length=20, choices=STAGES.items(), default=Stage.IDEA)
    stage_since = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    """When a paused or exited project is looked at again."""
    list_class = models.CharField(max_length=20, choices=LIST_CLASSES.items(), blank=True)
    year_tag = models.CharField(max_length=20, choices=YEAR_TAGS.items(), blank=True)
    list_year = models.PositiveSmallIntegerField(null=True, blank=True)
    secrecy = models.CharField(max_length=20, choices=SECRECY.items(), default=Secrecy.OPEN)

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    cut = models.CharField(max_length=20, choices=CUTS.items(), blank=True)
    cut_number = models.PositiveSmallIntegerField(null=True, blank=True)

    category = _term(Term.Kind.CATEGORY)
    sector = _term(Term.Kind.SECTOR)
    nature = _term(Term.Kind.NATURE)
    investor = _term(Term.Kind.INVESTOR)
    programmes = models.ManyToManyField(Term, related_name="+", db_table="projects_project_programmes")
    chains = models.ManyToManyField(Term, related_name="+", db_table="projects_project_chains")
    scope_zh = models.TextField(blank=True)
    scope_en = models.TextField(blank=True)

    owner = _unit()
    district = _unit()
    lead_department = _unit()
    responsible_unit = _unit()
    leader = _person()
    service_officer = _person()
    liaison = _person()

    address_zh = models.CharField(max_length=300, blank=True)
    address_en = models.CharField(max_length=400, blank=True)
    geometry = models.JSONField(null=True, blank=True)
    """GeoJSON geometry in longitude and latitude, WGS 84 / CGCS2000."""
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    located_in = _unit()
    """The district whose outline holds the geometry; found, never typed."""

    planned_start = models.DateField(null=True, blank=True)
    planned_finish = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    total = MoneyField(null=True, blank=True)
    plan = MoneyField(null=True, blank=True)
    adopted = models.JSONField(default=dict, blank=True)
    """Fact's code → the teller whose value is used where several sources differ."""
    extras = models.JSONField(default=dict, blank=True)
    """What a list says that has no place of its own here: its column's head → its text."""
    unreported_since = models.DateField(null=True, blank=True)
    """Since when the list that brought it no longer names it."""
    intake = brought()

    search = models.TextField(editable=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("local_number",)
        constraints = (
            models.UniqueConstraint(
                fields=("project_code",), condition=~Q(project_code=""), name="projects_project_code_once"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="projects_not_its_own_package"),
            models.CheckConstraint(condition=Q(secrecy__in=[*Secrecy]), name="projects_no_secrets"),
            models.CheckConstraint(condition=~Q(local_number=""), name="projects_numbered"),
        )
        indexes = (
            models.Index(fields=("name_zh", "id"), name="projects_by_name"),
            models.Index(fields=("name_en", "id"), name="projects_by_name_en"),
            # Counts and sums of the whole city read this index and no row.
            models.Index(fields=("parent", "list_class", "district", "total", "plan"), name="projects_by_sums"),
            models.Index(fields=("total", "id"), name="projects_by_total"),
            models.Index(fields=("plan", "id"), name="projects_by_plan"),
            models.Index(fields=("stage", "id"), name="projects_by_stage"),
            models.Index(fields=("changed_at", "id"), name="projects_by_change"),
            models.Index(fields=("list_class", "year_tag"), name="projects_by_list"),
            models.Index(fields=("review_on",), name="projects_by_review"),
        )

    def __str__(self) -> str:
        return reader.told(self.name_zh, self.name_en)

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.pk])

    @property
    def other_name(self) -> str:
        """The name in the language the reader did not choose; "" where a city has one for both."""
        if self.name_en == self.name_zh:
            return ""
        return self.name_en if reader.current().zh or not self.name_en else self.name_zh

    @property
    def address(self) -> str:
        """Where it stands, in the reader's language."""
        return reader.told(self.address_zh, self.address_en)


class Edition(models.Model):
    """Everything said about a project, as it stood after one change: what two dates are compared by."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField()
    at = models.DateTimeField()
    facts = models.JSONField()
    intake = brought()
    origin = models.JSONField(default=dict, blank=True)
    """Where what changed stands: the number of the intake's file, its sheet and row, fact → cell."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("project", "edition"), name="projects_edition_once"),)
        indexes = (models.Index(fields=("project", "at"), name="projects_edition_at"),)

    def __str__(self) -> str:
        return f"{self.project_id}.{self.edition}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls, LEAVES)


class Draft(models.Model):
    """A project somebody has begun to write and not yet registered: nobody else sees it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    step = models.CharField(max_length=20, blank=True)
    values = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=("person", "-changed_at"), name="projects_drafts_of"),)

    def __str__(self) -> str:
        return reader.told(self.values.get("name_zh", ""), self.values.get("name_en", ""))
