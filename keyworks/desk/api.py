"""The page of the city and its map over the API: counts, sums and marks, each of what whoever asks sees."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import Field

from keyworks.accounts.queries import today
from keyworks.base.answers import ApiRefused
from keyworks.base.api import Day, Request, Router
from keyworks.base.paging import Page, Window, page
from keyworks.desk.queries import cockpit as queries
from keyworks.desk.queries import mapping
from keyworks.desk.queries.stuck import usual_since
from keyworks.desk.rules.cockpit import Moved, Row, What, conversion, in_month, members, of_group
from keyworks.projects.api.shapes import Code, Codes
from keyworks.projects.queries.programmes import by_code
from keyworks.projects.queries.register import asked_for, selected
from keyworks.reports.rules.figures import ahead
from keyworks.reports.rules.way import READ as READ_REPORTS
from keyworks.values import asof
from keyworks.values.money import Money
from keyworks.values.problems import Problem

city, places = Router(), Router()
EARLIEST = 1900
NONE_SAID = "-"


class CityAsked(Schema):
    """Known when (a day or a moment; now unless said), compared with the end of which day, and whose projects.

    `whose` is for a department: `led` are the projects that it leads, `all` those within its reach.
    """

    asof: Annotated[str, Field(max_length=40)] = ""
    since: Day | None = None
    whose: Literal["", "all", "led"] = ""
    programme: Code = ""


class BehindAsked(CityAsked):
    """Which projects: those that a figure counts, of a month of the year, a district, a sector ("-": none is said)."""

    what: What = What.LISTED
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    district: Code = ""
    sector: Code = ""
    cause: Literal["", "new", "late", "correction", "follows"] = ""


class GroupOut(Schema):
    """A district's or sector's part of the year, by its code; null where none is said."""

    code: str | None
    counts: dict[str, int]
    done: str
    plan: str


class MonthEnd(Schema):
    """The end of a month: planned and done since January, null where nothing is reported."""

    month: str
    planned: str
    done: str | None


class CauseOut(Schema):
    """Why figures of the year changed since a day: how many projects, by how much together."""

    cause: str
    projects: int
    amount: str


class CityOut(Schema):
    """The year as it is known; each of `counts` is the length of its list at `/city/projects?what=`.

    Amounts are exact; `points` are hundredths of a point ahead of the months gone, `conversion` the share of the
    reserve that left it in hundredths of a per cent; null of nothing.
    """

    month: str
    day: date
    known_at: datetime | None
    since: date
    led: bool
    programme: str | None
    counts: dict[str, int]
    by_month: dict[str, list[int]]
    done: str
    plan: str
    due: str
    points: int | None
    conversion: int | None
    course: list[MonthEnd]
    moved: list[CauseOut]
    districts: list[GroupOut]
    sectors: list[GroupOut]


class BehindOut(Schema):
    """A project behind a figure: the day it is counted by, its year, and what changed since where that is asked."""

    project: int
    local_number: str
    name_zh: str
    name_en: str
    district: str | None
    on: date | None
    light: str | None
    done: str | None
    plan: str | None
    change: str | None


class MapAsked(Codes):
    """Which projects, by their codes or by words; packages stand for their parts."""

    q: Annotated[str, Field(max_length=100)] = ""


class MarkOut(Schema):
    """What is said of a mark: of a project, or of a part of the works with a place of its own (`part` is its key)."""

    project: int
    part: int | None
    local_number: str
    name_zh: str
    name_en: str
    district: str | None
    stage: str
    light: str | None
    total: str | None
    plan: str | None


class FeatureOut(Schema):
    """A mark of the map."""

    type: Literal["Feature"]
    id: str
    properties: MarkOut
    geometry: dict[str, Any]


class MarksOut(Schema):
    """Marks as GeoJSON, in longitude and latitude; `next` is the cursor of those that follow, null at the end."""

    type: Literal["FeatureCollection"]
    features: list[FeatureOut]
    next: str | None


def _exact(minor: int) -> str:
    return f"{Money(minor).exact():f}"


def _reading(person: Any, said: CityAsked) -> queries.Asked:
    """What is asked, as the page of the city reads it; what cannot be read is refused."""
    zone, now = timezone.get_default_timezone(), today()
    at = None
    if said.asof.strip():
        found = asof.parse(said.asof.strip(), zone)
        if isinstance(found, Problem):
            params: dict[str, Any] = {**found.params}
            raise ApiRefused(found.code, status=422, field="asof", **params)
        at = found.at
    day = at.astimezone(zone).date() if at else now
    for name, one in (("asof", day), ("since", said.since or day)):
        if one > now or one.year < EARLIEST:
            raise ApiRefused("desk.no_such_day", status=422, field=name)
    programme = by_code(said.programme) if said.programme else None
    if said.programme and programme is None:
        raise ApiRefused("projects.term_unknown", status=422, field="programme", text=said.programme)
    narrowable = programme is None and queries.may_narrow(person)
    led = narrowable and (said.whose == "led" or (not said.whose and queries.narrowed_first(person)))
    since = min(said.since, day) if said.since else usual_since(person, day)
    return queries.asked(person, day, at=at, since=since, led=led, programme=programme.pk if programme else 0)


@city.get("", right=READ_REPORTS, response=CityOut, summary=_("The year of the city in counts and sums"))
def get_city(request: Request, said: Query[CityAsked]) -> dict[str, Any]:
    asked = _reading(request.user, said)
    found = queries.summary(asked)
    course = found.course
    causes = queries.causes(asked, timezone.get_default_timezone())
    return {
        "month": str(asked.month), "day": asked.day, "known_at": asked.at, "since": asked.since, "led": asked.led,
        "programme": said.programme or None,
        "counts": {str(what): count for what, count in found.counts.items()},
        "by_month": {str(what): list(months) for what, months in found.months.items() if any(months)},
        "done": _exact(found.done), "plan": _exact(found.plan), "due": _exact(course.planned[asked.month.number]),
        "points": ahead(found.done, found.plan, asked.month) if found.plan else None,
        "conversion": conversion(found.counts[What.RESERVE], found.counts[What.LEFT_RESERVE]),
        "course": [
            {"month": str(month), "planned": _exact(course.planned[number]),
             "done": None if (one := course.actual[number]) is None else _exact(one)}
            for number, month in enumerate(course.months, 1)
        ],
        "moved": [
            {"cause": cause, "projects": count, "amount": _exact(amount)}
            for cause, (count, amount) in sorted(causes.items())
        ],
        "districts": [_group(row) for row in found.rows["district"]],
        "sectors": [_group(row) for row in found.rows["sector"]],
    }  # fmt: skip


def _group(row: Row) -> dict[str, Any]:
    counts = {str(what): count for what, count in row.counts.items()}
    return {"code": row.code or None, "counts": counts, "done": _exact(row.done), "plan": _exact(row.plan)}


@city.get("/projects", right=READ_REPORTS, response=Page[BehindOut], summary=_("The projects behind a figure"))
def list_behind(request: Request, window: Query[Window], said: Query[BehindAsked]) -> dict[str, Any]:
    asked = _reading(request.user, said)
    facts = queries.facts(asked)
    moved = _moved(asked, said.cause) if said.what is What.MOVED else {}
    found = dict.fromkeys(moved) if said.what is What.MOVED else members(facts, said.what)
    if said.month:
        found = in_month(found, said.month)
    for by, code in (("district", said.district), ("sector", said.sector)):
        if code:
            found = of_group(facts, found, by, "" if code == NONE_SAID else code)
    amounts = queries.opening(asked) if said.what is What.OPENING else facts.money
    part = page(request, asked.projects().filter(pk__in=list(found)), window, ("local_number", "pk"))

    def told(one: Any) -> dict[str, Any]:
        money, changes = amounts.get(one.pk), moved.get(one.pk)
        listed = facts.projects.get(one.pk)
        return {
            "project": one.pk, **{name: getattr(one, name) for name in ("local_number", "name_zh", "name_en")},
            "district": (listed.district if listed else "") or None, "on": found[one.pk],
            "light": facts.lights.get(one.pk) if one.pk in facts.expected else None,
            "done": _exact(money.done) if money else None, "plan": _exact(money.plan) if money else None,
            "change": _exact(sum(moves.amount for moves in changes)) if changes else None,
        }  # fmt: skip

    return {**part, "items": [told(one) for one in part["items"]]}


def _moved(asked: queries.Asked, cause: str) -> dict[int, list[Moved]]:
    found: dict[int, list[Moved]] = {}
    for one in queries.moved(asked, timezone.get_default_timezone()):
        if not cause or one.cause == cause:
            found.setdefault(one.project, []).append(one)
    return found


@places.get("", right="projects.read", response=MarksOut, summary=_("The marks of the map, as GeoJSON"))
def list_marks(request: Request, window: Query[Window], asked: Query[MapAsked]) -> dict[str, Any]:
    said: dict[str, Any] = {**asked.model_dump(), "stage": [asked.stage] if asked.stage else []}
    rows = selected(request.user).filter(asked_for(said, request.user, today()), lon__isnull=False, lat__isnull=False)
    part = page(request, rows.distinct(), window, ("local_number", "pk"))
    features = mapping.features(selected(request.user), [one.pk for one in part["items"]], today())
    return {"type": "FeatureCollection", "features": [_feature(one) for one in features], "next": part["next"]}


def _feature(one: mapping.Feature) -> dict[str, Any]:
    plain = ("project", "part", "local_number", "name_zh", "name_en", "district", "stage", "light")
    money = {
        name: None if (minor := getattr(one, name)) is None else _exact(minor) for name in ("total", "plan")
    }  # fmt: skip
    key = f"project-{one.project}" if one.part is None else f"component-{one.part}"
    properties = {**{name: getattr(one, name) for name in plain}, **money}
    return {"type": "Feature", "id": key, "properties": properties, "geometry": one.geometry}
