from keyworks.reports.queries.comparing import Changed, DistrictKnown, known_on
from keyworks.reports.queries.curves import course_of, course_of_year, plan_of_all
from keyworks.reports.queries.districts import by_district
from keyworks.reports.queries.doubts import doubts
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
from keyworks.reports.queries.reach import expected, may_file, may_pass, project_of
from keyworks.reports.queries.rulesets import rule_sets, rules_for

__all__ = [
    "FIELDS", "MISSING", "Changed", "DistrictKnown", "Stand", "by_district", "closed", "course_of",
    "course_of_year", "doubts", "expected", "history", "known_on", "last_before", "ledgers_of", "lights",
    "may_file", "may_pass", "my_turn", "of_month", "of_state", "plan_of_all", "planned_of_year", "plans",
    "project_of", "report_of", "rows", "rule_sets", "rules_for", "stand", "states", "to_file", "versions", "way_of",
]  # fmt: skip
