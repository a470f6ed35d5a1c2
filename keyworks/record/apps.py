from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import MenuItem, Panel, Room


class RecordRoom(Room):
    name = "keyworks.record"
    prefix = "record/"
    rights = {"record.read": "administrator auditor city"}
    menu = (MenuItem(_("Record"), "record:list", "history", "record.read", 900),)
    panels = (Panel(_("History"), "record:history", order=900),)
    api = {"/record": "keyworks.record.api.router"}
    subjects = {"entry": "Entry"}
