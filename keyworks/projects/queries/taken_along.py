"""What a person may read of the register, row by row: to be taken along whole, and never held whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import CurrentAmount, Investment, Party, PlannedAmount, Project

OWN = (
    "local_number", "project_code", "name_zh", "name_en", "variant", "stage", "stage_since", "list_class", "year_tag",
    "list_year", "secrecy", "cut", "cut_number", "scope_zh", "scope_en", "address_zh", "address_en", "lon", "lat",
    "geometry", "planned_start", "planned_finish", "started_on", "finished_on", "total", "plan", "unreported_since",
    "extras", "edition", "changed_at",
)  # fmt: skip
CODED = (
    "category", "sector", "nature", "investor", "owner", "district", "lead_department", "responsible_unit",
)  # fmt: skip
PEOPLE = ("leader", "service_officer", "liaison")
TIMES = ("valid_from", "valid_until", "known_at", "version", "reason", "source", "by__username")


def _within(person: Person, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of projects that the person sees; who sees them all is asked nothing more."""
    if person.standing.everywhere():
        return rows
    return rows.filter(project__in=scope(person, Project.objects.order_by()).values("pk"))


def project_rows(person: Person) -> Any:
    """Every project, codes and user names in place of keys; a package that the person does not see is not named."""
    above = scope(person, Project.objects.filter(pk=OuterRef("parent")).order_by()).values("local_number")
    found = scope(person, Project.objects.order_by("pk")).annotate(package=Subquery(above[:1]))
    coded = [f"{name}__code" for name in CODED] + [f"{name}__username" for name in PEOPLE]
    return found.values(*OWN, *coded, "package")


def party_rows(person: Person) -> Any:
    names = ("project__local_number", "role__code", "unit__code", "name_zh", "name_en", "credit_code")
    return _within(person, Party.objects.order_by("pk")).values(*names)


def total_rows(person: Person) -> Any:
    """Every version of the total investment and its parts."""
    found = _within(person, Investment.objects.order_by("pk"))
    return found.values("project__local_number", "part", "amount", "reported", *TIMES)


def planned_rows(person: Person) -> Any:
    """Every version of what is planned for a year out of a fund."""
    found = _within(person, PlannedAmount.objects.order_by("pk"))
    return found.values("project__local_number", "year", "fund__code", "amount", "reported", *TIMES)


def yearly_rows(person: Person) -> Any:
    """What is planned for each year out of each fund as it stands now."""
    found = _within(person, CurrentAmount.objects.order_by("pk"))
    return found.values("project__local_number", "year", "fund__code", "amount", "version")


def each(rows: Any, at_once: int = 2_000) -> Iterator[dict[str, Any]]:
    """Row after row out of the database, which keeps the rest."""
    yield from rows.iterator(chunk_size=at_once)
