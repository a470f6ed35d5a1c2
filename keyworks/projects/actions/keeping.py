"""How every action on a project ends: the next edition, the changed row, the record's entry, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from keyworks.accounts.actions.refused import one_by_one
from keyworks.accounts.models import Person, Unit
from keyworks.base.manifest import rights
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import Edition, Project, Term
from keyworks.projects.queries import UNITS, paths
from keyworks.projects.rules.authority import DECIDE, DECIDED, may_edit
from keyworks.projects.rules.names import searchable
from keyworks.record.actions import Line, write_many
from keyworks.values.money import Money
from keyworks.values.refusals import Stale

SEARCHED = ("name_zh", "name_en", "local_number", "project_code")


def plain(value: Any) -> Any:
    """A value as editions and the record keep it: terms and units by code, people by user name, money in fen."""
    if isinstance(value, Term | Unit):
        return value.code
    if isinstance(value, Person):
        return value.username
    if isinstance(value, Project):
        return value.local_number
    if isinstance(value, Money):
        return {"fen": value.amount}
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_key(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    if isinstance(value, Model):
        raise TypeError(f"no plain form of {value!r}")
    return value


def _key(name: Any) -> str:
    return ".".join(str(plain(one)) for one in name) if isinstance(name, tuple) else str(plain(name))


def may_say(by: Person | None, said: Iterable[str]) -> None:
    """Refuse whoever changes what the city office alone decides; the system itself may."""
    if by is not None and DECIDED & set(said) and not by.may(DECIDE):
        raise ProjectsRefused("projects.decided_by_city", field=min(DECIDED & set(said)))


def within_reach(by: Person, project: Project) -> bool:
    """Does this person look after the project?"""
    return may_edit(by.standing, rights(), paths(project))


def standing(project: Project, *, over: int | None, by: Person | None) -> Project:
    """The project as it stands, held until the transaction ends, if this person may change it.

    `over` is the edition the person saw; None is the system's own change.
    """
    found = Project.objects.select_for_update(of=("self",)).select_related(*UNITS).get(pk=project.pk)
    if by is not None and not within_reach(by, found):
        raise ProjectsRefused("projects.out_of_reach")
    if over is not None and over != found.edition:
        raise Stale("projects.stale", edition=found.edition)
    return found


def in_turn(changed: Iterable[str]) -> None:
    """Numbers and packages change one after another, before any project is held: each is judged on what stands."""
    if {"local_number", "project_code", "parent"} & set(changed):
        one_by_one()


def keep(
    verb: str,
    project: Project,
    said: Mapping[str, Any],
    *,
    by: Person | None,
    at: datetime,
    reason: str = "",
    line: Line | None = None,
) -> Project:
    """Save the project with what is said of it anew, as its next edition and as an entry of the record.

    `said` names facts and their new values; what is not named stays as the edition before has it. `line` is what the
    record tells where that is less than the whole fact: of one component, and not of all.
    """
    after = plain(said)
    last = Edition.objects.filter(project=project).order_by("-edition").values_list("facts", flat=True)[0]
    project.edition += 1
    project.changed_at = at
    if set(SEARCHED) & set(said):
        project.search = searchable(getattr(project, name) for name in SEARCHED)
    project.save(force_update=True)
    Edition.objects.create(project=project, edition=project.edition, at=at, facts={**last, **after})
    line = line or Line(project, {name: last.get(name) for name in after}, after)
    write_many(verb, [line], by=by, at=at, reason=reason)
    return project
