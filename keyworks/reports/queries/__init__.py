from keyworks.reports.queries.briefs import Brief, briefs
from keyworks.reports.queries.bulletins import Bulletin, bulletin, corrected
from keyworks.reports.queries.ceilings import Overran, Under, ceiling_versions, ceilings, overruns
from keyworks.reports.queries.comparing import Changed, DistrictKnown, known_on
from keyworks.reports.queries.curves import course_of, course_of_sums, course_of_year, plan_of_all, years_of
from keyworks.reports.queries.districts import by_district
from keyworks.reports.queries.doubts import doubts, doubts_of
from keyworks.reports.queries.ledgers import ledgers_of
from keyworks.reports.queries.lights import begun, colours, lights, states
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
    waiting,
    way_of,
)
from keyworks.reports.queries.parts import Part, parts_of, reached_in
from keyworks.reports.queries.photographs import away, doubts_about, photographs_of, taken_on, unread
from keyworks.reports.queries.plans import (
    funds_of_year,
    months_given,
    plan_versions,
    planned_of_year,
    plans,
    shape_before,
)
from keyworks.reports.queries.questions import (
    asked_of,
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
from keyworks.reports.queries.reach import district_of, expected, may_file, may_pass, project_of
from keyworks.reports.queries.rulesets import rule_sets, rules_for

__all__ = [
    "FIELDS", "MISSING", "Brief", "Bulletin", "Changed", "DistrictKnown", "Overran", "Part", "Stand", "Under",
    "asked_of", "asked_together", "away", "begun", "briefs", "bulletin", "by_district", "ceiling_versions",
    "ceilings", "closed", "colours", "corrected", "course_of", "course_of_sums", "course_of_year", "district_of",
    "districts_asked", "doubts", "doubts_about", "doubts_of", "expected", "funds_of_year", "history",
    "known_on", "last_before", "ledgers_of", "lights", "may_answer", "may_file", "may_pass", "may_settle",
    "months_given", "my_turn", "of_month", "of_state", "open_in", "overruns", "parts_of", "people",
    "photographs_of", "plan_of_all", "plan_versions", "planned_of_year", "plans", "project_of", "question_of",
    "questions_of", "reached_in", "report_of", "rows", "rule_sets", "rules_for", "shape_before", "stand",
    "states", "taken_on", "to_answer", "to_file", "to_settle", "unread", "versions", "waiting", "way_of",
    "years_of",
]  # fmt: skip
