"""Every code by which a light explains itself, for whoever has the words; parameters are named beside it."""

from __future__ import annotations

RATIO = "reports.light_ratio"
"""done, due, planned, ratio, points, yellow, red"""
POINTS = "reports.light_points"
SHORT = "reports.light_short"
TASKS_DONE = "reports.light_tasks"
"""done, due, planned, ratio, points, made_up: earlier months missed and made up since; made_up_in: of this month"""
START = "reports.light_start"
"""planned, started, late: months after the planned one"""
STATISTICS = "reports.light_statistics"
"""started, entered, late: months after the start"""
BONDS = "reports.light_bonds"
"""batch, amount, spent, short, share, first, last; batches: how many there are"""
APPROVAL = "reports.light_approval"
"""step, days, steps: how many are overdue"""
FILING = "reports.light_filing"
"""running: months without a report"""
GROWTH = "reports.light_growth"
"""growth, and plan and average where they are asked for"""
MONTHS = "reports.light_months"
"""done, due, running, missed, interview"""
TIME = "reports.light_time"
"""since, promised, forecast, time_done, time_due, ratio, points"""

EXEMPT = "reports.light_exempt"
"""what the rule had to say, and reason, rule, without: the colour it would be"""
NO_PLAN = "reports.light_no_plan"
NOTHING_DUE = "reports.light_nothing_due"
NOT_YET = "reports.light_not_yet"
NOT_STARTED = "reports.light_not_started"
UNKNOWN = "reports.light_unknown"

INVEST = "reports.light_needs_invest"
"""amount, month: what is still lacking of it"""
INVEST_NEXT = "reports.light_needs_invest_next"
"""amount, month: what is to be done in the month after for that to be green"""
BEGIN = "reports.light_needs_start"
ENTER = "reports.light_needs_entry"
SPEND = "reports.light_needs_spend"
"""batch, amount, by"""
FINISH = "reports.light_needs_step"
"""step, days"""
FILE = "reports.light_needs_report"
"""month, by"""
GROW = "reports.light_needs_growth"
"""points: hundredths of 1 %"""

RULES = frozenset(
    (RATIO, POINTS, SHORT, TASKS_DONE, START, STATISTICS, BONDS, APPROVAL, FILING, GROWTH, MONTHS, TIME)
)  # fmt: skip
GREYS = frozenset((EXEMPT, NO_PLAN, NOTHING_DUE, NOT_YET, NOT_STARTED, UNKNOWN))
NEEDS = frozenset((INVEST, INVEST_NEXT, BEGIN, ENTER, SPEND, FINISH, FILE, GROW))
