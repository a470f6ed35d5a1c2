"""Bringing a checked list into the register: one transaction, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from keyworks.accounts.actions import open_units
from keyworks.accounts.actions.refused import one_by_one
from keyworks.accounts.models import Person
from keyworks.base.bulk import pour
from keyworks.formats.cells.words import words
from keyworks.imports.actions.giving import forget_books
from keyworks.imports.actions.refused import ImportsRefused, standing
from keyworks.imports.files.judged import Judged
from keyworks.imports.models import Import, SourceKey
from keyworks.imports.queries import folder
from keyworks.imports.queries import judged as judged_of
from keyworks.imports.rules.openings import UNITS
from keyworks.projects.actions import Known, Lot, begin_intake, open_terms, take_in
from keyworks.projects.models import Intake, Project
from keyworks.record.actions import write
from keyworks.values.refusals import Refused

State = Import.State
BROUGHT = ("new", "changed", "unreported")
AT_ONCE = 500
SOURCE_KEY = ("series", "key", "project_id", "last_on", "said", "intake_id")
KINDS = {"owner": "owner", "district": "district", "department": "department", "responsible": "department"}
"""List of units → the kind of unit that a new entry of it becomes."""

Step = Callable[[int, int], None]


@transaction.atomic
def ask_to_bring(
    *, found: Import, reason: str, leave_refused: bool, over: int | None, by: Person, at: datetime
) -> Import:
    """Say that the list is to be brought in, and why; refused while rows are refused and nobody leaves them out."""
    held = standing(found, over, State.JUDGED)
    reason = " ".join(words(reason).split())[:400]
    if not reason:
        raise ImportsRefused("imports.reason_missing", field="reason")
    if held.report["blocked"]:
        raise ImportsRefused("imports.blocked", count=held.report["blocked"])
    if held.report["rows"]["refused"] and not leave_refused:
        raise ImportsRefused("imports.refused_rows", field="leave_refused", count=held.report["rows"]["refused"])
    if not any(held.report["projects"].get(name) for name in BROUGHT):
        raise ImportsRefused("imports.nothing_to_bring")
    held.reason, held.leave_refused, held.state = reason, leave_refused, State.BRINGING
    held.changed_at, held.edition = at, held.edition + 1
    held.save()
    found.refresh_from_db()
    return held


def bring_in(*, found: Import, by: Person | None, at: datetime, step: Step | None = None) -> Import:
    """Bring in what the last check found, if the register is still as it was then; a second time changes nothing."""
    judged = judged_of(found)
    progress = folder(found.pk) / "progress"
    try:
        if judged is None:
            raise ImportsRefused("imports.not_judged")
        tell = _told(progress, sum(judged.counts().get(name, 0) for name in BROUGHT), step)
        brought = _brought(found, judged, by, at, tell)
        forget_books(found)
        return brought
    except Refused:
        # What stood against it is told by the job or the page; the list may be checked again.
        Import.objects.filter(pk=found.pk, state=State.BRINGING).update(state=State.MAPPING, changed_at=at)
        raise
    finally:
        progress.unlink(missing_ok=True)


def _told(path: Path, of: int, step: Step | None) -> Callable[[int], None]:
    """Tells how far it is, to the job and beside the database, which may have but one writer."""

    def tell(done: int) -> None:
        path.write_text(f"{done} {of}", encoding="ascii")
        if step is not None:
            step(done, of)

    return tell


@transaction.atomic
def _brought(found: Import, judged: Judged, by: Person | None, at: datetime, tell: Callable[[int], None]) -> Import:
    one_by_one()
    held = standing(found, None, State.BRINGING, State.STANDING)
    if held.state == State.STANDING:
        return held
    if judged.told("edition") != held.report.get("edition"):
        raise ImportsRefused("imports.not_judged")
    _untouched(judged, held)
    files = list(held.files.all())
    tell(0)
    intake = begin_intake(
        name=held.name, url=held.get_absolute_url(), by=by, at=at, reason=held.reason,
        files=[{"name": file.name, "sha256": file.sha256, "size": file.size} for file in files],
    )  # fmt: skip
    held.opened = _open(judged.told("opens", []), by, at, held.reason)
    pks = take_in(intake=intake, lots=_lots(judged), by=by, at=at, reason=held.reason, step=tell)
    _name(judged, pks, str(held.document["series"]), intake)
    held.intake, held.state, held.changed_at, held.edition = intake, State.STANDING, at, held.edition + 1
    held.save()
    after = {**intake.counts, "files": [file.name for file in files], "mapping": held.document["name"]}
    write("imports.bring_in", held, by=by, at=at, reason=held.reason, after=after)
    return held


def _untouched(judged: Judged, held: Import) -> None:
    """Refuse where a project that the list speaks of was touched since the check, or came to be known since."""
    seen = dict(judged.matched())
    touched = 0
    for start in range(0, len(pks := list(seen)), AT_ONCE):
        some = pks[start : start + AT_ONCE]
        stand = dict(Project.objects.filter(pk__in=some).values_list("pk", "edition"))
        touched += sum(stand.get(pk) != seen[pk] for pk in some)
    later = (
        SourceKey.objects.filter(series=held.document["series"]).order_by("-pk").values_list("pk", flat=True).first()
    )
    if touched or (later or 0) != judged.told("last_key", 0):
        raise ImportsRefused("imports.changed_underneath", count=touched)


def _lots(judged: Judged) -> Iterator[Lot]:
    for story in judged.stories(*BROUGHT):
        yield Lot(
            story.project,
            [Known(datetime.fromisoformat(one["at"]), one["facts"], one["origin"]) for one in story.lot],
        )


def _name(judged: Judged, pks: Sequence[int], series: str, intake: Intake) -> None:
    """Keep how this list calls each project, so that the next of its series finds it."""
    pour(SourceKey, SOURCE_KEY, _keys(judged, iter(pks), series, intake))


def _keys(judged: Judged, brought: Iterator[int], series: str, intake: Intake) -> Iterator[tuple[Any, ...]]:
    named: set[str] = set()
    for state, registered, last_on, keys, said in judged.named(*BROUGHT, "unchanged"):
        project = next(brought) if state in BROUGHT else registered
        # A name that two projects of one list share is that of the first: the second has others.
        own = [key for key in dict.fromkeys(key[:400] for key in keys) if key not in named]
        named.update(own)
        if project is not None and last_on:
            yield from ((series, key, project, last_on, said, intake.pk) for key in own)


def _open(opens: Sequence[Sequence[str]], by: Person | None, at: datetime, reason: str) -> dict[str, list[Any]]:
    """Make the entries that the list needs and no code list has; what was made, to be taken back with it."""
    units = [_unit(of, code, theirs) for of, code, theirs in opens if of in UNITS]
    open_units(rows=units, by=by, at=at, reason=reason)
    terms: dict[str, list[Mapping[str, str]]] = {}
    for of, code, theirs in opens:
        if of not in UNITS:
            terms.setdefault(of, []).append(
                {"code": code, "name_zh": theirs[:100], "name_en": theirs[:200] if theirs.isascii() else ""}
            )
    for kind, rows in terms.items():
        open_terms(kind=kind, rows=rows, by=by, at=at)
    return {
        "units": [row["code"] for row in units],
        "terms": [[kind, row["code"]] for kind, rows in terms.items() for row in rows],
    }


def _unit(of: str, code: str, theirs: str) -> dict[str, str]:
    english = theirs[:200] if theirs.isascii() else ""
    return {"code": code, "kind": KINDS[of], "name_zh": theirs[:200], "name_en": english}
