from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import MenuItem, Room


class DeskRoom(Room):
    name = "keyworks.desk"
    prefix = ""
    api = {"/city": "keyworks.desk.api.city", "/map": "keyworks.desk.api.places"}
    beforehand = "keyworks.desk.queries.beforehand.reckon"
    sentences = {
        "desk.no_such_day": _("The page of the city tells of a day that is over, or of today."),
        "desk.specimen_stale": _("Somebody saved this specimen before you."),
        "desk.specimen_refused": _("The specimen refuses, as it was asked to."),
    }
    menu = (
        MenuItem(_("Desk"), "desk:home", "home", order=0),
        MenuItem(_("The city"), "desk:cockpit", "chart-line", "reports.read", 5),
        MenuItem(_("Programmes"), "desk:programmes", "layout-columns", "reports.read", 7),
        MenuItem(_("Map"), "desk:map", "map", "projects.read", 105),
        MenuItem(_("Help"), "desk:help", "help-circle", order=990),
    )
