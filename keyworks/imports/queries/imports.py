from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope, scopes
from keyworks.imports.files.judged import Judged
from keyworks.imports.models import Import, ImportFile, Mapping

RIGHT = "imports.bring_in"


@scopes(Import)
def _imports(person: Person, found: QuerySet[Import]) -> QuerySet[Import]:
    """Lists are of the whole city: whoever may bring one in sees them all."""
    return found if person.may(RIGHT) else found.none()


@scopes(Mapping)
def _mappings(person: Person, found: QuerySet[Mapping]) -> QuerySet[Mapping]:
    return found if person.may(RIGHT) else found.none()


def imports(person: Person) -> QuerySet[Import]:
    """All imports, the newest first."""
    return scope(person, Import.objects.all()).select_related("person", "mapping").order_by("-pk")


def import_of(person: Person, pk: int) -> Import | None:
    return imports(person).filter(pk=pk).first()


def folder(pk: int) -> Path:
    """Where what is worked out of an import lies: made anew when it is missing."""
    return Path(settings.DATA) / "imports" / str(pk)


def holds(sha256: str) -> bool:
    """Is a file with this content being brought in, or was it?"""
    return ImportFile.objects.filter(sha256=sha256).exists()


def bytes_of(found: Import) -> int:
    return found.files.aggregate(size=Sum("size"))["size"] or 0


def peeks(found: Import) -> list[dict[str, Any]]:
    """What was seen of each file when it was read; a file not read yet is left out."""
    told = []
    for file in found.files.all():
        path = folder(found.pk) / f"peek-{file.order}.json"
        if path.exists():
            told.append(json.loads(path.read_text(encoding="utf-8")))
    return told


def progress(found: Import) -> tuple[int, int] | None:
    """How far bringing in is: told beside the database, whose one writer it may be."""
    try:
        done, of = (folder(found.pk) / "progress").read_text(encoding="ascii").split()
        return int(done), int(of)
    except (OSError, ValueError):
        return None


def judged(found: Import) -> Judged | None:
    """What the last check found; None where there was none, or its result is missing."""
    path = folder(found.pk) / "judged.sqlite"
    return Judged(path) if found.report and path.exists() else None
