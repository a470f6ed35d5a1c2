from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import MenuItem, Room


class PostRoom(Room):
    name = "keyworks.post"
    prefix = "post/"
    menu = (MenuItem(_("Outgoing mail"), "post:outbox", "mail", "post.administer", 895),)
    rights = {"post.administer": "administrator"}
    subjects = {"mail": "Mail"}
    jobs = {
        "post.send": "keyworks.post.jobs.send",
        "post.sweep": "keyworks.post.jobs.sweep",
        "post.digest": "keyworks.post.jobs.digests",
    }
    calendar = {"post.sweep": "03:50", "post.digest": "07:10"}
    words = {"mail": _("e-mail"), "often": _("digest by e-mail")}
    sentences = {
        "post.no_server": _("No mail server is set, so nothing is sent by e-mail."),
        "post.no_address": _("You have no e-mail address. Write it on your page first."),
        "post.ended_already": _("This e-mail waits no more: it was sent, dropped or given up."),
        "post.not_to_retry": _("Only an e-mail that waits or was given up can be sent again."),
    }
    verbs = {
        "post.send": _("Send e-mails"),
        "post.send.sent": _("Sent"),
        "post.send.waiting": _("Still waiting"),
        "post.sweep": _("Remove old e-mails"),
        "post.sweep.removed": _("Removed"),
        "post.digest": _("Write the day's digests"),
        "post.digest.sent": _("Digests"),
        "post.choose": _("chose how often to be told by e-mail"),
        "post.test": _("sent a test e-mail"),
        "post.retry": _("had an e-mail sent again"),
        "post.drop": _("dropped an e-mail"),
    }
