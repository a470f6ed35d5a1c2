"""What the public reads without a name: editions that were signed off, by the rows and files that were kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import demonstration, districts, installation
from keyworks.base import reader, shown
from keyworks.base.cells import Column, Row
from keyworks.base.doors import ANYONE, READ, door
from keyworks.base.tables import Table
from keyworks.projects.queries import outline_shapes
from keyworks.publishing.files.opened import MEDIA
from keyworks.publishing.forms import OpenFilter
from keyworks.publishing.models import OpenEdition, OpenEntry
from keyworks.publishing.models.words import CHANGES
from keyworks.publishing.queries import opened as queries
from keyworks.publishing.rules.opening import LEAST
from keyworks.publishing.views.telling import facts_of, keys_of
from keyworks.values.money import Money

FEEDS: dict[str, Any] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
IN_FEED = 200
NAMES = {"csv": "CSV", "jsonl": "JSON Lines", "geojson": "GeoJSON", "json": "OC4IDS (JSON)"}
FIELDS = (
    "pk",
    "number",
    "name_zh",
    "name_en",
    "stage",
    "district",
    "sector",
    "total",
    "original",
    "finish",
    "change",
)


@door(ANYONE, READ)
def now(request: HttpRequest) -> HttpResponseBase:
    """The edition that stands."""
    found = queries.newest()
    if found is None:
        return render(request, "publishing/open_none.html")
    return _edition(request, found)


@door(ANYONE, READ)
def edition(request: HttpRequest, number: int) -> HttpResponseBase:
    """One edition as it was signed; of one that was withdrawn that it was."""
    found = queries.editions().filter(number=number).first()
    if found is None:
        raise Http404(f"edition {number}")
    if found.withdrawn_at is not None:
        return render(request, "publishing/open_none.html", {"edition": found}, status=410)
    return _edition(request, found)


def _edition(request: HttpRequest, found: OpenEdition) -> HttpResponseBase:
    form = OpenFilter(request.GET, found)
    names = {name: queries.choices(found, name) for name in ("district", "sector")}
    table = Table(
        request, key="open", label=_("Open data"), sort="number", columns=_columns(names), filters=form, count=True,
        rows=queries.entries(found, form.said).values(*FIELDS),
        row_url=lambda row: reverse("publishing:open_project", args=[row["number"]]),
        empty=(_("Nothing in this edition"), ""),
    )  # fmt: skip
    context = {
        "edition": found, "table": table, "files": [(NAMES[one.ending], one) for one in queries.files_of(found)],
        "sums": _sums(found, names["district"]), "least": LEAST, "last": found == queries.newest(),
        "few": 0 < found.held_back < LEAST,
        "gone": [{"number": one["number"], "name": reader.told(one["zh"], one["en"])} for one in found.gone],
    }  # fmt: skip
    return render(request, "publishing/open.html", context)


def _columns(names: dict[str, dict[str, dict[str, str]]]) -> list[Column]:
    stages = queries.stages()

    def named(of: str) -> Any:
        return lambda row: _name(names[of].get(row[of]))

    return [
        Column(
            "called", gettext_lazy("Project"), order="name_zh" if reader.current().zh else "name_en",
            show=_called, as_written=True,
        ),
        Column("number", gettext_lazy("Number"), "code", order="number"),
        Column("district", gettext_lazy("District"), "short", fact=True, show=named("district")),
        Column("sector", gettext_lazy("Sector"), show=named("sector")),
        Column("stage", gettext_lazy("Stage"), "badge", fact=True, show=lambda row: stages.get(row["stage"], "")),
        Column("original", gettext_lazy("First stated investment"), "money", order="original"),
        Column("total", gettext_lazy("Total investment"), "money", order="total", fact=True),
        Column("finish", gettext_lazy("Finish"), "date", order="finish"),
        Column(
            "change", gettext_lazy("Against the edition before"), "short", shown=False,
            show=lambda row: str(CHANGES.get(row["change"], "")),
        ),
    ]  # fmt: skip


def _called(row: Row) -> str:
    return reader.told(row["name_zh"], row["name_en"])


def _name(one: dict[str, str] | None) -> str:
    return reader.told(one["zh"], one.get("en", "")) if one else ""


def _sums(found: OpenEdition, names: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    """By district, the largest first; those over few projects last and without a number."""
    rows = [
        {"name": _name(names.get(one["key"])) or one["key"], "count": one["count"],
         "total": None if one["total"] is None else Money(one["total"])}
        for one in found.sums
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row["total"].amount if row["total"] else 1)


@door(ANYONE, READ)
def editions(request: HttpRequest) -> HttpResponse:
    """All editions there were, those withdrawn with their reason."""
    return render(request, "publishing/open_editions.html", {"editions": list(queries.editions())})


def _standing(number: str) -> tuple[OpenEdition, OpenEntry]:
    """The project in the edition that stands; what is not in it is not there."""
    found = queries.newest()
    one = queries.entry_of(found, number) if found else None
    if found is None or one is None:
        raise Http404(number)
    return found, one


@door(ANYONE, READ)
def project(request: HttpRequest, number: str) -> HttpResponse:
    """A project as the edition that stands tells it, and what earlier ones told."""
    found, one = _standing(number)
    rows = queries.history(number)
    context = {
        "edition": found, "one": one, "facts": facts_of(one), "mapped": "geometry" in one.told,
        "district": one.district, "rows": [(row, keys_of(row), CHANGES.get(row.change, "")) for row in rows],
        "text": reader.told(one.told.get("scope_zh", ""), one.told.get("scope_en", "")),
        "stages": queries.stages(),
    }  # fmt: skip
    return render(request, "publishing/open_project.html", context)


@door(ANYONE, READ)
def places_page(request: HttpRequest) -> HttpResponse:
    found = queries.newest()
    if found is None:
        return render(request, "publishing/open_none.html")
    placed = sum("geometry" in told for told in queries.entries(found).values_list("told", flat=True))
    return render(request, "publishing/open_map.html", {"edition": found, "placed": placed})


@door(ANYONE, READ)
def places(request: HttpRequest) -> HttpResponse:
    """What the maps of the open data show: the places of the edition that stands, or of one project."""
    found, number = queries.newest(), request.GET.get("number")
    rows = queries.entries(found) if found else OpenEntry.objects.none()
    if number:
        rows = rows.filter(number=number)
    features = [
        {
            "type": "Feature", "geometry": one.told["geometry"],
            "properties": {
                "name": str(one), "text": one.number, "colour": "",
                "address": "" if number else reverse("publishing:open_project", args=[one.number]),
            },
        }
        for one in rows if "geometry" in one.told
    ]  # fmt: skip
    return _geojson(features)


@door(ANYONE, READ)
def outlines(request: HttpRequest) -> HttpResponse:
    """The schematic outlines of the districts, once anything is public."""
    shapes = outline_shapes() if queries.newest() else []
    units = districts()
    named = [{"name": str(one), "code": one.code} for one in units] if len(units) == len(shapes) else [{}] * len(shapes)
    return _geojson([
        {"type": "Feature", "geometry": shape, "properties": properties}
        for shape, properties in zip(shapes, named, strict=True)
    ])  # fmt: skip


def _geojson(features: list[dict[str, Any]]) -> JsonResponse:
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


@door(ANYONE, READ)
def file(request: HttpRequest, number: int, of: str) -> HttpResponseBase:
    """A file of an edition, byte for byte as it was signed."""
    found = queries.standing_edition(number)
    kept = queries.file_of(found, of) if found else None
    if found is None or kept is None:
        raise Http404(f"edition {number}")
    etag = f'"{kept.sha256}"'
    answer = HttpResponse(kept.content, content_type=MEDIA[of], headers={"ETag": etag})
    name = f"open-{found.on.isoformat()}-{found.number}.{'oc4ids.json' if of == 'json' else of}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Link"] = f'<{found.licence_uri}>; rel="license"'
    return get_conditional_response(request, etag=etag, response=answer) or answer


@door(ANYONE, READ)
def feed(request: HttpRequest, of: str) -> HttpResponse:
    """What became new or changed from edition to edition, for feed readers; nothing of an edition withdrawn."""
    if of not in FEEDS:
        raise Http404(of)
    official = "" if not demonstration() else _("Demonstration, not official")
    home = settings.ADDRESS + reverse("publishing:open")
    title = " · ".join(one for one in (_("Open data"), str(installation() or ""), official) if one)
    last = queries.newest()
    made = FEEDS[of](
        title=title, link=home, description=_("What is new and what changed in the city's key projects"),
        language="zh-Hans" if reader.current().zh else "en", feed_url=settings.ADDRESS + request.path,
        feed_copyright=last.licence_uri if last else "",
    )  # fmt: skip
    for one in queries.changed(IN_FEED):
        words = shown.listed([str(CHANGES[one.change]), *keys_of(one)], zh="、", en=", ")
        link = settings.ADDRESS + reverse("publishing:open_project", args=[one.number])
        made.add_item(
            title=_plain(str(one)), link=link, description=_plain(words), unique_id=f"{link}#{one.edition.number}",
            unique_id_is_permalink=False, pubdate=one.edition.signed_at, updateddate=one.edition.signed_at,
        )  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def _plain(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(letter for letter in text if letter >= " ")
