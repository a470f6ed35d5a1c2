from django.urls import path

from keyworks.projects.views import project, register

app_name = "projects"
urlpatterns = [
    path("", register.register, name="list"),
    path("<int:pk>/", project.project, name="project"),
]
