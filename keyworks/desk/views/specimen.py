"""The specimen: every component once, with every state it can be in. Nothing here is stored."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from keyworks.base.doors import FORM, POST, READ, SIGNED_IN, door
from keyworks.base.tables import Bulk, Column, Table
from keyworks.desk.forms import SpecimenFilter, SpecimenForm
from keyworks.values.money import Money
from keyworks.values.refusals import Refused, Stale

AT = datetime(2022, 2, 8, 1, 0, tzinfo=UTC)
LIMIT = 5 * 1024 * 1024
TYPES = (".pdf", ".jpg", ".png", ".xlsx")
LIGHTS = ("green", "green", "yellow", "red", "green", "grey")
STEPS = 5
STAGES: tuple[tuple[str, str, date | None], ...] = (
    (_n("Reserve"), "past", date(2021, 3, 1)),
    (_n("ready to start"), "past", None),
    (_n("Under construction"), "now", date(2021, 12, 9)),
    (_n("Completed"), "ahead", None),
)
AMOUNTS = (0, 1, 62_903_000_000, 21_580_000_000_000, -130_000_000, None)


OUTLINES: tuple[tuple[str, list[list[float]]], ...] = (
    (_n("Beichen"), [[117.02, 39.2], [117.3, 39.17], [117.42, 39.33], [117.1, 39.36], [117.02, 39.2]]),
    (_n("Dongli"), [[117.3, 39.17], [117.42, 39.33], [117.58, 39.2], [117.5, 39.02], [117.3, 39.17]]),
    (_n("Jinnan"), [[117.3, 39.17], [117.5, 39.02], [117.45, 38.88], [117.24, 38.9], [117.3, 39.17]]),
    (
        _n("Binhai New Area"),
        [[117.42, 39.33], [117.85, 39.42], [117.8, 39.0], [117.6, 38.6], [117.4, 38.62], [117.45, 38.88],
         [117.5, 39.02], [117.58, 39.2], [117.42, 39.33]],
    ),
)  # fmt: skip
PLACES: tuple[tuple[str, str, str, list[Any]], ...] = (
    (_n("FAW-Toyota new-energy vehicles"), "red", "Point", [117.72, 39.03]),
    (_n("Rail Z2 phase 1"), "", "LineString", [[117.36, 39.13], [117.5, 39.15], [117.62, 39.12], [117.71, 39.22]]),
    (_n("Nangang ethylene 1.2 Mt/y"), "", "Polygon", [[[117.5, 38.7], [117.6, 38.73], [117.6, 38.7], [117.5, 38.7]]]),
    (_n("National synthetic-biology centre"), "green", "Point", [117.41, 39.14]),
    (
        _n("Renewal of Jinzhonghe Street with schools, clinics, drains and heating, and new homes on both banks"),
        "yellow", "Point", [117.24, 39.21],
    ),
)  # fmt: skip


class SpecimenRefused(Refused):
    """The specimen's no."""


def sample() -> list[dict[str, Any]]:
    """200 rows that mean nothing: names short and long, zero, unknown, negative."""
    names = (
        _("FAW-Toyota new-energy vehicles"), _("Rail Z2 phase 1"), _("Nangang ethylene 1.2 Mt/y"),
        _("Renewal of Jinzhonghe Street with schools, clinics, drains and heating, and new homes on both banks"),
        _("National synthetic-biology centre"),
    )  # fmt: skip
    places = (_("Binhai New Area"), _("Beichen"), _("Jinnan"), _("Dongli"))
    return [
        {
            "pk": number,
            "name": f"{names[number % len(names)]} {number}",
            "district": places[number % len(places)],
            "plan": 1_000_000_00 * (number % 37 + 1),
            "done": None if number % 11 == 0 else 1_000_000_00 * (number % 29) * (number % 7) // 6,
            "share": None if number % 11 == 0 else (number % 29) * (number % 7) / (6 * (number % 37 + 1)),
            "light": LIGHTS[number % len(LIGHTS)],
            "state": ("good", _("accepted")) if number % 3 else ("warn", _("returned")),
            "due": date(2022, number % 12 + 1, number % 28 + 1),
        }
        for number in range(1, 201)
    ]


COLUMNS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("name", "text", {"order": "name"}),
    ("district", "text", {"order": "district"}),
    ("plan", "money", {"order": "plan", "total": True}),
    ("done", "money", {"order": "done", "fact": True, "total": True}),
    ("share", "share", {"order": "share", "fact": True}),
    ("light", "light", {"fact": True}),
    ("state", "badge", {}),
    ("due", "date", {"order": "due", "shown": False}),
)


def columns() -> list[Column]:
    labels = {
        "name": _("Project"), "district": _("District"), "plan": _("Plan for the year"), "done": _("Done this year"),
        "share": _("Share of the plan"), "light": _("Light"), "state": _("Report"), "due": _("Due"),
    }  # fmt: skip
    return [Column(name, labels[name], kind, **options) for name, kind, options in COLUMNS]


def table(request: HttpRequest) -> Table:
    filters = SpecimenFilter(request.GET, auto_id="filter_%s")
    rows = sample()
    if filters.is_valid():
        words, light = filters.cleaned_data["words"], filters.cleaned_data["light"]
        rows = [row for row in rows if words in row["name"] and light in ("", row["light"])]
    return Table(
        request,
        key="specimen",
        label=_("Specimen of a table"),
        columns=columns(),
        rows=rows,
        row_url=lambda row: f"/specimen/?row={row['pk']}#table",
        filters=filters,
        bulk=[
            Bulk("remind", _("Remind"), "desk:specimen_act"),
            Bulk("strike", _("Strike off"), "desk:specimen_act", danger=True),
        ],
        sort="name",
        export=True,
        empty=(_("No project yet"), _("Projects appear here once the list is issued.")),
    )


def stages(here: str) -> list[dict[str, Any]]:
    """A stage line on which the project stands, is held or has left."""
    return [{"label": _(label), "state": here if state == "now" else state, "on": on} for label, state, on in STAGES]


def forms_shown(request: HttpRequest) -> dict[str, SpecimenForm]:
    """The form empty, with errors, and where another person saved first."""
    known = {"name": _("Rail Z2 phase 1"), "scale": "yes", "district": "binhai", "edition": 3}
    typed = {"name": _("Rail Z2 phase 1"), "district": "binhai", "done": "1280.50", "scale": "yes", "edition": "3"}
    stale = SpecimenForm({f"stale-{name}": value for name, value in typed.items()}, prefix="stale")
    wrong = SpecimenForm(
        {"wrong-name": "测试", "wrong-done": "-1", "wrong-on": "2022-02-30", "wrong-district": "binhai"}, prefix="wrong"
    )
    wrong.is_valid()
    stale.is_valid()
    stale.refuse(Stale("desk.specimen_stale", edition=4), now={"done": "1310.00"})
    return {"form": SpecimenForm(initial=known), "wrong": wrong, "stale": stale}


@door(SIGNED_IN, FORM)
def specimen(request: HttpRequest) -> HttpResponseBase:
    shown = table(request)
    if shown.exporting:
        return shown.sheet()
    page = forms_shown(request)
    if request.method == "POST":
        page["form"] = SpecimenForm(request.POST)
        if page["form"].is_valid():
            messages.success(request, _("Accepted. Nothing was stored: this is the specimen."))
            return redirect("desk:specimen")
    empty = Table(
        request, key="none", columns=columns(), rows=[], prefix="none-",
        empty=(_("No project yet"), _("Projects appear here once the list is issued.")),
    )  # fmt: skip
    amounts = [None if amount is None else Money(amount) for amount in AMOUNTS]
    return render(
        request,
        "desk/specimen.html",
        {**page, "table": shown, "none": empty, "amounts": amounts, "at": AT, "limit": LIMIT,
         "types": ",".join(TYPES), "steps": STEPS, "lines": [stages("now"), stages("held"), stages("left")],
         "numbers": (0, 7, 1234567.5, -13.8, None)},
    )  # fmt: skip


@door(SIGNED_IN, READ)
def part(request: HttpRequest, kind: str) -> HttpResponse:
    """A panel's content: well, failing, or met by a session that has ended."""
    if kind == "signed-out":
        return HttpResponse(status=401)
    status = 404 if kind == "failing" else 200
    return render(request, "desk/specimen-part.html", {"kind": kind}, status=status)


@door(SIGNED_IN, READ)
def progress(request: HttpRequest, done: int) -> HttpResponse:
    """One look at a piece of work that takes five looks."""
    return render(request, "desk/specimen-progress.html", {"done": min(done, STEPS), "steps": STEPS})


@door(SIGNED_IN, READ)
def places(request: HttpRequest, kind: str) -> HttpResponse:
    """The map's outlines or what stands on it, all invented."""
    drawn = {"outlines": [(name, "", "Polygon", [ring]) for name, ring in OUTLINES], "places": PLACES}.get(kind)
    if drawn is None:
        raise Http404
    features = [
        {
            "type": "Feature",
            "properties": {
                "code": name,
                "name": _(name),
                "text": _("three months behind") if colour == "red" else "",
                "colour": colour,
            },
            "geometry": {"type": form, "coordinates": coordinates},
        }
        for name, colour, form, coordinates in drawn
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


@door(SIGNED_IN, POST)
def act(request: HttpRequest) -> HttpResponse:
    """What the bulk bar does here: say how many rows were chosen; with `refuse`, refuse."""
    if request.POST.get("refuse"):
        raise SpecimenRefused("desk.specimen_refused")
    count = len(request.POST.getlist("id"))
    messages.info(request, _("%(count)s rows chosen. Nothing was done: this is the specimen.") % {"count": count})
    return redirect("desk:specimen")


@door(SIGNED_IN, POST)
def drop(request: HttpRequest) -> HttpResponse:
    """Looks at a file and forgets it."""
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"detail": _("No file came with it. Choose one and send it again.")}, status=422)
    if (file.size or 0) > LIMIT or not (file.name or "").lower().endswith(TYPES):
        return JsonResponse({"detail": _("This file is too large or not of an allowed type.")}, status=422)
    messages.success(request, _("The file came through whole and was not kept: this is the specimen."))
    return redirect("desk:specimen")
