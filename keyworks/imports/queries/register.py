"""Which registered projects a list speaks of: by the keys of its series, by numbers, by names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from keyworks.imports.models import SourceKey
from keyworks.imports.rules.folding import Before, Subject
from keyworks.imports.rules.matching import Match, Matcher, Standing
from keyworks.projects.models import Project
from keyworks.projects.queries.intakes import standing_editions
from keyworks.values.money import Money

LOOKED_FOR = ("pk", "local_number", "project_code", "name_zh", "name_en", "owner__code", "district__code", "total")


@dataclass(frozen=True, slots=True)
class Known:
    """A registered project that the list speaks of, as it stands."""

    project: int
    edition: int
    at: datetime
    before: Before


@dataclass
class Matched:
    """What was found of the list's projects, by their keys."""

    known: dict[str, Known] = field(default_factory=dict)
    matches: dict[str, Match] = field(default_factory=dict)


class Series:
    """How the files of a series have called projects so far."""

    def __init__(self, name: str) -> None:
        self.keys: dict[str, int] = {}
        self.said: dict[int, tuple[date, frozenset[str]]] = {}
        """Project → the last day on which it was spoken of, under whichever of its names, and what was said then."""
        self.last = 0
        """The newest of its entries: later ones were not known when a list was checked."""
        rows = SourceKey.objects.filter(series=name).order_by("pk")
        for pk, key, project, on, said in rows.values_list("pk", "key", "project_id", "last_on", "said"):
            self.keys[key], self.last = project, pk
            if project not in self.said or on >= self.said[project][0]:
                self.said[project] = on, frozenset(said)


def match(series: Series, subjects: Sequence[Subject], decisions: Mapping[str, Any]) -> Matched:
    """The registered project of each subject; those the series named before come along, though the list does not."""
    known = series.keys
    decided = {key: None if choice == "new" else int(choice) for key, choice in decisions.items()}
    found = list(Matcher(_standing(), known).matches(subjects, decided))
    matched = Matched(matches={one.key: one for one in found})
    projects = {one.key: one.project for one in found if one.project is not None}
    taken = set(projects.values())
    named = {key for subject in subjects for key in subject.keys}
    for key, project in known.items():
        if key not in named and project not in taken:
            projects[key] = project
            taken.add(project)
    standing = standing_editions(sorted(taken))
    for key, project in projects.items():
        if project in standing:
            edition, at, facts = standing[project]
            matched.known[key] = Known(
                project, edition, at, Before(facts, *series.said.get(project, (None, frozenset())))
            )
    return matched


def _standing() -> Iterator[Standing]:
    for *said, total in Project.objects.order_by("pk").values_list(*LOOKED_FOR).iterator(chunk_size=5000):
        amount = total.amount if isinstance(total, Money) else None
        pk, number, code, zh, en, owner, district = said
        yield Standing(pk, number, code or "", zh, en, owner or "", district or "", amount)
