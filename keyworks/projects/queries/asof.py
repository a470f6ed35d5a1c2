"""The register as it was known at a moment, read out of the editions by the database itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Sum, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import Edition, Project
from keyworks.projects.rules.stages import Stage
from keyworks.values.money import Money

WAYS = ("district", "sector", "stage")


class Fact(KeyTextTransform):
    """A fact of an edition as the database reads it, unknown where it was taken away again.

    Django's own transform tells a null as the word on SQLite. A number comes as one or as its digits.
    """

    def as_sqlite(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, Any]:
        facts, params, names = self.preprocess_lhs(compiler, connection)
        return f"JSON_EXTRACT({facts}, %s)", (*params, f"$.{'.'.join(names)}")

    def get_lookup(self, lookup: str) -> Any:
        """It is compared as text: what a key of JSON is compared with would be read as JSON itself."""
        return self.output_field.get_lookup(lookup)


fact = Fact.from_lookup


def editions_asof(projects: QuerySet[Project], at: datetime) -> QuerySet[Edition]:
    """Of each of these projects the edition that stood at a moment (UTC); none of those not yet known."""
    later = Edition.objects.filter(project=OuterRef("project"), edition=OuterRef("edition") + 1, at__lte=at)
    return Edition.objects.filter(~Exists(later), at__lte=at, project__in=projects.order_by().values("pk"))


def sums_asof(person: Person, at: datetime, by: str = "district") -> list[dict[str, Any]]:
    """How many projects there were at a moment and what they cost, by their district, sector or stage then.

    `key` is the code of the time, None where nothing was said; `rows` and `total` count all, `unreported_rows` and
    `unreported_total` those among them that their list named no more. Phases and sub-projects count in their packages.
    The reach of the person is today's.
    """
    if by not in WAYS:
        raise ValueError(f"not summed by {by}")
    key: Any = fact(f"facts__{by}")
    if by == "stage":
        key = Coalesce(key, Value(Stage.IDEA.value), output_field=TextField())
    stood = editions_asof(scope(person, Project.objects.all()), at).annotate(
        key=key, package=fact("facts__parent"), gone=fact("facts__unreported_since"),
        fen=Cast(fact("facts__parts__total__fen"), BigIntegerField()),
    )  # fmt: skip
    gone = Q(gone__isnull=False)
    rows: Any = stood.filter(package__isnull=True).order_by().values("key")
    found = rows.annotate(
        rows=Count("*"), sum=Sum("fen"), unreported_rows=Count("pk", filter=gone), unreported=Sum("fen", filter=gone)
    )  # fmt: skip
    return [
        {
            "key": row["key"], "rows": row["rows"], "total": _money(row["sum"]),
            "unreported_rows": row["unreported_rows"], "unreported_total": _money(row["unreported"]),
        }
        for row in found.order_by(F("key").asc(nulls_last=True))
    ]  # fmt: skip


def _money(fen: Any) -> Money | None:
    return None if fen is None else Money(int(fen))
