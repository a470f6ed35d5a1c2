from keyworks.reports.models.figures import FOLLOWS, Filing, MonthlyPlan
from keyworks.reports.models.months import Closing, Passing, Report
from keyworks.reports.models.parts import PartReach, Reached
from keyworks.reports.models.photographs import Photograph
from keyworks.reports.models.questions import Question, QuestionStep

__all__ = [
    "FOLLOWS", "Closing", "Filing", "MonthlyPlan", "PartReach", "Passing", "Photograph", "Question", "QuestionStep",
    "Reached", "Report",
]  # fmt: skip
