from keyworks.reports.actions.ceilings import explain_overrun, set_ceiling
from keyworks.reports.actions.filing import file, file_many, file_unchanged, refusals
from keyworks.reports.actions.grid import Change, GridRefused, file_grid
from keyworks.reports.actions.judging import exempt, grow, issue, spend, withdraw
from keyworks.reports.actions.ledgers import Amount, enter, keep, keep_all
from keyworks.reports.actions.parts import Works, file_with_parts
from keyworks.reports.actions.passing import MOST, close, give_back, let_pass, reopen
from keyworks.reports.actions.photographs import look
from keyworks.reports.actions.planning import plan_year
from keyworks.reports.actions.questions import answer, ask, ask_again, ask_all, settle
from keyworks.reports.actions.refused import ReportsRefused
from keyworks.reports.actions.reminding import remind
from keyworks.reports.actions.rulesets import adopt, bring_rules
from keyworks.reports.actions.saying import Entry, Said
from keyworks.reports.actions.workbook import file_workbook, keep_workbook, remove_workbook

__all__ = [
    "MOST", "Amount", "Change", "Entry", "GridRefused", "ReportsRefused", "Said", "Works", "adopt", "answer", "ask",
    "ask_again", "ask_all", "bring_rules", "close", "enter", "exempt", "explain_overrun", "file", "file_grid",
    "file_many", "file_unchanged", "file_with_parts", "file_workbook", "give_back", "grow", "issue", "keep",
    "keep_all", "keep_workbook", "let_pass", "look", "plan_year", "refusals", "remind", "remove_workbook", "reopen",
    "set_ceiling", "settle", "spend", "withdraw",
]  # fmt: skip
