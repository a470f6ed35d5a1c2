from django.urls import path

from keyworks.reports.views import districts, grid, month, report, workbook

app_name = "reports"
urlpatterns = [
    path("", month.month, name="month"),
    path("desk/", month.desk, name="desk"),
    path("districts/", districts.districts, name="districts"),
    path("grid/", grid.grid, name="grid"),
    path("grid/rows/", grid.grid_rows, name="grid_rows"),
    path("workbook/", workbook.workbook, name="workbook"),
    path("workbook/<int:month>/sheet/", workbook.sheet, name="workbook_sheet"),
    path("workbook/given/<int:pk>/", workbook.given, name="workbook_given"),
    path("workbook/given/<int:pk>/copy/", workbook.copy, name="workbook_copy"),
    path("workbook/given/<int:pk>/remove/", workbook.remove, name="workbook_remove"),
    path("pass/", month.let_pass, name="let_pass"),
    path("months/<int:month>/close/", month.close, name="close"),
    path("<int:pk>/<int:month>/", report.report, name="report"),
    path("<int:pk>/<int:month>/file/", report.file, name="file"),
    path("<int:pk>/<int:month>/unchanged/", report.unchanged, name="unchanged"),
    path("<int:pk>/<int:month>/pass/", report.let_pass, name="let_one_pass"),
    path("of/<str:kind>/<int:pk>/", report.of_project, name="of_project"),
]
