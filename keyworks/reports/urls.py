from django.urls import path

from keyworks.reports.views import district_lights, districts, histories, judging, ledgers, month, report, rulesets

app_name = "reports"
urlpatterns = [
    path("", month.month, name="month"),
    path("desk/", month.desk, name="desk"),
    path("districts/", districts.districts, name="districts"),
    path("districts/lights/", district_lights.district_lights, name="district_lights"),
    path("growth/", district_lights.growth, name="growth"),
    path("lights/of/<str:kind>/<int:pk>/", district_lights.lights_of, name="lights_of"),
    path("bonds/", judging.bonds, name="bonds"),
    path("bonds/new/", judging.bond_new, name="bond_new"),
    path("bonds/<int:pk>/", judging.bond, name="bond"),
    path("bonds/<int:pk>/spend/", judging.bond_spend, name="bond_spend"),
    path("exemptions/<int:pk>/withdraw/", judging.withdraw, name="withdraw"),
    path("<int:pk>/exemptions/", judging.exemptions, name="exemptions"),
    path("<int:pk>/history/", histories.history, name="history"),
    path("<int:pk>/exempt/", judging.exempt, name="exempt"),
    path("rules/", rulesets.rules, name="rules"),
    path("rules/<slug:code>/", rulesets.rules_of, name="rules_of"),
    path("rules/<slug:code>/adopt/", rulesets.rules_adopt, name="rules_adopt"),
    path("rules/<slug:code>/edit/", rulesets.rules_edit, name="rules_edit"),
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
