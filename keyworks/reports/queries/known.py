"""The projects that reported a month, as everything about them was known at a moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import Edition, Project
from keyworks.projects.rules.parts import ListClass
from keyworks.projects.rules.stages import Stage
from keyworks.reports.models import Filing
from keyworks.values.months import Month


@dataclass(frozen=True, slots=True)
class Known:
    """What was said of a project at a moment, as far as its month needs it."""

    pk: int
    number: str
    name_zh: str
    name_en: str
    district: str
    year_tag: str
    planned_start: date | None
    started_on: date | None


def known_projects(
    person: Person, month: Month, at: datetime, only: Collection[int] | None = None, district: str = ""
) -> list[Known]:  # fmt: skip
    """The projects on the year's construction list as it was known at a moment, by their number; of a district by code.

    One registered only later is among them where it had reported by then, as it was registered. Whose projects a person
    sees is as it stands now. `only` are the keys of those asked for.
    """
    seen = scope(person, Project.objects.all() if only is None else Project.objects.filter(pk__in=only))
    reported = Filing.objects.filter(project=OuterRef("project"), known_at__lte=at)
    by_then = Q(at__lte=at) | Q(at__lte=F("project__created_at")) & Exists(reported)
    later = Edition.objects.filter(by_then, project=OuterRef("project"), edition=OuterRef("edition") + 1)
    stood: Any = Edition.objects.filter(by_then, ~Exists(later), project__in=seen.order_by().values("pk"))
    if district:
        stood = stood.filter(facts__district=district)
    found = [_known(pk, facts) for pk, facts in stood.values_list("project", "facts") if _reports(facts, month)]
    return sorted(found, key=lambda one: (one.number, one.pk))


def _reports(facts: Mapping[str, Any], month: Month) -> bool:
    """Did it report this month, as `expected` asks of a project of now?"""
    return (
        facts.get("list_class") == ListClass.CONSTRUCTION and facts.get("list_year") == month.year
        and not facts.get("parent") and facts.get("stage") != Stage.EXITED
    )  # fmt: skip


def _known(pk: int, facts: Mapping[str, Any]) -> Known:
    planned, started = (facts.get(name) for name in ("planned_start", "started_on"))
    return Known(
        pk, facts["local_number"], facts["name_zh"], facts.get("name_en", ""), facts.get("district") or "",
        facts.get("year_tag") or "", date.fromisoformat(planned) if planned else None,
        date.fromisoformat(started) if started else None,
    )  # fmt: skip
