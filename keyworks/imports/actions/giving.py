"""Files that are brought: kept under their content, read, and thrown away where nothing of them may stay."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.base.manifest import sentence
from keyworks.dossier.actions import Part, content, drop_content, keep_content, store
from keyworks.dossier.files import clean_name
from keyworks.formats.oc4ids.laying import LARGEST as LARGEST_PACKAGE
from keyworks.formats.oc4ids.paths import PROJECTS
from keyworks.formats.sheets.book import Book, Limits
from keyworks.formats.sheets.reading import read
from keyworks.imports.actions.refused import FilesRefused, ImportsRefused, MappingRefused, standing
from keyworks.imports.files.rows import keep_rows
from keyworks.imports.models import Import, ImportFile
from keyworks.imports.queries import called, fitting, folder, lists, peeks, saved
from keyworks.imports.rules import mapping as documents
from keyworks.imports.rules.peeking import laid, peek
from keyworks.imports.rules.suggesting import suggest
from keyworks.projects.rules.alike import sounding
from keyworks.record.actions import write
from keyworks.values.problems import Problem

LARGEST = 64 * 1024**2
MOST_FILES = 20
LIMITS = Limits(bytes=LARGEST, seconds=60)
ENDINGS = ("xlsx", "xls", "ods", "csv", "tsv", "txt", "json")
PACKAGE = {"sheet": PROJECTS, "head": [1, 1], "first": 2}
"""Where the table of a package of OC4IDS stands, which no person laid out."""
State = Import.State

Step = Callable[[int, int], None]


def begin(
    *, parts: Sequence[Part], by: Person, at: datetime, name: str = "", code: str = "", document: Any = None
) -> Import:  # fmt: skip
    """Keep the files of one import, in the order they are given; content first, then the rows that name it.

    With the `code` of a mapping or with a `document` nothing has to be suggested.
    """
    known = _given(code, document)
    if not parts:
        raise ImportsRefused("imports.no_file", field="file")
    if len(parts) > MOST_FILES:
        raise ImportsRefused("imports.files_many", field="file", most=MOST_FILES)
    for part in parts:
        if part.size == 0:
            raise FilesRefused([Problem("sheet.empty")])
        most = LARGEST_PACKAGE if part.name.lower().endswith(".json") else LARGEST
        if part.size > most:
            raise FilesRefused([Problem("sheet.too_large", {"megabytes": most // 1024**2})])
    for part in parts:
        keep_content(part)
    names = [clean_name(part.name)[:200] for part in parts]
    with transaction.atomic():
        found = Import.objects.create(person=by, name=name or names[0], at=at, changed_at=at, **known)
        ImportFile.objects.bulk_create(
            [
                ImportFile(of=found, order=order, name=called, sha256=part.sha256, size=part.size)
                for order, (called, part) in enumerate(zip(names, parts, strict=True))
            ]
        )
        told = [{"name": called, "sha256": part.sha256} for called, part in zip(names, parts, strict=True)]
        write("imports.begin", found, by=by, at=at, after={"files": told})
    return found


def _given(code: str, document: Any) -> dict[str, Any]:
    """The mapping that is given beforehand, as the import keeps it."""
    if document is not None:
        return {"document": sound(document)}
    if not code:
        return {}
    offer = called(code)
    if offer is None:
        raise ImportsRefused("imports.mapping_none", field="mapping", name=code[:80])
    kept = None if offer.example else saved(*_named(offer.code))
    return {"document": offer.document, "mapping": kept, "example": offer.code if offer.example else ""}


def _named(code: str) -> tuple[str, int]:
    name, _at, version = code.partition("@")
    return name, int(version)


def taken(path: Path, name: str) -> Part:
    """A copy of a file of this machine, as if it had been received."""
    folder_ = store() / "incoming"
    folder_.mkdir(parents=True, exist_ok=True)
    descriptor, fresh = tempfile.mkstemp(suffix=".part", dir=folder_)
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, os.fdopen(descriptor, "wb") as target:
        while chunk := source.read(1024 * 1024):
            digest.update(chunk)
            size += target.write(chunk)
    return Part(Path(fresh), name, digest.hexdigest(), size)


def opened(file: ImportFile, document: Mapping[str, Any], *, anew: bool = False) -> Book | Problem:
    """The book in a file, read as a person or the mapping says; what nobody says is found.

    What was read stays until the list is brought in: checks follow one another, and a large file takes its time.
    """
    said = document.get("text") or {}
    encoding = file.encoding or said.get("encoding", "")
    separator = file.separator or said.get("separator", "")
    way = hashlib.sha256(f"{encoding} {separator}".encode()).hexdigest()[:8]
    kept = folder(file.of_id) / f"book-{file.order}-{way}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    if anew:
        kept.unlink(missing_ok=True)
    return read(
        content(file.sha256), name=file.name, limits=LIMITS, encoding=encoding, separator=separator, kept=kept
    )  # fmt: skip


def forget_books(found: Import) -> None:
    """What was read of its files is not needed any more."""
    for book in folder(found.pk).glob("book-*"):
        book.unlink(missing_ok=True)


def read_files(*, found: Import, by: Person | None = None, at: datetime, step: Step | None = None) -> Import:
    """Look into every file; where no mapping is given yet, take the one that fits best or suggest one."""
    found = standing(found, None, State.READING, State.MAPPING, State.JUDGED)
    files = list(found.files.all())
    problems = []
    for number, file in enumerate(files):
        if step is not None:
            step(number, len(files))
        book = opened(file, found.document, anew=True)
        if isinstance(book, Problem):
            problems.append(book)
            continue
        usual = PACKAGE if book.form else {}
        seen = peek(book, laid(book, {**usual, **layout_of(file, found.document)}))
        _write(folder(found.pk) / f"peek-{file.order}.json", {**seen, "file_order": file.order})
    if problems:
        raise FilesRefused(problems)
    with transaction.atomic():
        held = standing(found, None, State.READING, State.MAPPING, State.JUDGED)
        if not held.document:
            _choose(held)
        held.state, held.changed_at, held.edition = State.MAPPING, at, held.edition + 1
        held.save()
    return held


def layout_of(file: ImportFile, document: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**(document.get("layout") or {}), **file.layout}


def _choose(held: Import) -> None:
    seen = peeks(held)
    best, _all = fitting([(one["file"], one["heads"]) for one in seen])
    if best is not None:
        held.document, held.reasons = best.document, {}
        held.example = best.code if best.example else ""
        held.mapping = None if best.example else saved(*_named(best.code))
        return
    held.document, held.reasons = suggested(held, seen)


def sound(document: Any) -> dict[str, Any]:
    """The document as it is kept, if it is a mapping; refused with all that is wrong with it."""
    said = documents.read(document)
    if isinstance(said, list):
        raise MappingRefused(said)
    return documents.document(said)


def suggested(held: Import, seen: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A mapping made from the heads and the values themselves, and how sure each column's meaning is."""
    columns = union(seen)
    heads, values = [one["head"] for one in columns], [one["values"] for one in columns]
    document = suggest(heads, values, lists(held.person), name=slug(held.name))
    reasons = document.pop("reasons")
    return sound(document), reasons


def union(seen: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The columns of all files, each head once, in the order in which they are met."""
    found: dict[str, dict[str, Any]] = {}
    for number, one in enumerate(seen):
        for column in one["columns"]:
            if not column["head"]:
                continue
            known = found.setdefault(column["head"], {**column, "values": {}, "files": []})
            known["files"].append(number)
            for text, count in column["values"].items():
                known["values"][text] = known["values"].get(text, 0) + count
            known["samples"] = known["samples"] or column["samples"]
    return list(found.values())


def slug(name: str) -> str:
    """A name for a mapping, from that of a file."""
    stem = name.rpartition(".")[0] or name
    said = "".join(sounding(letter) if "\u3400" <= letter <= "\u9fff" else letter for letter in stem)
    found = "-".join("".join(letter if letter.isascii() and letter.isalnum() else " " for letter in said).split())
    return found.lower()[:50].strip("-") or "list"


@transaction.atomic
def read_otherwise(
    *, found: Import, order: int, encoding: str, separator: str, layout: Mapping[str, Any], over: int | None,
    by: Person, at: datetime,
) -> Import:  # fmt: skip
    """Say how one of the files is to be read, what is left empty being found; the file has to be read anew then."""
    held = standing(found, over, State.MAPPING, State.JUDGED)
    for file in held.files.filter(order=order):
        file.told = {"encoding": file.encoding, "separator": file.separator, "layout": file.layout}
        file.encoding, file.separator, file.layout = encoding, separator, dict(layout)
        file.save()
    held.report, held.changed_at, held.edition = {}, at, held.edition + 1
    held.save()
    return held


@transaction.atomic
def restore_reading(*, found: Import, order: int, at: datetime) -> None:
    """Read a file again as before: it cannot be read as was said."""
    for file in found.files.filter(order=order).exclude(told={}):
        for name, value in file.told.items():
            setattr(file, name, value)
        file.save()
    Import.objects.filter(pk=found.pk).update(changed_at=at)


def told(problem: Problem) -> str:
    """A problem with a file, in words: where and what."""
    where = " ".join(filter(None, (problem.place.file, problem.place.sheet, problem.place.cell)))
    said = sentence(problem.code, problem.params)
    return _("%(where)s: %(said)s") % {"where": where, "said": said} if where else said


def rows_at(found: Import, order: int) -> Path:
    return folder(found.pk) / f"rows-{order}.sqlite"


def rows_path(found: Import, order: int) -> Path:
    """Where the rows of a file are kept to be shown; made anew where they are missing."""
    path = rows_at(found, order)
    if not path.exists() and (file := found.files.filter(order=order).first()) is not None:
        book = opened(file, found.document)
        if isinstance(book, Problem):
            raise FilesRefused([book])
        keep_rows(path, book)
    return path


@transaction.atomic
def remove(*, found: Import, by: Person | None, at: datetime, reason: str = "") -> None:
    """Throw away an import that does not stand in the register; content that nothing else names goes at once."""
    held = standing(found, None, State.READING, State.MAPPING, State.JUDGED, State.JUDGING)
    contents = list(held.files.values_list("sha256", flat=True))
    write("imports.remove", held, by=by, at=at, reason=reason, before={"name": held.name})
    held.delete()
    pk = found.pk

    def gone() -> None:
        shutil.rmtree(folder(pk), ignore_errors=True)
        for sha256 in contents:
            drop_content(sha256)

    transaction.on_commit(gone)


def _write(path: Path, said: Mapping[str, Any]) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)
