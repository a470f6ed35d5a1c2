from keyworks.projects.queries.asof import sums_asof
from keyworks.projects.queries.drafts import drafts, known_units, own_units, registered_last
from keyworks.projects.queries.figures import drift, standing_amounts, versions
from keyworks.projects.queries.many import by_numbers, lines, many, seen
from keyworks.projects.queries.page import (
    entries_between,
    figure_versions,
    money,
    money_asof,
    package,
    sources,
    ties,
    unreported,
)
from keyworks.projects.queries.places import outline_shapes, outlines
from keyworks.projects.queries.programmes import all_programmes
from keyworks.projects.queries.reach import (
    UNITS,
    by_local_number,
    facts,
    facts_seen,
    found_by,
    may_edit_project,
    packages_above,
    paths,
    term_by_code,
    terms,
)
from keyworks.projects.queries.similar import similar
from keyworks.projects.queries.uploads import code_lists, registered_names, uploads
from keyworks.projects.queries.work import city, incomplete, work

__all__ = [
    "UNITS", "all_programmes", "by_local_number", "by_numbers", "city", "code_lists", "drafts", "drift",
    "entries_between", "facts", "facts_seen", "figure_versions", "found_by", "incomplete", "known_units", "lines",
    "many", "may_edit_project", "money", "money_asof", "outline_shapes", "outlines", "own_units", "package",
    "packages_above", "paths", "registered_last", "registered_names", "seen", "similar", "sources",
    "standing_amounts", "sums_asof", "term_by_code", "terms", "ties", "unreported", "uploads", "versions", "work",
]  # fmt: skip
