from django.urls import path

from keyworks.record import views

app_name = "record"
urlpatterns = [
    path("", views.entries, name="list"),
    path("<int:seq>/", views.entry, name="entry"),
    path("of/<slug:kind>/<str:pk>/", views.history, name="history"),
]
