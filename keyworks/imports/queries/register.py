"""Which registered projects a list speaks of: by the keys of its series, by numbers, by names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F

from keyworks.imports.models import SourceKey
from keyworks.imports.rules.folding import Before, Subject
from keyworks.imports.rules.specs import Mapping as Said
from keyworks.projects.models import Edition

AT_ONCE = 500


@dataclass(frozen=True)
class Known:
    """A registered project that the list speaks of, as it stands."""

    project: int
    edition: int
    at: datetime
    before: Before


@dataclass(frozen=True)
class Likely:
    """A registered project that one of the list may be, and why."""

    project: int
    likeness: float
    reason: str
    params: Mapping[str, Any]


@dataclass
class Matched:
    """What was found of the list's projects: key → the project that it is, key → those it may be."""

    known: dict[str, Known] = field(default_factory=dict)
    alike: dict[str, list[Likely]] = field(default_factory=dict)


class Register:
    """The register as far as a list is compared with it."""

    def __init__(self, mapping: Said, decisions: Mapping[str, Any]) -> None:
        self.mapping, self.decisions = mapping, decisions
        self.named: dict[str, tuple[int, date, frozenset[str]]] = {}
        self.last_key = 0
        for pk, key, project, on, said in (
            SourceKey.objects.filter(series=mapping.series)
            .order_by("pk")
            .values_list("pk", "key", "project_id", "last_on", "said")
        ):
            self.named[key], self.last_key = (project, on, frozenset(said)), pk

    def match(self, subjects: Sequence[Subject]) -> Matched:
        """The registered project of each; those the series named before come along, though the list names them not."""
        found = {key: project for key, (project, _on, _said) in self.named.items()}
        for subject in subjects:
            chosen = self.decisions.get(subject.key)
            if isinstance(chosen, int):
                found[subject.key] = chosen
        standing = standing_editions(sorted(set(found.values())))
        matched = Matched()
        for key, project in found.items():
            if project not in standing:
                continue
            edition, at, facts = standing[project]
            _project, on, said = self.named.get(key, (project, None, frozenset()))
            before = Before(facts, on, said if on else frozenset())
            matched.known[key] = Known(project, edition, at, before)
        return matched


def standing_editions(projects: Sequence[int]) -> dict[int, tuple[int, datetime, dict[str, Any]]]:
    """Edition, moment and facts of these projects as they stand."""
    found = {}
    for start in range(0, len(projects), AT_ONCE):
        rows = Edition.objects.filter(project__in=projects[start : start + AT_ONCE], edition=F("project__edition"))
        for project, edition, at, facts in rows.values_list("project", "edition", "at", "facts"):
            found[project] = (edition, at, facts)
    return found
