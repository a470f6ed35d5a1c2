from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import Room


class DemonstrationRoom(Room):
    name = "keyworks.demonstration"
    prefix = ""
    jobs = {"demonstration.live": "keyworks.demonstration.jobs.live"}
    verbs = {
        "demonstration.live": _("Demonstration: the day moves on"),
        "demonstration.step_in": _("came in, played by a visitor of the demonstration"),
    }
    sentences = {
        "demonstration.not_empty": _(
            "Somebody works here already: a demonstration is built only in an empty installation. "
            "Start one beside it with another data folder."
        ),
        "demonstration.no_demonstration": _("This is no demonstration: its day is the calendar's."),
        "demonstration.only_forward": _("The day only moves forward: what happened stays."),
        "demonstration.not_that_day": _("The city plays from %(first)s to %(last)s."),
    }
