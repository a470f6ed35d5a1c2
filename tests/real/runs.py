"""A mapping run over files as an import would: read, laid out, heard row by row and folded; no database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from keyworks.formats.layout.finding import find
from keyworks.formats.layout.table import table
from keyworks.formats.sheets.reading import read
from keyworks.imports.rules import mapping as mappings
from keyworks.imports.rules.folding import Folding, Story
from keyworks.imports.rules.hearing import Heard, Hearer
from keyworks.imports.rules.openings import Openings
from keyworks.imports.rules.specs import Mapping
from keyworks.projects.files.sheet.columns import Entry
from keyworks.projects.rules.stages import Stage, Variant
from keyworks.projects.rules.standard import TERMS
from keyworks.values.problems import Severity
from tests.real.data import MAPPINGS

DAY = date(2026, 11, 28)
"""The day of the import: the files are older."""
LISTS = {kind: tuple(Entry(one.code, one.zh, one.en) for one in entries) for kind, entries in TERMS.items()} | {
    name: tuple(Entry(str(word), str(word), str(word)) for word in words)
    for name, words in (("stage", Stage), ("variant", Variant))
}
"""What a new installation begins with; it has no units yet."""


@dataclass
class Run:
    """What came of it: rows as the table has them, those refused with why, the stories of the projects."""

    folding: Folding
    openings: Openings
    stories: list[Story] = field(default_factory=list)
    told: list = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, Counter[str]] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)

    @property
    def errors(self) -> Counter[str]:
        return Counter(one.code for one in self.folding.problems if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> Counter[str]:
        return Counter(one.code for one in self.folding.problems if one.severity is not Severity.ERROR)


def mapping(name: str) -> Mapping:
    said = mappings.read(json.loads((MAPPINGS / f"{name}.json").read_text(encoding="utf-8")))
    assert not isinstance(said, list), said
    return said


def run(*files: tuple[str, Path], currency: str, keep: bool = False) -> Run:
    """Files with the mapping of each, folded together as the files of one import are."""
    openings = Openings(LISTS)
    done = Run(Folding(), openings)
    for number, (name, path) in enumerate(files):
        _one(done, mapping(name), path, number, currency, keep)
    done.stories = list(done.folding.stories())
    return done


def _one(done: Run, said: Mapping, path: Path, number: int, currency: str, keep: bool) -> None:
    book = read(path, name=path.name, encoding=said.encoding, separator=said.separator)
    assert hasattr(book, "sheets"), book
    layout = find(book)
    assert layout.across == said.layout.across
    sheet = book.sheets[layout.sheet]
    laid = table(sheet, layout)
    hearer = Hearer(said, laid.heads, LISTS, day=DAY, currency=currency, name=path.name, file=number, sheet=sheet.name,
                    openings=done.openings)  # fmt: skip
    done.told += hearer.problems
    count = 0
    for record in laid.records():
        row = hearer.heard(record)
        count += 1
        done.folding.add(row)
        if keep:
            done.heard.append(row)
    done.rows[path.name] = count
    done.skipped[path.name] = Counter(one.why for one in laid.skipped)


def at(story: Story, day: date) -> dict:
    """What was known of a project on a day; {} before it was named."""
    known = [moment.facts for moment in story.known if moment.on <= day]
    return dict(known[-1]) if known else {}


def totals(stories: Sequence[Story], day: date, by: str) -> Counter[str]:
    """Fact → sum of the totals known on a day, in the currency's minor unit."""
    sums: Counter[str] = Counter()
    for story in stories:
        facts = at(story, day)
        if whole := facts.get("parts", {}).get("total"):
            sums[facts.get(by, "")] += whole["fen"]
    return sums
