"""What a search over everything costs: 100,000 things in a throw-away database.

    python benchmarks/search.py [--things N] [--only sqlite|postgresql] [--postgresql URL]

Six tenths are projects, three matters, one people. Pages are asked through the WSGI application, by the city office and
by an office of one of 16 districts. What is told is CPU: of this process and, with PostgreSQL, of its one backend.
"""

from __future__ import annotations

import random
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from both import TIMES_HEAD, on_both
from matters import raised
from projects import PLACES, TIMES, WHAT, WORKS, Browser, Cpu, city, timed

MUST = 100.0
ASKED = {
    "a number": "2017-000123",
    "a name": "南港集成电路",
    "initials": "ngjcdl",
    "pinyin": "nangangjichengdianlu",
    "three words": "研发中心 南港 12",
    "one character": "港",
    "one letter": "a",
    "nothing like it": "zzzz",
}


def fill(things: int, office: Any, units: dict[str, list[Any]]) -> None:
    """Rows as they would stand, without their history."""
    from django.utils import timezone

    from keyworks.accounts.models import Person, Unit
    from keyworks.matters.models import Matter
    from keyworks.projects.models import Project

    chance, at = random.Random(20220208), timezone.now()  # noqa: S311
    projects = []
    for number in range(things * 6 // 10):
        owner = units["owner"][number % 400]
        name = f"{chance.choice(PLACES)}{chance.choice(WHAT)}{chance.choice(WORKS)}{number}号"
        projects.append(
            Project(
                local_number=f"{2016 + number % 7}-{number:06}", name_zh=name,
                name_en=f"Key project {number} of the city",
                address_zh=f"{owner.parent}第{number % 97}大街", owner=owner, district=owner.parent,
                stage_since=at.date(), created_at=at, changed_at=at,
            )
        )  # fmt: skip
    Project.objects.bulk_create(projects, 1000)
    pairs = list(Project.objects.order_by("pk").values_list("pk", "district_id"))
    keys = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    made = [one for one, _ in raised(things * 3 // 10, pairs, office, keys, at.date())]
    Matter.objects.bulk_create(made, 1000)
    people = ((f"p{number}", f"{chance.choice(PLACES)}联络员{number}") for number in range(things // 10))
    Person.objects.bulk_create([Person(username=username, name=name) for username, name in people], 1000)


def measure(name: str, things: int) -> None:
    """Fill the database the settings name and print what searching costs."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from keyworks.accounts import actions
    from keyworks.accounts.rules import Role
    from keyworks.projects.models import Project
    from keyworks.record.actions import write
    from keyworks.search.actions import follow, rebuild

    call_command("migrate", verbosity=0)
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None
    office, units = city()
    at = timezone.now()
    district = actions.register(username="district", name="区项目办", password=secrets.token_urlsafe(), by=None, at=at)
    actions.seat(person=district, unit=units["district"][3], role=Role.DISTRICT, from_on=at.date(), by=None, at=at)
    cpu = Cpu()
    fill(things, office, units)
    told(name, "read everything", *timed(cpu, rebuild, 1))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if name == "postgresql" else "ANALYZE")
    for who, person in (("city", office), ("district", district)):
        browser = Browser(person)
        for what, words in ASKED.items():
            for where in ("/search/", "/search/quick/"):
                address = f"{where}?{urlencode({'q': words})}"
                act = asking(browser, address)
                act()
                told(name, f"{who}: {what}, {where.strip('/')}", *timed(cpu, act, TIMES), must=MUST)
    some = Project.objects.order_by("pk").first()

    def change() -> None:
        from django.db import transaction

        with transaction.atomic():
            write("projects.edit", some, by=office, at=timezone.now())
        follow()

    told(name, "follow one change", *timed(cpu, change, TIMES))
    connection.close()


def asking(browser: Browser, address: str) -> Callable[[], object]:
    return lambda: browser.ask(address)


def told(name: str, what: str, spent: float, clock: float, must: float = 0.0) -> None:
    limit = f"{must:>8,.0f}{spent * 1000 / must:>7.2f}" if must else ""
    print(f"{name:<12}{what:<40}{spent * 1000:>10,.1f}{clock * 1000:>11,.1f}{limit}", flush=True)


def head(count: int) -> str:
    return f"{count:,} things; milliseconds\n{TIMES_HEAD}"


if __name__ == "__main__":
    on_both(measure, __doc__, "things", 100_000, head)
