from keyworks.reports.queries.bulletins import Bulletin, bulletin
from keyworks.reports.queries.ceilings import Overran, Under, ceiling_versions, ceilings, overruns
from keyworks.reports.queries.comparing import Changed, DistrictKnown, known_on
from keyworks.reports.queries.curves import course_of, course_of_year, plan_of_all
from keyworks.reports.queries.districts import by_district
from keyworks.reports.queries.doubts import doubts
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
from keyworks.reports.queries.plans import (
    funds_of_year,
    months_given,
    plan_versions,
    planned_of_year,
    plans,
    shape_before,
)
from keyworks.reports.queries.reach import district_of, expected, may_file, may_pass, project_of

__all__ = [
    "FIELDS", "MISSING", "Bulletin", "Changed", "DistrictKnown", "Overran", "Stand", "Under", "bulletin",
    "by_district", "ceiling_versions", "ceilings", "closed", "course_of", "course_of_year", "district_of", "doubts",
    "expected", "funds_of_year", "history", "known_on", "last_before", "lights", "may_file", "may_pass",
    "months_given", "my_turn", "of_state", "overruns", "plan_of_all", "plan_versions", "planned_of_year", "plans",
    "project_of", "report_of", "rows", "rule_sets", "shape_before", "stand", "to_file", "versions", "way_of",
]  # fmt: skip
