from django.urls import path

from keyworks.post import views

app_name = "post"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("mine/", views.mine, name="mine"),
    path("test/", views.test, name="test"),
    path("<int:pk>/", views.mail, name="mail"),
    path("<int:pk>/retry/", views.retry, name="retry"),
    path("<int:pk>/drop/", views.drop, name="drop"),
]
