"""Paging by key: the next page starts after the last row seen, so a deep page costs what the first one does.

Rows are ordered by (one column, primary key), unknown last; both keys run the same way, so a page can be turned back.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db.models import F, Field, Q, QuerySet
from django.utils.dateparse import parse_duration

ORDER, PK = "keyset_order", "keyset_pk"
LONGEST_CURSOR = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows, with the cursors of its first and last row where there is something beyond them."""

    rows: list[dict[str, Any]]
    before: str = ""
    after: str = ""


def _field(rows: QuerySet[Any], name: str) -> Field[Any, Any]:
    return rows.query.clone().resolve_ref(name).output_field


def sortable(rows: QuerySet[Any], name: str) -> bool:
    """Is there such a column to order by?"""
    try:
        _field(rows, name)
    except FieldError:
        return False
    return True


def _never_null(rows: QuerySet[Any], name: str) -> bool:
    plain = "__" not in name and name not in rows.query.annotations
    return plain and not _field(rows, name).null


def encode(sort: str, row: dict[str, Any]) -> str:
    """The cursor standing on a row: the sort it belongs to, the row's value in it, its key."""
    value = row[ORDER]
    text = None if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
    return urlsafe_b64encode(json.dumps([sort, text, str(row[PK])]).encode()).decode().rstrip("=")


def decode(cursor: str, sort: str, rows: QuerySet[Any]) -> tuple[Any, Any] | None:
    """The (value, key) a cursor stands on; None for junk and for a cursor of another sort."""
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        of_sort, text, key = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if of_sort != sort or not isinstance(key, str) or not isinstance(text, str | None):
            return None
        if "\x00" in key or "\x00" in (text or ""):
            return None
        field = _field(rows, sort.removeprefix("-"))
        value = None if text is None else _python(field, text)
        pk = rows.model._meta.pk.to_python(key)
        _in_range(field, value)
        _in_range(rows.model._meta.pk, pk)
    except (ValueError, TypeError, ValidationError, OverflowError, RecursionError):
        return None
    return value, pk


def _python(field: Field[Any, Any], text: str) -> Any:
    if field.get_internal_type() == "DurationField":
        return parse_duration(text)
    return field.to_python(text)


def _in_range(field: Field[Any, Any] | Any, value: Any) -> None:
    """A number no column can hold would be a database error, not an empty page."""
    if isinstance(value, int) and abs(value) >= 2**63:
        raise OverflowError
    if isinstance(value, float) and value != value:
        raise ValueError(field)


def _beyond(sort: str, value: Any, pk: Any, *, forward: bool, nullable: bool) -> Q:
    """The condition on rows beyond (value, pk) in the direction of travel, unknown standing last."""
    name = sort.removeprefix("-")
    up = forward != sort.startswith("-")
    word = "gt" if up else "lt"
    past_pk = Q(**{f"pk__{word}": pk})
    if value is None:
        among_unknown = Q(**{f"{name}__isnull": True}) & past_pk
        return among_unknown if forward else among_unknown | Q(**{f"{name}__isnull": False})
    at_or_past = Q(**{f"{name}__{word}e": value})
    past = at_or_past & (Q(**{f"{name}__{word}": value}) | past_pk)
    return past | Q(**{f"{name}__isnull": True}) if forward and nullable else past


def ordered(rows: QuerySet[Any], sort: str, *, forward: bool = True) -> QuerySet[Any]:
    """The rows ordered by (sort, key), each row carrying both; unknown last, or first on the way back."""
    name = sort.removeprefix("-")
    up = forward != sort.startswith("-")
    places: dict[str, Any] = {}
    if not _never_null(rows, name):
        places = {"nulls_last": True} if forward else {"nulls_first": True}
    column = F(name).asc(**places) if up else F(name).desc(**places)
    key = F("pk").asc() if up else F("pk").desc()
    carried: QuerySet[Any] = rows.annotate(**{ORDER: F(name), PK: F("pk")})
    return carried.order_by(column, key)


def sorted_list(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """A short list made elsewhere than in the database, ordered as its rows would be there."""
    return _carried(_in_order(rows, sort), sort)


def _in_order(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    name, down = sort.removeprefix("-"), sort.startswith("-")
    known = [row for row in rows if row.get(name) is not None]
    unknown = [row for row in rows if row.get(name) is None]
    known.sort(key=lambda row: (row[name], row["pk"]), reverse=down)
    unknown.sort(key=lambda row: row["pk"], reverse=down)
    return known + unknown


def _carried(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    return [{**row, ORDER: row.get(sort.removeprefix("-")), PK: row["pk"]} for row in rows]


def page_of_list(rows: list[dict[str, Any]], sort: str, size: int, *, after: str = "", before: str = "") -> Page:
    """As `page`, of a short list; a cursor is the key of the row it stands on."""
    found = _in_order(rows, sort)
    places = {str(row["pk"]): place for place, row in enumerate(found)} if after or before else {}
    start = places[after] + 1 if after in places else max(places.get(before, 0) - size, 0)
    shown = _carried(found[start : start + size], sort)
    return Page(
        shown,
        before=str(shown[0][PK]) if shown and start > 0 else "",
        after=str(shown[-1][PK]) if start + size < len(found) else "",
    )


def page(rows: QuerySet[Any], sort: str, size: int, *, after: str = "", before: str = "") -> Page:
    """The page after or before a cursor, else the first; a page back that reaches the start is the first page."""
    nullable = not _never_null(rows, sort.removeprefix("-"))
    here = decode(after, sort, rows)
    back = None if here else decode(before, sort, rows)
    if back:
        beyond = _beyond(sort, *back, forward=False, nullable=nullable)
        found = list(ordered(rows, sort, forward=False).filter(beyond)[: size + 1])
        if len(found) > size:
            found = found[:size][::-1]
            return Page(found, before=encode(sort, found[0]), after=encode(sort, found[-1]))
    query = ordered(rows, sort)
    if here:
        query = query.filter(_beyond(sort, *here, forward=True, nullable=nullable))
    found = list(query[: size + 1])
    more, found = len(found) > size, found[:size]
    return Page(
        found,
        before=encode(sort, found[0]) if here and found else "",
        after=encode(sort, found[-1]) if more else "",
    )
