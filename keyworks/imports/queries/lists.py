"""What the words of a list are compared with: the city's code lists, and the projects that are registered."""

from __future__ import annotations

from keyworks.accounts.models import Person
from keyworks.projects.files.sheet.columns import Lists
from keyworks.projects.queries import code_lists


def lists(person: Person) -> Lists:
    """Every code list a cell may be chosen from."""
    return code_lists(person)
