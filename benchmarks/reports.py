"""What a month costs: 10,000 projects with 36 months of reports each in a throw-away database; with `--million`
27,778 of them, which are 1,000,008 reports, of which only the tables by district are asked.

    python benchmarks/reports.py [--projects N | --million] [--only sqlite|postgresql] [--postgresql URL]

Pages are asked through the WSGI application as a signed-in city office asks them. What is told is CPU: of this process
and, with PostgreSQL, of the one backend that serves it. The limits are those set for 10,000 projects.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from both import TIMES_HEAD, on_both
from projects import TIMES, Browser, Cpu, city, rows, timed

AT_ONCE = 2_000
MONTHS = [(year, number) for year in (2020, 2021, 2022) for number in range(1, 13)]
AS_KNOWN = "month by district as known"
MUST = {"lights of a month": 2_000.0, "report form": 60.0, "month by district": 300.0, AS_KNOWN: 300.0}
"""Milliseconds; the table by district may take 150 on PostgreSQL, and 1,000 on either with a million reports."""
FILING = (
    "project_id", "month", "done", "year_done", "since_start", "parts", "progress", "words", "problems", "unchanged",
    "why", "valid_from", "valid_until", "known_at", "version", "reason", "source",
)  # fmt: skip
REPORT = (
    "project_id", "month", "state", "at_level", "district_id", "version", "done", "year_done", "since_start",
    "progress", "unchanged", "first_at", "late", "changed_at", "edition",
)  # fmt: skip


def filed(projects: list[tuple[int, int]]) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """A filing and its report for each project and month, the same each time."""
    from django.utils import timezone

    from keyworks.values.months import Month

    chance = random.Random(20220208)  # noqa: S311
    for pk, district in projects:
        start = 0
        for year, number in MONTHS:
            month = Month(year, number)
            if number == 1:
                so_far = 0
            done = chance.randint(0, 4_000) * 10**6
            so_far, start = so_far + done, start + done
            at = timezone.make_aware(datetime(*divmod_month(month), 5, 10, 0))
            yield (
                (
                    pk, int(month), done, so_far, start, "{}", min(number * 800, 10_000), "主体结构施工", "", False, "",
                    month.first_day.isoformat(), month.last_day.isoformat(), at, 1, "", "",
                ),
                (pk, int(month), "accepted", "", district, 1, done, so_far, start, None, False, at, False, at, 1),
            )  # fmt: skip


def divmod_month(month: Any) -> tuple[int, int]:
    """Year and number of the month after, in which it is filed."""
    after = month + 1
    return after.year, after.number


def measure(name: str, count: int) -> None:
    """Fill the database the settings name and print what the month costs."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from keyworks.base.bulk import pour
    from keyworks.projects import actions
    from keyworks.projects.models import Project
    from keyworks.reports import actions as reports
    from keyworks.reports import queries
    from keyworks.reports.models import Filing, Report
    from keyworks.values.money import Money
    from keyworks.values.months import Month

    call_command("migrate", verbosity=0)
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None
    office, units = city()
    cpu = Cpu()
    actions.register_many(rows=list(rows(count, units, office)), by=office, at=timezone.now())
    projects = list(Project.objects.order_by("pk").values_list("pk", "district_id"))
    with transaction.atomic():
        for start in range(0, len(projects), AT_ONCE):
            pairs = list(filed(projects[start : start + AT_ONCE]))
            pour(Filing, FILING, (one for one, _ in pairs))
            pour(Report, REPORT, (one for _, one in pairs))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if name == "postgresql" else "ANALYZE")
    browser, month, some = Browser(office), Month(2022, 10), Project.objects.order_by("pk")[count // 2]
    rules, editions, today = queries.rule_sets()["default"], iter(range(1, 1000)), date(2022, 11, 22)
    keys = [pk for pk, _ in projects]

    def save() -> None:
        edition = next(editions)
        said = reports.Said(done=Money(edition * 10**8))
        last = Month(2022, 12)
        reports.file(project=some, month=last, said=said, over=edition, by=office, at=timezone.now(), reason="更正")

    open_month = Month.of(timezone.localdate()) - 1
    asked = urlencode({"month": str(month)})
    works: dict[str, tuple[Callable[[], object], int]] = {
        "lights of a month": (lambda: queries.lights(keys, month, rules, today), 3),
        "page of a month": (lambda: browser.ask(f"/reports/?{asked}"), TIMES),
        "month by district": (lambda: browser.ask(f"/reports/districts/?{asked}"), TIMES),
        AS_KNOWN: (lambda: browser.ask(f"/reports/districts/?{asked}&asof=2022-11-20"), TIMES),
        f"{AS_KNOWN}, not filed": (lambda: browser.ask(f"/reports/districts/?{asked}&asof=2022-10-20"), TIMES),
        "curve of the city": (lambda: browser.ask(f"/reports/curve/city/0/?{asked}"), TIMES),
        "two dates compared": (lambda: browser.ask(f"/reports/compare/?{asked}&from=2022-10-31&to=2022-11-30"), 3),
        "ceilings and overruns": (lambda: browser.ask(f"/reports/ceilings/?{asked}"), 3),
        "bulletin": (lambda: browser.ask(f"/reports/bulletin/{int(month)}/?asof=2022-11-15"), 3),
        "report form": (lambda: browser.ask(f"/reports/{some.pk}/{int(open_month)}/file/"), TIMES),
        "one report": (lambda: browser.ask(f"/reports/{some.pk}/{int(month)}/"), TIMES),
        "correct one": (save, TIMES),
    }
    for what, (act, times) in works.items():
        if count > 10_000 and "district" not in what:
            continue
        act()
        spent, clock = timed(cpu, act, times)
        must = MUST.get(what.partition(",")[0], 0) / (2 if name == "postgresql" and "district" in what else 1)
        if count * len(MONTHS) >= 1_000_000:
            must = 1_000
        limit = f"{must:>8,.0f}{spent * 1000 / must:>7.2f}" if must and count >= 10_000 else ""
        print(f"{name:<12}{what:<40}{spent * 1000:>10,.1f}{clock * 1000:>11,.1f}{limit}", flush=True)
    connection.close()


def head(count: int) -> str:
    return f"{count:,} projects, {count * len(MONTHS):,} reports; milliseconds\n{TIMES_HEAD}"


if __name__ == "__main__":
    on_both(measure, __doc__, "projects", 10_000, head, million=27_778)
