from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.base.manifest import Text, panels
from keyworks.base.scopes import scope
from keyworks.dossier.views.parts import show
from keyworks.projects import queries
from keyworks.projects.models import Edition, Project, SourcedValue, Term
from keyworks.projects.models.words import PARTS
from keyworks.projects.queries import intakes
from keyworks.projects.rules.authority import DECIDE
from keyworks.projects.rules.parts import Part
from keyworks.projects.rules.stages import ASIDE, OVER
from keyworks.projects.rules.sums import Laid
from keyworks.projects.views.said import UNSAID, Names, grouped
from keyworks.values import asof
from keyworks.values.problems import Problem


@dataclass(frozen=True)
class Section:
    """A part of the project's page that is fetched by its address when it comes into view."""

    label: Text
    url_name: str
    right: str = ""

    @property
    def anchor(self) -> str:
        return self.url_name.partition(":")[2]


SECTIONS = (
    Section(_("Stage line"), "projects:stages"),
    Section(_("Components"), "projects:components"),
    Section(_("Place"), "projects:place"),
)
"""In the order in which they stand on the page; one whose address no room has yet is left out."""
JOINED = (
    *queries.UNITS, "leader", "service_officer", "liaison", "category", "sector", "nature", "investor", "parent",
)  # fmt: skip


def seen(request: SignedIn, pk: int) -> Project:
    """The project this person may see, with whoever is responsible for it."""
    return get_object_or_404(scope(request.user, Project.objects.select_related(*JOINED)), pk=pk)


def fund_names(money: Laid) -> list[str]:
    """The names of the funds in the order of a table's columns."""
    names = {term.code: str(term) for term in Term.objects.filter(kind=Term.Kind.FUND)} if money.funds else {}
    return [names.get(code, code) for code in money.funds]


def money_words(project: Project, money: Laid) -> dict[str, Any]:
    words = {str(part): str(name) for part, name in PARTS.items()}
    return {
        "money": money,
        "funds": fund_names(money),
        "parts": [(words.get(row.name, row.name), row) for row in money.parts],
        "corrected": any(row.first for row in (*money.parts, *filter(None, [money.whole])))
        or any(cell and cell.first for row in money.years for cell in row.cells),
        "list_year": str(project.list_year or ""),
        "figures": reverse("projects:versions", args=[project.pk, "."]).removesuffix("./"),
    }


@door("projects.read", READ)
def project(request: SignedIn, pk: int) -> HttpResponse:
    found = seen(request, pk)
    if request.GET.get("asof"):
        return _asof(request, found, request.GET["asof"])
    origins = intakes.origins(found) if found.extras or found.intake_id else {}
    running = found.stage not in ASIDE | OVER and found.finished_on is None
    context = {
        "project": found,
        "sections": [one for one in SECTIONS if not one.right or request.user.may(one.right)],
        "panels": panels(request.user, "project"),
        "decides": request.user.may(DECIDE),
        "edits": queries.may_edit_project(request.user, found),
        "programmes": list(found.programmes.all()),
        "chains": list(found.chains.all()),
        "capacities": list(found.capacities.select_related("measure")),
        "parties": list(found.parties.select_related("role", "unit")),
        "package": queries.package(request.user, found),
        "parent_seen": found.parent is not None
        and scope(request.user, Project.objects.filter(pk=found.parent.pk)).exists(),
        "ties": queries.ties(request.user, found),
        "sources": queries.sources(found),
        "overdue": running and found.planned_finish is not None and found.planned_finish < today(),
        "extras": [(name, text, origins.get(f"extras.{name}")) for name, text in found.extras.items()],
        "gone": [(figure_label(figure, row), figure, row) for figure, row in queries.unreported(found)],
        **money_words(found, queries.money(found)),
    }
    return render(request, "projects/project.html", context)


def _asof(request: SignedIn, found: Project, text: str) -> HttpResponse:
    """The facts that stood at the end of a day."""
    zone = timezone.get_default_timezone()
    moment = asof.parse(text, zone)
    context: dict[str, Any] = {"project": found, "asked": text[:40], "problem": isinstance(moment, Problem)}
    if not isinstance(moment, Problem):
        edition = Edition.objects.filter(project=found, at__lte=moment.at).order_by("-edition").first()
        said = {**UNSAID, **edition.facts} if edition else {}
        names = Names(request.user, said)
        origins = intakes.origins(found, moment.at)
        groups = [
            (title, [(name, value, origins.get(fact)) for name, value, fact in lines])
            for title, lines in grouped(names, said)
        ]
        context |= {"at": moment.at, "day": moment.day(zone), "edition": edition, "groups": groups}
        context |= money_words(found, queries.money_asof(found, moment.at)) | {"list_year": str(said.get("list_year"))}
    return render(request, "projects/asof.html", context)


def figure_label(figure: str, row: Any) -> str:
    """What a figure is called: a part, a year and its fund, a fact and who tells it."""
    kind, _dot, rest = figure.partition(".")
    if kind == "amounts":
        return f"{row.year} · {row.fund}"
    if isinstance(row, SourcedValue):
        return f"{row.fact} · {row.teller}"
    return str(PARTS[Part(rest)]) if rest in [*Part] else rest


@door("projects.read", READ)
def versions(request: SignedIn, pk: int, figure: str) -> HttpResponse:
    """All that was ever stated of one figure: who said it, when, and why it was corrected."""
    found = seen(request, pk)
    rows = queries.figure_versions(found, figure)
    label = figure_label(figure, rows[0]) if rows else figure.partition(".")[2]
    context = {"project": found, "rows": rows, "label": label, "sourced": figure.startswith("sourced.")}
    return show(request, "projects/parts/versions.html", context)
