"""What matters cost: 10,000 of them, a third open, on 10,000 projects in a throw-away database.

    python benchmarks/matters.py [--matters N] [--only sqlite|postgresql] [--postgresql URL]

Pages are asked through the WSGI application as a signed-in city office asks them. What is told is CPU: of this process
and, with PostgreSQL, of the one backend that serves it. The limit is that of every page: 200 ms until it is felt.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from both import TIMES_HEAD, on_both
from projects import TIMES, Browser, Cpu, city, rows, timed

PROJECTS = 10_000
FELT = 200.0
LATE = 500
"""So many go up a level in one morning."""
STATES = ("raised", "triaged", "assigned", "working", "working", "working", "proposed", "verified")


def raised(count: int, projects: list[tuple[int, int]], office: Any, units: list[int], today: date) -> Iterator[Any]:
    """Matters, the same each time: a third open and of the last months, each of one to three projects."""
    from keyworks.matters.models import Matter
    from keyworks.matters.rules.ladder import Kind

    chance, kinds = random.Random(20220208), list(Kind)  # noqa: S311
    for number in range(count):
        on = today - timedelta(days=chance.randint(1, 90 if number % 3 == 0 else 900))
        still = number % 3 == 0
        late = still and number < LATE * 3
        some = chance.sample(projects, chance.randint(1, 3))
        unit = chance.choice(units)
        due = on + timedelta(days=chance.randint(5, 60))
        climbs = today - timedelta(days=1) if late else today + timedelta(days=chance.randint(0, 30))
        matter = Matter(
            number=f"{on.year}-{number:06d}", sort="issue" if number % 2 else "request", kind=chance.choice(kinds),
            title=f"第{number}项：外线工程尚未送电", text="需要第二路电源。", raised_by=office,
            raised_unit_id=unit, raised_on=on,
            desk_id=units[0], lead_id=unit, state=chance.choice(STATES) if still else "closed", level=1, due_on=due,
            climbs_on=climbs if still else None, closed_on=None if still else on + timedelta(days=40),
            rating=None if still else chance.randint(2, 5), created_at=at_noon(on), changed_at=at_noon(on),
        )  # fmt: skip
        yield matter, [pk for pk, _district in some]


def at_noon(day: date) -> Any:
    from datetime import UTC, datetime

    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def measure(name: str, count: int) -> None:
    """Fill the database the settings name and print what matters cost."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from keyworks.accounts.models import Unit
    from keyworks.matters import actions as matters
    from keyworks.matters.models import Matter, MatterProject
    from keyworks.projects import actions
    from keyworks.projects.models import Project

    call_command("migrate", verbosity=0)
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None
    office, units = city()
    cpu = Cpu()
    actions.register_many(rows=list(rows(PROJECTS, units, office)), by=office, at=timezone.now())
    projects = list(Project.objects.order_by("pk").values_list("pk", "district_id"))
    keys = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    today = timezone.localdate()
    with transaction.atomic():
        made = list(raised(count, projects, office, keys, today))
        Matter.objects.bulk_create([one for one, _ in made], batch_size=500)
        MatterProject.objects.bulk_create(
            [MatterProject(matter=one, project_id=pk) for one, some in made for pk in some], batch_size=5_000
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if name == "postgresql" else "ANALYZE")
    browser = Browser(office)
    some = Matter.objects.filter(state="working").order_by("pk")[count // 20]
    editions = iter(range(1, 1000))

    def instruct() -> None:
        matters.instruct(matter=some, text="请抓紧。", over=next(editions), by=office, at=timezone.now())

    works: dict[str, tuple[Callable[[], object], int, float]] = {
        "list": (lambda: browser.ask("/matters/"), TIMES, FELT),
        "board": (lambda: browser.ask("/matters/board/"), TIMES, FELT),
        "what waits for me": (lambda: browser.ask("/matters/inbox/"), TIMES, FELT),
        "what holds up most": (lambda: browser.ask("/matters/ranking/"), TIMES, FELT),
        "causes": (lambda: browser.ask("/matters/statistics/"), TIMES, FELT),
        "one matter": (lambda: browser.ask(f"/matters/{some.pk}/"), TIMES, FELT),
        "a step": (instruct, TIMES, FELT),
    }
    for what, (act, times, must) in works.items():
        act()
        spent, clock = timed(cpu, act, times)
        limit = f"{must:>8,.0f}{spent * 1000 / must:>7.2f}"
        print(f"{name:<12}{what:<40}{spent * 1000:>10,.1f}{clock * 1000:>11,.1f}{limit}", flush=True)
    spent, clock = timed(cpu, lambda: matters.tick(at=timezone.now()), 1)
    climbed = Matter.objects.filter(climbed__gt=0).count()
    told = f"a morning: {climbed} go up a level"
    print(f"{name:<12}{told:<40}{spent * 1000:>10,.1f}{clock * 1000:>11,.1f}", flush=True)
    connection.close()


def head(count: int) -> str:
    return f"{count:,} matters, {PROJECTS:,} projects; milliseconds\n{TIMES_HEAD}"


if __name__ == "__main__":
    on_both(measure, __doc__, "matters", 10_000, head)
