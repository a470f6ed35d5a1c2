from keyworks.reports.actions.filing import file, file_many, file_unchanged, refusals
from keyworks.reports.actions.grid import Change, GridRefused, file_grid
from keyworks.reports.actions.passing import MOST, close, give_back, let_pass, reopen
from keyworks.reports.actions.planning import plan_year
from keyworks.reports.actions.refused import ReportsRefused
from keyworks.reports.actions.saying import Entry, Said
from keyworks.reports.actions.workbook import file_workbook, keep_workbook, remove_workbook

__all__ = [
    "MOST", "Change", "Entry", "GridRefused", "ReportsRefused", "Said", "close", "file", "file_grid", "file_many",
    "file_unchanged", "file_workbook", "give_back", "keep_workbook", "let_pass", "plan_year", "refusals",
    "remove_workbook", "reopen",
]  # fmt: skip
