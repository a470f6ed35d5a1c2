from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from keyworks.imports.models import Import
from keyworks.values.problems import Problem
from keyworks.values.refusals import Refused, Stale


class ImportsRefused(Refused):
    """This room's no."""


class FilesRefused(ImportsRefused):
    """Files that cannot be read: the problem of each, with its place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.code, field="file", **first.params)

    def __reduce__(self) -> tuple[object, ...]:
        return FilesRefused, (self.problems,)


class MappingRefused(ImportsRefused):
    """A document that is no mapping: all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("imports.mapping_faulty", field="document", count=len(self.problems))

    def __reduce__(self) -> tuple[object, ...]:
        return MappingRefused, (self.problems,)


@transaction.atomic
def standing(found: Import, over: int | None, *states: str) -> Import:
    """The import as it stands, held until the transaction ends, if it is in one of these states and was seen so."""
    held = Import.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if held is None:
        raise ImportsRefused("imports.gone")
    if over is not None and over != held.edition:
        raise Stale("imports.stale", edition=held.edition)
    if states and held.state not in states:
        raise ImportsRefused("imports.not_now", state=str(held.get_state_display()))
    return held
