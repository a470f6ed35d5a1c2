"""Open data: the rules, where projects stand, the edition that would be signed now, and those that were."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.urls import reverse

from keyworks.accounts.queries import day_of, demonstration, installation, people_named
from keyworks.base.scopes import scope, scopes, subject_model
from keyworks.projects import queries as projects
from keyworks.projects.queries.firsts import first_totals
from keyworks.projects.rules.parts import Secrecy
from keyworks.publishing.files.opened import Head
from keyworks.publishing.models import OpenEdition, OpenEntry, OpenFile, OpenProject, OpenRule
from keyworks.publishing.rules import opening
from keyworks.publishing.rules.opening import OPEN_READ, Change, Field, Finding, Mode, Rule, Standing

Told = dict[str, Any]
ROLES = {
    "contractor": "supplier", "supplier": "supplier", "designer": "supplier", "surveyor": "supplier",
    "lender": "funder", "agent": "administrativeEntity",
}  # fmt: skip
"""The city's role of a party → the standard's; another is told by name alone."""


@scopes(OpenEdition)
def _editions(person: Any, rows: QuerySet[OpenEdition]) -> QuerySet[OpenEdition]:
    """What is public is everybody's; that one was withdrawn, and why, too."""
    return rows


@scopes(OpenRule)
def _rules(person: Any, rows: QuerySet[OpenRule]) -> QuerySet[OpenRule]:
    return rows if person.may(OPEN_READ) else rows.none()


@dataclass(frozen=True)
class Preview:
    """The edition that would be signed now."""

    on: date
    rows: tuple[Told, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    held_back: int
    digest: str
    phases: frozenset[str]
    """Numbers of those whose package goes out too: sums and counts have them there."""

    @property
    def sums(self) -> list[dict[str, Any]]:
        """By district, of the projects whose district and total go out; phases count in their packages."""
        counts: defaultdict[str, list[int]] = defaultdict(list)
        for row in self.rows:
            if "district" in row and "total" in row and row["number"] not in self.phases:
                counts[row["district"]["code"]].append(row["total"])
        made = opening.guarded((key, len(found), sum(found)) for key, found in counts.items())
        return [{"key": one.key, "count": one.count, "total": one.total} for one in made]


def rules() -> dict[str, Rule]:
    """Field → when it goes out; those that nobody set are not there."""
    return {one.field: Rule(Mode(one.mode), one.since) for one in OpenRule.objects.all()}


def rule_of(field: str) -> OpenRule | None:
    return OpenRule.objects.filter(field=field).select_related("by").first()


def rule_rows() -> list[tuple[Field, OpenRule | None]]:
    """Every field with its rule, or None where it never goes out since nobody said so."""
    known = {one.field: one for one in OpenRule.objects.select_related("by")}
    return [(one, known.get(one)) for one in Field]


def standing_of(project: int) -> OpenProject | None:
    return OpenProject.objects.filter(project=project).select_related("by").first()


def project_of(person: Any, pk: int) -> Any:
    """The project, if the person sees it."""
    return scope(person, subject_model("project")._default_manager.filter(pk=pk)).first()


def standings(person: Any) -> QuerySet[Any]:
    """The projects the person sees, each with where it stands; "" has nobody said."""
    chosen = OpenProject.objects.filter(project=OuterRef("pk"))
    rows: QuerySet[Any] = scope(person, subject_model("project")._default_manager.all())
    found: QuerySet[Any] = rows.annotate(
        standing=Subquery(chosen.values("standing")[:1]), why=Subquery(chosen.values("reason")[:1])
    )  # fmt: skip
    return found


def preview(person: Any, at: datetime) -> Preview:
    """What would go out now: by the rules, of the projects that are open, and what hinders it."""
    on, known = day_of(at), rules()
    chosen = {one.project_id: Standing(one.standing) for one in OpenProject.objects.exclude(standing=Standing.HELD)}
    found = [one for one in projects.many(person, list(chosen)) if one.secrecy == Secrecy.OPEN]
    rows = []
    for one, whole in zip(found, documents(found), strict=True):
        if told := opening.let_out(whole, chosen[one.pk], known, on):
            rows.append(told)
    rows.sort(key=lambda row: row["number"])
    names = {one.name for one in people_named().values() if one.name}
    findings = [each for row in rows for each in opening.findings(row, names)]
    last = newest()
    before = {one.number: one.told for one in last.entries.all()} if last else {}
    whole_city = scope(person, subject_model("project")._default_manager.all()).count()
    out = {row["number"] for row in rows}
    phases = frozenset(
        one.local_number for one in found if one.parent and {one.local_number, one.parent.local_number} <= out
    )
    return Preview(
        on, tuple(rows), tuple(findings), opening.changes(before, {row["number"]: row for row in rows}),
        whole_city - len(rows), _digest(rows), phases,
    )  # fmt: skip


def _digest(rows: Sequence[Told]) -> str:
    return sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def documents(found: Sequence[Any]) -> list[Told]:
    """All that could be told of each of these projects; the questions do not grow with them."""
    prefetch_related_objects(list(found), "parent", "parties__role", "parties__unit")
    firsts = first_totals([one.pk for one in found])
    natures = {one.pk: one for one in projects.terms("nature")}
    return [_document(one, firsts.get(one.pk), natures) for one in found]


def _document(one: Any, first: Any, natures: Mapping[int, Any]) -> Told:
    total, plan = one.total, one.plan
    return {
        "number": one.local_number, "name_zh": one.name_zh, "name_en": one.name_en, "scope_zh": one.scope_zh,
        "scope_en": one.scope_en, "stage": str(one.stage), "district": _named(one.district),
        "address_zh": one.address_zh, "address_en": one.address_en, "geometry": one.geometry,
        "point": [one.lon, one.lat] if one.lon is not None else None, "sector": _named(one.sector),
        "nature": _named(natures.get(one.nature_id)), "owner": _named(one.owner), "parties": [*_parties(one)],
        "total": total.amount if total is not None else None, "currency": _currency(total, plan),
        "original": first.amount.amount if first else None,
        "original_on": _day(first.valid_from) if first else None,
        "plan": plan.amount if plan is not None else None, "plan_year": one.list_year,
        "planned_start": _day(one.planned_start), "planned_finish": _day(one.planned_finish),
        "started_on": _day(one.started_on), "finished_on": _day(one.finished_on),
        "capacities": [
            {"zh": each.what_zh, "en": each.what_en, "quantity": f"{each.quantity.normalize():f}",
             "measure": _named(each.measure)}
            for each in one.capacities.all()
        ],
        "package": one.parent.local_number if one.parent else None,
    }  # fmt: skip


def _currency(*amounts: Any) -> str | None:
    return next((one.currency for one in amounts if one is not None), None)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _named(one: Any) -> dict[str, str] | None:
    return {"code": one.code, "zh": one.name_zh, "en": one.name_en} if one else None


def _parties(one: Any) -> list[dict[str, str]]:
    found = []
    for each in one.parties.all():
        of = each.unit or each
        told = {"zh": of.name_zh, "en": of.name_en, "role": ROLES.get(each.role.code, ""), "what_zh": each.role.name_zh,
                "what_en": each.role.name_en, "credit_code": each.credit_code}  # fmt: skip
        found.append({name: text for name, text in told.items() if text})
    return found


def head_of(number: int, on: date, at: datetime, licence: str) -> Head:
    """What the edition of this number will say of itself."""
    uri = settings.ADDRESS + reverse("publishing:open_edition", args=[number])
    by = installation()
    return Head(number, on, at, uri, by.name_zh if by else "", licence, not demonstration())


def editions() -> QuerySet[OpenEdition]:
    """All that were signed, the newest first, those withdrawn too."""
    return OpenEdition.objects.select_related("signed_by", "withdrawn_by")


def newest() -> OpenEdition | None:
    """The edition that stands: the last that was not withdrawn."""
    return editions().filter(withdrawn_at=None).first()


def standing_edition(number: int) -> OpenEdition | None:
    """The edition of this number, unless it was withdrawn."""
    return editions().filter(number=number, withdrawn_at=None).first()


def entries(edition: OpenEdition, said: Mapping[str, Any] | None = None) -> QuerySet[OpenEntry]:
    """The projects of an edition, as far as they fit what is asked for."""
    asked = Q()
    for name in ("district", "stage", "sector"):
        if said and said.get(name):
            asked &= Q(**{name: said[name]})
    for word in str((said or {}).get("q") or "").split():
        asked &= Q(name_zh__icontains=word) | Q(name_en__icontains=word) | Q(number__icontains=word)
    return OpenEntry.objects.filter(asked, edition=edition)


def choices(edition: OpenEdition, name: str) -> dict[str, dict[str, str]]:
    """The districts or sectors of an edition: code → names, in both languages."""
    rows = OpenEntry.objects.filter(edition=edition).exclude(**{name: ""}).order_by(name)
    return {one["code"]: one for one in rows.values_list(f"told__{name}", flat=True)}


def stages() -> dict[str, Any]:
    """Stage → what it is called."""
    field: Any = subject_model("project")._meta.get_field("stage")
    return dict(field.flatchoices)


def entry_of(edition: OpenEdition, number: str) -> OpenEntry | None:
    return OpenEntry.objects.filter(edition=edition, number=number).first()


def history(number: str) -> list[OpenEntry]:
    """A project in every edition that stands, the newest first."""
    rows = OpenEntry.objects.filter(number=number, edition__withdrawn_at=None)
    return list(rows.select_related("edition").order_by("-edition__number"))


def changed(most: int) -> list[OpenEntry]:
    """The last of what became new or changed in editions that stand."""
    rows = OpenEntry.objects.exclude(change="").filter(edition__withdrawn_at=None)
    return list(rows.select_related("edition").order_by("-edition__number", "number")[:most])


def file_of(edition: OpenEdition, ending: str) -> OpenFile | None:
    return OpenFile.objects.filter(edition=edition, ending=ending).first()


def files_of(edition: OpenEdition) -> list[OpenFile]:
    """Without their contents."""
    return list(OpenFile.objects.filter(edition=edition).defer("packed"))
