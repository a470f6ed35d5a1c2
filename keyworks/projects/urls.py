from django.urls import path

from keyworks.projects.views import (
    bulk,
    compare,
    components,
    grid,
    places,
    project,
    register,
    sections,
    summary,
    wizard,
)
from keyworks.projects.views import compare, components, grid, places, project, register, sections, wizard, work

app_name = "projects"
urlpatterns = [
    path("", register.register, name="list"),
    path("outlines/", places.outlines_edit, name="outlines_edit"),
    path("outlines.geojson", places.outlines, name="outlines"),
    path("components/<int:pk>/", components.component, name="component"),
    path("components/<int:pk>/edit/", components.component_edit, name="component_edit"),
    path("components/<int:pk>/progress/", components.component_progress, name="component_progress"),
    path("components/<int:pk>/remove/", components.component_remove, name="component_remove"),
    path("components/<int:pk>/place.geojson", components.component_features, name="component_features"),
    path("<int:pk>/place/", places.place, name="place"),
    path("<int:pk>/place/edit/", places.place_edit, name="place_edit"),
    path("<int:pk>/place.geojson", places.place_features, name="place_features"),
    path("<int:pk>/components/", components.components, name="components"),
    path("<int:pk>/components/new/", components.components_new, name="components_new"),
    path("<int:pk>/components/arrange/", components.components_arrange, name="components_arrange"),
    path("grid/", grid.grid, name="grid"),
    path("grid/rows/", grid.grid_rows, name="grid_rows"),
    path("choose/<slug:kind>/", sections.choose, name="choose"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("summary/", summary.summary, name="summary"),
    path("<int:pk>/", project.project, name="project"),
    path("work/", work.work, name="work"),
    path("new/", wizard.project_new, name="project_new"),
    path("new/similar/", wizard.similar, name="similar"),
    path("new/sums/", wizard.sums, name="sums"),
    path("new/<int:pk>/look/", wizard.draft_look, name="draft_look"),
    path("new/<int:pk>/remove/", wizard.draft_remove, name="draft_remove"),
    path("new/<int:pk>/<slug:step>/", wizard.draft_edit, name="draft_edit"),
    path("<int:pk>/compare/", compare.compare, name="compare"),
    path("<int:pk>/edit/<slug:section>/", sections.section_edit, name="section_edit"),
    path("<int:pk>/versions/<str:figure>/", project.versions, name="versions"),
]
