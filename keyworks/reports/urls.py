from django.urls import path

from keyworks.reports.views import districts, month, photographs, questions, report

app_name = "reports"
urlpatterns = [
    path("", month.month, name="month"),
    path("desk/", month.desk, name="desk"),
    path("districts/", districts.districts, name="districts"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/answer/", questions.answer, name="answer"),
    path("questions/<int:pk>/settle/", questions.settle, name="settle"),
    path("months/<int:month>/ask/", questions.ask_all, name="ask_all"),
    path("pass/", month.let_pass, name="let_pass"),
    path("months/<int:month>/close/", month.close, name="close"),
    path("<int:pk>/<int:month>/", report.report, name="report"),
    path("<int:pk>/<int:month>/file/", report.file, name="file"),
    path("<int:pk>/<int:month>/unchanged/", report.unchanged, name="unchanged"),
    path("<int:pk>/<int:month>/photographs/", photographs.photographs, name="photographs"),
    path("<int:pk>/<int:month>/pass/", report.let_pass, name="let_one_pass"),
    path("of/<str:kind>/<int:pk>/", report.of_project, name="of_project"),
]
