"""What follows a readable mutated workbook: understood, checked, brought in and taken back, in a throw-away city.

    python benchmarks/fuzz_workbooks.py --number 10000 --later fuzz_bringing:carry

After each file the register holds all of it or nothing, and after taking it back what it held before.
"""

from __future__ import annotations

import atexit
import os
import secrets
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


class Partial(AssertionError):
    """Something of an import stayed, or something is missing."""


@cache
def city() -> Any:
    """The city's office, in a database of its own."""
    folder = tempfile.TemporaryDirectory(prefix="keyworks-fuzz-")
    atexit.register(folder.cleanup)
    os.environ.update(
        KEYWORKS_DATA=folder.name, DATABASE_URL="", DJANGO_SETTINGS_MODULE="keyworks.site.settings",
        KEYWORKS_SECRET_KEY=secrets.token_hex(),
    )  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from projects import city as found

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:  # nothing here has to outlive a power cut
        cursor.execute("PRAGMA synchronous = OFF")
    return found()[0]


def held() -> dict[str, int]:
    """How many rows there are of everything that a list brings."""
    from keyworks.accounts.models import Unit
    from keyworks.imports.models import SourceKey
    from keyworks.projects import models

    tables = (
        models.Project, models.Edition, models.Investment, models.PlannedAmount, models.CurrentAmount, models.Move,
        models.Component, models.Party, models.Term, Unit, SourceKey,
    )  # fmt: skip
    return {table.__name__: table.objects.count() for table in tables}


def carry(content: bytes, name: str, book: Any, layout: Any) -> str:
    """What became of a workbook that can be read; an exception where anything but a refusal stopped it."""
    office = city()
    from django.utils import timezone

    from keyworks.imports import actions
    from keyworks.imports.models import Import
    from keyworks.values.refusals import Refused

    before, at = held(), timezone.now()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        path.write_bytes(content)
        part = actions.taken(path, f"{name}.xlsx")
    found = None
    try:
        found = actions.begin(parts=[part], by=office, at=at)
        actions.do("imports.read", found, by=office, at=at)
        found.refresh_from_db()
        actions.do("imports.judge", found, by=office, at=at)
        found.refresh_from_db()
        actions.ask_to_bring(found=found, reason="fuzz", leave_refused=True, over=None, by=office, at=at)
        actions.do("imports.bring_in", found, by=office, at=at)
    except (Refused, Import.DoesNotExist) as no:
        if held() != before:
            raise Partial(f"{no!r}: {before} became {held()}") from no
        _clear(found, office)
        return getattr(no, "code", "thrown away")
    found.refresh_from_db()
    counts = found.report["projects"]
    wanted = before["Project"] + counts.get("new", 0)
    if held()["Project"] != wanted:
        raise Partial(f"{counts} brought {held()['Project'] - before['Project']}")
    actions.take_back(found=found, reason="fuzz", by=office, at=timezone.now())
    if held() != before:
        raise Partial(f"taken back: {before} became {held()}")
    return "brought in and taken back"


def _clear(found: Any, office: Any) -> None:
    """What was not brought in is thrown away."""
    from django.utils import timezone

    from keyworks.imports import actions
    from keyworks.imports.models import Import

    standing = Import.objects.filter(pk=found.pk).first() if found is not None else None
    if standing is not None and standing.is_open:
        actions.remove(found=standing, by=office, at=timezone.now())


city()  # before the files that are open are counted: its database stays open
