"""Who may change a project: the city all, a district those in it, a department those it leads, an owner its own."""

from __future__ import annotations

from collections.abc import Mapping

from keyworks.accounts.rules import Role, Standing

EDIT, DECIDE, ADMINISTER = "projects.edit", "projects.decide", "projects.administer"
BRING = "imports.bring_in"
"""Of the room above that brings whole lists in."""

REACH = {
    Role.DISTRICT: ("district", "owner"),
    Role.DEPARTMENT: ("lead_department", "owner"),
    Role.UNIT: ("owner",),
}
"""Role → the units of a project through which it is reached for changes."""

DECIDED = frozenset({"list_class", "year_tag", "list_year", "programmes", "leader", "local_number"})
"""What the city office alone decides."""


def may_edit(standing: Standing, rights: Mapping[str, frozenset[str]], paths: Mapping[str, str]) -> bool:
    """May the holder change a project whose units have these paths ("" for none)?"""
    for seat in standing.seats:
        if seat.role not in rights.get(EDIT, ()):
            continue
        if seat.role == Role.CITY:
            return True
        found = (paths.get(unit, "") for unit in REACH.get(seat.role, ()))
        if any(path and path.startswith(seat.path) for path in found):
            return True
    return False
