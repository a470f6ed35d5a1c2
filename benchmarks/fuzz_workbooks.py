"""Mutated workbooks, each read and looked through as an office's file is: none may crash, hang or take too much.

    python benchmarks/fuzz_workbooks.py [--number N] [--seed S] [--seconds N] [--only NUMBER] [--later module:name]

Every file is made from the seed and its number alone, so that `--only` makes it again. A file that breaks something is
kept in `--keep`. `--later` names a function (content, name, book, layout) → str that carries a readable file on (maps,
judges, commits it); what it answers is counted, what it raises is a crash. Exit code 1 where anything broke.
"""

from __future__ import annotations

import argparse
import importlib
import io
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mutations import mutated

from keyworks.formats.layout.finding import candidates
from keyworks.formats.layout.table import Layout, table
from keyworks.formats.layout.units import unit_told
from keyworks.formats.sheets.book import LIMITS, Book
from keyworks.formats.sheets.reading import read
from keyworks.values.problems import Problem

PARENT = 600 * 1024**2
"""Memory by which this process may grow over all files, which it makes itself: the largest have 3 million cells."""
KEPT = Path(tempfile.gettempdir()) / "fuzzed"
GRACE = 10.0
"""Seconds of processor time beyond the child's in which its answer is read and looked through."""
Later = Callable[[bytes, str, Book, Layout], str]


def examined(content: bytes, name: str, seconds: int, later: Later | None) -> str:
    """What became of a file: "read" and what followed, or the code for which it was refused."""
    book = read(io.BytesIO(content), name=name, limits=replace(LIMITS, seconds=seconds))
    if isinstance(book, Problem):
        return book.code
    if not isinstance(book, Book):
        raise TypeError(type(book))
    layouts = [layout for layout, _worth in candidates(book)] or [Layout()]
    for layout in layouts[:3] if book.sheets else ():
        sheet = book.sheets[layout.sheet]
        found = table(sheet, layout)
        for record in found.records():
            if len(record.cells) < len(found.heads):
                raise ValueError("fewer cells than heads")
            if any(not isinstance(cell, str | int | Decimal | date | Problem | None) for cell in record.cells):
                raise TypeError(f"{record.cells}")
            if any(isinstance(cell, Decimal) and not cell.is_finite() for cell in record.cells):
                raise ValueError(f"{record.cells}")
        unit_told(sheet, layout)
    return f"read, {later(content, name, book, layouts[0])}" if later and book.sheets else "read"


def peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss * 1024


def spent() -> float:
    """Seconds of processor time of this process and its children: the clock would tell of a busy machine."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def run(numbers: range, seed: int, seconds: int, keep: Path, later: Later | None = None) -> int:
    """Examine all files and tell; how many of them broke something."""
    outcomes, kinds, broken = Counter[str](), Counter[str](), 0
    slowest, heaviest = (0.0, 0, ""), (0, 0, "")
    began, start, files = time.perf_counter(), peak(resource.RUSAGE_SELF), open_files()
    for number in numbers:
        kind, content = mutated(seed, number)
        before, wrong = peak(resource.RUSAGE_CHILDREN), ""
        at = spent()
        try:
            outcome = examined(content, f"{kind} {number}", seconds, later)
        except Exception:
            outcome, wrong = "CRASH", traceback.format_exc()
        took, child = spent() - at, peak(resource.RUSAGE_CHILDREN)
        if took > seconds + GRACE:
            wrong = wrong or f"took {took:.1f} s"
        if child > LIMITS.memory:
            wrong = wrong or f"the child took {child / 1024**2:.0f} MB"
        outcomes[outcome] += 1
        kinds[kind] += 1
        slowest = max(slowest, (took, number, kind))
        if child > before:
            heaviest = (child, number, kind)
        if number % 500 == 499:
            print(f"… {number + 1}", file=sys.stderr, flush=True)
        if wrong:
            broken += 1
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{seed}-{number}").write_bytes(content)
            print(f"{kind} {number} of seed {seed} ({len(content)} bytes):\n{wrong}", flush=True)
    grown = peak(resource.RUSAGE_SELF) - start
    left = open_files() - files
    if grown > PARENT or left > 0:
        broken += 1
        print(f"this process grew by {grown / 1024**2:.0f} MB and has {left} files open that it closed not")
    print(f"{len(numbers)} files of seed {seed} in {time.perf_counter() - began:.0f} s; {broken} broke something")
    for title, counted in (("what became of them", outcomes), ("what they were", kinds)):
        print(f"{title}: " + ", ".join(f"{name} {many}" for name, many in counted.most_common()))
    print(f"slowest {slowest[0]:.1f} s ({slowest[2]} {slowest[1]}); largest child {heaviest[0] / 1024**2:.0f} MB "
          f"({heaviest[2]} {heaviest[1]}); this process {grown / 1024**2:.0f} MB more")  # fmt: skip
    return broken


def named(wanted: str) -> Later:
    module, _colon, name = wanted.partition(":")
    found: Later = getattr(importlib.import_module(module), name)
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--number", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--seconds", type=int, default=20, help="what a child may take")
    asked.add_argument("--only", type=int, help="one file by its number")
    asked.add_argument("--keep", type=Path, default=KEPT, help="where files that break something are kept")
    asked.add_argument("--later", default="", help="package.module:function that carries a readable file on")
    told = asked.parse_args()
    numbers = range(told.number) if told.only is None else range(told.only, told.only + 1)
    sys.exit(run(numbers, told.seed, told.seconds, told.keep, named(told.later) if told.later else None) > 0)


if __name__ == "__main__":
    main()
