"""What a district's brief costs as PDF, and all the briefs of a city: read, written, composed, set on two sides.

    python benchmarks/papers.py [--data FOLDER] [--rounds N]

The demonstration city is built in a throw-away folder, unless one with it is given. Beside the clock stands the CPU of
this process and of the limited child that sets the pages. The rival is `python-docx` where it is installed: it writes
the same brief as a document of Word and sets no page; it gets the composed paper for nothing.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
ONE, ALL = 0.5, 5.0
"""Seconds by the clock that a brief as PDF may take, and those of all sixteen districts."""


def cpu() -> float:
    """Seconds of this process and of all children that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def timed(name: str, do: Callable[[], T], rounds: int, most: float = 0.0) -> T:
    """The median of some rounds after one that counts for nothing."""
    made, clocks, cpus = do(), [], []
    for _ in range(rounds):
        began, clock = cpu(), time.perf_counter()
        made = do()
        clocks.append(time.perf_counter() - clock)
        cpus.append(cpu() - began)
    clock = statistics.median(clocks)
    told = f"{most:>8.1f}{clock / most:>8.2f}" if most else ""
    print(f"{name:<48}{statistics.median(cpus):>8.3f}{clock:>8.3f}{told}", flush=True)
    return made


def rival(paper: Any) -> bytes:
    """The same words and tables by python-docx."""
    from docx import Document

    made = Document()
    made.add_heading(paper.title, 0)
    for block in paper.blocks:
        if "text" in block:
            made.add_paragraph(block["text"])
        elif block["what"] == "table" and block["rows"]:
            rows = block["rows"][:40]
            table = made.add_table(rows=len(rows) + 1, cols=len(block["head"]))
            for line, cells in zip(table.rows, [block["head"], *rows], strict=True):
                for cell, text in zip(line.cells, cells, strict=True):
                    cell.text = text
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def measure(rounds: int) -> None:
    import django

    django.setup()
    from django.conf import settings

    from keyworks.accounts.models import Person
    from keyworks.accounts.queries import districts, moment, today
    from keyworks.publishing.files.papers import sheet, typeset, word
    from keyworks.publishing.queries.issues.kept import adopted
    from keyworks.publishing.queries.issues.making import document, said
    from keyworks.publishing.rules.papers.kinds import Kind
    from keyworks.reports.rules.way import reported_on

    office, month, at = Person.objects.get(username="office-1"), reported_on(today()), moment()
    template = adopted(Kind.BRIEF).texts["zh"]

    def composed(district: Any) -> Any:
        told = said(Kind.BRIEF, office, month, at, district=district, languages=("zh",))
        return document(Kind.BRIEF, template, told["zh"], "zh", at)

    places = districts()
    large = next((one for one in places if one.code == "binhai"), places[0])
    print(f"{'seconds, median of ' + str(rounds):<48}{'CPU':>8}{'clock':>8}{'must':>8}{'ratio':>8}")
    paper = timed(f"{large.code}: read, written, composed", lambda: composed(large), rounds)
    timed(f"{large.code}: PDF out of that", lambda: typeset.pdf(paper, settings.FONTS), rounds)
    timed(f"{large.code}: the whole brief as PDF", lambda: typeset.pdf(composed(large), settings.FONTS), rounds, ONE)
    every = timed(
        f"all {len(places)} districts as PDF",
        lambda: typeset.pdfs([composed(one) for one in places], settings.FONTS), rounds, ALL,
    )  # fmt: skip
    timed(f"{large.code}: Word out of the composed", lambda: word.docx(paper), rounds)
    timed(f"{large.code}: xlsx out of the composed", lambda: sheet.xlsx(paper), rounds)
    timed("rival python-docx: Word out of the composed", lambda: rival(paper), rounds)
    print(f"    {len(every)} briefs, {sum(map(len, every)) / 1e6:.1f} MB of PDF")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KEYWORKS_DATA": str(asked.data or folder), "DJANGO_SETTINGS_MODULE": "keyworks.site.settings"}
        sys.path.insert(0, str(ROOT))
        if asked.data is None:
            beside = {**os.environ, "PYTHONPATH": str(ROOT)}
            for command in ("migrate", "demo"):
                subprocess.run([sys.executable, "-m", "keyworks.site.cli", command], check=True, env=beside)
        measure(asked.rounds)


if __name__ == "__main__":
    main()
