"""What was found, made ready to be shown and handed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse

from keyworks.base import reader
from keyworks.base.manifest import sentence
from keyworks.formats.sheets import writing
from keyworks.formats.sheets.book import position
from keyworks.imports.actions.giving import opened
from keyworks.imports.actions.refused import FilesRefused
from keyworks.imports.files.judged import Alike, Judged
from keyworks.imports.models import Import
from keyworks.imports.rules.editing import with_values
from keyworks.imports.rules.mapping import FORM
from keyworks.projects.models import Project
from keyworks.values.problems import Problem

MOST_TOLD = 5_000
"""Problems that a report tells one by one."""


def marked(found: Import, judged: Judged, order: int) -> Iterator[writing.Marked]:
    """The sheets of a file as they stand there, the problem cells marked."""
    file = found.files.all()[order]
    book = opened(file, found.document)
    if isinstance(book, Problem):
        raise FilesRefused([book])
    for sheet in book.sheets:
        marks: dict[tuple[int, int], tuple[bool, str]] = {}
        for one in judged.marks(order, sheet.name):
            if one.cell:
                at, hinders = position(one.cell), one.severity == "error"
                known = marks.get(at)
                words = sentence(one.code, one.params)
                marks[at] = (hinders, words) if known is None else (hinders or known[0], f"{known[1]}\n{words}")
        rows = ([None if isinstance(cell, Problem) else cell for cell in row] for row in sheet.rows)
        if not sheet.hidden:
            yield writing.Marked(sheet.name or file.name, rows, marks)


def reported(found: Import, judged: Judged | None) -> dict[str, Any]:
    """What a check found, for machines: counts, then the problems with their places."""
    report = {name: value for name, value in found.report.items() if name != "edition"}
    told: dict[str, Any] = {
        "import": found.pk, "state": found.state, "name": found.name, "mapping": found.document.get("name", ""),
        "form": FORM, "files": [
            {"name": file.name, "sha256": file.sha256, "size": file.size} for file in found.files.all()
        ],
        **{name: report[name] for name in report if name not in {"files", "opens", "lost"}},
        "lost": [{"path": path, "count": count, "why": why} for path, count, why in report.get("lost", ())],
        "opens": [{"list": of, "code": code, "word": theirs} for of, code, theirs in report.get("opens", ())],
    }  # fmt: skip
    names = [file.name for file in found.files.all()]
    if judged is not None:
        told["listed"] = [
            {
                "severity": one.severity, "code": one.code, "file": names[one.file] if one.file < len(names) else "",
                "sheet": one.sheet, "cell": one.cell, "row": one.row or None, "field": one.field, "got": one.got,
                "detail": sentence(one.code, one.params),
            }
            for one in judged.problems(most=MOST_TOLD)
        ]  # fmt: skip
    return told


def compared(found: Import, judged: Judged, some: Sequence[Sequence[Alike]]) -> list[dict[str, Any]]:
    """Projects of the list beside the registered ones they may be."""
    wanted = {one.project for group in some for one in group}
    registered = {one.pk: one for one in Project.objects.filter(pk__in=wanted).select_related("district", "owner")}
    pairs = []
    for group in some:
        others = [
            {
                "pk": one.project, "name": reader.told(project.name_zh, project.name_en),
                "number": project.local_number,
                "district": str(project.district or ""), "url": reverse("projects:project", args=[one.project]),
                "reasons": one.reasons, "likeness": one.likeness,
            }
            for one in group
            if (project := registered.get(one.project)) is not None
        ]  # fmt: skip
        first = group[0]
        chosen = found.decisions.get(first.key)
        pairs.append({"key": first.key, "name": first.name, "number": first.story, "others": others, "chosen": chosen})
    return pairs


def meant(document: Mapping[str, Any], to: str, words: Mapping[str, str | None], opens: bool) -> dict[str, Any]:
    """The document in which these words of one meaning are ours, and where `opens` the others become new entries."""
    made = with_values(dict(document), to, words)
    if opens:
        made["columns"] = [{**one, "open": True} if one.get("to") == to else one for one in made["columns"]]
    return made
