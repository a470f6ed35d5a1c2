from django.urls import path

from keyworks.desk.views import cockpit, cockpit_list, home, mapping, specimen, specimen_grid

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/latest/", home.latest, name="latest"),
    path("desk/work/", home.work, name="work"),
    path("city/", cockpit.cockpit, name="cockpit"),
    path("city/projects/", cockpit_list.cockpit_list, name="cockpit_list"),
    path("search/", home.search, name="search"),
    path("map/", mapping.city, name="map"),
    path("map/marks.json", mapping.data, name="map_data"),
    path("map/lights.json", mapping.lights, name="map_lights"),
    path("search/quick/", home.search_quick, name="search_quick"),
    path("help/", home.guide, name="help"),
    path("help/<slug:name>/", home.guide_page, name="help_page"),
    path("specimen/", specimen.specimen, name="specimen"),
    path("specimen/part/<slug:kind>/", specimen.part, name="specimen_part"),
    path("specimen/progress/<int:done>/", specimen.progress, name="specimen_progress"),
    path("specimen/map/<slug:kind>/", specimen.places, name="specimen_places"),
    path("specimen/act/", specimen.act, name="specimen_act"),
    path("specimen/grid/", specimen_grid.grid, name="specimen_grid"),
    path("specimen/drop/", specimen.drop, name="specimen_drop"),
]
