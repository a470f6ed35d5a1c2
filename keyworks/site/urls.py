"""Every room's addresses, mounted where its manifest says."""

from importlib.util import find_spec

from django.urls import include, path

from keyworks.base.manifest import rooms
from keyworks.site.api import addresses

urlpatterns = addresses() + [
    path(room.prefix, include(f"{room.name}.urls"))
    for room in rooms()
    if room.prefix is not None and find_spec(f"{room.name}.urls") and room.room != "site"
]

handler400 = "keyworks.site.views.bad_request"
handler403 = "keyworks.site.views.forbidden"
handler404 = "keyworks.site.views.not_found"
handler500 = "keyworks.site.views.broken"
