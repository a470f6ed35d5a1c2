from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import Room


class DemonstrationRoom(Room):
    name = "keyworks.demonstration"
    prefix = ""
    verbs = {"demonstration.step_in": _("came in, played by a visitor of the demonstration")}
    sentences = {
        "demonstration.not_empty": _(
            "Somebody works here already: a demonstration is built only in an empty installation. "
            "Start one beside it with another data folder."
        ),
    }
