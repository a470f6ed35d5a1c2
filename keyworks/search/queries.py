"""What is findable, what of it holds somebody's words, and how far the record was followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import (
    BigIntegerField,
    Case,
    ExpressionWrapper,
    F,
    IntegerField,
    Lookup,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Length, StrIndex
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from keyworks.base.manifest import Findable, rooms
from keyworks.base.scopes import scope
from keyworks.record.models import Entry
from keyworks.search.models import Line, Mark
from keyworks.search.rules import SEPARATOR, asked, looked_for, signs

ANY = "*"
PLANES = ("signs0", "signs1", "signs2", "signs3")
FIRST = 30
"""Of so many times what is shown, those that come first, it is asked which the person may see; else of all."""


@dataclass(frozen=True)
class Kind:
    """A kind of things that can be found, with its model."""

    name: str
    says: Findable
    model: type[Model]

    def rows(self) -> QuerySet[Any]:
        """Those that stand."""
        return self.model._default_manager.exclude(**self.says.gone) if self.says.gone else self._all()

    def _all(self) -> QuerySet[Any]:
        return self.model._default_manager.all()


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    row: Any
    note: str

    @property
    def address(self) -> str:
        return str(self.row.get_absolute_url())

    @property
    def name(self) -> str:
        return str(self.row)


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the best first."""

    kind: str
    label: str
    hits: list[Hit]
    more: bool
    listed: str
    """The address of a list that has them all; "" where there is none."""


def kinds() -> Iterator[Kind]:
    """All that can be found, in the order in which it is shown."""
    found = [
        Kind(name, says, apps.get_model(room.label, says.model))
        for room in rooms()
        for name, says in room.findable.items()
    ]
    yield from sorted(found, key=lambda kind: kind.says.order)


def head() -> int:
    """The number of the record's last entry."""
    return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def followed() -> int:
    """The last entry that the search knows of."""
    return Mark.objects.filter(pk=1).values_list("seq", flat=True).first() or 0


def found(person: Any, words: str, *, most: int) -> list[Group]:
    """What holds all the words and this person may see, at most so many of each kind that has any."""
    wanted = asked(words)
    if not wanted:
        return []
    best = holding(wanted).order_by(_rank("".join(wanted)), Length("text"), "-key").values_list("key", flat=True)
    groups = (_group(person, kind, best.filter(kind=kind.name), words, most) for kind in kinds())
    return [group for group in groups if group is not None]


def _group(person: Any, kind: Kind, best: QuerySet[Any, int], words: str, most: int) -> Group | None:
    says = kind.says
    if says.right and not person.may(says.right):
        return None
    keys = _seen_of(person, kind, best, most + 1)
    if not keys:
        return None
    shown = kind.rows().select_related(*says.joined) if says.joined else kind.rows()
    by_key = shown.in_bulk(keys[:most])
    rows = [by_key[key] for key in keys[:most] if key in by_key]
    if not rows:
        return None
    hits = [Hit(row, note) for row, note in zip(rows, _notes(says)(rows), strict=True)]
    listed = iri_to_uri(f"{reverse(says.listed)}?{urlencode({'q': words})}") if says.listed else ""
    return Group(kind.name, str(says.label), hits, len(keys) > most, listed)


def _seen_of(person: Any, kind: Kind, best: QuerySet[Any, int], most: int) -> list[int]:
    """The first keys of those the person may see; nobody's rule is asked where there is nothing to see."""
    first = list(best[: FIRST * most])
    if not first:
        return []
    everything = kind.rows()
    seen = scope(person, everything).order_by()
    if len(seen.query.where.children) == len(everything.query.where.children):
        return first[:most]
    visible = set(seen.filter(pk__in=first).values_list("pk", flat=True))
    if len(first) < FIRST * most or len(visible) >= most:
        return [key for key in first if key in visible][:most]
    return list(best.filter(key__in=seen.values("pk"))[:most])


def holding(wanted: tuple[str, ...]) -> QuerySet[Line]:
    """The lines in which each word stands somewhere, in whatever order.

    PostgreSQL looks first at what it takes for cheapest, and an equality last: a LIKE it would try before the signs.
    """
    words = looked_for(wanted)
    conditions: list[Lookup[Any]] = []
    for number, plane in enumerate(PLANES):
        bits = reduce(or_, (signs(word)[number] for word in words))
        if bits:
            # Said to be a bigint, or Django takes a value over 31 bits for one that no row can have.
            had = ExpressionWrapper(F(plane).bitand(bits), output_field=BigIntegerField())
            conditions.append(GreaterThanOrEqual(had, bits))
    conditions += [_holds("text", word) for word in words]
    return Line.objects.filter(*conditions)


def _holds(field: str, text: str) -> GreaterThan[Any]:
    return GreaterThan(StrIndex(field, Value(text)), 0)


def _rank(whole: str) -> Case:
    """A code typed whole, a name typed whole, a code's beginning, a name's, anything else.

    The text has the codes too: where nothing begins so, which are most, the rest is not looked at.
    """
    begins, is_all = SEPARATOR + whole, SEPARATOR + whole + SEPARATOR
    ways = ~Q(_holds("text", begins)), _holds("codes", is_all), _holds("text", is_all), _holds("codes", begins)
    cases = [When(way, then=Value(place)) for way, place in zip(ways, (4, 0, 1, 2), strict=True)]
    return Case(*cases, default=Value(3), output_field=IntegerField())


def _notes(says: Findable) -> Callable[[list[Any]], list[str]]:
    if isinstance(says.note, str):
        return import_string(says.note)  # type: ignore[no-any-return]
    fields = says.note
    return lambda rows: [" · ".join(filter(None, (_said(row, name) for name in fields))) for row in rows]


def _said(row: Any, name: str) -> str:
    value = getattr(row, name)
    value = value() if callable(value) else value
    return "" if value is None else str(value)
