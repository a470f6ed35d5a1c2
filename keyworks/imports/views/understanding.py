"""How the files are read and what their columns mean: looked at, changed, and taken from a saved mapping."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.formats.sheets.book import address
from keyworks.imports import actions, queries
from keyworks.imports.forms import meaning as forms
from keyworks.imports.forms.meaning import options
from keyworks.imports.forms.words import SKIPPED
from keyworks.imports.models import Import
from keyworks.imports.rules.mapping import ENCODINGS
from keyworks.imports.views.common import State, begin, mine, number, over, page, said
from keyworks.values.refusals import Refused

SEPARATORS = {"": "", ",": ",", ";": ";", "\t": "⇥", "|": "|"}
SHOWN_COLUMNS = 30


@door(queries.RIGHT, READ)
def import_(request: SignedIn, pk: int) -> HttpResponse:
    """Where an import stands: leads to what has to be done next."""
    found = mine(request.user, pk)
    if found.state in (State.STANDING, State.TAKEN_BACK):
        return redirect("imports:done", pk)
    if found.state in (State.READING, State.JUDGING, State.BRINGING):
        return redirect("imports:waits", pk)
    return redirect("imports:look" if found.state == State.JUDGED else "imports:meaning", pk)


def _seen(found: Import) -> list[dict[str, Any]]:
    """What is shown of each file; read anew where it is missing."""
    seen = queries.peeks(found)
    if len(seen) < found.files.count():
        actions.read_files(found=found, at=timezone.now())
        found.refresh_from_db()
        seen = queries.peeks(found)
    return seen


@door(queries.RIGHT, FORM)
def reading(request: SignedIn, pk: int) -> HttpResponse:
    """Encoding, separator, sheet and place of the heads of each file, with its first rows; all can be changed."""
    found = mine(request.user, pk)
    if not found.is_open:
        return redirect(found)
    seen = _seen(found)
    at = min(number(request.GET.get("file", "")), len(seen) - 1)
    if request.method != "POST":
        return _reading_page(request, found, seen, at)
    post = request.POST
    layout: dict[str, Any] = {"across": bool(post.get("across")), "hidden": bool(post.get("hidden"))}
    if sheet := post.get("sheet", ""):
        layout["sheet"] = sheet[:100]
    head, last = number(post.get("head", ""), 10**6), number(post.get("head_last", ""), 10**6)
    if head:
        layout["head"] = [head, min(max(head, last), head + 19)]
    for name in ("first", "left"):
        if value := number(post.get(name, ""), 10**6):
            layout[name] = value
    encoding = post.get("encoding", "") if post.get("encoding", "") in ENCODINGS else ""
    separator = post.get("separator", "") if post.get("separator", "") in SEPARATORS else ""
    try:
        actions.read_otherwise(
            found=found, order=at, encoding=encoding, separator=separator, layout=layout, over=over(request),
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        begin(request, found, "imports.read")
    except actions.FilesRefused as no:
        actions.restore_reading(found=found, order=at, at=timezone.now())
        return _reading_page(request, found, seen, at, [actions.told(one) for one in no.problems], no.status)
    except Refused as no:
        return _reading_page(request, found, seen, at, [said(no)], no.status)
    return redirect("imports:reading", pk) if "stay" in post else redirect("imports:meaning", pk)


def _reading_page(
    request: HttpRequest, found: Import, seen: Sequence[Mapping[str, Any]], at: int, refused: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    found.refresh_from_db()
    one, file = seen[at], found.files.all()[at]
    layout = one["layout"]
    nothing: dict[str, Any] = {"first": [], "rows": 0, "name": "", "columns": 0}
    sheet = one["sheets"][layout["sheet"]] if one["sheets"] else nothing
    head, last = layout["head"]
    rows = []
    for row, cells in enumerate(sheet["first"]):
        role = "head" if not layout["across"] and head <= row <= last else ""
        role = role or ("above" if not layout["across"] and row < layout["first"] else "")
        rows.append((row + 1, role, [*cells, *[""] * (sheet["columns"] - len(cells))][:SHOWN_COLUMNS]))
    text = bool(one["encoding"])
    context = {
        "seen": seen, "at": at, "file": file, "one": one, "refused": refused, "rows": rows, "sheet": sheet,
        "letters": [address(0, column).rstrip("1") for column in range(min(sheet["columns"], SHOWN_COLUMNS))],
        "head": head + 1, "head_last": last + 1, "first": layout["first"] + 1, "left": layout["left"] + 1,
        "across": layout["across"], "hidden": layout["hidden"], "text": text,
        "sheets": options({each["name"]: each["name"] for each in one["sheets"]}, sheet["name"]),
        "encodings": options(
            {"": _("found: %(name)s") % {"name": one["encoding"]}, **_named(ENCODINGS)}, file.encoding
        ),
        "separators": options(
            {"": _("found: %(name)s") % {"name": _marks().get(one["separator"], "—")}, **_marks()},
            file.separator,
        ),
        "skipped": [(SKIPPED.get(why, why), count) for why, count in one["skipped"].items()],
        "left_out": [(row, SKIPPED.get(why, why), words) for row, why, words in one["left_out"]],
        "lead": reading_words(one),
    }  # fmt: skip
    return page(request, "reading", found, "reading", context, status)


def _named(names: Sequence[str]) -> dict[str, str]:
    return {name: name for name in names if name}


def _marks() -> dict[str, str]:
    words = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar")}
    return {mark: f"{words[mark]} {SEPARATORS[mark]}" for mark in words}


def reading_words(one: Mapping[str, Any]) -> str:
    """How a file was read, in one sentence."""
    layout = one["layout"]
    sheet = one["sheets"][layout["sheet"]]["name"] if one["sheets"] else ""
    first, last = layout["head"][0] + 1, layout["head"][1] + 1
    said_ = {
        "sheet": sheet, "first": first, "last": last, "rows": shown.number(one["records"]),
        "columns": shown.number(len([head for head in one["heads"] if head])),
    }  # fmt: skip
    if layout["across"]:
        words = _("A column a project; heads in column %(first)s; %(rows)s columns of data, %(columns)s heads.")
    elif first == last:
        words = _("Heads in row %(first)s; %(rows)s rows of data, %(columns)s columns.")
    else:
        words = _("Heads in rows %(first)s to %(last)s; %(rows)s rows of data, %(columns)s columns.")
    told = words % said_
    if sheet and len(one["sheets"]) > 1:
        told = _("Sheet “%(sheet)s”.") % said_ + ("" if not told else " ") + told
    if one["encoding"]:
        mark = _marks().get(one["separator"], one["separator"])
        told += " " + _("Read as %(encoding)s, separated by %(mark)s.") % {"encoding": one["encoding"], "mark": mark}
    return told


@door(queries.RIGHT, FORM)
def meaning(request: SignedIn, pk: int) -> HttpResponse:
    """One line a column: what it means, confirmed or changed; then the list is checked."""
    found = mine(request.user, pk)
    if not found.is_open:
        return redirect(found)
    if found.state not in (State.MAPPING, State.JUDGED):
        return redirect("imports:waits", pk)
    seen = _seen(found)
    lists = queries.lists(request.user)
    lines = forms.lines(found.document, actions.union(seen), lists, found.reasons, len(seen))
    if request.method != "POST":
        return _meaning_page(request, found, seen, lines)
    document = forms.edited(found.document, lines, request.POST)
    try:
        actions.understand(found=found, document=document, over=over(request), at=timezone.now())
        if "check" in request.POST:
            return begin(request, found, "imports.judge")
    except actions.MappingRefused as no:
        lines = forms.lines(document, actions.union(seen), lists, found.reasons, len(seen))
        return _meaning_page(request, found, seen, lines, [actions.told(one) for one in no.problems], no.status)
    except Refused as no:
        return _meaning_page(request, found, seen, lines, [said(no)], no.status)
    return redirect("imports:meaning", pk)


def _meaning_page(
    request: HttpRequest, found: Import, seen: Sequence[Mapping[str, Any]], lines: Sequence[forms.Line],
    refused: Sequence[str] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    understood = sum(
        bool(line.meant.to and line.meant.to not in ("extra", "nothing")) or bool(line.meant.role) for line in lines
    )
    asked = [line for line in lines if line.asks_days]
    offers = queries.offered()
    chosen = found.mapping.label if found.mapping else found.example
    context = {
        "lines": lines, "understood": understood, "asked": asked, "kept": _kept(found.document, lines),
        "refused": refused,
        "whole": forms.whole(found.document, [line.meant.head for line in lines]),
        "readings": [(one["file"], reading_words(one)) for one in seen],
        "mappings": options({"": _("suggested from the file"), **{one.code: _offered(one) for one in offers}}, chosen),
        "chosen": next((one for one in offers if one.code == chosen), None),
        "others": _others(found.document, lines),
        "document": json.dumps(found.document, ensure_ascii=False, indent=2),
        "heads": [line.meant.head for line in lines],
    }  # fmt: skip
    return page(request, "meaning", found, "meaning", context, status)


def _kept(document: Mapping[str, Any], lines: Sequence[forms.Line]) -> int:
    """How many columns have no place of their own in the register and are kept all the same."""
    others = document.get("others", "extra") == "extra"
    return sum(not line.meant.role and line.meant.to in (("extra", "") if others else ("extra",)) for line in lines)


def _offered(one: queries.Offer) -> str:
    return _("%(title)s (comes with Keyworks)") % {"title": one.title} if one.example else f"{one.title} · {one.code}"


def _others(document: Mapping[str, Any], lines: Sequence[forms.Line]) -> list[tuple[str, str]]:
    """What the mapping says that no single column shows: fixed values, templates, patterns."""
    shown_ = {line.meant.at for line in lines if line.meant.at is not None}
    choices = lines[0].choices if lines else None
    told = []
    for at, one in enumerate(document.get("columns") or []):
        if at in shown_ or choices is None:
            continue
        said_ = next((one[name] for name in ("fixed", "template", "like", "from") if one.get(name)), "")
        source = " · ".join(said_) if isinstance(said_, list) else str(said_)
        told.append((choices.name(one["to"]), source))
    return told


@door(queries.RIGHT, POST)
def choose(request: SignedIn, pk: int) -> HttpResponse:
    """Understand the list by a saved mapping, a shipped one, the one suggested, or one given as a file."""
    found = mine(request.user, pk)
    given = request.FILES.get("document")
    try:
        if given is not None:
            actions.understand(
                found=found,
                document=actions.parsed(given.read(1024 * 1024).decode("utf-8-sig", "replace")),
                over=over(request),
                at=timezone.now(),
            )
        elif "text" in request.POST:
            actions.understand(
                found=found, document=actions.parsed(request.POST["text"]), over=over(request), at=timezone.now()
            )
        else:
            code = request.POST.get("mapping", "")[:80]
            actions.choose_mapping(found=found, code=code, over=over(request), at=timezone.now())
    except Refused as no:
        problems = [actions.told(one) for one in getattr(no, "problems", ())] or [said(no)]
        seen = _seen(found)
        lines = forms.lines(found.document, actions.union(seen), queries.lists(request.user), found.reasons, len(seen))
        return _meaning_page(request, found, seen, lines, problems, no.status)
    return redirect("imports:meaning", pk)
