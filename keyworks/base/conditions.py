"""Two people at one record, over the API: what was seen is named by its ETag, and a stale write is refused."""

from __future__ import annotations

import re
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest

from keyworks.base.answers import ApiRefused

TAG = re.compile(r'(?:W/)?"[^"]*"')


class Edited(Protocol):
    """A record that counts its editions."""

    pk: Any
    edition: int


Row = TypeVar("Row", bound=Edited)


class Unchanged(Exception):
    """The caller has this edition already: 304."""


def etag(kind: str, pk: object, edition: int) -> str:
    """The tag of one edition of one record."""
    return f'"{kind}-{pk}-{edition}"'


def tagged(request: HttpRequest, kind: str, row: Row) -> Row:
    """Send the record with its ETag; where the caller has it already, nothing but 304."""
    tag = etag(kind, row.pk, row.edition)
    request.etag = tag  # type: ignore[attr-defined]
    if request.method in {"GET", "HEAD"}:
        known = request.headers.get("If-None-Match", "")
        if known.strip() == "*" or tag in [found.removeprefix("W/") for found in TAG.findall(known)]:
            raise Unchanged
    return row


def seen(request: HttpRequest, kind: str, row: Edited) -> int:
    """The edition the caller saw, which must be the one that stands: 428 where unsaid, 412 where stale."""
    tag = etag(kind, row.pk, row.edition)
    request.subject = (kind, row.pk)  # type: ignore[attr-defined]
    wanted = request.headers.get("If-Match", "").strip()
    if not wanted:
        raise ApiRefused("api.version_unsaid", status=428, headers={"ETag": tag})
    if wanted != "*" and tag not in TAG.findall(wanted):
        raise ApiRefused("api.version_stale", status=412, headers={"ETag": tag})
    return row.edition
