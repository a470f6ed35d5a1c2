"""Which projects may be one, or have become several: what is asked, and what was said to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import Edition, Project, Verdict
from keyworks.projects.rules.pairing import Proposal, Seen, proposals
from keyworks.projects.rules.parts import Cut

COLUMNS = (
    "pk", "name_zh", "name_en", "owner_id", "lead_department_id", "district_id", "total", "parent_id",
    "unreported_since",
)  # fmt: skip


def compared(person: Person | None) -> list[Seen]:
    """Every project within reach as far as it is compared; what was merged is decided."""
    rows = Project.objects.exclude(cut=Cut.MERGED).order_by("pk")
    rows = rows if person is None else scope(person, rows)
    begun: Any = Edition.objects.filter(edition=1).values_list("project_id", "at")
    first = {pk: timezone.localdate(at) for pk, at in begun}
    return [
        Seen(
            row["pk"], tuple(dict.fromkeys(filter(None, (row["name_zh"], row["name_en"])))),
            # Where nobody is named who builds it, the department that leads it tells as much.
            row["owner_id"] if row["owner_id"] is not None else _negative(row["lead_department_id"]),
            row["district_id"], row["total"].amount if row["total"] is not None else None,
            first.get(row["pk"]), row["unreported_since"],
        )
        for row in rows.values(*COLUMNS)
    ]  # fmt: skip


def _negative(pk: int | None) -> int | None:
    return -pk if pk is not None else None


def asked(person: Person | None) -> list[Proposal]:
    """The proposals to which nobody has said anything yet, the likeliest first."""
    said = set(Verdict.objects.values_list("key", flat=True))
    return [one for one in proposals(compared(person)) if one.key not in said]


def whole(found: Iterable[Proposal]) -> dict[int, Project]:
    """The projects of these proposals with what is shown of them."""
    keys = {pk for one in found for pk in (*one.before, *one.after)}
    rows = Project.objects.filter(pk__in=keys).select_related("owner", "district", "lead_department")
    return {one.pk: one for one in rows}
