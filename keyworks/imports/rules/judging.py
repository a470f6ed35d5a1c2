"""What bringing a list in would do: every row accounted for, projects counted, problems told one by one and by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from keyworks.imports.rules.folding import Folding, Story
from keyworks.imports.rules.matching import Match, Way
from keyworks.imports.rules.targets import target
from keyworks.values.problems import Problem

IMPORTED = ("new", "changed", "unchanged")


@dataclass(slots=True)
class Counts:
    """Rows by what becomes of them, projects likewise, and the rows that were passed over by the reason."""

    rows: Counter[str] = field(default_factory=Counter)
    projects: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    def add(self, story: Story, match: Match | None = None) -> str:
        """Counts a story as it comes; what becomes of its project."""
        for kind in IMPORTED:
            if count := story.rows.get(kind):
                self.rows[kind] += count
        state = state_of(story)
        self.projects[state] += 1
        if match is not None and match.way is Way.ASKED:
            self.projects["asked"] += 1
        return state

    def close(self, folding: Folding, skipped: Mapping[str, int]) -> None:
        """Adds the refused rows and those that are none; falls where a row is lost, since its figures would be too."""
        self.rows["refused"] = folding.refused
        self.skipped.update(skipped)
        self.skipped.update(folding.skipped)
        imported = sum(self.rows[kind] for kind in IMPORTED)
        if imported + folding.refused + sum(folding.skipped.values()) != folding.heard:
            raise AssertionError(
                f"{folding.heard} rows were heard, and {self.rows} and {folding.skipped} accounted for"
            )

    @property
    def all(self) -> int:
        """The rows of the file."""
        return sum(self.rows.values()) + sum(self.skipped.values())

    def document(self) -> dict[str, Any]:
        kinds = {kind: self.rows[kind] for kind in (*IMPORTED, "refused")}
        states = {state: self.projects[state] for state in ("new", "changed", "unchanged", "unreported", "asked")}
        rows = {"all": self.all, **kinds, "skipped": dict(sorted(self.skipped.items()))}
        return {"rows": rows, "projects": states}


def state_of(story: Story) -> str:
    """What becomes of a project: new, changed, unchanged, or no longer reported."""
    if not story.known:
        return "unchanged"
    if story.fresh:
        return "new"
    return "unreported" if story.gone else "changed"


def by_code(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """How often each kind of problem stands, the gravest and most frequent first."""
    counted = Counter((str(one.severity), one.code) for one in problems)
    order = ("error", "warning", "note")
    return [
        {"severity": severity, "code": code, "count": many}
        for (severity, code), many in sorted(
            counted.items(), key=lambda one: (order.index(one[0][0]), -one[1], one[0][1])
        )
    ]


def told(problem: Problem, got: str = "") -> dict[str, Any]:
    """A problem for machines: where it stands, the kind of thing that was expected there, and what was found."""
    place, found = problem.place, target(problem.place.field)
    kind = found.kind if found else "money" if place.field.startswith(("parts.", "amounts.")) else ""
    return {
        "severity": str(problem.severity),
        "code": problem.code,
        "params": {name: one if isinstance(one, int | float) else str(one) for name, one in problem.params.items()},
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "field": place.field,
        "expected": kind,
        "got": got or str(problem.params.get("text", "")),
    }


def report(files: Sequence[str], counts: Counts, problems: Sequence[Problem], most: int = 1_000) -> dict[str, Any]:
    """The whole of a check, for the command line and other programs; of many problems the first `most`."""
    return {
        "files": list(files),
        **counts.document(),
        "kinds": by_code(problems),
        "problems": [told(one) for one in problems[:most]],
    }
