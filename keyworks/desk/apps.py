from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import MenuItem, Room


class DeskRoom(Room):
    name = "keyworks.desk"
    prefix = ""
    menu = (MenuItem(_("Desk"), "desk:home", "home", order=0),)
