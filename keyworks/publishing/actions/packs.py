"""Asking for a pack, and keeping one that was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from keyworks.dossier.actions import Part, keep_content, store
from keyworks.jobs.actions import enqueue
from keyworks.projects import queries as projects
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.models import Pack
from keyworks.publishing.queries.packs import projects_of
from keyworks.publishing.queries.taken_along import KIND as ALONG
from keyworks.publishing.queries.taken_along import TAKE
from keyworks.publishing.rules import document
from keyworks.publishing.rules.news import MAKE
from keyworks.publishing.rules.words import LANGUAGES
from keyworks.record.actions import write

KIND = "publishing.pack"
MOST = 100
"""Projects in one pack."""


def ask_pack(*, meeting: Any, language: str, more: Sequence[int] = (), by: Any, at: datetime) -> Any:
    """Have a pack made of a meeting's places and points, and of these projects as well; asked twice it is made once."""
    if not by.may(MAKE):
        raise PublishingRefused("publishing.not_yours")
    if language not in LANGUAGES:
        raise PublishingRefused("publishing.no_language", field="language")
    keys = list(dict.fromkeys([*projects_of(meeting), *more]))
    if len(keys) > MOST:
        raise PublishingRefused("publishing.too_many_projects", field="more", most=MOST, n=len(keys))
    if len(projects.many(by, more)) != len(set(more)):
        raise PublishingRefused("publishing.project_unknown", field="more", number="—")
    args = {"meeting": meeting.pk, "language": language, "more": list(more)}
    return enqueue(KIND, args, by=by, at=at, key=f"{KIND}:{meeting.pk}:{language}:{by.pk}")


def ask_along(*, by: Any, at: datetime) -> Any:
    """Have all that somebody may read made into one archive; asked twice it is made once."""
    if not by.may(TAKE):
        raise PublishingRefused("publishing.no_reader")
    return enqueue(ALONG, {}, by=by, at=at, key=f"{ALONG}:{by.pk}")


def keep(
    *, meeting: Any, made: document.Pack, pdf: bytes, word: bytes, mark: UUID, by: Any, at: datetime
) -> Pack:  # fmt: skip
    """Keep a pack as it was made: its contents first and for good, then the row that names them."""
    if not by.may(MAKE):
        raise PublishingRefused("publishing.not_yours")
    digests = [_kept(content, f"{mark}.{ending}") for content, ending in ((pdf, "pdf"), (word, "docx"))]
    with transaction.atomic():
        pack = Pack.objects.create(
            meeting=meeting, language=made.language, title=made.title[:200], projects=len(made.projects),
            pdf_sha256=digests[0], pdf_size=len(pdf), word_sha256=digests[1], word_size=len(word), by=by,
            known_at=made.at, at=at,
        )  # fmt: skip
        after = {"language": made.language, "pages": len(made.projects), "pdf": digests[0], "word": digests[1]}
        write("publishing.make", pack, by=by, at=at, after={"title": made.title, **after})
    return pack


def _kept(content: bytes, name: str) -> str:
    """The digest of content that lies in the store from now on."""
    digest = sha256(content).hexdigest()
    path = store() / f"{name}.part"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    keep_content(Part(path, name, digest, len(content)))
    return digest
