from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils.module_loading import import_string

from keyworks.accounts.models import Person
from keyworks.base.manifest import rooms
from keyworks.dossier.actions.refused import MODERATE, DossierRefused
from keyworks.dossier.files import ENDINGS, KINDS, LONGEST_NAME, clean_name, ending_of, folder_of, kind_of
from keyworks.dossier.models import Attachment
from keyworks.dossier.queries import place
from keyworks.dossier.rules import plain
from keyworks.record.actions import write

LEFT_BEHIND = timedelta(hours=24)
"""A file nobody's row names is swept only when it is older than any upload can last."""


@dataclass(frozen=True)
class Part:
    """A received file: where it lies for now, what it was called, its content's digest and size."""

    path: Path
    name: str
    sha256: str
    size: int


def store() -> Path:
    """The folder of all files."""
    return Path(settings.DATA) / "files"


def content(sha256: str) -> Path:
    """Where this content lies."""
    return store().joinpath(*folder_of(sha256))


def attach(*, subject: Model, part: Part, by: Person, at: datetime) -> Attachment:
    """Hang a file on a record: content first and for good, then the row, so that no row is without its content."""
    name = clean_name(part.name)
    if part.size == 0:
        raise DossierRefused("dossier.file_empty", field="file", name=name)
    kind = _kind(part, name)
    keep_content(part)
    with transaction.atomic():
        hung = Attachment.objects.create(
            **place(subject), name=name[:LONGEST_NAME], kind=kind, sha256=part.sha256, size=part.size, by=by, at=at
        )
        after = {"file": hung.pk, "name": name, "sha256": part.sha256, "size": part.size}
        write("dossier.attach", subject, by=by, at=at, after=after)
    return hung


@transaction.atomic
def withdraw_file(*, attachment: Attachment, subject: Model, reason: str, by: Person, at: datetime) -> Attachment:
    """Take a file back with a reason; its content is kept, for whoever moderates."""
    reason = clean_reason(reason)
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if attachment.by_id != by.pk and not by.may(MODERATE):
        raise DossierRefused("dossier.not_yours")
    if attachment.withdrawn_at is not None:
        raise DossierRefused("dossier.withdrawn_already")
    attachment.withdrawn_at, attachment.withdrawn_by, attachment.withdrawn_reason = at, by, reason
    attachment.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    write(
        "dossier.withdraw_file", subject, by=by, at=at, reason=reason,
        before={"file": attachment.pk, "name": attachment.name}, after={"file": attachment.pk, "withdrawn": True},
    )  # fmt: skip
    return attachment


def sweep(*, at: datetime) -> int:
    """Remove what an upload that was cut off left behind, and content no row names; how many files."""
    before = (at - LEFT_BEHIND).timestamp()
    removed = 0
    for path in sorted(store().rglob("*")) if store().exists() else []:
        if not path.is_file() or path.stat().st_mtime > before:
            continue
        if path.suffix != ".part" and named(path.name):
            continue
        path.unlink(missing_ok=True)
        removed += 1
    return removed


def named(sha256: str) -> bool:
    """Does a row of any room name this content?"""
    return any(import_string(room.contents)(sha256) for room in rooms() if room.contents)


def drop_content(sha256: str) -> None:
    """Remove content at once that no row names any more: of what may not be kept."""
    if not named(sha256):
        content(sha256).unlink(missing_ok=True)


def clean_reason(reason: str) -> str:
    reason = " ".join(plain(reason).split())[:400]
    if not reason:
        raise DossierRefused("dossier.reason_missing", field="reason")
    return reason


def _kind(part: Part, name: str) -> str:
    """What the content is, which must be what the name says and be on the list."""
    ending = ending_of(name)
    wanted = ENDINGS.get(ending)
    listed = ", ".join(kind.endings[0] for kind in KINDS.values())
    if wanted is None:
        raise DossierRefused("dossier.file_unlisted", field="file", name=name, listed=listed)
    with part.path.open("rb") as file:
        kind = kind_of(file, ending)
    if not kind:
        raise DossierRefused("dossier.file_not_itself", field="file", name=name, ending=ending.upper())
    if kind != wanted:
        raise DossierRefused("dossier.file_other", field="file", name=name, ending=ending.upper(), kind=kind.upper())
    return kind


def keep_content(part: Part) -> None:
    """Move the content to its place, on disk for good before anything names it; the same content lies there once."""
    final = content(part.sha256)
    final.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(part.path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    part.path.replace(final)
    for folder in (final.parent, final.parent.parent, store()):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
