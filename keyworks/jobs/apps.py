from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import MenuItem, Room


class JobsRoom(Room):
    name = "keyworks.jobs"
    prefix = "jobs/"
    rights = {
        "jobs.administer": "administrator",
        "jobs.start": "administrator city department district unit auditor leader",
    }
    api = {"/jobs": "keyworks.jobs.api.router"}
    subjects = {"job": "Job"}
    menu = (MenuItem(_("Background work"), "jobs:list", "clock-play", "", 890),)
    jobs = {
        "jobs.count": ("keyworks.jobs.jobs.count", "jobs.start"),
        "jobs.sweep": ("keyworks.jobs.jobs.sweep", "jobs.administer"),
    }
    calendar = {"jobs.sweep": "03:40"}
    sentences = {
        "jobs.kind_unknown": _("There is no background work called %(kind)s."),
        "jobs.args_unknown": _("This work cannot be started with these details."),
        "jobs.ended_already": _("This work has ended already; there is nothing left to cancel."),
        "jobs.not_to_retry": _("Only work that failed or was cancelled can be started again."),
        "jobs.asked_again_already": _("The same work has been asked for again and is waiting or under way."),
        "jobs.lease_lost": _("This work has passed to another worker."),
        "jobs.lost": _(
            "The worker stopped in the middle of this work %(attempts)s times, so it is not tried again by itself. "
            "Start it again, and tell the administrator if it stops once more."
        ),
        "jobs.broke": _(
            "The work broke off because of an error in the program. Start it again, and tell the administrator if it "
            "happens once more."
        ),
    }
    verbs = {
        "jobs.enqueue": _("asked for background work"),
        "jobs.cancel": _("cancelled background work"),
        "jobs.retry": _("started background work again"),
        "jobs.finish": _("background work finished"),
        "jobs.fail": _("background work failed"),
        "jobs.cancelled": _("background work stopped as asked"),
        "jobs.count": _("Count slowly (a trial)"),
        "jobs.count.counted": _("Counted up to"),
        "jobs.sweep": _("Remove the files of old background work"),
        "jobs.sweep.removed": _("Removed"),
    }
