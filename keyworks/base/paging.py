"""Pages of a list over the API: bounded, by key and not by number, without counting."""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from keyworks.base.answers import ApiRefused

LARGEST = 200

T = TypeVar("T")
M = TypeVar("M", bound=Model)


class Window(Schema):
    """Which part of a list: at most `limit` items after `cursor`."""

    limit: Annotated[int, Field(ge=1, le=LARGEST, description=_("At most so many items."))] = 50
    cursor: Annotated[str, Field(max_length=600, description=_("`next` of the page before."))] = ""


class Page(Schema, Generic[T]):
    """A part of a list; `next` is the cursor of the following part, null at the end."""

    items: list[T]
    next: str | None = None


def page(request: HttpRequest, rows: QuerySet[M], window: Window, order: tuple[str, ...] = ("pk",)) -> dict[str, Any]:
    """The rows after the cursor in this order ("-" for descending); the fields of the order are together unique."""
    signer = Signer(salt=f"page:{request.path}:{','.join(order)}")
    if window.cursor:
        try:
            rows = rows.filter(_after(order, signer.unsign_object(window.cursor)))
        except (BadSignature, ValueError) as error:
            raise ApiRefused("api.cursor_unknown", status=422, field="cursor") from error
    found = list(rows.order_by(*order)[: window.limit + 1])
    more = len(found) > window.limit
    items = found[: window.limit]
    last = [getattr(items[-1], name.lstrip("-")) for name in order] if more else []
    return {"items": items, "next": signer.sign_object(last) if more else None}


def _after(order: tuple[str, ...], values: list[Any]) -> Q:
    """Strictly behind these values in this order."""
    behind, same = Q(pk__in=[]), Q()
    for name, value in zip(order, values, strict=True):
        field = name.lstrip("-")
        step = "lt" if name.startswith("-") else "gt"
        behind |= same & Q(**{f"{field}__{step}": value})
        same &= Q(**{field: value})
    return behind
