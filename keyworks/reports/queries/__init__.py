from keyworks.reports.queries.comparing import Changed, DistrictKnown, known_on
from keyworks.reports.queries.curves import course_of, course_of_year, plan_of_all
from keyworks.reports.queries.districts import by_district
from keyworks.reports.queries.doubts import doubts, doubts_of
from keyworks.reports.queries.ledgers import ledgers_of
from keyworks.reports.queries.lights import lights, states
from keyworks.reports.queries.months import (
    FIELDS,
    MISSING,
    Stand,
    closed,
    history,
    last_before,
    my_turn,
    of_month,
    of_state,
    report_of,
    rows,
    stand,
    to_file,
    versions,
    way_of,
)
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
from keyworks.reports.queries.rulesets import rule_sets, rules_for

__all__ = [
    "FIELDS", "MISSING", "Changed", "DistrictKnown", "Stand", "asked_together", "by_district", "closed",
    "course_of", "course_of_year", "districts_asked", "doubts", "doubts_of", "expected", "history", "known_on",
    "last_before", "ledgers_of", "lights", "may_answer", "may_file", "may_pass", "may_settle", "my_turn",
    "of_month", "of_state", "open_in", "people", "plan_of_all", "planned_of_year", "plans", "project_of",
    "question_of", "questions_of", "report_of", "rows", "rule_sets", "rules_for", "stand", "states", "to_answer",
    "to_file", "to_settle", "versions", "way_of",
]  # fmt: skip
