"""Drafts are nobody's business but their writer's, so the record says nothing of them: it begins with registering."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.projects.actions.refused import ProjectsRefused, no_errors
from keyworks.projects.actions.registering import register
from keyworks.projects.models import Draft, Project
from keyworks.projects.rules import checks
from keyworks.values.refusals import Stale

Written = Mapping[str, str | list[str]]
"""What was typed into the fields of the forms, as it was typed."""
MOST = 100
LONGEST = 20_000


def _kept(written: Written) -> dict[str, Any]:
    """What was typed, without what no database keeps; refused where it says that it is secret."""
    kept = {
        name: [_text(one) for one in text] if isinstance(text, list) else _text(text) for name, text in written.items()
    }
    said = {name: text for name, text in kept.items() if isinstance(text, str)}
    if said.get("secrecy") == checks.SECRET:
        raise ProjectsRefused("projects.secret", field="secrecy")
    no_errors(checks.kept_secret({name: text for name, text in said.items() if name != "secrecy"}))
    return kept


def _text(text: str) -> str:
    return text[:LONGEST].replace("\0", "").encode("utf-8", "ignore").decode()


@transaction.atomic
def begin_draft(*, written: Written, by: Person, at: datetime) -> Draft:
    """Begin a draft with what was typed."""
    kept = _kept(written)
    if Draft.objects.filter(person=by).count() >= MOST:
        raise ProjectsRefused("projects.drafts_many", count=MOST)
    return Draft.objects.create(person=by, step="name", values=kept, changed_at=at)


def _standing(draft: Draft, by: Person) -> Draft:
    found = Draft.objects.select_for_update().filter(pk=draft.pk, person=by).first()
    if found is None:
        raise ProjectsRefused("projects.draft_gone")
    return found


@transaction.atomic
def save_draft(*, draft: Draft, step: str, written: Written, over: int, by: Person, at: datetime) -> Draft:
    """Keep what was typed in one step, right or wrong; the other steps stay as they are."""
    kept = _kept(written)
    draft = _standing(draft, by)
    if draft.edition != over and any(draft.values.get(name, "") != text for name, text in kept.items()):
        raise Stale("projects.draft_stale", edition=draft.edition)
    draft.values = {**draft.values, **kept}
    draft.step, draft.changed_at, draft.edition = step, at, draft.edition + 1
    draft.save(update_fields=["values", "step", "changed_at", "edition"])
    return draft


@transaction.atomic
def remove_draft(*, draft: Draft, by: Person, at: datetime) -> None:
    """Throw a draft away; one that is gone already stays gone."""
    Draft.objects.filter(pk=draft.pk, person=by, changed_at__lte=at).delete()


@transaction.atomic
def register_draft(*, draft: Draft, values: Mapping[str, Any], by: Person, at: datetime) -> Project:
    """Register what a draft has become, and be rid of the draft; whoever asks twice is refused the second time."""
    draft = _standing(draft, by)
    project = register(values=values, by=by, at=at)
    draft.delete()
    return project
