from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from keyworks.accounts.queries import moment, today
from keyworks.base.api import Key, Request, Router
from keyworks.base.conditions import seen, tagged
from keyworks.base.paging import Page, Window, page
from keyworks.projects.models import Project
from keyworks.reports import actions, queries
from keyworks.reports.actions import ReportsRefused, Said
from keyworks.reports.api.shapes import (
    Back,
    DistrictLight,
    DistrictOut,
    Filed,
    MonthAsked,
    MonthOut,
    MonthRow,
    MonthText,
    PassIn,
    ProjectLight,
    ReportOut,
    Unchanged,
)
from keyworks.reports.models import Filing, Report
from keyworks.reports.queries.district_lights import district_lights
from keyworks.reports.rules import figures, way
from keyworks.reports.rules.ledgers import Judged
from keyworks.reports.rules.lights.states import Light
from keyworks.values.money import Money
from keyworks.values.months import Month

router = Router()


def _month(text: str) -> Month:
    return Month(*map(int, text.split("-")))


def _exact(money: Any) -> str | None:
    return f"{money.exact():f}" if isinstance(money, Money) else None


def _money(text: str | None) -> Money | None:
    return None if text is None else Money.of(Decimal(text))


def _project(request: Request, pk: int) -> Project:
    found = queries.project_of(request.user, pk)
    if found is None:
        raise Http404
    return found


def _report(request: Request, pk: int, text: str) -> tuple[Project, Report]:
    project = _project(request, pk)
    found = queries.report_of(project, _month(text))
    if found is None:
        raise Http404
    return project, found


@router.get("/months/{month}", right=way.READ, response=MonthOut, summary=_("How a month stands"))
def month_stand(request: Request, month: MonthText) -> dict[str, Any]:
    of = _month(month)
    stand = queries.stand(request.user, of)
    return {
        "month": str(of), "opens": way.opens(of), "due": way.due(of), "closed": queries.closed(of),
        **{name: getattr(stand, name) for name in ("expected", "filed", "missing", "late", "unchanged", "states")},
        "done": _exact(stand.done), "year_done": _exact(stand.year_done),
    }  # fmt: skip


@router.get(
    "/months/{month}/reports", right=way.READ, response=Page[MonthRow],
    summary=_("The projects that report a month, each with how its report stands"),
)  # fmt: skip
def month_reports(
    request: Request, month: MonthText, window: Query[Window], asked: Query[MonthAsked]
) -> dict[str, Any]:
    rows: Any = queries.rows(request.user, _month(month))
    if asked.state:
        rows = rows.filter(queries.of_state(asked.state))
    if asked.district:
        rows = rows.filter(district__code=asked.district)
    found = page(request, rows, window, ("local_number", "pk"))
    return {**found, "items": [_row(one) for one in found["items"]]}


def _row(project: Any) -> dict[str, Any]:
    told = {name: getattr(project, f"report_{name}") for name in queries.FIELDS}
    return {
        "project": project.pk,
        **{name: getattr(project, name) for name in ("local_number", "name_zh", "name_en")},
        **told,
        **{name: _exact(told[name]) for name in ("done", "year_done", "since_start")},
        "state": told["state"] or queries.MISSING, "at_level": told["at_level"] or "",
        "unchanged": bool(told["unchanged"]), "late": bool(told["late"]),
    }  # fmt: skip


@router.get(
    "/months/{month}/districts", right=way.READ, response=list[DistrictOut], summary=_("A month by district")
)  # fmt: skip
def month_districts(request: Request, month: MonthText) -> list[dict[str, Any]]:
    return [
        {
            "district": one.district.code if one.district else None, "expected": one.expected, "filed": one.filed,
            "missing": one.missing, "points": one.points,
            **{name: _exact(getattr(one, name)) for name in ("done", "year_done", "plan")},
        }
        for one in queries.by_district(request.user, _month(month))
    ]  # fmt: skip


@router.get(
    "/months/{month}/lights", right=way.READ, response=Page[ProjectLight], summary=_("The lights of projects, with why")
)
def month_lights(request: Request, month: MonthText, window: Query[Window]) -> dict[str, Any]:
    of = _month(month)
    found = page(request, queries.rows(request.user, of), window, ("local_number", "pk"))
    lights = queries.lights([one.pk for one in found["items"]], of, queries.rules_for(of), today())
    items = [{"project": one.pk, "local_number": one.local_number, **_light(lights[one.pk])} for one in found["items"]]
    return {**found, "items": items}


@router.get(
    "/months/{month}/lights/districts", right=way.READ, response=list[DistrictLight],
    summary=_("The lights of districts, with why"),
)  # fmt: skip
def month_district_lights(request: Request, month: MonthText) -> list[dict[str, Any]]:
    of = _month(month)
    found = district_lights(request.user, of, queries.rules_for(of, Judged.DISTRICT))
    return [{"district": one.district.code, **_light(one.light)} for one in found]


def _light(light: Light) -> dict[str, Any]:
    return {
        "colour": light.colour, "rules": light.rules,
        "verdicts": [
            {
                "dimension": one.dimension, "colour": one.colour, "code": one.code, "inputs": _plain(one.inputs),
                "turns_green": [{"code": need.code, "inputs": _plain(need.params)} for need in one.turns_green],
            }
            for one in light.verdicts
        ],
    }  # fmt: skip


def _plain(inputs: Any) -> dict[str, Any]:
    """Numbers and texts as they are, months and days as text."""
    return {name: value if isinstance(value, int | str | None) else str(value) for name, value in inputs.items()}


@router.post(
    "/months/{month}/pass", right=way.PASS, response=list[MonthRow], summary=_("Let reports pass, all or none")
)
def pass_reports(request: Request, month: MonthText, which: PassIn) -> list[dict[str, Any]]:
    of = _month(month)
    rows: Any = queries.rows(request.user, of)
    found = list(queries.of_month(of, rows.filter(pk__in=which.projects).values_list("pk", flat=True)).values())
    if len(found) < len(set(which.projects)):
        raise ReportsRefused("reports.gone")
    actions.let_pass(reports=found, by=request.user, at=moment())
    return [_row(one) for one in rows.filter(pk__in=which.projects).order_by("local_number", "pk")]


@router.get(
    "/{pk}/{month}", right=way.READ, response=ReportOut, conditional=True, summary=_("A report with all its versions")
)
def get_report(request: Request, pk: Key, month: MonthText) -> dict[str, Any]:
    return _told(request, pk, month)


def _told(request: Request, pk: int, month: str) -> dict[str, Any]:
    project, found = _report(request, pk, month)
    tagged(request, "report", found)
    return {
        "project": project.pk, "month": month, "versions": list(_versions(project, found.month)),
        **{name: getattr(found, name) for name in ("state", "at_level", "late", "first_at", "edition")},
    }  # fmt: skip


def _versions(project: Project, month: Month) -> Iterator[dict[str, Any]]:
    plain = ("version", "known_at", "reason", "progress", "words", "problems", "unchanged", "why")
    for one in queries.versions(project, month):
        yield {
            **{name: getattr(one, name) for name in plain},
            **{name: _exact(getattr(one, name)) for name in ("done", "year_done", "since_start", "next_month")},
            "by": one.by.username if one.by else None, "follows": _follows(one),
            "parts": {kind: _exact(Money(minor)) for kind, minor in one.parts.items()},
        }  # fmt: skip


def _follows(filing: Filing) -> str | None:
    return str(filing.follows) if filing.follows else None


@router.post(
    "/{pk}/{month}",
    right=way.FILE,
    response={201: ReportOut},
    stale=True,
    summary=_("File a month that was not filed yet"),
)
def file_report(request: Request, pk: Key, month: MonthText, filed: Filed) -> Status[dict[str, Any]]:
    _file(request, pk, month, filed, over=0)
    return Status(201, _told(request, pk, month))


@router.patch("/{pk}/{month}", right=way.FILE, response=ReportOut, summary=_("Correct a month; the first figure stays"))
def correct_report(request: Request, pk: Key, month: MonthText, filed: Filed) -> dict[str, Any]:
    _project_of, found = _report(request, pk, month)
    seen(request, "report", found)
    request.subject = None  # type: ignore[attr-defined]  # what is stale from here on is told by version
    _file(request, pk, month, filed, over=found.version)
    return _told(request, pk, month)


def _file(request: Request, pk: int, month: str, filed: Filed, *, over: int) -> None:
    said = Said(
        done=Money.of(Decimal(filed.done)),
        parts={figures.Kind(kind): Money.of(Decimal(amount)) for kind, amount in filed.parts.items()},
        progress=filed.progress,
        words=filed.words,
        next_month=_money(filed.next_month),
        problems=filed.problems,
        unchanged=filed.unchanged,
        why=filed.why,
        year_before=_money(filed.year_before),
        before=_money(filed.before),
    )
    actions.file(
        project=_project(request, pk), month=_month(month), said=said, over=over, by=request.user, at=moment(),
        reason=filed.reason,
    )  # fmt: skip


@router.post(
    "/{pk}/{month}/unchanged",
    right=way.FILE,
    response={201: ReportOut},
    stale=True,
    summary=_("File that nothing changed"),
)
def file_no_change(request: Request, pk: Key, month: MonthText, same: Unchanged) -> Status[dict[str, Any]]:
    actions.file_unchanged(
        project=_project(request, pk), month=_month(month), why=same.why, over=0, by=request.user, at=moment()
    )
    return Status(201, _told(request, pk, month))


@router.post("/{pk}/{month}/give-back", right=way.PASS, response=ReportOut, stale=True, summary=_("Give a report back"))
def give_back(request: Request, pk: Key, month: MonthText, back: Back) -> dict[str, Any]:
    _project_of, found = _report(request, pk, month)
    actions.give_back(report=found, reason=back.reason, over=back.version, by=request.user, at=moment())
    return _told(request, pk, month)
