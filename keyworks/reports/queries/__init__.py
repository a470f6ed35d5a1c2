from keyworks.reports.queries.districts import by_district
from keyworks.reports.queries.doubts import doubts, doubts_of
from keyworks.reports.queries.lights import lights, rule_sets
from keyworks.reports.queries.months import (
    FIELDS,
    MISSING,
    Stand,
    closed,
    history,
    last_before,
    my_turn,
    of_state,
    report_of,
    rows,
    stand,
    to_file,
    versions,
    way_of,
)
from keyworks.reports.queries.parts import Part, parts_of, reached_in
from keyworks.reports.queries.photographs import away, doubts_about, photographs_of, taken_on, unread
from keyworks.reports.queries.plans import planned_of_year, plans
from keyworks.reports.queries.questions import (
    asked_together,
    districts_asked,
    may_answer,
    may_settle,
    open_in,
    people,
    question_of,
    questions_of,
    to_answer,
    to_settle,
)
from keyworks.reports.queries.reach import expected, may_file, may_pass, project_of

__all__ = [
    "FIELDS", "MISSING", "Part", "Stand", "asked_together", "away", "by_district", "closed", "districts_asked",
    "doubts", "doubts_about", "doubts_of", "expected", "history", "last_before", "lights", "may_answer", "may_file",
    "may_pass", "may_settle", "my_turn", "of_state", "open_in", "parts_of", "people", "photographs_of",
    "planned_of_year", "plans", "project_of", "question_of", "questions_of", "reached_in", "report_of", "rows",
    "rule_sets", "stand", "taken_on", "to_answer", "to_file", "to_settle", "unread", "versions", "way_of",
]  # fmt: skip
