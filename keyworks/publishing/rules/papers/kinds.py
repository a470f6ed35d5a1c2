"""The papers that come out regularly: their kinds, what each is of, how many sides it has, and who may have them."""

from __future__ import annotations

from enum import StrEnum

READ, DECIDE = "publishing.papers", "publishing.templates"
"""The rights: to have papers of what one sees, and to decide by which template they are written."""
ENDINGS = ("pdf", "docx", "xlsx")


class Kind(StrEnum):
    """Of the city: a bulletin and a book of tables. Of a district two sides, of a project one."""

    BULLETIN = "bulletin"
    BRIEF = "brief"
    PROJECT = "project"
    TABLES = "tables"


SIDES = {Kind.BRIEF: 2, Kind.PROJECT: 1}
"""Kinds that have so many sides of A4, never more: what does not fit is cut and says so."""
OF_CITY = frozenset({Kind.BULLETIN, Kind.TABLES})
