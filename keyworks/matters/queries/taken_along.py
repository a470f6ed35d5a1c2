"""What a person may read of matters: to be taken along whole. Telephone numbers stay here."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter, MatterProject

OWN = (
    "number", "sort", "kind", "source", "title", "text", "effect", "words", "state", "level", "raised_unit__code",
    "raised_by__username", "raised_on", "desk__code", "lead__code", "lead_person__username", "due_on", "climbs_on",
    "feedback_on", "closed_on", "reopened", "climbed", "rating", "edition", "changed_at",
)  # fmt: skip


def matter_rows(person: Person) -> Any:
    """Every matter within reach; one it belongs to is named if the person sees that one too."""
    above = scope(person, Matter.objects.filter(pk=OuterRef("parent")).order_by()).values("number")
    found = scope(person, Matter.objects.order_by("pk")).annotate(part_of=Subquery(above[:1]))
    return found.values(*OWN, "part_of")


def affected_rows(person: Person) -> Any:
    """Which projects each matter affects, as far as the person sees both."""
    seen = scope(person, Matter.objects.order_by()).values("pk")
    found = scope(person, MatterProject.objects.filter(matter__in=seen).order_by("pk"))
    return found.values("matter__number", "project__local_number", "blocks")
