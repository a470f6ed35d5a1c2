from __future__ import annotations

import json
import re
from collections.abc import Mapping as Map
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from keyworks.accounts.models import Person
from keyworks.formats.cells.words import words
from keyworks.imports.actions.giving import sound, suggested
from keyworks.imports.actions.refused import ImportsRefused, standing
from keyworks.imports.models import Import, Mapping
from keyworks.imports.queries import called, peeks
from keyworks.record.actions import write

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
State = Import.State
LARGEST = 1024 * 1024
CHANGEABLE = (State.MAPPING, State.JUDGED)


def parsed(text: str) -> Any:
    """A document out of its text; what is no JSON is no mapping."""
    try:
        return json.loads(text[:LARGEST])
    except (ValueError, RecursionError):
        return {}


@transaction.atomic
def save_mapping(
    *, name: str, document: Map[str, Any], by: Person | None, at: datetime, note: str = ""
) -> Mapping:  # fmt: skip
    """Keep a mapping under a name, as its next version."""
    name = name.strip()
    if not NAME.fullmatch(name):
        raise ImportsRefused("imports.mapping_unnamed", field="name")
    kept = sound({**document, "name": name})
    last = Mapping.objects.select_for_update().filter(name=name).order_by("-version").first()
    if last is not None and last.document == kept:
        raise ImportsRefused("imports.mapping_saved", field="name", label=last.label)
    title = kept.get("title") or {}
    version = (Mapping.objects.filter(name=name).aggregate(last=Max("version"))["last"] or 0) + 1
    made = Mapping.objects.create(
        name=name, version=version, document=kept, note=words(note)[:2000], by=by, at=at,
        title_zh=title.get("zh") or title.get("en") or name, title_en=title.get("en") or "",
    )  # fmt: skip
    write("imports.save_mapping", made, by=by, at=at, after={"name": name, "version": version})
    return made


@transaction.atomic
def understand(
    *, found: Import, document: Any, over: int | None, at: datetime, mapping: Mapping | None = None, example: str = ""
) -> Import:  # fmt: skip
    """Take this mapping for the import; what was found with another counts no more."""
    held = standing(found, over, *CHANGEABLE)
    kept = sound(document)
    # One that came as a file may say the same in fewer words.
    same = kept == held.document or (bool(held.document) and kept == sound(held.document))
    held.document = kept
    if mapping is not None or example or not same:
        held.mapping, held.example = mapping, example
    if not same:
        held.state, held.report = State.MAPPING, {}
    held.changed_at, held.edition = at, held.edition + 1
    held.save()
    return held


@transaction.atomic
def choose_mapping(*, found: Import, code: str, over: int | None, at: datetime) -> Import:
    """Take a saved mapping or a shipped example; "" is the one suggested from the files."""
    if not code:
        held = standing(found, over, *CHANGEABLE)
        document, reasons = suggested(held, peeks(held))
        Import.objects.filter(pk=held.pk).update(reasons=reasons)
        return understand(found=held, document=document, over=None, at=at)
    offer = called(code)
    if offer is None:
        raise ImportsRefused("imports.mapping_none", field="mapping", name=code)
    name, _, version = offer.code.partition("@")
    kept = Mapping.objects.filter(name=name, version=int(version)).first() if version else None
    return understand(
        found=found, document=offer.document, over=over, at=at, mapping=kept, example="" if version else name
    )


@transaction.atomic
def decide(*, found: Import, decisions: Map[str, Any], over: int | None, at: datetime) -> Import:
    """Say of possible duplicates which registered project each is, or that it is a new one."""
    held = standing(found, over, *CHANGEABLE)
    held.decisions = {**held.decisions, **decisions}
    held.state, held.report = State.MAPPING, {}
    held.changed_at, held.edition = at, held.edition + 1
    held.save()
    return held
