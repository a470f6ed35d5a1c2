"""What a meeting's pack costs: thirty projects of the demonstration city, with and without three photographs each.

    python benchmarks/pack.py [--projects N] [--photographs N] [--data FOLDER]

The demonstration is built in a throw-away folder, unless one with it is given. What is told is CPU, of this process and
of the limited children that make pictures small, set the pages and fill the template; beside it the clock.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
SIDE, TALL = 4000, 3000
"""Pixels of a photograph: twelve million, as a telephone takes them."""


def cpu() -> float:
    """Seconds of this process and of all children that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def timed(name: str, do: Callable[[], T]) -> T:
    began, clock = cpu(), time.perf_counter()
    made = do()
    print(f"{name:<44}{cpu() - began:>9.2f}{time.perf_counter() - clock:>9.2f}", flush=True)
    return made


def photographed(projects: list[Any], many: int, by: Any) -> None:
    """Hang photographs on these projects; none is like another."""
    from PIL import Image

    from keyworks.dossier.actions import Part, attach, store

    store().mkdir(parents=True, exist_ok=True)
    grain = Image.effect_noise((SIDE, TALL), 15).convert("RGB")
    for number, project in enumerate(projects):
        for shot in range(many):
            made = BytesIO()
            grain.paste((number * 8, shot * 80, 90), (0, 0, SIDE // 4, TALL // 4))
            grain.save(made, "JPEG", quality=85)
            content = made.getvalue()
            path = store() / f"{number}-{shot}.part"
            path.write_bytes(content)
            part = Part(path, f"{number}-{shot}.jpg", sha256(content).hexdigest(), len(content))
            attach(subject=project, part=part, by=by, at=datetime(2022, 2, 10, 4, tzinfo=UTC))


def measure(many: int, shots: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from keyworks.accounts.models import Person
    from keyworks.meetings.models import Meeting
    from keyworks.projects.models import Project
    from keyworks.publishing.files import pack as files
    from keyworks.publishing.queries.packs import compose

    office = Person.objects.get(username="office-1")
    meeting = Meeting.objects.order_by("on", "pk").last()
    if meeting is None:
        sys.exit("The demonstration has no meeting.")
    projects = list(Project.objects.filter(list_class="construction").order_by("pk")[:many])
    keys = [one.pk for one in projects]

    def once(language: str, pictures: str) -> None:
        with CaptureQueriesContext(connection) as asked:
            made = timed(f"{language}, {pictures}: composed", lambda: compose(office, meeting, language, keys))
        as_pdf = timed(f"{language}, {pictures}: PDF", lambda: files.pdf(made, settings.FONTS))
        as_word = timed(f"{language}, {pictures}: Word", lambda: files.word(made))
        said = f"{len(made.projects)} project pages, {len(asked)} questions"
        print(f"    {said}; PDF {len(as_pdf) / 1e6:.1f} MB, Word {len(as_word) / 1e6:.1f} MB")

    print(f"{'seconds':<44}{'CPU':>9}{'clock':>9}")
    for language in ("zh", "en"):
        once(language, "no photographs")
    photographed(projects, shots, office)
    once("zh", f"{shots} photographs each")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=30)
    parser.add_argument("--photographs", type=int, default=3)
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KEYWORKS_DATA": str(asked.data or folder), "DJANGO_SETTINGS_MODULE": "keyworks.site.settings"}
        sys.path.insert(0, str(ROOT))
        if asked.data is None:
            beside = {**os.environ, "PYTHONPATH": str(ROOT)}
            for command in ("migrate", "demo"):
                subprocess.run([sys.executable, "-m", "keyworks.site.cli", command], check=True, env=beside)
        measure(asked.projects, asked.photographs)


if __name__ == "__main__":
    main()
