from django.urls import path

from keyworks.reports.views import bulletin, ceilings, compare, curve, districts, month, plan, report

app_name = "reports"
urlpatterns = [
    path("", month.month, name="month"),
    path("desk/", month.desk, name="desk"),
    path("districts/", districts.districts, name="districts"),
    path("bulletin/<int:month>/", bulletin.page, name="bulletin"),
    path("bulletin/<int:month>/<str:kind>/", bulletin.document, name="bulletin_file"),
    path("ceilings/", ceilings.ceilings, name="ceilings"),
    path("ceilings/<str:kind>/<str:code>/<int:year>/", ceilings.ceiling, name="ceiling"),
    path("<int:pk>/overrun/<int:year>/<str:over>/", ceilings.overrun, name="overrun"),
    path("compare/", compare.compare, name="compare"),
    path("pass/", month.let_pass, name="let_pass"),
    path("months/<int:month>/close/", month.close, name="close"),
    path("<int:pk>/plan/<int:year>/", plan.plan, name="plan"),
    path("<int:pk>/<int:month>/", report.report, name="report"),
    path("<int:pk>/<int:month>/file/", report.file, name="file"),
    path("<int:pk>/<int:month>/unchanged/", report.unchanged, name="unchanged"),
    path("<int:pk>/<int:month>/pass/", report.let_pass, name="let_one_pass"),
    path("curve/<str:kind>/<int:pk>/", curve.curve, name="curve"),
    path("curve/<str:kind>/<int:pk>/picture/", curve.picture, name="curve_picture"),
    path("of/<str:kind>/<int:pk>/", report.of_project, name="of_project"),
]
