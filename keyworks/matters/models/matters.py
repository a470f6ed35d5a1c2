from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.base.guards import Guard, append_only
from keyworks.matters.models.words import KINDS, SORTS, SOURCES, STATES, STEPS
from keyworks.matters.rules.ladder import CLOCKED, HIGHEST, Kind, Source, State
from keyworks.projects.models import Project


def _person(**words: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", **words)


def _unit(**words: Any) -> Any:
    return models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", **words)


class Series(models.Model):
    """How many matters a year has: the next takes the next number."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Cause(models.Model):
    """What several matters have in common, across projects."""

    kind = models.CharField(max_length=20, choices=KINDS.items())
    name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("name",), name="matters_cause_once"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("matters:cause", args=[self.pk])


class Matter(models.Model):
    """Something that stands in the way, is asked or directed, as it stands now. How it came there, its steps tell."""

    number = models.CharField(max_length=20, unique=True)
    sort = models.CharField(max_length=12, choices=SORTS.items())
    kind = models.CharField(max_length=20, choices=KINDS.items(), default=Kind.OTHER)
    source = models.CharField(max_length=12, choices=SOURCES.items(), default=Source.UNIT)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    effect = models.CharField(max_length=400, blank=True)
    """What is expected when it is solved."""
    projects: Any = models.ManyToManyField(Project, through="matters.MatterProject", related_name="+")

    words = models.TextField(blank=True)
    """A directive as it was spoken: never changed."""
    said_by = _person()
    said_post = models.CharField(max_length=100, blank=True)
    said_on = models.DateField(null=True, blank=True)
    meeting = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="actions")

    raised_by = _person()
    raised_unit = _unit()
    raised_on = models.DateField()
    phone = models.CharField(max_length=40, blank=True)
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The office that sorts and assigns it: a district's, or the city's."""
    lead = _unit()
    lead_person = _person()
    co_owners: Any = models.ManyToManyField(Unit, related_name="+", db_table="matters_matter_co_owners")
    service_officer = _person()
    answerable = _person()
    """Who answers for it at its level, from 2 on."""

    state = models.CharField(max_length=12, choices=STATES.items(), default=State.RAISED)
    level = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField(null=True, blank=True)
    """By when it is promised. Only people change it, with a reason: it is never moved because it passed."""
    climbs_on = models.DateField(null=True, blank=True)
    """The last day with whoever has it; after it the matter goes up a level."""
    paused_from = models.CharField(max_length=12, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    days_left = models.PositiveSmallIntegerField(null=True, blank=True)
    rhythm_days = models.PositiveSmallIntegerField(default=0)
    """Every so many working days somebody says how far it is; 0 for never."""
    feedback_on = models.DateField(null=True, blank=True)
    proposed_by = _person()
    closed_on = models.DateField(null=True, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    climbed = models.PositiveSmallIntegerField(default=0)
    """How often it went up."""
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    on_the_spot = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    cause = models.ForeignKey(Cause, models.PROTECT, null=True, blank=True, related_name="matters")
    related: Any = models.ManyToManyField("self", db_table="matters_matter_related")
    report = models.ForeignKey("reports.Report", models.PROTECT, null=True, blank=True, related_name="+")

    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=HIGHEST), name="matters_four_levels"),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5), name="matters_rated_1_to_5"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*CLOCKED]) | Q(climbs_on__isnull=False), name="matters_open_has_a_clock"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PAUSED) | Q(paused_until__isnull=False), name="matters_no_pause_without_end"
            ),
            models.CheckConstraint(condition=Q(state=State.MERGED, merged_into__isnull=False)
                | ~Q(state=State.MERGED) & Q(merged_into=None), name="matters_merged_into_one"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="matters_not_into_itself"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="matters_not_its_own_action"),
        )  # fmt: skip
        indexes = (
            models.Index(fields=("state", "climbs_on"), name="matters_clocks"),
            models.Index(fields=("lead", "state"), name="matters_of_lead"),
            models.Index(fields=("due_on", "id"), name="matters_by_due"),
            models.Index(fields=("raised_on", "id"), name="matters_by_raised"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("matters:matter", args=[self.pk])

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        return [
            Guard(f"{table}_no_delete", "DELETE", f"{table} is never removed"),
            Guard(
                f"{table}_words_stay", "UPDATE", f"{table}: what was directed stays as it was said",
                'OLD."words" <> NEW."words" OR OLD."number" <> NEW."number" OR OLD."sort" <> NEW."sort"',
            ),
        ]  # fmt: skip


class MatterProject(models.Model):
    """A project that a matter affects; `blocks` where it waits for it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="affected")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    blocks = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("matter", "project"), name="matters_project_once"),)

    def __str__(self) -> str:
        return f"{self.matter_id}: {self.project_id}"


class MatterStep(models.Model):
    """What was done about a matter and how it stood afterwards; the first is its raising. By nobody: by the clock."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=STEPS.items())
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=STATES.items())
    level = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    """What else it was about: lead, until, evidence, told, rating, before and after."""

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("matter", "id"), name="matters_trail"),)

    def __str__(self) -> str:
        return f"{self.matter_id}: {self.step}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class Snapshot(models.Model):
    """How an affected project stood when the matter was raised, and when it was closed."""

    class Moment(models.TextChoices):
        RAISED = "raised", STATES[State.RAISED]
        CLOSED = "closed", STATES[State.CLOSED]

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="snapshots")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    moment = models.CharField(max_length=10, choices=Moment)
    round = models.PositiveSmallIntegerField(default=0)
    """How often the matter had been opened again."""
    on = models.DateField()
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    """stage, planned_start, planned_finish, total and plan (in the minor unit), done (of the year up to month), month,
    light."""

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("matter", "project", "moment", "round"), name="matters_snapshot_once"),
        )

    def __str__(self) -> str:
        return f"{self.matter_id} {self.project_id} {self.moment}"

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)
