from django.urls import path

from keyworks.imports.views import done, listing, looking, understanding, working

app_name = "imports"
urlpatterns = [
    path("", listing.imports, name="list"),
    path("new/", listing.new, name="new"),
    path("mappings/", done.mappings, name="mappings"),
    path("mappings/<slug:name>/<int:version>/", done.mapping, name="mapping"),
    path("<int:pk>/", understanding.import_, name="import"),
    path("<int:pk>/reading/", understanding.reading, name="reading"),
    path("<int:pk>/meaning/", understanding.meaning, name="meaning"),
    path("<int:pk>/choose/", understanding.choose, name="choose"),
    path("<int:pk>/mapping.json", done.mapping_file, name="mapping_file"),
    path("<int:pk>/save/", done.save, name="save"),
    path("<int:pk>/check/", working.check, name="check"),
    path("<int:pk>/waits/", working.waits, name="waits"),
    path("<int:pk>/progress/", working.progress, name="progress"),
    path("<int:pk>/again/", working.again, name="again"),
    path("<int:pk>/remove/", working.remove, name="remove"),
    path("<int:pk>/bring/", working.bring, name="bring"),
    path("<int:pk>/look/", looking.look, name="look"),
    path("<int:pk>/sheet/", looking.sheet, name="sheet"),
    path("<int:pk>/values/", looking.values, name="values"),
    path("<int:pk>/alike/", looking.alike, name="alike"),
    path("<int:pk>/copy/", looking.copy, name="copy"),
    path("<int:pk>/report.json", looking.report, name="report"),
    path("<int:pk>/cell", looking.cell, name="cell"),
    path("<int:pk>/done/", done.done, name="done"),
    path("<int:pk>/take-back/", done.take_back, name="take_back"),
    path("<int:pk>/files/<int:order>/", done.file, name="file"),
]
