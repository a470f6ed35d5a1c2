"""What the map of the city costs: 10,000 projects with a place each in a throw-away database.

    python benchmarks/map.py [--projects N] [--only sqlite|postgresql] [--postgresql postgresql://127.0.0.1:5432/postgres]

Every address is asked through the WSGI application as a signed-in city office asks it. What is told is CPU of this
process and, with PostgreSQL, of its backend, and the size of the answer: as it is, and packed as a browser asks for it.
Of the projects every twentieth is a line of 20 points, every tenth an area; the rest are points. The marks are asked
while nothing is written, after one project was moved (which itself is not counted), and when all of them are read.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from both import on_both
from projects import Browser, Cpu, city, rows

TIMES = 10
FIRST = 500
"""So many are registered as people do; the rest are their copies, since only reading is measured here."""
MUST_MS, MUST_KB = 100, 500
PAGES = {
    "marks": "/map/marks.json", "marks after a change": "/map/marks.json", "marks anew": "/map/marks.json",
    "marks of a district": "/map/marks.json?district=d3",
    "page": "/map/",
}  # fmt: skip


def placed(count: int, units: dict[str, list[Any]], office: Any) -> Iterator[dict[str, Any]]:
    """The invented projects, each somewhere."""
    chance = random.Random(20220222)  # noqa: S311 (the same places each time)
    for number, row in enumerate(rows(count, units, office)):
        lon, lat = chance.uniform(116.8, 118.0), chance.uniform(38.6, 40.2)
        geometry: dict[str, Any] = {"type": "Point", "coordinates": [lon, lat]}
        if number % 20 == 0:
            line = [[lon + step / 100, lat + chance.uniform(-0.002, 0.002)] for step in range(20)]
            geometry = {"type": "LineString", "coordinates": line}
        elif number % 10 == 1:
            ring = [[lon, lat], [lon + 0.01, lat], [lon + 0.01, lat + 0.01], [lon, lat + 0.01], [lon, lat]]
            geometry = {"type": "Polygon", "coordinates": [ring]}
        yield {**row, "geometry": geometry}


def copied(count: int) -> None:
    """So many projects more: those that are there, each time moved a little."""
    from keyworks.projects.models import Project

    kept = list(Project.objects.all())
    made = []
    for number in range(count):
        one = kept[number % len(kept)]
        said = {field.attname: getattr(one, field.attname) for field in Project._meta.fields}
        moved = (1 + number // len(kept)) / 1000
        said |= {"id": None, "local_number": f"c-{number:06}", "name_zh": f"{one.name_zh}{number}"}
        said |= {"name_en": f"{one.name_en} {number}", "lon": (one.lon or 0) + moved, "project_code": ""}
        made.append(Project(**said))
    Project.objects.bulk_create(made, batch_size=500)


def changed(office: Any, number: int) -> None:
    """A project that was registered is moved a little."""
    from django.utils import timezone

    from keyworks.projects import actions
    from keyworks.projects.models import Project

    place = {"type": "Point", "coordinates": [117.2 + number / 1000, 39.1]}
    some = Project.objects.order_by("pk")[100]
    actions.edit(project=some, values={"geometry": place}, over=None, by=office, at=timezone.now())


class Reader(Browser):
    """Asks as a browser that unpacks, and that may know an answer already."""

    def told(self, address: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
        path, _mark, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "HTTP_HOST": "localhost", "HTTP_COOKIE": self.cookies, "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False,
            "wsgi.multiprocess": False, "wsgi.run_once": False, **headers,
        }  # fmt: skip
        said: list[Any] = []
        answer = self.application(environ, lambda status, found, *_: said.append((status, dict(found))))
        body = b"".join(answer)
        answer.close()
        return (*said[0], body)


def measure(name: str, count: int) -> None:
    """Fill the database the settings name, ask for each address and print what it cost."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from keyworks.projects import actions
    from keyworks.reports.queries.following import forget

    call_command("migrate", verbosity=0)
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None  # one backend, whose CPU is read
    office, units = city()
    cpu = Cpu()
    first = min(count, FIRST)
    actions.register_many(rows=list(placed(first, units, office)), by=office, at=timezone.now())
    copied(count - first)
    if name == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    reader = Reader(office)
    for what, address in PAGES.items():
        packs = {"HTTP_ACCEPT_ENCODING": "gzip"}
        status, _headers, packed = reader.told(address, **packs)
        _status, _headers, plain = reader.told(address)
        assert status.startswith("200"), status

        def ask(address: str = address, packs: dict[str, str] = packs) -> object:
            return reader.told(address, **packs)

        spent = []
        for number in range(TIMES):
            if what == "marks after a change":
                changed(office, number)
            elif what == "marks anew":
                forget()
            before = cpu.now()
            ask()
            spent.append(cpu.now() - before)
        seconds = sorted(spent)[TIMES // 2]
        within = f"{seconds * 1000 / MUST_MS:>7.2f}{len(packed) / 1000 / MUST_KB:>7.2f}"
        limit = within if what in {"marks", "marks after a change"} else ""
        sizes = f"{len(plain) / 1000:>10,.1f}{len(packed) / 1000:>10,.1f}"
        print(f"{name:<12}{what:<30}{seconds * 1000:>9,.1f}{sizes}{limit}".rstrip(), flush=True)
    connection.close()


HEAD = f"{'':<42}{'CPU':>9}{'plain':>10}{'packed':>10}{'CPU':>7}{'size':>7}"


def head(count: int) -> str:
    return f"{count:,} projects with a place; CPU in ms, sizes in kB; last, shares of what is allowed\n{HEAD}"


if __name__ == "__main__":
    on_both(measure, __doc__, "projects", 10_000, head)
