"""Time that runs twice: when a figure holds in the world, and when it was known to us.

A figure is a row of a table that only grows. A correction is the next version of the same fact, with a reason; the
first stays. `asof` answers any query as it would have been answered at that moment. The database itself refuses to
change or remove a row, to skip a version, to know a later version earlier, and to correct without a reason.

The moment `known_at` may lie in the past, as for history that is imported, but never before the version before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.core import checks
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef, Q

from keyworks.base.guards import Guard, append_only
from keyworks.values.refusals import Refused, Stale

T = TypeVar("T", bound="Figure")

MOMENT = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]"
"""How SQLite keeps a moment; it compares texts, so a text of another shape would be out of time."""
AT_ONCE = 1000


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
    OF_THE_VERSION: ClassVar[frozenset[str]] = frozenset({"id", "known_at", "version", "reason", "source", "by"})
    """Fields that a correction does not take over from the version it corrects."""
    LEAVES: ClassVar[str] = ""
    """A condition over OLD under which a row may be removed after all.

    It may name another table. In SQLite such a wall steps aside while tables are migrated (see `guards`), and is laid
    again at the end of the same command; nothing is taken back meanwhile.
    """

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
        """Append-only, versions without gaps, knowledge that never runs backwards, no correction without a reason."""
        table = cls._meta.db_table
        before = (
            f'NEW."version" > 1 AND NOT EXISTS (SELECT 1 FROM "{table}" p WHERE {cls.same("p", "NEW")} '
            f'AND p."version" = NEW."version" - 1 AND p."known_at" <= NEW."known_at")'
        )
        silent = """NEW."version" > 1 AND TRIM(NEW."reason") = ''"""
        timeless = f"""NEW."known_at" NOT GLOB '{MOMENT}' AND NEW."known_at" NOT GLOB '{MOMENT}.*'"""
        return [
            *append_only(cls, cls.LEAVES),
            Guard(f"{table}_in_order", "INSERT", f"{table}: a version follows the one before it", before),
            Guard(f"{table}_with_reason", "INSERT", f"{table}: a correction has a reason", silent),
            Guard(f"{table}_in_time", "INSERT", f"{table}: not a moment", timeless, only="sqlite"),
        ]

    @classmethod
    def same(cls, one: str, other: str) -> str:
        """That two rows are of one fact, in SQL."""
        columns = [cls._meta.get_field(name).column for name in cls.FACT]  # type: ignore[union-attr]
        return " AND ".join(f'{one}."{column}" = {other}."{column}"' for column in columns)

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """A table in two times that forgot one of its walls does not start."""
        found = super().check(**kwargs)
        unique = [set(c.fields) for c in cls._meta.constraints if isinstance(c, models.UniqueConstraint)]
        if not cls.FACT or {*cls.FACT, "version"} not in unique:
            found.append(checks.Error("FACT and constraints() do not name the same fact", obj=cls, id="keyworks.E001"))
        found += [
            checks.Error(f"{name} of FACT may be null", obj=cls, id="keyworks.E002")
            for name in cls.FACT
            if cls._meta.get_field(name).null
        ]
        return found


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
    """Append the version after `over`, the version the corrector saw; Stale where another came first.

    What `values` does not name stays as it was, except the source: a correction has its own.
    """
    if not reason.strip():
        raise TwoTimeRefused("figure.reason_missing", field="reason")
    last = _last(model, fact)
    if last is None:
        raise TwoTimeRefused("figure.unknown")
    if last.version != over:
        raise Stale("figure.stale", edition=last.version)
    if at < last.known_at:
        raise TwoTimeRefused("figure.known_backwards", field="at")
    fields = [field.attname for field in model._meta.concrete_fields if field.name not in model.OF_THE_VERSION]
    row = model(**{name: getattr(last, name) for name in fields})
    for name, value in {**values, "by": by, "known_at": at, "reason": reason, "version": over + 1}.items():
        model._meta.get_field(name)
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        now = _last(model, fact)
        if now is not None and now.version > over:
            raise Stale("figure.stale", edition=now.version) from error
        raise
    return row


@transaction.atomic
def append_many(model: type[T], rows: Iterable[Mapping[str, Any]], *, by: Any, at: datetime) -> int:
    """Append many versions at once, all or none, a thousand to a query (in SQLite what 999 values allow); how many.

    A row names its fact and values; it is a first version known `at` unless it names `version`, `reason` and
    `known_at` itself. The same walls stand, and versions of one fact have to come in their order.
    """
    count = 0
    rows = iter(rows)
    while some := list(islice(rows, AT_ONCE)):
        # By its key: the model would look at the person anew for each of a hundred thousand rows.
        teller = {"by_id": by.pk if by is not None else None}
        figures = [model(**{"known_at": at, **({} if "by" in row else teller), **row}) for row in some]
        try:
            with transaction.atomic():
                model._default_manager.bulk_create(figures)
        except IntegrityError as error:
            for refused in _refusals(model, figures):
                raise refused from error
            raise
        count += len(figures)
    return count


def _last(model: type[T], fact: Mapping[str, Any]) -> T | None:
    found: Any = model.objects.filter(**fact).order_by("-version").first()
    return found  # type: ignore[no-any-return]


def _refusals(model: type[T], figures: list[T]) -> Iterator[Refused]:
    """Why the database refused these figures, in words where it is one of the refusals a reader can help."""
    ahead: dict[tuple[Any, ...], T] = {}
    for figure in figures:
        fact = {name: getattr(figure, name) for name in model.FACT}
        last = ahead.get(tuple(fact.values())) or _last(model, fact)
        if figure.version > 1 and not figure.reason.strip():
            yield TwoTimeRefused("figure.reason_missing", field="reason")
        elif last is None and figure.version > 1:
            yield TwoTimeRefused("figure.unknown")
        elif last is not None and figure.version == 1:
            yield TwoTimeRefused("figure.known_already")
        elif last is not None and figure.version != last.version + 1:
            yield Stale("figure.stale", edition=last.version)
        elif last is not None and figure.known_at < last.known_at:
            yield TwoTimeRefused("figure.known_backwards", field="at")
        ahead[tuple(fact.values())] = figure
