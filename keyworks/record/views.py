from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from keyworks.base.doors import READ, SIGNED_IN, door
from keyworks.base.manifest import verb, word
from keyworks.base.scopes import scope, subject
from keyworks.base.tables import Column, Table
from keyworks.record import queries
from keyworks.record.forms import RecordFilter
from keyworks.record.models import Entry

AT_ONCE = 20
LARGEST = 2**63 - 1


@door("record.read", READ)
@require_safe
def entries(request: HttpRequest) -> HttpResponseBase:
    filters = RecordFilter(request.GET)
    filters.is_valid()
    present = queries.Present(request.user, [])

    def who(row: Any) -> str:
        return queries.who(present, row)

    def to_what(row: Any) -> Any:
        link = present.address((row["subject_kind"], row["subject_id"]))
        return (queries.what(present, row), link) if link else queries.what(present, row)

    columns = [
        Column("at", gettext_lazy("When"), "moment", order="at"),
        Column("who", gettext_lazy("Who"), fact=True, as_written=True, show=who),
        Column("verb", gettext_lazy("What was done"), fact=True, show=lambda row: verb(row["verb"])),
        Column("subject", gettext_lazy("To what"), "link", fact=True, as_written=True, show=to_what),
        Column("kind", gettext_lazy("Kind"), shown=False, show=lambda row: word(row["subject_kind"])),
        Column("reason", gettext_lazy("Reason"), as_written=True),
        Column("seq", gettext_lazy("No."), "number", order="seq"),
        Column("hash", gettext_lazy("Hash"), shown=False),
    ]
    found = queries.matching(request.user, scope(request.user, Entry.objects.all()), filters.cleaned_data)
    table = Table(
        request,
        key="record",
        label=_("Record"),
        columns=columns,
        rows=found.values(
            "seq",
            "at",
            "actor_id",
            "actor",
            "behalf",
            "verb",
            "subject_kind",
            "subject_id",
            "subject",
            "reason",
            "hash",
        ),
        row_url=lambda row: reverse("record:entry", args=[row["seq"]]),
        filters=filters,
        empty=(_("Nothing is recorded yet"), _("Every action anybody takes is written down here.")),
        export=True,
    )
    if table.exporting:
        return table.sheet()
    present = queries.Present(request.user, [key for row in table.page.rows for key in queries.keys(row)])
    return render(request, "record/list.html", {"table": table, "head": queries.head()})


@door("record.read", READ)
@require_safe
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    found = get_object_or_404(scope(request.user, Entry.objects.all()), seq=min(seq, LARGEST))
    shown = {
        "entry": found,
        "told": queries.told(request.user, [found])[0],
        "kind": word(found.subject_kind),
        "own_language": queries.own_language(),
        "last": queries.head().count,
    }
    return render(request, "record/entry.html", shown)


@door(SIGNED_IN, READ)
@require_safe
def history(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """All that was done to one subject, for whoever may see it: a panel, and a page of its own without scripts."""
    about = subject(request.user, kind, pk)
    found = queries.of(kind, about.pk)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        found = found.filter(seq__lt=min(int(before[:20]), LARGEST))
    some = list(found[: AT_ONCE + 1])
    told = queries.told(request.user, some[:AT_ONCE])
    older = some[AT_ONCE - 1].seq if len(some) > AT_ONCE else None
    inside = bool(request.headers.get("HX-Request"))
    shown = {
        "about": about, "kind": kind, "kind_words": word(kind), "told": told, "older": older, "inside": inside,
        "link": getattr(about, "get_absolute_url", str)(),
    }  # fmt: skip
    return render(request, "record/history_part.html" if inside else "record/history.html", shown)
