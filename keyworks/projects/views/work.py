from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.projects import queries
from keyworks.projects.models.words import FACTS, LIST_CLASSES, STAGES
from keyworks.projects.rules.lacking import FACTS as ASKED
from keyworks.projects.views.register import beginning, headline

ON_DESK, ON_PAGE = 5, 200


def _filtered(everything: bool, **asked: str) -> str:
    """The register with these filters, of one's own projects where they are not the whole city's."""
    query = urlencode(asked if everything else {**asked, "mine": "on"})
    return f"{reverse('projects:list')}?{query}" if query else reverse("projects:list")


@door("projects.read", READ)
def work(request: SignedIn) -> HttpResponse:
    """What waits in one's projects: a part of the desk, and a page of its own."""
    alone = not request.headers.get("HX-Request")
    fact = request.GET.get("lacks", "")
    fact = fact if fact in ASKED else ""
    found = queries.work(request.user, today(), fact=fact, most=ON_PAGE if alone else ON_DESK)
    here = reverse("projects:work")
    city = queries.city(request.user, today())
    context: dict[str, Any] = {
        "work": found,
        "city": city,
        "lead": headline(city.classes) if city else "",
        "suspended": f"{reverse('projects:list')}?stage=suspended",
        "alone": alone,
        "fact": FACTS.get(fact, ""),
        "all": _filtered(found.everything),
        "due": _filtered(found.everything, due="on"),
        "stages": [
            (STAGES[stage], count, _filtered(found.everything, stage=stage))
            for stage in STAGES
            if (count := found.by_stage.get(stage))
        ],
        "classes": [
            (words, count, _filtered(found.everything, list_class=code))
            for code, words in LIST_CLASSES.items()
            if (count := found.by_class.get(code))
        ],
        "lacks": [(FACTS[one], count, f"{here}?lacks={one}", one == fact) for one, count in found.lacks.items()],
        "rows": [{**row, "lacks": [FACTS[one] for one in row["lacks"]]} for row in found.rows],
        "layout": "base.html" if alone else "dossier/part.html",
        "beginning": beginning(request.user),
        "may_register": request.user.may("projects.register"),
    }
    response = render(request, "projects/work.html", context)
    response["Vary"] = "HX-Request"
    return response
