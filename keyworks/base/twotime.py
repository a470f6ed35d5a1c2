"""Time that runs twice: when a figure holds in the world, and when it was known to us.

A figure is a row of a table that only grows. A correction is the next version of the same fact, with a reason; the
first stays. `asof` answers any query as it would have been answered at that moment. The database itself refuses to
change or remove a row, to skip a version, to know a later version earlier, and to correct without a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef, Q

from keyworks.base.guards import Guard, append_only
from keyworks.values.refusals import Refused, Stale

T = TypeVar("T", bound="Figure")


class TwoTimeRefused(Refused):
    """The two-time model said no."""


class FigureQuerySet(models.QuerySet[T]):
    """Questions in two times."""

    def asof(self, at: datetime | None = None) -> Self:
        """One row per fact: the version standing at the moment `at` (UTC), the newest where it is None."""
        later = self.model._default_manager.filter(
            version=OuterRef("version") + 1, **{name: OuterRef(name) for name in self.model.FACT}
        )
        if at is None:
            return self.filter(~Exists(later))
        return self.filter(Q(known_at__lte=at), ~Exists(later.filter(known_at__lte=at)))

    def versions(self, **fact: Any) -> Self:
        """All that was ever known of one fact, the first first."""
        return self.filter(**fact).order_by("version")


class Figure(models.Model):
    """Abstract: one version of one fact. A subclass adds what the fact is about and names it in FACT."""

    FACT: ClassVar[tuple[str, ...]] = ()
    """The fields, none of them nullable, that together say which fact this is."""

    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects: ClassVar[Any] = FigureQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def guards(cls) -> list[Guard]:
        """Append-only, versions without gaps, knowledge that never runs backwards."""
        table = cls._meta.db_table
        columns = [cls._meta.get_field(name).column for name in cls.FACT]  # type: ignore[union-attr]
        same = " AND ".join(f'p."{column}" = NEW."{column}"' for column in columns)
        before = (
            f'NEW."version" > 1 AND NOT EXISTS (SELECT 1 FROM "{table}" p WHERE {same} '
            f'AND p."version" = NEW."version" - 1 AND p."known_at" <= NEW."known_at")'
        )
        return [
            *append_only(cls),
            Guard(f"{table}_in_order", "INSERT", f"{table}: a version follows the one before it", before),
        ]


def constraints(label: str, fact: tuple[str, ...]) -> tuple[models.BaseConstraint, ...]:
    """The constraints every two-time table carries; they go into its Meta."""
    forward = Q(valid_until=None) | Q(valid_until__gte=F("valid_from"))
    return (
        models.UniqueConstraint(fields=[*fact, "version"], name=f"{label}_fact_version"),
        models.CheckConstraint(condition=Q(version__gte=1), name=f"{label}_version_from_1"),
        models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name=f"{label}_correction_has_reason"),
        models.CheckConstraint(condition=forward, name=f"{label}_valid_forward"),
    )


def first(model: type[T], fact: Mapping[str, Any], *, by: Any, at: datetime, **values: Any) -> T:
    """State a fact for the first time; refused where it is known already (correct it instead)."""
    row = model(**fact, **values, by=by, known_at=at, version=1)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if model._default_manager.filter(**fact).exists():
            raise TwoTimeRefused("figure.known_already") from error
        raise
    return row


def correct(
    model: type[T], fact: Mapping[str, Any], *, by: Any, at: datetime, reason: str, over: int, **values: Any
) -> T:
    """Append the version after `over`, the version the corrector saw; Stale where another came first."""
    if not reason.strip():
        raise TwoTimeRefused("figure.reason_missing", field="reason")
    last = model._default_manager.filter(**fact).order_by("-version").first()
    if last is None:
        raise TwoTimeRefused("figure.unknown")
    if last.version != over:
        raise Stale("figure.stale", edition=last.version)
    if at < last.known_at:
        raise TwoTimeRefused("figure.known_backwards", field="at")
    kept = {"valid_from": last.valid_from, "valid_until": last.valid_until} | values
    row = model(**fact, **kept, by=by, known_at=at, reason=reason, version=over + 1)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Stale("figure.stale", edition=over + 1) from error
    return row
