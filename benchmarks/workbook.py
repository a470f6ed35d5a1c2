"""What a month's workbook costs: 3,000 projects taken, filled in, checked and filed in a throw-away database.

    python benchmarks/workbook.py [--rows N] [--only sqlite|postgresql] [--postgresql URL]

Each project has nine months reported. Checked is all that happens until the page could be shown: the file read in its
limited child, each cell understood, each row beside what stands. Beside it, in the same run, what openpyxl
(`pip install openpyxl`) takes to do no more than read the same file's cells. CPU is of this process and its children,
and with PostgreSQL of the one backend that serves it.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from both import on_both
from projects import Browser, Cpu, city, rows
from reports import FILING, REPORT, filed

MUST_S = 3.0
SPARE = 1.3
"""So many more projects are made than are asked for: some are reserve."""


def prepared(count: int) -> Any:
    """The city, with so many projects that report, nine months of 2022 reported; the person of its office."""
    from django.db import transaction
    from django.utils import timezone

    from keyworks.base.bulk import pour
    from keyworks.projects import actions
    from keyworks.projects.models import Project
    from keyworks.reports.models import Filing, Report
    from keyworks.reports.queries import expected
    from keyworks.values.months import Month

    office, units = city()
    made = list(rows(int(count * SPARE), units, office))
    actions.register_many(rows=made, by=office, at=timezone.now())
    found = list(expected(Month(2022, 10)).order_by("pk").values_list("pk", "district_id"))
    Project.objects.filter(pk__in=[pk for pk, _district in found[count:]]).update(list_class="reserve")
    with transaction.atomic():
        pairs = [pair for pair in filed(found[:count]) if 202201 <= pair[0][1] <= 202209]
        pour(Filing, FILING, (one for one, _ in pairs))
        pour(Report, REPORT, (one for _, one in pairs))
    return office


def filled(content: bytes) -> bytes:
    """The workbook with every row filled in."""
    from django.utils import timezone

    from keyworks.formats.sheets import writing
    from keyworks.formats.sheets.reading import read
    from keyworks.reports.files.workbook.columns import heads

    book: Any = read(io.BytesIO(content), name="month.xlsx")
    lines = [list(row) for row in book.sheets[0].rows]
    at = {one.column.field: one.at for one in heads(lines[1])}
    for number, row in enumerate(lines[2:-1]):
        row.extend([None] * (max(at.values()) + 1 - len(row)))
        for field, value in (("done", number % 4000 + 0.25), ("progress", 85), ("words", "主体结构施工，设备进场"),
                             ("next_month", 300), ("construction", number % 4000), ("equipment", 0.25)):  # fmt: skip
            row[at[field]] = value
    file = io.BytesIO()
    writing.write(file, [writing.Marked("月报", lines, {})], created=timezone.now())
    return file.getvalue()


def measure(name: str, count: int) -> None:
    """Fill the database the settings name and print what each step costs."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from keyworks.formats.sheets import writing
    from keyworks.reports import actions
    from keyworks.reports.forms import workbook as forms
    from keyworks.reports.queries import workbook as known
    from keyworks.values.months import Month

    call_command("migrate", verbosity=0)
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None
    office, month = prepared(count), Month(2022, 10)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if name == "postgresql" else "ANALYZE")
    cpu = Cpu()

    def taken() -> bytes:
        file = io.BytesIO()
        writing.write(file, list(forms.made(known.of_workbook(office, month), month)), created=timezone.now())
        return file.getvalue()

    def checked() -> Any:
        return forms.judged(forms.told_by(opened()), month, office, timezone.now())

    def opened() -> Any:
        return forms.opened(content, "month.xlsx")

    content = filled(told(name, "taken", cpu, taken))
    checked()  # once before, as a running site has done
    told(name, "read in the child", cpu, opened)
    judged = told(name, "read and checked", cpu, checked, MUST_S)
    assert (len(judged.entries), judged.errors) == (count, []), (len(judged.entries), judged.errors[:3])
    kept = actions.keep_workbook(
        name="month.xlsx", content=content, rows=count, month=month, by=office, at=timezone.now()
    )
    told(
        name, "filed", cpu,
        lambda: actions.file_workbook(workbook=kept, entries=judged.entries, by=office, at=timezone.now()),
    )  # fmt: skip
    theirs(name, cpu, content)
    around(name, cpu, office, count)
    connection.close()


def around(name: str, cpu: Cpu, office: Any, count: int) -> None:
    """The year's grid of all these projects, a month of it pasted, and the page of what waits."""
    from django.utils import timezone

    from keyworks.reports import actions
    from keyworks.reports.models import Report
    from keyworks.reports.queries.grid import listed, years
    from keyworks.values.money import Money
    from keyworks.values.months import Month

    browser, month = Browser(office), Month(2022, 10)
    browser.ask("/reports/grid/rows/?year=2022")
    told(name, "the year as a grid", cpu, lambda: browser.ask("/reports/grid/rows/?year=2022"))
    projects = list(listed(office, 2022).select_related("district")[:count])
    stood = years([one.pk for one in projects], 2022)
    changes = [
        actions.Change(one, stood[one.pk].versions, {month + 1: Money(number * 10**6)})
        for number, one in enumerate(projects)
    ]
    told(
        name, "a month pasted and saved", cpu,
        lambda: actions.file_grid(year=2022, changes=changes, by=office, at=timezone.now()),
    )  # fmt: skip
    Report.objects.filter(month=month).update(at_level="city", state="department")
    browser.ask("/reports/turn/?month=2022-10")
    told(name, "what waits for the city", cpu, lambda: browser.ask("/reports/turn/?month=2022-10"))


def theirs(name: str, cpu: Cpu, content: bytes) -> None:
    """Only reading the cells, with openpyxl."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        print(f"{name:<12}openpyxl is not installed: pip install openpyxl", flush=True)
        return

    def read() -> None:
        for sheet in load_workbook(io.BytesIO(content)):
            for _row in sheet.iter_rows(values_only=True):
                pass

    told(name, "openpyxl reads the cells", cpu, read)


def told(name: str, what: str, cpu: Cpu, act: Callable[[], Any], must: float = 0) -> Any:
    children = os.times()
    spent, clock = cpu.now(), time.perf_counter()
    found = act()
    spent, clock = cpu.now() - spent, time.perf_counter() - clock
    after = os.times()
    spent += after.children_user + after.children_system - children.children_user - children.children_system
    limit = f"{must:>7.1f}{max(spent, clock) / must:>7.2f}" if must else ""
    print(f"{name:<12}{what:<28}{spent:>8.2f}{clock:>8.2f}{limit}", flush=True)
    return found


HEAD = f"{'':<40}{'CPU':>8}{'clock':>8}{'must':>7}{'ratio':>7}"


def head(count: int) -> str:
    return f"{count:,} rows; seconds\n{HEAD}"


if __name__ == "__main__":
    on_both(measure, __doc__, "rows", 3_000, head)
