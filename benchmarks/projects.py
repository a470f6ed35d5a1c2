"""What the register costs: 10,000 projects with 11 yearly amounts each in a throw-away database.

    python benchmarks/projects.py [--projects N] [--large] [--postgresql postgresql://127.0.0.1:5432/postgres]

Every page is asked through the WSGI application as a signed-in city office asks it. What is told is CPU: of this
process and, with PostgreSQL, of the one backend that serves it, read from /proc; waiting costs nothing. The import is
`register_many`. `--large` makes 100,000 projects.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from record import postgresql

TIMES = 20
YEARS = range(2016, 2027)
MUST = {
    "register page": (50, "Redmine 136 · Taiga 208 · Plane 1,294 · Helsinki 6,448"),
    "deepest page": (50, "Redmine 160 · Taiga 636 · Plane 1,326 · Helsinki 5,682"),
    "search by name": (50, "Redmine 66 · Taiga 462 · Plane 68 · Helsinki 102"),
    "one project": (40, "Redmine 31 · Taiga 146 · Plane 61 · Helsinki 63"),
    "save one": (30, "Redmine 28 · Taiga 118 · Plane 78 · Helsinki 138"),
    "sums by district and year": (60, "Redmine 67 (one column) · Helsinki 12,185"),
    "all out, xlsx": (10_000, "Redmine csv 32,000 · Taiga csv 43,000 · Helsinki json 56,000"),
    "import": (15_000, "Redmine 47 min · Taiga 22 min · Plane 27 min · Helsinki 14 min"),
}
"""Milliseconds of CPU that each may cost with 10,000 projects, and what it costs elsewhere."""
PLACES = (
    "海河",
    "渤龙湖",
    "南港",
    "临港",
    "双街",
    "团泊",
    "中新",
    "空港",
    "大港",
    "东疆",
    "京津",
    "蓟州",
    "杨村",
    "开发区",
)
WHAT = (
    "新能源汽车",
    "集成电路",
    "生物医药",
    "轨道交通",
    "高端装备",
    "新材料",
    "数据中心",
    "污水处理",
    "医院",
    "学校",
    "物流园",
)
WORKS = ("生产基地", "扩建工程", "一期工程", "改造提升项目", "研发中心", "配套道路")


class Cpu:
    """CPU seconds of this process and of the database's backend, which has no workers beside it that nobody counts."""

    def __init__(self) -> None:
        from django.db import connection

        self.backend: Path | None = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET max_parallel_workers_per_gather = 0")
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def now(self) -> float:
        behind = int(self.backend.read_text().split()[0]) / 1e9 if self.backend else 0.0
        return time.process_time() + behind


def city() -> tuple[Any, dict[str, list[Any]]]:
    """A city of 16 districts, 20 departments and 400 owners; the person of its office."""
    from django.utils import timezone

    from keyworks.accounts import actions
    from keyworks.accounts.rules import Role

    at = timezone.now()
    actions.found(kind="real", name_zh="津城", name_en="Jincheng", at=at)

    def unit(code: str, kind: str, name: str, parent: Any) -> Any:
        return actions.open_unit(code=code, kind=kind, name_zh=name, name_en=code, parent=parent, by=None, at=at)

    root = unit("city", "city", "市项目办", None)
    found: dict[str, list[Any]] = {
        "district": [unit(f"d{number}", "district", f"第{number}区", root) for number in range(16)],
        "department": [unit(f"b{number}", "department", f"市第{number}局", root) for number in range(20)],
    }
    found["owner"] = [
        unit(f"o{number}", "owner", f"{PLACES[number % 14]}第{number}有限公司", found["district"][number % 16])
        for number in range(400)
    ]
    office = actions.register(username="office", name="市项目办", password=secrets.token_urlsafe(), by=None, at=at)
    actions.seat(person=office, unit=root, role=Role.CITY, from_on=at.date(), by=None, at=at)
    return office, found


def rows(count: int, units: dict[str, list[Any]], office: Any) -> Iterator[dict[str, Any]]:
    """Invented projects, the same each time."""
    from keyworks.projects.models import Term
    from keyworks.projects.rules.parts import Part
    from keyworks.projects.rules.stages import Stage
    from keyworks.values.money import Money

    chance = random.Random(20220208)  # noqa: S311 (the same rows each time)
    terms: dict[str, list[Any]] = {}
    for term in Term.objects.order_by("kind", "order"):
        terms.setdefault(term.kind, []).append(term)
    stages = [Stage.RESERVE, Stage.READY, Stage.BUILDING, Stage.BUILDING, Stage.BUILDING, Stage.COMPLETED]
    for number in range(count):
        owner = units["owner"][number % 400]
        amounts = [chance.randint(100, 40_000) for _year in YEARS]
        stage = chance.choice(stages)
        yield {
            "local_number": f"{2016 + number % 7}-{number:06}",
            "name_zh": f"{chance.choice(PLACES)}{chance.choice(WHAT)}{chance.choice(WORKS)}{number}号",
            "name_en": f"Key project {number} of the city",
            "scope_zh": "新建厂房、研发楼及配套设施，购置生产线和检测设备。" * 3,
            "owner": owner, "district": owner.parent, "lead_department": chance.choice(units["department"]),
            "service_officer": office, "stage": stage,
            "list_class": "reserve" if stage == Stage.RESERVE else "construction", "list_year": 2022,
            "year_tag": "" if stage == Stage.RESERVE else chance.choice(["new", "continuing", "continuing"]),
            "sector": chance.choice(terms["sector"]), "category": chance.choice(terms["category"]),
            "chains": [chance.choice(terms["chain"])] if number % 3 == 0 else [],
            "parts": {Part.TOTAL: Money.of(sum(amounts), "wan")},
            "amounts": {(year, terms["fund"][0]): Money.of(amount, "wan")
                        for year, amount in zip(YEARS, amounts, strict=True)},
        }  # fmt: skip


class Browser:
    """Asks the WSGI application as a signed-in person."""

    def __init__(self, person: Any) -> None:
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        from keyworks.site.wsgi import site

        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session.save()
        self.application, self.token = site, "x" * 32
        self.cookies = f"kw_session={session.session_key}; kw_csrf={self.token}; kw_language=en"

    def ask(self, address: str, form: str = "") -> bytes:
        path, _mark, query = address.partition("?")
        body = form.encode()
        environ = {
            "REQUEST_METHOD": "POST" if form else "GET", "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost", "HTTP_COOKIE": self.cookies,
            "REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_X_CSRFTOKEN": self.token,
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        said: list[str] = []
        answer = self.application(environ, lambda status, _headers, *_: said.append(status))
        found = b"".join(answer)
        answer.close()
        assert said[0].startswith("302" if form else "200"), (address, said, found[:2000])
        return found


def deepest(browser: Browser, count: int) -> str:
    """The address of the last page: the cursor of a row near the end."""
    from keyworks.base import keyset
    from keyworks.projects.models import Project

    rows = Project.objects.values("pk", "local_number").order_by("-local_number")[50:51]
    [last] = [{keyset.ORDER: row["local_number"], keyset.PK: row["pk"]} for row in rows]
    return f"/projects/?after={keyset.encode('local_number', last)}"


def measure(name: str, count: int) -> None:
    """Fill the database the settings name, ask for every page and print what it cost."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from keyworks.projects import actions
    from keyworks.projects.models import Project

    call_command("migrate", verbosity=0)
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None  # one backend, whose CPU is read
    office, units = city()
    cpu = Cpu()
    made = list(rows(count, units, office))
    actions.register_many(rows=[{**made[0], "local_number": "warm"}], by=office, at=timezone.now())
    told(name, "import", count, *timed(cpu, lambda: actions.register_many(rows=made, by=office, at=timezone.now()), 1))
    if name == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    browser = Browser(office)
    some = Project.objects.order_by("pk")[count // 2]
    editions = iter(range(1, 1000))
    deep = deepest(browser, count)

    def save() -> bytes:
        edition = next(editions)
        said = {name: getattr(some, name) for name in ("name_zh", "local_number", "project_code", "variant", "secrecy")}
        form = urlencode({**said, "name_en": f"Renamed {edition}", "edition": edition})
        return browser.ask(f"/projects/{some.pk}/edit/basics/", form)

    pages: dict[str, Callable[[], bytes]] = {
        "register page": lambda: browser.ask("/projects/"),
        "deepest page": lambda: browser.ask(deep),
        "register page, by total": lambda: browser.ask("/projects/?sort=-total"),
        "search by name": lambda: browser.ask("/projects/?q=%E6%B8%A4%E9%BE%99%E6%B9%96%E5%8C%BB%E9%99%A2"),
        "search by initials": lambda: browser.ask("/projects/?q=blhyy"),
        "desk search": lambda: browser.ask("/search/?q=blhyy"),
        "one project": lambda: browser.ask(f"/projects/{some.pk}/"),
        "save one": save,
        "sums by district and year": lambda: browser.ask("/projects/summary/?by=district"),
        "sums by sector and year": lambda: browser.ask("/projects/summary/?by=sector"),
        "all out, xlsx": lambda: browser.ask("/projects/?export=xlsx"),
        "all out, csv": lambda: browser.ask("/projects/?export=csv"),
    }
    for what, ask in pages.items():
        ask()
        told(name, what, count, *timed(cpu, ask, 2 if what.startswith("all out") else TIMES))
    connection.close()


def timed(cpu: Cpu, act: Callable[[], object], times: int) -> tuple[float, float]:
    """The median of the CPU seconds of each, and the seconds on the clock of all by their number."""
    spent, begun = [], time.perf_counter()
    for _time in range(times):
        before = cpu.now()
        act()
        spent.append(cpu.now() - before)
    return sorted(spent)[len(spent) // 2], (time.perf_counter() - begun) / times


def told(name: str, what: str, count: int, cpu: float, clock: float) -> None:
    must, elsewhere = MUST.get(what, (0, ""))
    limit = f"{must:>8,}{cpu * 1000 / must:>7.2f}" if must and count == 10_000 else " " * 15
    print(f"{name:<12}{what:<28}{cpu * 1000:>10,.1f}{clock * 1000:>11,.1f}{limit}  {elsewhere}".rstrip(), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--large", action="store_true", help="100,000 projects")
    parser.add_argument("--postgresql", metavar="URL", default="postgresql://127.0.0.1:5432/postgres")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    count = 100_000 if options.large else options.projects
    os.environ["DJANGO_SETTINGS_MODULE"] = "keyworks.site.settings"
    if options.here:
        measure(options.only, count)
        return
    print(f"{count:,} projects, {count * len(YEARS):,} yearly amounts; milliseconds")
    print(f"{'':<40}{'CPU':>10}{'clock':>11}{'must':>8}{'ratio':>7}  elsewhere", flush=True)
    again = [sys.executable, __file__, "--projects", str(count), "--here", "--only"]
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "KEYWORKS_DATA": data, "DATABASE_URL": ""}
        if options.only != "postgresql":
            subprocess.run([*again, "sqlite"], env=environment, check=True)
        if options.only != "sqlite":
            with postgresql(options.postgresql) as address:
                subprocess.run([*again, "postgresql"], env={**environment, "DATABASE_URL": address}, check=True)


if __name__ == "__main__":
    main()
