from keyworks.projects.queries.figures import drift, standing_amounts, versions
from keyworks.projects.queries.places import outlines
from keyworks.projects.queries.reach import UNITS, facts, found_by, may_edit_project, paths, term_by_code, terms

__all__ = [
    "UNITS", "drift", "facts", "found_by", "may_edit_project", "outlines", "paths", "standing_amounts", "term_by_code",
    "terms", "versions",
]  # fmt: skip
