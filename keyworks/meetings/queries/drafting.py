"""What is known of a unit now, as figures from which its report is drafted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import day_of
from keyworks.meetings.queries.drafting_figures import Drawn, address_of
from keyworks.meetings.queries.drafting_matters import matters_of
from keyworks.meetings.rules.drafting import Behind, Facts, Figure, Measure
from keyworks.projects.models import Component, Project, Term
from keyworks.projects.rules.components import State as Built
from keyworks.projects.rules.stages import Stage
from keyworks.reports.models import Report
from keyworks.reports.queries.district_lights import grown
from keyworks.reports.queries.judging import batches
from keyworks.reports.queries.lights import lights
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.reach import expected
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.queries.standing import stood
from keyworks.reports.rules.figures import WHOLE, ahead
from keyworks.reports.rules.ledgers import Judged
from keyworks.reports.rules.lights.districts import judged_district
from keyworks.reports.rules.lights.specs import Colour
from keyworks.reports.rules.lights.states import District
from keyworks.values.months import Month

WORST, SECTORS = 3, 4
COLOURS = {Colour.GREEN: "green", Colour.YELLOW: "yellow", Colour.RED: "red", Colour.GREY: "grey"}
STAGES = {
    "commissioning": (Stage.COMMISSIONING,), "in_production": (Stage.PRODUCING,),
    "at_capacity": (Stage.AT_CAPACITY, Stage.EFFECTIVE),
}  # fmt: skip
LINES = {"lines_debugging": Built.DEBUGGING, "lines_debugged": Built.DEBUGGED, "lines_done": Built.DONE}


def facts_of(unit: Unit, at: datetime) -> Facts:
    """Everything a report of this unit is drafted from, as it is known when it is asked; `at` says which day that is.

    Whose figures they are does not hang on who asks.
    """
    day = day_of(at)
    last = Month.of(day) - 1
    drawn = Drawn(unit, day, day.year, last if last.year == day.year else None)
    projects = listed(unit, day.year)
    keys = list(projects.values_list("pk", flat=True))
    if not keys:
        drawn.put("projects", 0 if expected(Month.of(day)).exists() else None, Measure.PROJECTS, drawn.register())
    sectors: tuple[Behind, ...] = ()
    behind: tuple[Behind, ...] = ()
    if keys:
        done = _money(drawn, projects, keys)
        behind = _judged(drawn, projects, keys, done)
        sectors = _sectors(drawn, projects, done) if drawn.department else ()
    lit = "" if drawn.department else _district(drawn, keys)
    producing = _production(drawn)
    pressing = matters_of(drawn, unit)
    return Facts(
        drawn.department, unit.name_zh, unit.name_en, day, day.year, drawn.month, drawn.figures, sectors, behind,
        pressing, lit, producing,
    )  # fmt: skip


def listed(unit: Unit, year: int) -> Any:
    """The projects of the year's construction list in a district, or that a department guides."""
    rows = expected(Month(year, 1)).order_by()
    if unit.kind == Unit.Kind.DEPARTMENT:
        below = Unit.objects.filter(path__startswith=unit.path).values("pk")
        return rows.filter(Q(lead_department__in=below) | Q(responsible_unit__in=below))
    return rows.filter(district=unit)


@dataclass(frozen=True)
class Done:
    """What is planned for and was done in the year of each project, in minor units."""

    plan: dict[int, int]
    due: dict[int, int]
    """By the end of the month, as each project's own plan has it."""
    done: dict[int, int]
    """Only of those that have reported."""


def _money(drawn: Drawn, projects: Any, keys: list[int]) -> Done:
    """Plan, done, share and pace of the year, and how many reports came."""
    of_year = plans(keys, drawn.year)
    plan = {pk: one.total for pk, one in of_year.items()}
    drawn.put("projects", len(keys), Measure.PROJECTS, drawn.register())
    whole = sum(plan.values())
    drawn.put("plan", whole if plan else None, Measure.MONEY, drawn.register())
    month = drawn.month
    any_filed = month is not None and Report.objects.filter(
        project__in=keys, month__gte=Month(month.year, 1), month__lte=month
    ).exists()  # fmt: skip
    if month is None or not any_filed:
        return Done(plan, {}, {})
    due = {pk: one.due(month) for pk, one in of_year.items()}
    rows = list(stood(projects, month))
    done = {one.project: one.year_done for one in rows if one.filed or one.year_done}
    filed = sum(one.filed for one in rows)
    year, until, at = sum(done.values()), drawn.until, drawn.reports()
    drawn.put("done", year, Measure.MONEY, at, until)
    if whole:
        drawn.put("share", _share(year, whole), Measure.SHARE, at, until)
        drawn.put("pace", _share(month.number, 12), Measure.SHARE, at, until)
        drawn.put("points", ahead(year, whole, month), Measure.POINTS, at, until)
        drawn.put("due", sum(due.values()), Measure.MONEY, at, until)
    drawn.put("filed", filed, Measure.PROJECTS, at)
    drawn.put("missing", len(keys) - filed, Measure.PROJECTS, drawn.reports(state="missing"))
    return Done(plan, due, done)


def _judged(drawn: Drawn, projects: Any, keys: list[int], done: Done) -> tuple[Behind, ...]:
    """What kinds of projects there are, what was started and finished, the lights; the projects furthest behind."""
    year = drawn.year
    tagged: Any = projects.values_list("year_tag").annotate(n=Count("pk"))
    tags = Counter(dict(tagged))
    for tag in ("new", "continuing", "finishing"):
        drawn.put(tag, tags[tag] if any(tags[one] for one in tags if one) else None, Measure.PROJECTS,
                  drawn.register(year_tag=tag))  # fmt: skip
    counted = projects.aggregate(
        started=Count("pk", filter=Q(year_tag="new", started_on__year=year)),
        finished=Count("pk", filter=Q(finished_on__year=year)),
    )
    if tags["new"]:
        drawn.put("started", counted["started"], Measure.PROJECTS, drawn.register(year_tag="new"))
        share = _share(counted["started"], tags["new"])
        drawn.put("started_share", share, Measure.SHARE, drawn.register(year_tag="new"))
    drawn.put("finished", counted["finished"] or None, Measure.PROJECTS, drawn.register())
    if drawn.month is None or not done.done:
        return ()
    of_each = lights(keys, drawn.month, rules_for(drawn.month), drawn.on)
    lit = {pk: COLOURS[one.colour] for pk, one in of_each.items()}
    now = Counter(lit.values())
    for colour in COLOURS.values():
        drawn.put(colour, now[colour], Measure.PROJECTS, drawn.reports(), drawn.until)
    if drawn.month.number > 1:
        last = drawn.month - 1
        before = Counter(COLOURS[one.colour] for one in lights(keys, last, rules_for(last), drawn.on).values())
        for colour in ("red", "yellow"):
            moved = now[colour] - before[colour]
            drawn.put(f"{colour}_moved", moved, Measure.PROJECTS, drawn.reports(), drawn.until)
    return _behind(drawn, drawn.month, done, {pk for pk, colour in lit.items() if colour in ("red", "yellow")})


def _behind(drawn: Drawn, month: Month, done: Done, warned: set[int]) -> tuple[Behind, ...]:
    """Of the projects with a red or yellow light those furthest behind what their own plan has due."""
    points = {
        pk: _share(done.done.get(pk, 0), plan) - _share(done.due[pk], plan)
        for pk, plan in done.plan.items() if plan and pk in warned
    }  # fmt: skip
    worst = sorted((one for one in points.items() if one[1] < 0), key=lambda one: (one[1], -done.plan[one[0]]))
    known = Project.objects.in_bulk([pk for pk, _points in worst[:WORST]])
    found = []
    for pk, apart in worst[:WORST]:
        one, plan = known[pk], done.plan[pk]
        at = reverse("reports:report", args=[pk, int(month)])
        named = {"key": one.local_number, "name_zh": one.name_zh, "name_en": one.name_en}
        share = _share(done.done.get(pk, 0), plan)
        figures = {
            "project_share": Figure("project_share", share, Measure.SHARE, drawn.until, at, **named),
            "project_points": Figure("project_points", apart, Measure.POINTS, drawn.until, at, **named),
        }  # fmt: skip
        known_of = pk in done.done
        found.append(Behind(one.name_zh, one.name_en, figures if known_of else {}, unfiled=not known_of))
    return tuple(found)


def _share(part: int, whole: int) -> int:
    """Hundredths of 1 %, rounded."""
    return (2 * part * WHOLE + whole) // (2 * whole)


def _sectors(drawn: Drawn, projects: Any, done: Done) -> tuple[Behind, ...]:
    """A department's projects by sector, the largest plans first."""
    of: dict[int, int] = dict(projects.exclude(sector=None).values_list("pk", "sector"))
    count, plan, year = Counter(of.values()), Counter[int](), Counter[int]()
    for pk, sector in of.items():
        plan[sector] += done.plan.get(pk, 0)
        year[sector] += done.done.get(pk, 0)
    if len(count) < 2:
        return ()
    terms = Term.objects.in_bulk(list(count))
    found = []
    for key in sorted(count, key=lambda one: (-plan[one], one))[:SECTORS]:
        term = terms[key]
        at = drawn.register(sector=term.code)
        named = {"key": term.code, "name_zh": term.name_zh, "name_en": term.name_en}

        def of_sector(code: str, value: int, unit: Measure, on: date, at: str = at, named: Any = named) -> Figure:
            return Figure(code, value, unit, on, at, **named)

        row = {"sector_projects": of_sector("sector_projects", count[key], Measure.PROJECTS, drawn.on)}
        if plan[key]:
            row["sector_plan"] = of_sector("sector_plan", plan[key], Measure.MONEY, drawn.on)
        if done.done:
            row["sector_done"] = of_sector("sector_done", year[key], Measure.MONEY, drawn.until)
            if plan[key]:
                share = _share(year[key], plan[key])
                row["sector_share"] = of_sector("sector_share", share, Measure.SHARE, drawn.until)
        found.append(Behind(term.name_zh, term.name_en, row))
    return tuple(found)


def _district(drawn: Drawn, keys: list[int]) -> str:
    """A district's growth, bonds and own light."""
    if drawn.month is None:
        return ""
    month, pk = drawn.month, drawn.unit.pk
    city = Unit.objects.filter(kind=Unit.Kind.CITY).values_list("pk", flat=True).first()
    rows = grown(month, [pk, *([city] if city else [])])
    own, average = rows.get(pk), rows.get(city) if city else None
    at = address_of("reports:district_lights", month=str(month))
    if own:
        drawn.put("grown", own.grown, Measure.SHARE, at, drawn.until)
        if own.planned is not None:
            drawn.put("grown_to_plan", own.grown - own.planned, Measure.POINTS, at, drawn.until)
        if average:
            drawn.put("grown_to_average", own.grown - average.grown, Measure.POINTS, at, drawn.until)
    issued = [*batches("district", [pk], month).get(pk, ())]
    issued += [one for some in batches("project", keys, month).values() for one in some]
    if issued:
        whole, spent = sum(one.amount for one in issued), sum(one.spent for one in issued)
        drawn.put("bonds", whole, Measure.MONEY, reverse("reports:bonds"), drawn.until)
        drawn.put("bonds_spent", spent, Measure.MONEY, reverse("reports:bonds"), drawn.until)
        share = _share(spent, whole) if whole else None
        drawn.put("bonds_share", share, Measure.SHARE, reverse("reports:bonds"), drawn.until)
    return _own_light(drawn, keys, own, average, tuple(issued))


def _own_light(drawn: Drawn, keys: list[int], own: Any, average: Any, issued: tuple[Any, ...]) -> str:
    """The district's light where something is known to judge it by."""
    month = drawn.month
    if month is None or own is None:
        return ""
    state = District(
        month, None, (), own.grown, own.planned, average.grown if average else None, issued
    )  # fmt: skip
    rules = rules_for(month, Judged.DISTRICT)
    return COLOURS[judged_district(rules, state).colour] if not rules.tasks else ""


def _production(drawn: Drawn) -> tuple[tuple[str, str], ...]:
    """Lines and projects on their way to capacity, whatever list they stand on."""
    rows = Project.objects.filter(parent=None).exclude(stage=Stage.EXITED)
    if drawn.department:
        below = Unit.objects.filter(path__startswith=drawn.unit.path).values("pk")
        rows = rows.filter(Q(lead_department__in=below) | Q(responsible_unit__in=below))
    else:
        rows = rows.filter(district=drawn.unit)
    mine = {"department" if drawn.department else "district": drawn.unit.code}
    lines: Any = Component.objects.filter(kind__code="line").filter(
        Q(project__in=rows.order_by().values("pk")) | Q(project__parent__in=rows.order_by().values("pk"))
    )
    states = Counter(dict(lines.order_by().values_list("state").annotate(n=Count("pk"))))
    if states:
        drawn.put("lines", states.total(), Measure.LINES, address_of("projects:list", **mine))
        for code, state in LINES.items():
            drawn.put(code, states[state], Measure.LINES, address_of("projects:list", **mine))
    counted: Any = rows.order_by().values_list("stage").annotate(n=Count("pk"))
    by_stage = Counter(dict(counted))
    for code, stages in STAGES.items():
        n = sum(by_stage[stage] for stage in stages)
        drawn.put(code, n or None, Measure.PROJECTS, address_of("projects:list", **mine, stage=stages[0]))
    return tuple(_named(rows, lines))


def _named(rows: Any, lines: Any) -> Iterator[tuple[str, str]]:
    """Projects whose lines are being debugged, and those in commissioning, the largest first."""
    busy = lines.filter(state__in=(Built.DEBUGGING, Built.DEBUGGED)).order_by().values("project")
    found = rows.filter(Q(pk__in=busy) | Q(stage=Stage.COMMISSIONING)).order_by("-total", "pk")
    yield from found.values_list("name_zh", "name_en")[:4]
