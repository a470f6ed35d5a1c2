from keyworks.reports.api.months import router

__all__ = ["router"]
