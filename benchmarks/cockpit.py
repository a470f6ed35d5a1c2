"""What the page of the city costs: 10,000 projects with 36 months of reports each in a throw-away database.

    python benchmarks/cockpit.py [--projects N] [--only sqlite|postgresql] [--postgresql URL]

What a server reckons when it starts and looks after each minute comes first, and the first page that the city's office
and a district get then. The page is asked through the WSGI application as a signed-in city office asks it: when
everything is reckoned; after one report was corrected, when that project is; and again while nothing is written.

What is told is CPU: of this process and, with PostgreSQL, of the one backend that serves it. The correction itself is
not counted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from both import TIMES_HEAD, on_both
from projects import TIMES, Browser, Cpu, city, rows
from reports import AT_ONCE, FILING, REPORT, filed

MUST = 150.0
"""Milliseconds of CPU."""
DAY = date(2022, 11, 22)
SINCE = "since=2022-10-31"


def fill(count: int) -> object:
    """The register and its reports; the person of the city's office."""
    from django.db import transaction
    from django.utils import timezone

    from keyworks.accounts.models import Installation
    from keyworks.base import guards
    from keyworks.base.bulk import pour
    from keyworks.projects import actions
    from keyworks.projects.models import Project
    from keyworks.reports.models import Filing, Report

    office, units = city()
    at = timezone.now().replace(year=2022, month=1, day=3)
    actions.register_many(rows=list(rows(count, units, office)), by=office, at=at)
    projects = list(Project.objects.order_by("pk").values_list("pk", "district_id"))
    with transaction.atomic():
        for start in range(0, len(projects), AT_ONCE):
            pairs = list(filed(projects[start : start + AT_ONCE]))
            pour(Filing, FILING, (one for one, _ in pairs))
            pour(Report, REPORT, (one for _, one in pairs))
    guards.remove()
    Installation.objects.update(kind="demonstration", plays_on=DAY)
    guards.install()
    return office


def measure(name: str, count: int) -> None:
    """Fill the database the settings name and print what the page costs."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from keyworks.desk.queries.beforehand import reckon
    from keyworks.reports.queries.following import forget

    call_command("migrate", verbosity=0)
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None
    office = fill(count)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if name == "postgresql" else "ANALYZE")
    browser, cpu, district = Browser(office), Cpu(), Browser(seated_in("d3"))

    def written(address: str) -> Callable[[], Callable[[], object]]:
        def prepared() -> Callable[[], object]:
            corrected(office)
            return lambda: browser.ask(address)

        return prepared

    def anew(address: str) -> Callable[[], Callable[[], object]]:
        def prepared() -> Callable[[], object]:
            forget()
            return lambda: browser.ask(address)

        return prepared

    def first(asking: Browser) -> Callable[[], Callable[[], object]]:
        def prepared() -> Callable[[], object]:
            forget()
            reckon()
            return lambda: asking.ask("/city/")

        return prepared

    def from_nothing() -> Callable[[], object]:
        forget()
        return reckon

    def again(address: str) -> Callable[[], Callable[[], object]]:
        return lambda: lambda: browser.ask(address)

    known = f"asof={DAY - timedelta(days=7)}"
    page = f"/city/?{SINCE}"
    works: dict[str, tuple[Callable[[], Callable[[], object]], int]] = {
        "all that is reckoned beforehand": (from_nothing, 3),
        "the same each minute": (lambda: reckon, TIMES),
        "the city, first page": (first(browser), 5),
        "the city, a district's first page": (first(district), 5),
        "the city, anew": (anew(page), 3),
        "the city, after a correction": (written(page), TIMES),
        "the city": (again(page), TIMES),
        "the city as known, anew": (anew(f"{page}&{known}"), 3),
        "the city as known, after a correction": (written(f"{page}&{known}"), TIMES),
        "the city as known": (again(f"{page}&{known}"), TIMES),
        "list of all behind a figure": (again(f"/city/projects/?what=listed&{SINCE}"), TIMES),
        "list of the far behind": (again(f"/city/projects/?what=red&{SINCE}"), TIMES),
    }
    for what, (prepared, times) in works.items():
        prepared()()
        spent, clock = measured(cpu, prepared, times)
        ratio = f"{MUST:>8,.0f}{spent * 1000 / MUST:>7.2f}" if what.startswith("the city") else ""
        print(f"{name:<12}{what:<40}{spent * 1000:>10,.1f}{clock * 1000:>11,.1f}{ratio}", flush=True)
    connection.close()


def seated_in(code: str) -> object:
    """A person of this district's office."""
    from django.utils import timezone

    from keyworks.accounts import actions
    from keyworks.accounts.models import Unit
    from keyworks.accounts.rules import Role

    at, unit = timezone.now(), Unit.objects.get(code=code)
    person = actions.register(username=code, name=unit.name_zh, password="x" * 20, by=None, at=at)
    actions.seat(person=person, unit=unit, role=Role.DISTRICT, from_on=at.date(), by=None, at=at)
    return person


def corrected(office: object) -> None:
    """A report of October is corrected: its project's figures of the year change."""
    from django.utils import timezone

    from keyworks.projects.models import Project
    from keyworks.reports import actions as reports
    from keyworks.reports.models import Report
    from keyworks.values.money import Money
    from keyworks.values.months import Month

    month: Any = Month(2022, 10)
    some: Any = Project.objects.filter(list_class="construction").order_by("pk")[1000]
    over = Report.objects.get(project=some, month=month).version
    said = reports.Said(done=Money((over + 1) * 10**8))
    reports.file(project=some, month=month, said=said, over=over, by=office, at=timezone.now(), reason="更正")


def measured(cpu: Cpu, prepared: Callable[[], Callable[[], object]], times: int) -> tuple[float, float]:
    """The median of the CPU seconds of each, and of the seconds on the clock; preparing is not counted."""
    spent, clocks = [], []
    for _time in range(times):
        act = prepared()
        before, begun = cpu.now(), time.perf_counter()
        act()
        spent.append(cpu.now() - before)
        clocks.append(time.perf_counter() - begun)
    return sorted(spent)[times // 2], sorted(clocks)[times // 2]


def head(count: int) -> str:
    return f"{count:,} projects, {count * 36:,} reports; milliseconds\n{TIMES_HEAD}"


if __name__ == "__main__":
    on_both(measure, __doc__, "projects", 10_000, head)
