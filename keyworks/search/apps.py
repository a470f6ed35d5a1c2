from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import Room


class SearchRoom(Room):
    name = "keyworks.search"
    rights = {"search.rebuild": "administrator"}
    jobs = {
        "search.follow": ("keyworks.search.jobs.follow", "search.rebuild"),
        "search.rebuild": ("keyworks.search.jobs.rebuild", "search.rebuild"),
    }
    calendar = {"search.follow": "03:50"}
    verbs = {
        "search.follow": _("Read what is new into the search"),
        "search.rebuild": _("Read everything into the search anew"),
        "search.follow.entries": _("Entries of the record followed"),
        "search.rebuild.lines": _("Things that can be found"),
    }
