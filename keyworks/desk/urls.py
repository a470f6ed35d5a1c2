from django.urls import path

from keyworks.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("specimen/", views.specimen, name="specimen"),
]
