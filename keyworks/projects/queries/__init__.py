from keyworks.projects.queries.reach import (
    UNITS,
    facts,
    found_by,
    may_edit_project,
    paths,
    term_by_code,
    terms,
    versions,
)

__all__ = ["UNITS", "facts", "found_by", "may_edit_project", "paths", "term_by_code", "terms", "versions"]
