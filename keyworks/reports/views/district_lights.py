"""The lights of districts, the growth they are judged by, and a project's lights of twelve months."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, READ, door
from keyworks.base.scopes import scope
from keyworks.reports import actions
from keyworks.reports.forms.judging import GrowthForm, hundredths
from keyworks.reports.models import Growth
from keyworks.reports.models.light_words import COLOURS
from keyworks.reports.queries.district_lights import district_lights as queried
from keyworks.reports.queries.district_lights import grown
from keyworks.reports.queries.lights import course
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.rules import way
from keyworks.reports.rules.ledgers import OFFICE, Judged
from keyworks.reports.views.common import month_asked, name_of, seen, tabs
from keyworks.reports.views.explaining import why


@door(way.READ, READ)
def district_lights(request: SignedIn) -> HttpResponse:
    """Each district's light in a month, and why."""
    month = min(month_asked(request.GET.get("month", "")), way.reported_on(today()))
    rules = rules_for(month, Judged.DISTRICT)
    rows = [
        {"district": one.district, "colour": one.light.colour, "words": COLOURS[one.light.colour],
         "because": why(one.light), "growth": one.state.growth, "planned": one.state.planned_growth}
        for one in queried(request.user, month, rules)
    ]  # fmt: skip
    context: dict[str, Any] = {
        "rows": rows, "month": month, "rules_name": name_of(rules), "rules_code": rules.code,
        "decides": request.user.may(OFFICE), "earlier": _at(month - 1),
        "later": _at(month + 1) if month < way.reported_on(today()) else "",
        "there": f"{reverse('reports:districts')}?{urlencode({'month': str(month)})}",
        "grow": f"{reverse('reports:growth')}?{urlencode({'month': str(month)})}",
    }  # fmt: skip
    return render(request, "reports/district_lights.html", context | {"tabs": tabs(request, context["month"])})


def _at(month: Any) -> str:
    return f"{reverse('reports:district_lights')}?{urlencode({'month': str(month)})}"


@door(OFFICE, FORM)
def growth(request: SignedIn) -> HttpResponse:
    """Say by how much a district's investment, or the city's, grew by a month."""
    month = month_asked(request.GET.get("month", ""))
    kinds = (Unit.Kind.CITY, Unit.Kind.DISTRICT)
    units = list(scope(request.user, Unit.objects.filter(kind__in=kinds, closed_on=None)).order_by("pk"))
    form = GrowthForm(request.POST or None, units=units)

    def act(sent: dict[str, Any]) -> Growth:
        unit = next(one for one in units if str(one.pk) == sent["unit"])
        stands = grown(month, [unit.pk]).get(unit.pk)
        return actions.grow(
            unit=unit, month=month, grown=hundredths(sent["grown"]) or 0, planned=hundredths(sent["planned"]),
            over=stands.version if stands else 0, by=request.user, at=moment(), reason=sent["reason"],
        )  # fmt: skip

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, _("Written down."))
        return redirect(_at(month))
    context: dict[str, Any] = {"form": form, "month": month, "there": _at(month)}
    return render(request, "reports/growth.html", context, status=form.status)


@door(way.READ, READ)
def lights_of(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """Twelve months of a project's lights, each with its link: a part of its page."""
    if kind != "project":
        raise Http404(kind)
    project, last = seen(request.user, pk), way.reported_on(today())
    lights = course(project.pk, (last - 11).until(last), today())
    rows = [
        {"month": one.month, "key": int(one.month), "colour": one.colour, "words": COLOURS[one.colour]}
        for one in lights
    ]  # fmt: skip
    context: dict[str, Any] = {"project": project, "rows": rows, "because": why(lights[-1]), "last": last}
    return render(request, "reports/lights_of.html", context)
