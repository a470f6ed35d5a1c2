from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import Room


class AccountsRoom(Room):
    name = "keyworks.accounts"
    prefix = ""
    rights = {
        "accounts.read": "administrator city district department leader auditor unit",
        "accounts.administer": "administrator",
    }
    api = {
        "/me": "keyworks.accounts.api.me",
        "/units": "keyworks.accounts.api.units",
        "/people": "keyworks.accounts.api.people",
    }
    subjects = {"unit": "Unit", "person": "Person", "installation": "Installation"}
    sentences = {
        "accounts.founded_already": _("This installation is set up already."),
        "accounts.unit_code_taken": _("Another unit has the code %(unit_code)s."),
        "accounts.username_taken": _("Somebody signs in as %(username)s already."),
        "accounts.seated_already": _("The person holds this role in this unit already."),
    }
