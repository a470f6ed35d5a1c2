"""What a check found: counts, problems with their cells, the rows around them, possible duplicates, words not known."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.doors import FORM, READ, door
from keyworks.base.exports import XLSX
from keyworks.formats.sheets import writing
from keyworks.formats.sheets.book import address, position
from keyworks.imports import actions, queries
from keyworks.imports.files.judged import Found, Judged
from keyworks.imports.files.rows import rows_of
from keyworks.imports.forms.meaning import options
from keyworks.imports.forms.problems import Told, told
from keyworks.imports.forms.words import LOST, REASONS, SEVERITIES, SKIPPED, STATES
from keyworks.imports.models import Import
from keyworks.imports.views.common import State, begin, mine, number, over, page, said
from keyworks.values.refusals import Refused

LISTED, ROWS, PAIRS = 100, 50, 30
MANY = 30
"""From here on the kinds of problems are told before the problems."""
SHOWN_COLUMNS = 40
OPENED = 200


def checked(request: SignedIn, pk: int) -> tuple[Import, Judged]:
    """An import with what its check found; else 404."""
    found = mine(request.user, pk)
    judged = queries.judged(found)
    if judged is None:
        raise Http404
    return found, judged


def headline(report: Mapping[str, Any]) -> str:
    """What a check found, in a sentence."""
    projects = report.get("projects") or {}
    count = sum(projects.get(name, 0) for name in STATES)
    many = report["rows"]["all"]
    rows = ngettext("%(rows)s row", "%(rows)s rows", many) % {"rows": shown.number(many)}
    words = {"rows": rows, "projects": shown.number(count)}
    first = ngettext("%(rows)s speak of %(projects)s project", "%(rows)s speak of %(projects)s projects", count) % words
    pieces = [f"{shown.number(projects[name])} {STATES[name]}" for name in STATES if projects.get(name)]
    if reader.current().zh:
        pieces = [f"{STATES[name]} {shown.number(projects[name])}" for name in STATES if projects.get(name)]
        return f"{first}：{'，'.join(pieces)}。" if pieces else f"{first}。"
    return f"{first}: {', '.join(pieces)}." if pieces else f"{first}."


@door(queries.RIGHT, READ)
def look(request: SignedIn, pk: int) -> HttpResponse:
    """What the list would become; here it is brought in."""
    found = mine(request.user, pk)
    if not found.is_open:
        return redirect("imports:done", pk)
    if found.state in (State.READING, State.JUDGING, State.BRINGING):
        return redirect("imports:waits", pk)
    judged = queries.judged(found)
    if judged is None:
        return page(request, "unchecked", found, "look", {})
    blocking = [told(one, [], 0).sentence for one in judged.problems(severity="error", whole=True)]
    context = {**findings(request, found, judged), **_sums(found), "blocking": blocking}
    return page(request, "look", found, "look", context)


def _sums(found: Import) -> dict[str, Any]:
    report = found.report
    projects = report.get("projects") or {}
    brought = sum(projects.get(name, 0) for name in ("new", "changed", "unreported"))
    opens = report.get("opens") or []
    return {
        "report": report, "headline": headline(report), "brought": brought, "refused_rows": report["rows"]["refused"],
        "undecided": report["projects"].get("asked", 0), "unknown": report.get("unknown", 0), "opens": opens[:OPENED],
        "opens_more": max(len(opens) - OPENED, 0),
        "skipped": [(SKIPPED.get(why, why), count) for why, count in report["rows"]["skipped"].items()],
        "first_on": _day(report, "first_on"), "last_on": _day(report, "last_on"),
        "snapshots": report.get("snapshots", 0),
    }  # fmt: skip


def lost(report: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """What of a package was not taken over: path, how often, why in words."""
    return [(path, count, str(LOST.get(why, why))) for path, count, why in report.get("lost", ())]


def _day(report: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(report[name]) if report.get(name) else None


def findings(request: SignedIn, found: Import, judged: Judged) -> dict[str, Any]:
    """The problems as the address asks for them: by severity, by kind, by pages."""
    severity, code = request.GET.get("severity", ""), request.GET.get("code", "")[:60]
    severity = severity if severity in SEVERITIES else ""
    skip = number(request.GET.get("skip", ""), 10**7)
    kinds = judged.kinds()
    names = [file.name for file in found.files.all()]
    some = judged.problems(severity=severity, code=code, skip=skip, most=LISTED + 1)
    asked = {name: value for name, value in (("severity", severity), ("code", code)) if value}

    def to(**changes: Any) -> str:
        query = {name: value for name, value in {**asked, **changes}.items() if value}
        return f"?{urlencode(query)}#problems" if query else "?#problems"

    counted: dict[str, int] = {}
    for each, _code, count in kinds:
        counted[each] = counted.get(each, 0) + count
    return {
        "problems": [told(one, names, found.pk) for one in some[:LISTED]],
        "older": to(skip=skip + LISTED) if len(some) > LISTED else "",
        "newer": to(skip=max(skip - LISTED, 0)) if skip else "",
        "from_": skip + 1, "until": skip + min(len(some), LISTED),
        "severities": [
            (SEVERITIES[name], counted.get(name, 0), f"?severity={name}#problems", name == severity)
            for name in SEVERITIES
            if counted.get(name)
        ],
        "kinds": [
            (_example(judged, each, one, names, found.pk), count, to(severity=each, code=one))
            for each, one, count in kinds
            if not severity or each == severity
        ],
        "all_problems": sum(counted.values()), "many": len(some) > MANY,
        "of": sum(count for each, one, count in kinds if severity in ("", each) and code in ("", one)),
        "lost": lost(found.report), "filtered": bool(asked), "several_files": len(names) > 1,
    }  # fmt: skip


def _example(judged: Judged, severity: str, code: str, names: Sequence[str], pk: int) -> Told:
    return told(judged.problems(severity=severity, code=code, most=1)[0], names, pk)


@door(queries.RIGHT, READ)
def sheet(request: SignedIn, pk: int) -> HttpResponse:
    """The rows of a file that have problems, as they stand there, with the cells marked."""
    found, judged = checked(request, pk)
    files = list(found.files.all())
    at = min(number(request.GET.get("file", "")), len(files) - 1)
    severity = request.GET.get("severity", "")
    severity = severity if severity in SEVERITIES else ""
    skip = number(request.GET.get("skip", ""), 10**7)
    some = judged.rows(at, severity=severity, skip=skip, most=ROWS + 1)
    by_sheet: dict[str, list[int]] = {}
    for name, row in some[:ROWS]:
        by_sheet.setdefault(name, []).append(row)
    context = {
        "files": [(file.name, number_ == at) for number_, file in enumerate(files)], "at": at, "severity": severity,
        "tables": [_table(found, judged, at, name, rows) for name, rows in by_sheet.items()],
        "older": skip + ROWS if len(some) > ROWS else 0, "newer": max(skip - ROWS, 0) if skip else None,
    }  # fmt: skip
    return page(request, "sheet", found, "look", context)


def _table(found: Import, judged: Judged, file: int, sheet_name: str, rows: Sequence[int]) -> dict[str, Any]:
    """Some rows of a sheet below its heads: (row's number, cells of (text, problem))."""
    layout = _layout(found, file)
    heads = list(range(layout["head"][0] + 1, layout["head"][1] + 2)) if not layout["across"] else []
    lines = rows_of(actions.rows_path(found, file), sheet_name, [*heads, *rows])
    marked = _marked(judged.of_rows(file, sheet_name, rows))
    used = {column for (row, column) in marked} | set(
        range(min(max(map(len, lines.values()), default=0), SHOWN_COLUMNS))
    )
    columns = sorted(used)
    return {
        "sheet": sheet_name, "letters": [address(0, column).rstrip("1") for column in columns],
        "heads": [" ".join(filter(None, (_at(lines.get(row, []), column) for row in heads))) for column in columns],
        "lines": [
            (row, [(_at(lines.get(row, []), column), marked.get((row, column))) for column in columns]) for row in rows
        ],
    }  # fmt: skip


def _layout(found: Import, file: int) -> dict[str, Any]:
    seen = {one["file_order"]: one for one in queries.peeks(found)}
    return seen[file]["layout"] if file in seen else {"across": True, "head": [0, 0]}


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _marked(problems: Sequence[Found]) -> dict[tuple[int, int], Told]:
    marked: dict[tuple[int, int], Told] = {}
    for one in problems:
        if one.cell:
            row, column = position(one.cell)
            known = marked.get((row + 1, column))
            if known is None or (one.severity == "error" and not known.hinders):
                marked[row + 1, column] = told(one, [], 0)
    return marked


@door(queries.RIGHT, READ)
def cell(request: SignedIn, pk: int) -> HttpResponse:
    """The row of a file in which a cell stands, and the cell marked: where a figure comes from."""
    found = mine(request.user, pk)
    files = list(found.files.all())
    at = number(request.GET.get("file", ""))
    where = request.GET.get("cell", "").upper()[:20]
    sheet_name = request.GET.get("sheet", "")[:100]
    if not where:
        return redirect(found)
    if at >= len(files) or not where[:1].isalpha() or not where.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").isdigit():
        raise Http404
    row, column = position(where)
    path = actions.rows_path(found, at)
    layout = _layout(found, at)
    heads = list(range(layout["head"][0] + 1, layout["head"][1] + 2)) if not layout["across"] else []
    around = [each for each in range(row - 1, row + 4) if each > 0]
    lines = rows_of(path, sheet_name, [*heads, *around])
    if row + 1 not in lines:
        raise Http404
    width = max(map(len, lines.values()))
    pairs = [
        (
            address(0, each).rstrip("1"),
            " ".join(filter(None, (_at(lines.get(head, []), each) for head in heads))),
            _at(lines[row + 1], each),
            each == column,
        )
        for each in range(width)
        if _at(lines[row + 1], each) or each == column
    ]
    context = {
        "file": files[at], "sheet_name": sheet_name, "cell": where, "row": row + 1, "pairs": pairs,
        "text": _at(lines[row + 1], column),
    }  # fmt: skip
    return page(request, "cell", found, "", context)


@door(queries.RIGHT, FORM)
def values(request: SignedIn, pk: int) -> HttpResponse:
    """The words of the list that no code list knows: what each means here."""
    found = mine(request.user, pk)
    judged = queries.judged(found)
    if judged is None or not found.is_open:
        return page(request, "values", found, "values", {"unchecked": found.is_open, "groups": []})
    lists = queries.lists(request.user)
    groups = _groups(found, judged, lists)
    if request.method != "POST":
        return page(request, "values", found, "values", {"groups": groups})
    document = found.document
    for group in groups:
        meant: dict[str, str | None] = {}
        known = {one.code for one in lists.get(group["list"], ())}
        for one in group["words"]:
            ours = request.POST.get(one["name"], "")
            if ours == "-":
                meant[one["said"]] = None
            elif ours in known:
                meant[one["said"]] = ours
        document = actions.meant(document, group["to"], meant, bool(request.POST.get(f"open-{group['number']}")))
    try:
        actions.understand(found=found, document=document, over=over(request), at=timezone.now())
        return begin(request, found, "imports.judge")
    except Refused as no:
        return page(request, "values", found, "values", {"groups": groups, "refused": [said(no)]}, no.status)


def _groups(found: Import, judged: Judged, lists: Any) -> list[dict[str, Any]]:
    """Unknown words by what they were to say."""
    from keyworks.imports.forms.meaning import Choices

    choices = Choices(lists)
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for number_, (to, of, words, count) in enumerate(judged.values()):
        group = groups.setdefault(
            (to, of),
            {
                "to": to, "list": of, "title": choices.name(to), "words": [], "number": len(groups),
                "opens": (target := choices.targets.get(to)) is not None and target.opens,
                "entries": options(
                    {"": _("still to be said"), "-": _("says nothing")}
                    | {one.code: one.told(reader.current().zh) for one in lists.get(of, ()) if not one.closed},
                    "",
                ),
            },
        )  # fmt: skip
        group["words"].append({"said": words, "count": count, "name": f"value-{number_}"})
    return list(groups.values())


@door(queries.RIGHT, FORM)
def alike(request: SignedIn, pk: int) -> HttpResponse:
    """Projects of the list that may be registered already: the same, or new, side by side with the reasons."""
    found, judged = checked(request, pk)
    skip = number(request.GET.get("skip", ""), 10**7)
    some = judged.alikes(skip=skip, most=PAIRS + 1)
    pairs = actions.compared(found, judged, some[:PAIRS])
    for one in (one for pair in pairs for one in pair["others"]):
        one["why"] = shown.listed([str(REASONS[reason]) for reason in one["reasons"] if reason in REASONS])
    if request.method == "POST":
        said_ = {
            pair["key"]: choice if choice == "new" else int(choice)
            for pair in pairs
            if (choice := request.POST.get(f"same-{pair['number']}", ""))
            in {"new", *(str(one["pk"]) for one in pair["others"])}
        }
        try:
            actions.decide(found=found, decisions=said_, over=over(request), at=timezone.now())
            return begin(request, found, "imports.judge")
        except Refused as no:
            return page(request, "alike", found, "look", {"pairs": pairs, "refused": [said(no)]}, no.status)
    context = {
        "pairs": pairs,
        "older": skip + PAIRS if len(some) > PAIRS else 0,
        "newer": max(skip - PAIRS, 0) if skip else None,
    }
    return page(request, "alike", found, "look", context)


@door(queries.RIGHT, READ)
def copy(request: SignedIn, pk: int) -> HttpResponseBase:
    """The person's own file as a workbook, its problem cells coloured, with a sheet of all problems."""
    found, judged = checked(request, pk)
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    at = min(number(request.GET.get("file", "")), found.files.count() - 1)
    heads = [_("File"), _("Sheet"), _("Cell"), _("Weight"), _("What is wrong"), _("Expected"), _("Found")]
    problems = writing.Sheet(_("Problems"), [writing.Column(head) for head in heads], _lines(found, judged))
    told_: list[Any] = [problems, *_lost_sheet(found), *actions.marked(found, judged, at)]
    writing.write(file, told_, created=timezone.now().astimezone(UTC))
    file.seek(0)
    name = _("%(name)s, checked") % {"name": found.files.all()[at].name.rpartition(".")[0] or found.name}
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _lost_sheet(found: Import) -> list[writing.Sheet]:
    heads = [writing.Column(_("Path")), writing.Column(_("How often"), "0", numeric=True), writing.Column(_("Why"))]
    some = lost(found.report)
    return [writing.Sheet(_("Not taken over"), heads, some)] if some else []


def _lines(found: Import, judged: Judged) -> Iterator[list[str]]:
    names = [file.name for file in found.files.all()]
    for one in judged.all_problems():
        each = told(one, names, found.pk)
        yield [each.file, one.sheet, one.cell, str(SEVERITIES[one.severity]), each.sentence, each.expected, each.got]


@door(queries.RIGHT, READ)
def report(request: SignedIn, pk: int) -> HttpResponse:
    """What the check found, for machines."""
    found, judged = checked(request, pk)
    text = json.dumps(actions.reported(found, judged), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{found.pk}.json"'
    return response
