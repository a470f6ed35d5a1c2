from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import MenuItem, Panel, Room


class RecordRoom(Room):
    name = "keyworks.record"
    prefix = "record/"
    rights = {"record.read": "administrator auditor city"}
    api = {"/record": "keyworks.record.api.router"}
    menu = (MenuItem(_("Record"), "record:list", "history", "record.read", 900),)
    panels = (Panel(_("History"), "record:history", order=900),)
    subjects = {"entry": "Entry"}
    jobs = {
        "record.verify": ("keyworks.record.jobs.verify", "record.read"),
        "record.export": ("keyworks.record.jobs.export", "record.read"),
    }
    verbs = {
        "record.verify": _("Verify the record"),
        "record.verify.count": _("Entries that hold"),
        "record.verify.head": _("Hash of the last that holds"),
        "record.verify.first_bad": _("First bad entry"),
        "record.export": _("Export the record as proof"),
        "record.export.count": _("Entries"),
        "record.export.head": _("Last hash"),
    }
    sentences = {
        "record.not_storable": _("The text has a character that cannot be kept. Type it again, without pasting."),
    }
    words = {
        "active": _("Active"),
        "args": _("Details of the work"),
        "closed_on": _("Closed on"),
        "code": _("Code"),
        "deputy": _("Stand-in"),
        "email": _("E-mail"),
        "entry": _("Entry of the record"),
        "error": _("Error"),
        "expires_at": _("Valid until"),
        "from_on": _("From"),
        "installation": _("Installation"),
        "job": _("Background work"),
        "key": _("Key"),
        "kind": _("Kind"),
        "name": _("Name"),
        "name_en": _("Name in English"),
        "name_zh": _("Name in Chinese"),
        "parent": _("Stands below"),
        "person": _("Person"),
        "phone": _("Telephone"),
        "post": _("Post"),
        "post_en": _("Post in English"),
        "prefix": _("Begins with"),
        "role": _("Role"),
        "scope": _("Scope"),
        "state": _("State"),
        "tokens_revoked": _("API tokens revoked"),
        "unit": _("Unit"),
        "until_on": _("Until"),
        "username": _("User name"),
    }
