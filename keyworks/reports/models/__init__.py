from keyworks.reports.models.figures import FOLLOWS, Filing, MonthlyPlan
from keyworks.reports.models.months import Closing, Passing, Report
from keyworks.reports.models.workbooks import Workbook

__all__ = ["FOLLOWS", "Closing", "Filing", "MonthlyPlan", "Passing", "Report", "Workbook"]
