from keyworks.reports.actions.filing import Said, file, file_unchanged
from keyworks.reports.actions.parts import Works, file_with_parts
from keyworks.reports.actions.passing import MOST, close, give_back, let_pass, reopen
from keyworks.reports.actions.photographs import look
from keyworks.reports.actions.planning import plan_year
from keyworks.reports.actions.questions import answer, ask, ask_again, ask_all, settle
from keyworks.reports.actions.refused import ReportsRefused

__all__ = [
    "MOST", "ReportsRefused", "Said", "Works", "answer", "ask", "ask_again", "ask_all", "close", "file",
    "file_unchanged", "file_with_parts", "give_back", "let_pass", "look", "plan_year", "reopen", "settle",
]  # fmt: skip
