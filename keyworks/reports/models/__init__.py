from keyworks.reports.models.ceilings import Ceiling, Overrun
from keyworks.reports.models.figures import FOLLOWS, Filing, MonthlyPlan
from keyworks.reports.models.months import Closing, Passing, Report

__all__ = ["FOLLOWS", "Ceiling", "Closing", "Filing", "MonthlyPlan", "Overrun", "Passing", "Report"]
