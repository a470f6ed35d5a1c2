from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.projects.actions.editing import edit
from keyworks.projects.actions.keeping import may_say, within_reach
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import Project, Term
from keyworks.projects.queries import UNITS
from keyworks.projects.queries.register import POSTS
from keyworks.values.refusals import Refused

Change = Mapping[str, Mapping[str, Any]]
"""`set`: field → code, user name or number, None to clear it; `add` and `remove`: programmes or chains → codes."""
TERMS = {"sector": Term.Kind.SECTOR, "category": Term.Kind.CATEGORY}
LISTS = {"programmes": Term.Kind.PROGRAMME, "chains": Term.Kind.CHAIN}
AT_ONCE = 500


@dataclass(frozen=True)
class Values:
    """A change with the things themselves in place of their codes."""

    said: dict[str, Any]
    add: dict[str, list[Term]]
    remove: dict[str, list[Term]]

    def of(self, project: Project) -> dict[str, Any]:
        """What is to be said of this project: its programmes and chains with those added and without those removed."""
        found = dict(self.said)
        for name in {*self.add, *self.remove}:
            standing = list(getattr(project, name).all())
            out = self.remove.get(name, [])
            kept = [term for term in standing if term not in out]
            found[name] = kept + [term for term in self.add.get(name, []) if term not in kept]
        return found


@dataclass
class Outcome:
    """What became of the rows of a batch: how many changed, how many stood so already, and who was refused and why."""

    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[Project, Refused]] = field(default_factory=list)


@dataclass(frozen=True)
class Proposed:
    """What a batch would do to one project: field → (from, to), or why it is refused."""

    project: Project
    changes: dict[str, tuple[Any, Any]]
    no: Refused | None


def resolved(change: Change) -> Values:
    """The change with units, people and terms found by their codes; what is not found is left out."""
    said: dict[str, Any] = {}
    for name, code in change.get("set", {}).items():
        if code is None:
            said[name] = "" if name in {"list_class", "year_tag"} else None
        elif name in UNITS:
            said[name] = Unit.objects.get(code=code)
        elif name in POSTS:
            said[name] = Person.objects.get(username=code)
        elif name in TERMS:
            said[name] = Term.objects.get(kind=TERMS[name], code=code)
        else:
            said[name] = code
    lists = [
        {
            name: list(Term.objects.filter(kind=LISTS[name], code__in=codes))
            for name, codes in change.get(way, {}).items()
        }
        for way in ("add", "remove")
    ]
    return Values(said, *lists)


def whole(pks: Iterable[int]) -> list[Project]:
    """These projects with all that a batch compares, in the order of their numbers."""
    found = Project.objects.select_related(*UNITS, *POSTS, *TERMS).prefetch_related(*LISTS)
    keys = list(pks)
    lots = [list(found.filter(pk__in=keys[start : start + AT_ONCE])) for start in range(0, len(keys), AT_ONCE)]
    return sorted((project for lot in lots for project in lot), key=lambda project: project.local_number)


def proposed(projects: Iterable[Project], values: Values, by: Person) -> list[Proposed]:
    """What the batch would do, row by row. Nothing is written."""
    found = []
    for project in projects:
        changes: dict[str, tuple[Any, Any]] = {}
        for name, value in values.of(project).items():
            now = list(getattr(project, name).all()) if name in LISTS else getattr(project, name)
            if (set(now) != set(value)) if name in LISTS else now != value:
                changes[name] = (now, value)
        found.append(Proposed(project, changes, _no_to(by, project, changes) if changes else None))
    return found


def _no_to(by: Person, project: Project, changes: Iterable[str]) -> Refused | None:
    """Why this person may not make these changes; None where they may."""
    if not within_reach(by, project):
        return ProjectsRefused("projects.out_of_reach")
    try:
        may_say(by, changes)
    except ProjectsRefused as no:
        return no
    return None


@transaction.atomic
def edit_many(
    *,
    seen: Mapping[int, int],
    change: Change,
    by: Person,
    at: datetime,
    reason: str,
    step: Callable[[int, int], object] = lambda done, of: None,
) -> Outcome:
    """Change many projects in one go; `seen` is project → the edition that was seen when the change was decided.

    A project that is refused stays as it is and is told of; the others change.
    """
    values, outcome = resolved(change), Outcome()
    # All are held in one order, as the grid holds them, so that two who save at once never wait for each other.
    list(Project.objects.select_for_update().filter(pk__in=seen).order_by("pk").values_list("pk"))
    for done, project in enumerate(whole(seen)):
        step(done, len(seen))
        over = seen[project.pk]
        try:
            after = edit(project=project, values=values.of(project), over=over, by=by, at=at, reason=reason)
        except Refused as no:
            outcome.refused.append((project, no))
        else:
            outcome.changed += after.edition != over
            outcome.unchanged += after.edition == over
    return outcome
