"""What bringing a list in costs: 100,000 rows × 20 columns of xlsx, read, mapped, checked and committed.

    python benchmarks/imports.py [--rows N] [--rival N] [--only sqlite|postgresql] [--postgresql URL]

Beside it, in the same run and on the same rows, what a plain script does: openpyxl (`pip install openpyxl`), and one
`save` for each row with its first figure. The script checks nothing, keeps no history, no record and no cell; it gets
the first `--rival` rows, and both are told per 1,000 rows. CPU is of the process and of its children, with PostgreSQL
without the server; memory is the largest either took, from the kernel.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from projects import PLACES, WHAT, WORKS, city
from record import postgresql

HEADS = (
    "序号", "项目编号", "项目名称", "英文名称", "所在区", "项目单位", "牵头部门", "行业", "建设性质", "建设内容",
    "建设地址", "总投资（万元）", "2022年计划投资（万元）", "2023年计划投资（万元）", "计划开工", "计划竣工",
    "项目阶段", "项目类型", "备注", "填报人",
)  # fmt: skip
DOCUMENT = {
    "keyworks": "mapping/1", "name": "benchmark", "title": {"zh": "基准", "en": "Benchmark"},
    "money": {"currency": "CNY", "unit": "wan"}, "days": "ymd", "key": ["项目编号"],
    "columns": [
        {"from": "序号", "to": "nothing"}, {"from": "项目编号", "to": "local_number"},
        {"from": "项目名称", "to": "name_zh"}, {"from": "英文名称", "to": "name_en"},
        {"from": "所在区", "to": "district"}, {"from": "项目单位", "to": "owner"},
        {"from": "牵头部门", "to": "lead_department"}, {"from": "行业", "to": "sector"},
        {"from": "建设性质", "to": "nature"}, {"from": "建设内容", "to": "scope_zh"},
        {"from": "建设地址", "to": "address_zh"}, {"from": "总投资（万元）", "to": "parts.total"},
        {"from": "2022年计划投资（万元）", "to": "amounts", "year": 2022, "fund": "municipal"},
        {"from": "2023年计划投资（万元）", "to": "amounts", "year": 2023, "fund": "municipal"},
        {"from": "计划开工", "to": "planned_start"}, {"from": "计划竣工", "to": "planned_finish"},
        {"from": "项目阶段", "to": "stage", "values": {"储备": "reserve", "在建": "building", "竣工": "completed"}},
        {"from": "项目类型", "to": "variant", "values": {"工厂": "factory", "基础设施": "infrastructure"}},
        {"from": "备注", "to": "extra"}, {"from": "填报人", "to": "extra"},
    ],
}  # fmt: skip
MUST = {100_000: 60.0, 10_000: 15.0}
"""Seconds on the clock that this many rows may take."""
MEMORY_MB = 1024


def workbook(path: Path, count: int) -> None:
    """A city's list as it might keep it, the same each time."""
    from xlsxwriter import Workbook

    from keyworks.projects.rules.standard import TERMS

    chance = random.Random(20220208)  # noqa: S311 (the same rows each time)
    sectors, natures = ([one.zh for one in TERMS[kind]] for kind in ("sector", "nature"))
    book = Workbook(str(path), {"constant_memory": True})
    sheet, day = book.add_worksheet("清单"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADS)
    for number in range(1, count + 1):
        start = date(2020, 1, 1) + timedelta(days=chance.randrange(1500))
        now, later = chance.randint(100, 40_000), chance.randint(100, 40_000)
        place = chance.choice(PLACES)
        sheet.write_row(number, 0, [
            number, f"KP-{number:06}", f"{place}{chance.choice(WHAT)}{chance.choice(WORKS)}{number}号",
            f"Key project {number} of the city", f"第{number % 16}区",
            f"{PLACES[number % 400 % 14]}第{number % 400}有限公司", f"市第{number % 20}局",
            chance.choice(sectors), chance.choice(natures),
            "新建厂房、研发楼及配套设施，购置生产线和检测设备。", f"{place}路{number % 300}号", now + later + 500,
            now, later,
        ])  # fmt: skip
        sheet.write_datetime(number, 14, start, day)
        sheet.write_datetime(number, 15, start + timedelta(days=chance.randint(200, 1500)), day)
        rest = [chance.choice(["储备", "在建", "竣工"]), chance.choice(["工厂", "基础设施"]), "", f"经办{number % 50}"]
        sheet.write_row(number, 16, rest)
    book.close()


def spent() -> float:
    """CPU seconds of this process and of its ended children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def memory_mb() -> float:
    """The most that this process or one of its children held."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def timed(act: Callable[[], Any]) -> tuple[float, float]:
    clock, cpu = time.perf_counter(), spent()
    act()
    return time.perf_counter() - clock, spent() - cpu


def told(name: str, what: str, rows: int, clock: float, cpu: float, more: str = "") -> None:
    print(
        f"{name:<12}{what:<34}{rows:>8,}{clock:>9.2f}{cpu:>9.2f}{clock * 1000 / rows:>10.3f}  {more}".rstrip(),
        flush=True,
    )


def ours(name: str, path: Path, rows: int) -> None:
    """Bring the workbook into an empty city, step by step."""
    from django.utils import timezone

    from keyworks.imports import actions
    from keyworks.projects.models import Project

    office, _units = city()
    at = timezone.now()
    part = actions.taken(path, path.name)
    found = actions.begin(parts=[part], by=office, at=at, document=DOCUMENT)
    steps = {"read": "imports.read", "mapped and checked": "imports.judge", "committed": "imports.bring_in"}
    whole = [0.0, 0.0]
    for words, kind in steps.items():
        found.refresh_from_db()
        if kind == "imports.bring_in":
            actions.ask_to_bring(found=found, reason="基准", leave_refused=False, over=None, by=office, at=at)
        clock, cpu = timed(lambda kind=kind: actions.do(kind, found, by=office, at=timezone.now()))
        whole = [whole[0] + clock, whole[1] + cpu]
        told(name, words, rows, clock, cpu)
    assert Project.objects.count() == rows, Project.objects.count()
    must = MUST.get(rows)
    ratio = f"must {must:.0f} s: ×{whole[0] / must:.2f}; " if must else ""
    memory = memory_mb()
    told(name, "in all", rows, *whole, f"{ratio}memory {memory:,.0f} MB of {MEMORY_MB:,}: ×{memory / MEMORY_MB:.2f}")


def theirs(name: str, path: Path, rows: int) -> None:
    """A plain script on the same rows: openpyxl, and one save for each row."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        print(f"{name:<12}openpyxl is not installed: pip install openpyxl", flush=True)
        return
    from django.utils import timezone

    from keyworks.accounts.models import Unit
    from keyworks.projects.models import Investment, Project, Term
    from keyworks.values.money import Money

    city()
    at = timezone.now()

    def script() -> None:
        for number, row in enumerate(load_workbook(path)["清单"].iter_rows(min_row=2, values_only=True)):
            if number == rows:
                break
            project = Project(
                local_number=row[1], name_zh=row[2], name_en=row[3], scope_zh=row[9], address_zh=row[10],
                district=Unit.objects.filter(name_zh=row[4]).first(), owner=Unit.objects.filter(name_zh=row[5]).first(),
                lead_department=Unit.objects.filter(name_zh=row[6]).first(),
                sector=Term.objects.filter(kind="sector", name_zh=row[7]).first(),
                nature=Term.objects.filter(kind="nature", name_zh=row[8]).first(),
                planned_start=row[14], planned_finish=row[15], stage="building", stage_since=at.date(),
                total=Money.of(row[11], "wan"), search=row[2], created_at=at, changed_at=at,
            )  # fmt: skip
            project.save()
            Investment(project=project, part="total", amount=project.total, valid_from=at.date(), known_at=at).save()

    clock, cpu = timed(script)
    told(name, "openpyxl and one save a row", rows, clock, cpu, f"memory {memory_mb():,.0f} MB")


def measure(name: str, what: str, path: Path, rows: int) -> None:
    """One way, in the database that the settings name."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    {"ours": ours, "theirs": theirs}[what](name, path, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rival", type=int, default=1000, help="rows that the plain script gets")
    parser.add_argument("--postgresql", metavar="URL", default="postgresql://127.0.0.1:5432/postgres")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--here", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "keyworks.site.settings"
    if options.here:
        measure(options.only, options.here[0], Path(options.here[1]), options.rows)
        return
    with tempfile.TemporaryDirectory() as folder:
        files = {rows: Path(folder) / f"{rows}.xlsx" for rows in (options.rows, options.rival)}
        for rows, path in files.items():
            workbook(path, rows)
        print(
            f"{options.rows:,} rows × {len(HEADS)} columns, {files[options.rows].stat().st_size / 1e6:.1f} MB; seconds"
        )
        print(f"{'':<46}{'rows':>8}{'clock':>9}{'CPU':>9}{'ms a row':>10}", flush=True)
        for base in ("sqlite", "postgresql"):
            if options.only in (None, base):
                for what, rows in (("ours", options.rows), ("theirs", options.rival)):
                    _apart(options, base, what, files[rows], rows)


def _apart(options: argparse.Namespace, base: str, what: str, path: Path, rows: int) -> None:
    """In a process and a database of its own, so that neither has the other's memory or rows."""
    again = [sys.executable, __file__, "--only", base, "--rows", str(rows), "--here", what, str(path)]
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "KEYWORKS_DATA": data, "DATABASE_URL": ""}
        if base == "sqlite":
            subprocess.run(again, env=environment, check=True)
            return
        with postgresql(options.postgresql) as address:
            subprocess.run(again, env={**environment, "DATABASE_URL": address}, check=True)


if __name__ == "__main__":
    main()
