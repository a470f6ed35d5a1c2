from django.urls import path

from keyworks.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("step-in/", views.roles, name="roles"),
    path("demonstration/day/", views.day, name="day"),
    path("step-in/<slug:role>/", views.step_in, name="step_in"),
]
