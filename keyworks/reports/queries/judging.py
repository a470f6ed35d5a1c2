"""What a month is judged by beside its reports: exemptions that hold, bonds and what of them is spent, growth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import within
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.projects.queries import paths
from keyworks.reports.models import BondBatch, BondSpending, Exemption
from keyworks.reports.queries.reach import among
from keyworks.reports.rules.ledgers import KEEP, Ledger, may_keep
from keyworks.reports.rules.lights.specs import Dimension
from keyworks.reports.rules.lights.states import Batch
from keyworks.values.months import Month


def exempt(
    projects: QuerySet[Project] | Iterable[int], month: Month, asof: datetime | None = None
) -> dict[int, Mapping[Dimension, str]]:  # fmt: skip
    """Why which dimensions of these projects are not judged in a month."""
    holds: Any = Exemption.objects.filter(project__in=among(projects), first__lte=month, last__gte=month)
    if asof is None:
        holds = holds.filter(withdrawal=None)
    else:
        holds = holds.filter(Q(withdrawal=None) | Q(withdrawal__at__gt=asof), at__lte=asof)
    found: dict[int, dict[Dimension, str]] = {}
    for pk, dimension, reason in holds.order_by("pk").values_list("project", "dimension", "reason"):
        found.setdefault(pk, {})[Dimension(dimension)] = reason
    return dict(found)


def batches(
    of: str, keys: QuerySet[Project] | Iterable[int], month: Month, asof: datetime | None = None
) -> dict[int, tuple[Batch, ...]]:  # fmt: skip
    """The batches of these projects (`of` is "project") or districts, with what was spent by the end of a month."""
    rows: Any = BondBatch.objects.filter(**{f"{of}__in": among(keys)}, issued_on__lte=month.last_day)
    rows = rows.filter(at__lte=asof) if asof else rows
    issued = list(rows.values_list("pk", of, "name", "issued_on", "amount"))
    spent = spent_by([row[0] for row in issued], month, asof)
    found: dict[int, list[Batch]] = {}
    for pk, owner, name, on, amount in issued:
        found.setdefault(owner, []).append(Batch(name, on, amount.amount, spent.get(pk, 0)))
    return {owner: tuple(some) for owner, some in found.items()}


def spent_by(keys: Iterable[int], month: Month, asof: datetime | None = None) -> dict[int, int]:
    """What of each batch was spent by the end of a month, as last said."""
    rows: Any = BondSpending.objects.asof(asof).filter(batch__in=list(keys), month__lte=month).order_by("month")
    return {pk: amount.amount for pk, amount in rows.values_list("batch", "spent")}


def exemptions_of(project: Project) -> list[Exemption]:
    found = Exemption.objects.filter(project=project).select_related("by", "withdrawal", "withdrawal__by")
    return list(found.order_by("-pk"))


def batches_seen(person: Person) -> list[BondBatch]:
    """The batches of projects and districts that the person sees."""
    rows = BondBatch.objects.select_related("project", "district")
    if not person.standing.everywhere():
        mine = Q(project__in=scope(person, Project.objects.all())) | Q(district__in=Unit.objects.filter(within(person)))
        rows = rows.filter(mine)
    return list(rows)


def batch_seen(person: Person, pk: int) -> BondBatch | None:
    return next((one for one in batches_seen(person) if one.pk == pk), None)


def may_spend(person: Person, batch: BondBatch) -> bool:
    """May the person say what of a batch was spent? Whoever keeps the ledgers of its project or district."""
    where = paths(batch.project) if batch.project else {"district": batch.district.path}  # type: ignore[union-attr]
    return person.may(KEEP) and may_keep(person.standing, where, Ledger.PAYMENTS)


def spendings(batch: BondBatch) -> list[BondSpending]:
    """All that was ever said of what is spent of a batch, the last month first."""
    found = BondSpending.objects.filter(batch=batch).select_related("by")
    return list(found.order_by("-month", "-version"))
