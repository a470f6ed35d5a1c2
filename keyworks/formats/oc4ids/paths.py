"""The columns of a package laid out as a table, named by the paths of the standard."""

from __future__ import annotations

OWNER = "owner"
ROLES = ("supplier", "funder", "administrativeEntity", "procuringEntity", "independentMonitor")
"""Roles of parties that have a column of their own; others stand together in one."""
TYPES = ("construction", "expansion", "rehabilitation", "replacement")
BUDGET = "budget "
"""Before a year: what the budget sets for it."""
PROJECTS, LOST = "projects", "lost"
"""The sheets of a package laid out."""
HEADS = (
    "id", "title", "title (en)", "form", "row", "on", "status", "type", "sector", "budget.amount",
    "forecasts.original", "planned start", "planned finish", "real start", "real finish", "locations.region",
    "locations.street", "locations.description", "longitude", "latitude", f"parties ({OWNER})", "publicAuthority",
    *(f"parties ({role})" for role in ROLES), "parties", "description", "description (en)", "purpose", "identifiers",
    "additionalClassifications", "preparationPeriod", "completion.finalValue", "metrics", "relatedProjects",
)  # fmt: skip
