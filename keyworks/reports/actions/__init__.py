from keyworks.reports.actions.ceilings import explain_overrun, set_ceiling
from keyworks.reports.actions.filing import Said, file, file_unchanged
from keyworks.reports.actions.passing import MOST, close, give_back, let_pass, reopen
from keyworks.reports.actions.planning import plan_year
from keyworks.reports.actions.refused import ReportsRefused

__all__ = [
    "MOST", "ReportsRefused", "Said", "close", "explain_overrun", "file", "file_unchanged", "give_back", "let_pass",
    "plan_year", "reopen", "set_ceiling",
]  # fmt: skip
