from __future__ import annotations

from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from ninja import Query

from keyworks.base.api import Request, Router
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.projects.api.shapes import TermOut
from keyworks.projects.models import Term

terms = Router()

Kind = Literal[
    "category", "sector", "programme", "chain", "nature", "investor", "fund", "measure", "party_role", "link",
    "component", "fact", "pause_reason", "exit_reason", "recovery_reason",
]  # fmt: skip


@terms.get("", right="projects.read", response=Page[TermOut], summary=_("The city's code lists"))
def list_terms(request: Request, window: Query[Window], kind: Kind | Literal[""] = "") -> dict[str, Any]:
    found = scope(request.user, Term.objects.select_related("leader"))
    part = page(request, found.filter(kind=kind) if kind else found, window, ("kind", "order", "pk"))
    part["items"] = [
        {
            **{name: getattr(term, name) for name in ("kind", "code", "name_zh", "name_en", "order", "closed_on")},
            "leader": term.leader.username if term.leader else None,
        }
        for term in part["items"]
    ]
    return part
