from __future__ import annotations

from collections.abc import Iterable

from keyworks.values.problems import Problem, Severity
from keyworks.values.refusals import Refused


class ProjectsRefused(Refused):
    """This room's no."""


class RowsRefused(ProjectsRefused):
    """Some of many projects are wrong, so none is registered: all their problems, each with its row's number from 0."""

    def __init__(self, problems: Iterable[tuple[int, Problem]]) -> None:
        self.problems = tuple(problems)
        super().__init__("projects.rows_refused", count=len({row for row, _ in self.problems}))

    def __reduce__(self) -> tuple[object, ...]:
        return RowsRefused, (self.problems,)


def no_errors(problems: Iterable[Problem]) -> None:
    """Refuse with the first error among these problems; warnings hinder nothing."""
    for problem in problems:
        if problem.severity is Severity.ERROR:
            raise ProjectsRefused(problem.code, field=problem.place.field, **problem.params)
