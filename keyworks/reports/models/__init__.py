from keyworks.reports.models.figures import FOLLOWS, Filing, MonthlyPlan
from keyworks.reports.models.judging import (
    Adoption,
    BondBatch,
    BondSpending,
    Exemption,
    Growth,
    RuleDocument,
    Withdrawal,
)
from keyworks.reports.models.ledgers import TABLES, Payment, StatisticsAmount, StatisticsEntry
from keyworks.reports.models.months import Closing, Passing, Report
from keyworks.reports.models.questions import Question, QuestionStep
from keyworks.reports.models.workbooks import Workbook

__all__ = [
    "FOLLOWS", "TABLES", "Adoption", "BondBatch", "BondSpending", "Closing", "Exemption", "Filing", "Growth",
    "MonthlyPlan", "Passing", "Payment", "Question", "QuestionStep", "Report", "RuleDocument", "StatisticsAmount",
    "StatisticsEntry", "Withdrawal", "Workbook",
]  # fmt: skip
