from django.urls import path

from keyworks.dossier import views

app_name = "dossier"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("dossier/views/", views.views, name="views"),
    path("dossier/views/<int:pk>/rename/", views.rename_view, name="rename_view"),
    path("dossier/views/<int:pk>/remove/", views.remove_view, name="remove_view"),
    path("dossier/views/<int:pk>/prefer/", views.prefer_view, name="prefer_view"),
    path("dossier/comments/<int:pk>/edit/", views.edit_comment, name="edit_comment"),
    path("dossier/comments/<int:pk>/withdraw/", views.withdraw_comment, name="withdraw_comment"),
    path("dossier/files/<int:pk>/", views.file, name="file"),
    path("dossier/files/<int:pk>/withdraw/", views.withdraw_file, name="withdraw_file"),
    path("dossier/<slug:kind>/<str:pk>/comments/", views.comments, name="comments"),
    path("dossier/<slug:kind>/<str:pk>/files/", views.files, name="files"),
    path("dossier/<slug:kind>/<str:pk>/follow/", views.follow, name="follow"),
    path("dossier/<slug:kind>/<str:pk>/people/", views.people, name="people"),
]
