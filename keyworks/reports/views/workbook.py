"""A month's workbook: taken, filled in elsewhere, given back, looked at, filed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.exports import XLSX
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.formats.sheets import writing
from keyworks.projects.forms.sheets import LARGEST, SLACK, SheetFile, announced, grouped, placed, problem_sheet
from keyworks.reports import actions, queries
from keyworks.reports.forms import workbook as forms
from keyworks.reports.models import Workbook
from keyworks.reports.queries import workbook as known
from keyworks.reports.rules import way
from keyworks.reports.views.common import month_asked, month_of, said, tabs
from keyworks.values.months import Month
from keyworks.values.problems import Problem
from keyworks.values.refusals import Refused

LISTED, SHOWN = 300, 200


@door(way.FILE, FORM)
@csrf_exempt
def workbook(request: SignedIn) -> HttpResponse:
    """Take a month's workbook, give it back filled in; too large a file is refused before it is read."""
    if request.method == "POST" and announced(request) > LARGEST + SLACK:
        form = SheetFile({}, {})
        form.errors.clear()
        form.add_error("file", sentence("sheet.too_large", {"megabytes": LARGEST // 1024**2}))
        return _page(request, form, 413)
    return _given(request)


@csrf_protect
def _given(request: SignedIn) -> HttpResponse:
    form = SheetFile(request.POST, request.FILES) if request.method == "POST" else SheetFile()
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    name, content = form.cleaned_data["file"]
    book = forms.opened(content, name)
    told = forms.told_by(book) if not isinstance(book, Problem) else None
    if told is None or not (told.rows or told.problems):
        no = book if isinstance(book, Problem) else Problem("reports.workbook_none")
        form.add_error("file", placed(no))
        return _page(request, form, 409)
    if not told.rows and not told.problems[0].place.cell:
        form.add_error("file", placed(told.problems[0]))
        return _page(request, form, 409)
    kept = actions.keep_workbook(
        name=name, content=content, rows=len(told.rows), month=_month(request), by=request.user, at=moment()
    )
    return redirect(kept)


def _month(request: SignedIn) -> Month:
    return month_asked(request.POST.get("month", "") or request.GET.get("month", ""))


def _page(request: SignedIn, form: SheetFile, status: int = 200) -> HttpResponse:
    chosen = _month(request)
    form.fields["file"].help_text = _("The workbook as xlsx, ods or xls, at most 8 MB.")
    rows = known.fillable(request.user, chosen)
    districts = Unit.objects.filter(pk__in=rows.order_by().values("district")).order_by("pk")
    context: dict[str, Any] = {
        "form": form, "month": chosen, "month_key": int(chosen), "count": rows.count(),
        "closed": queries.closed(chosen), "opens": way.opens(chosen) if way.opens(chosen) > today() else None,
        "districts": districts,
        "given": known.workbooks(request.user)[:10], "there": _at(chosen), "earlier": _at(chosen - 1, "workbook"),
        "later": _at(chosen + 1, "workbook") if chosen < way.reported_on(today()) else "",
    }  # fmt: skip
    return render(request, "reports/workbook.html", context | {"tabs": tabs(request, context["month"])}, status=status)


def _at(month: Month, name: str = "month") -> str:
    return f"{reverse(f'reports:{name}')}?month={month}"


@door(way.FILE, READ)
def sheet(request: SignedIn, month: int) -> HttpResponseBase:
    """The workbook of a month, to be filled in."""
    chosen = month_of(month)
    district = request.GET.get("district", "")[:40]
    lines = known.of_workbook(request.user, chosen, district)
    name = _("reports-%(month)s") % {"month": str(chosen)}
    return _file(list(forms.made(lines, chosen)), f"{name}-{district}" if district else name)


def _file(sheets: Sequence[Any], name: str) -> FileResponse:
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    writing.write(file, sheets, created=moment().astimezone(UTC))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _mine(request: SignedIn, pk: int) -> Workbook:
    return get_object_or_404(scope(request.user, Workbook.objects.all()), pk=pk)


def _judged(request: SignedIn, found: Workbook) -> forms.Judged:
    book = forms.opened(bytes(found.content), found.name)
    if isinstance(book, Problem):
        raise Http404(book.code)
    return forms.judged(forms.told_by(book), found.month, request.user, moment())


@door(way.FILE, FORM)
def given(request: SignedIn, pk: int) -> HttpResponse:
    """What a workbook would file, with everything that is wrong with it; here it is filed."""
    found = _mine(request, pk)
    if found.filed is not None:
        return render(request, "reports/workbook_filed.html", {"given": found, "there": _at(found.month)})
    judged = _judged(request, found)
    if request.method != "POST":
        return _given_page(request, found, judged)
    if judged.errors:
        return _given_page(request, found, judged, meanwhile=True, status=409)
    try:
        actions.file_workbook(workbook=found, entries=judged.entries, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, said(no))
        return _given_page(request, found, _judged(request, found), meanwhile=True, status=no.status)
    return redirect(found)


def _given_page(
    request: SignedIn, found: Workbook, judged: forms.Judged, *, meanwhile: bool = False, status: int = 200
) -> HttpResponse:
    errors, warnings = grouped(judged.errors), grouped(judged.warnings)
    corrected = sum(1 for entry, _line in judged.good if entry.over)
    context: dict[str, Any] = {
        "given": found, "month_key": int(found.month), "there": _at(found.month), "count": len(judged.told.rows),
        "new": len(judged.good) - corrected, "corrected": corrected, "same": judged.same, "bad": len(judged.bad),
        "to_file": len(judged.good), "meanwhile": meanwhile,
        "errors": errors[:LISTED], "more_errors": max(len(errors) - LISTED, 0), "all_errors": len(judged.errors),
        "warnings": warnings[:LISTED], "more_warnings": max(len(warnings) - LISTED, 0),
        "all_warnings": len(judged.warnings), "lines": _lines(judged), "hidden": max(len(judged.good) - SHOWN, 0),
        "sum": sum((entry.said.done.amount for entry, _line in judged.good), 0),
        "again": _at(found.month, "workbook"),
    }  # fmt: skip
    return render(request, "reports/workbook_given.html", context, status=status)


def _lines(judged: forms.Judged) -> list[dict[str, Any]]:
    """What would be filed: each project with its amount, and what stood before where it is corrected."""
    return [
        {
            "project": line.project, "done": entry.said.done, "unchanged": entry.said.unchanged,
            "before": line.stood.last.done if line.stood.last else None, "reason": entry.reason,
        }
        for entry, line in judged.good[:SHOWN]
    ]  # fmt: skip


@door(way.FILE, READ)
def copy(request: SignedIn, pk: int) -> HttpResponseBase:
    """The person's own workbook, its problem cells coloured and explained, with a sheet of all problems."""
    found = _mine(request, pk)
    judged = _judged(request, found)
    name = _("%(name)s, checked") % {"name": found.name.rpartition(".")[0] or found.name}
    return _file([*forms.marked(judged), problem_sheet(judged.findings)], name)


@door(way.FILE, POST)
def remove(request: SignedIn, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    actions.remove_workbook(workbook=found, by=request.user, at=moment())
    messages.success(request, _("The workbook is removed."))
    return redirect(_at(found.month, "workbook"))
