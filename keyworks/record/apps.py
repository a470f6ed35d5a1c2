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
    jobs = {
        "record.verify": ("keyworks.record.jobs.verify", "record.read"),
        "record.export": ("keyworks.record.jobs.export", "record.read"),
    }
    verbs = {"record.verify": _("Verify the record"), "record.export": _("Export the record as proof")}
    sentences = {
        "record.not_storable": _("The text has a character that cannot be kept. Type it again, without pasting."),
    }
