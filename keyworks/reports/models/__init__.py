from keyworks.reports.models.ceilings import Ceiling, Overrun
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
from keyworks.reports.models.parts import PartReach, Reached
from keyworks.reports.models.photographs import Photograph
from keyworks.reports.models.questions import Question, QuestionStep
from keyworks.reports.models.reminders import Reminder
from keyworks.reports.models.workbooks import Workbook

__all__ = [
    "FOLLOWS", "TABLES", "Adoption", "BondBatch", "BondSpending", "Ceiling", "Closing", "Exemption", "Filing",
    "Growth", "MonthlyPlan", "Overrun", "PartReach", "Passing", "Payment", "Photograph", "Question", "QuestionStep",
    "Reached", "Reminder", "Report", "RuleDocument", "StatisticsAmount", "StatisticsEntry", "Withdrawal", "Workbook",
]  # fmt: skip
