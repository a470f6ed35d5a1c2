from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import called
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Column, Table
from keyworks.projects.models import Project
from keyworks.projects.rules.authority import EDIT

COLUMNS = (
    Column("called", gettext_lazy("Project"), order="called"),
    Column("local_number", gettext_lazy("Number"), order="local_number", fact=True),
    Column("total", gettext_lazy("Total investment"), "money", order="total", fact=True, total=True),
)


@door("projects.read", READ)
def register(request: SignedIn) -> HttpResponseBase:
    rows = scope(request.user, Project.objects.all()).annotate(called=called("name_zh", "name_en"))
    table = Table(
        request,
        key="projects",
        columns=COLUMNS,
        rows=rows.values("pk", "called", "local_number", "total"),
        row_url=lambda row: reverse("projects:project", args=[row["pk"]]),
        sort="local_number",
        label=_("Projects"),
        export=True,
        empty=(_("No project is registered yet"), _("Register the first one, or bring your list.")),
    )
    if table.exporting:
        return table.sheet()
    return render(
        request,
        "projects/list.html",
        {"table": table, "may_edit": request.user.may(EDIT), "query": request.GET.urlencode()},
    )
