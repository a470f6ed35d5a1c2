from django.urls import path

from keyworks.reports.views import districts, ledgers, month, report

app_name = "reports"
urlpatterns = [
    path("", month.month, name="month"),
    path("desk/", month.desk, name="desk"),
    path("districts/", districts.districts, name="districts"),
    path("pass/", month.let_pass, name="let_pass"),
    path("months/<int:month>/close/", month.close, name="close"),
    path("<int:pk>/<int:month>/", report.report, name="report"),
    path("<int:pk>/<int:month>/file/", report.file, name="file"),
    path("<int:pk>/<int:month>/unchanged/", report.unchanged, name="unchanged"),
    path("<int:pk>/<int:month>/pass/", report.let_pass, name="let_one_pass"),
    path("<int:pk>/ledgers/", ledgers.ledgers, name="ledgers"),
    path("<int:pk>/ledgers/entry/", ledgers.ledgers_entry, name="ledgers_entry"),
    path("<int:pk>/ledgers/<int:month>/", ledgers.ledgers_month, name="ledgers_month"),
    path("ledgers/of/<str:kind>/<int:pk>/", ledgers.ledgers_of, name="ledgers_of"),
    path("of/<str:kind>/<int:pk>/", report.of_project, name="of_project"),
]
