from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC
from io import StringIO
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.exports import XLSX
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.formats.cells.words import words
from keyworks.formats.sheets import writing
from keyworks.formats.sheets.book import address
from keyworks.jobs.actions import enqueue
from keyworks.jobs.models import Job
from keyworks.projects import actions, queries
from keyworks.projects.files.sheet.template import Template
from keyworks.projects.forms import sheets as forms
from keyworks.projects.models import Project, Upload
from keyworks.projects.rules.authority import DECIDE
from keyworks.values.problems import Problem

AT_ONCE = 200
"""More are registered in the background."""
SHOWN, LISTED, REGISTERED = 200, 300, 200
KIND = "projects.register_upload"


@door("projects.register", READ)
def template(request: SignedIn) -> HttpResponseBase:
    """An empty sheet for the projects this person may register, in their language."""
    now, at = reader.current(), timezone.now()
    made = Template(
        queries.code_lists(request.user), zh=now.zh, money=now.money, year=timezone.localdate(at).year,
        decides=request.user.may(DECIDE),
    )  # fmt: skip
    name = _("projects-template")
    if request.GET.get("format") == "csv":
        lines = StringIO()
        csv.writer(lines).writerows([made.heads(), made.example_text()])
        response = HttpResponse("\ufeff" + lines.getvalue(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    writing.write(file, [made.sheet(), made.notes()], created=at.astimezone(UTC))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


@door("projects.register", FORM)
@csrf_exempt
def upload(request: SignedIn) -> HttpResponse:
    """Choose a file with projects; too large a one is refused before it is read."""
    if request.method == "POST" and forms.announced(request) > forms.LARGEST + forms.SLACK:
        form = forms.SheetFile({}, {})
        form.errors.clear()
        form.add_error("file", sentence("sheet.too_large", {"megabytes": forms.LARGEST // 1024**2}))
        return _upload_page(request, form, 413)
    return _upload(request)


@csrf_protect
def _upload(request: SignedIn) -> HttpResponse:
    form = forms.SheetFile(request.POST, request.FILES) if request.method == "POST" else forms.SheetFile()
    if request.method != "POST" or not form.is_valid():
        return _upload_page(request, form)
    name, content = form.cleaned_data["file"]
    book = forms.opened(content, name)
    if isinstance(book, Problem):
        form.add_error("file", forms.placed(book))
        return _upload_page(request, form, 409)
    told = forms.told_by(book, request.user)
    if forms.secrets(told):
        form.add_error("file", sentence("projects.secret", {}))
        return _upload_page(request, form, 409)
    kept = actions.keep_upload(name=name, content=content, rows=len(told.rows), by=request.user, at=timezone.now())
    return redirect(kept)


def _upload_page(request: SignedIn, form: forms.SheetFile, status: int = 200) -> HttpResponse:
    context = {"form": form, "uploads": queries.uploads(request.user)[:10]}
    return render(request, "projects/upload.html", context, status=status)


def _mine(request: SignedIn, pk: int) -> Upload:
    return get_object_or_404(scope(request.user, Upload.objects.all()), pk=pk)


def _judged(request: SignedIn, found: Upload) -> forms.Judged:
    book = forms.opened(bytes(found.content), found.name)
    if isinstance(book, Problem):
        raise Http404(book.code)
    return forms.judged(forms.told_by(book, request.user), request.user, timezone.now())


def _job(found: Upload) -> Job | None:
    """The background work that registers this sheet, the last asked for."""
    return Job.objects.filter(kind=KIND, key=f"{KIND}:{found.pk}").order_by("-pk").first()


@door("projects.register", FORM)
def sheet(request: SignedIn, pk: int) -> HttpResponse:
    """What a sheet would become, with everything that is wrong with it; here its projects are registered."""
    found = _mine(request, pk)
    if found.registered is not None:
        return _registered(request, found)
    job = _job(found)
    if job is not None and not job.ended:
        return render(request, "projects/sheet_waits.html", {"upload": found, "job": job})
    judged = _judged(request, found)
    if judged.secret:
        actions.remove_upload(upload=found, by=request.user, at=timezone.now())
        return render(request, "projects/wizard_secret.html", {"refusal": sentence("projects.secret", {})}, status=409)
    if request.method != "POST":
        return _sheet_page(request, found, judged, job=job)
    if judged.errors:
        return _sheet_page(request, found, judged, meanwhile=True, status=409)
    if len(judged.values) > AT_ONCE:
        enqueue(KIND, {"upload": found.pk}, by=request.user, at=timezone.now(), key=f"{KIND}:{found.pk}")
        return redirect(found)
    try:
        actions.register_upload(upload=found, rows=judged.values, by=request.user, at=timezone.now())
    except actions.RowsRefused:
        return _sheet_page(request, found, _judged(request, found), meanwhile=True, status=409)
    except actions.ProjectsRefused as no:
        messages.error(request, sentence(no.code, no.params))
        return redirect("projects:upload")
    return redirect(found)


def _registered(request: SignedIn, found: Upload) -> HttpResponse:
    at: Any = found.registered_at
    mine = scope(request.user, Project.objects.filter(created_at=at)).order_by("pk")
    rows = list(mine.values("pk", "local_number", "name_zh", "name_en")[:REGISTERED])
    lines = [
        (
            reverse("projects:project", args=[row["pk"]]),
            row["local_number"],
            reader.told(row["name_zh"], row["name_en"]),
        )
        for row in rows
    ]
    context = {"upload": found, "lines": lines, "more": (found.registered or 0) - len(lines)}
    return render(request, "projects/sheet_registered.html", context)


def _sheet_page(
    request: SignedIn, found: Upload, judged: forms.Judged, *, job: Job | None = None, meanwhile: bool = False,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    good = len(judged.told.rows) - judged.bad_rows
    errors, warnings = forms.grouped(judged.errors), forms.grouped(judged.warnings)
    context: dict[str, Any] = {
        "upload": found, "count": len(judged.told.rows), "good": good, "bad": judged.bad_rows,
        "errors": errors[:LISTED], "more_errors": max(len(errors) - LISTED, 0),
        "warnings": warnings[:LISTED], "more_warnings": max(len(warnings) - LISTED, 0),
        "all_errors": len(judged.errors), "all_warnings": len(judged.warnings), "meanwhile": meanwhile,
        "tables": list(_tables(judged)), "later": len(judged.values) > AT_ONCE,
        "failed": sentence(job.error, job.error_params) if job is not None and job.error else "",
    }  # fmt: skip
    context["hidden"] = len(judged.told.rows) - sum(len(lines) for _name, _heads, _at, lines in context["tables"])
    return render(request, "projects/sheet.html", context, status=status)


def _tables(judged: forms.Judged) -> Iterator[tuple[str, list[tuple[str, str]], int, list[tuple[int, list[Any]]]]]:
    """Each sheet as far as it is shown: its heads, which of them is the name, and rows of (text, finding, head)."""
    weight = {(one.row.sheet, one.row.number): one.hinders for one in [*judged.warnings, *judged.errors] if one.row}
    order = {True: 0, False: 1, None: 2}
    rows = sorted(
        judged.told.rows,
        key=lambda row: (order[weight.get((row.sheet, row.number))], row.sheet, row.number),
    )
    for number, head in judged.told.heads.items():
        lines = [row for row in rows[:SHOWN] if row.sheet == number]
        if not lines:
            continue
        cells, found = judged.told.book.sheets[number].rows, judged.by_cell
        used = [
            at
            for at in sorted(one.at for one in head.columns)
            if any(_text(cells[row.number], at) or (number, row.number, at) in found for row in lines)
        ]
        heads = [(address(0, at).rstrip("1"), _text(cells[head.row], at)) for at in used]
        name = next((one.at for one in head.columns if one.column.field == "name_zh"), -1)
        yield (
            judged.told.book.sheets[number].name,
            heads,
            used.index(name) + 1 if name in used else 0,
            [
                (
                    row.number + 1,
                    [
                        (_text(cells[row.number], at), found.get((number, row.number, at)), label)
                        for at, (_letter, label) in zip(used, heads, strict=True)
                    ],
                )
                for row in lines
            ],
        )


def _text(cells: Any, at: int) -> str:
    return words(cells[at]) if at < len(cells) else ""


@door("projects.register", READ)
def sheet_copy(request: SignedIn, pk: int) -> HttpResponseBase:
    """The person's own file as a workbook, its problem cells coloured, with a sheet of all problems."""
    found = _mine(request, pk)
    judged = _judged(request, found)
    marks: dict[int, dict[tuple[int, int], tuple[bool, str]]] = {}
    for (number, row, at), one in judged.by_cell.items():
        marks.setdefault(number, {})[row, at] = (one.hinders, one.sentence)
    problems = forms.problem_sheet(judged.findings)
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    writing.write(file, [problems, *writing.marked(judged.told.book, marks)], created=timezone.now().astimezone(UTC))
    file.seek(0)
    name = _("%(name)s, checked") % {"name": found.name.rpartition(".")[0] or found.name}
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


@door("projects.register", POST)
def sheet_remove(request: SignedIn, pk: int) -> HttpResponse:
    actions.remove_upload(upload=_mine(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("The sheet is removed."))
    return redirect("projects:upload")
