from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import MenuItem, Room


class PostRoom(Room):
    name = "keyworks.post"
    prefix = ""
    menu = (
        MenuItem(_("Outgoing mail"), "post:outbox", "mail", "post.administer", 895),
        MenuItem(_("Hooks"), "post:hooks", "webhook", "post.administer", 896),
    )
    rights = {"post.administer": "administrator"}
    subjects = {"mail": "Mail", "hook": "Hook", "delivery": "Delivery", "feed": "Feed"}
    jobs = {
        "post.send": "keyworks.post.jobs.send",
        "post.hooks": "keyworks.post.jobs.hooks",
        "post.sweep": "keyworks.post.jobs.sweep",
        "post.digest": "keyworks.post.jobs.digests",
    }
    calendar = {"post.sweep": "03:50", "post.digest": "07:10"}
    events = {"post.test": _("a hook is tried")}
    words = {
        "mail": _("e-mail"),
        "hook": _("hook"),
        "delivery": _("delivery to a hook"),
        "feed": _("calendar feed"),
        "often": _("digest by e-mail"),
        "address": _("address"),
        "events": _("events"),
        "fails": _("tries that failed"),
        "replaced": _("in place of an earlier one"),
    }
    sentences = {
        "post.no_server": _("No mail server is set, so nothing is sent by e-mail."),
        "post.no_address": _("You have no e-mail address. Write it on your page first."),
        "post.ended_already": _("This e-mail waits no more: it was sent, dropped or given up."),
        "post.not_to_retry": _("Only an e-mail that waits or was given up can be sent again."),
        "post.stale": _("Somebody changed it in the meantime."),
        "post.hooks_off": _("Hooks are off: where the site is started, no host is listed to which they may lead."),
        "post.hook_elsewhere": _("Hooks lead only to hosts that are listed where the site is started: %(hosts)s."),
        "post.hook_no_events": _("Choose at least one event."),
        "post.hook_stands_so": _("It has been switched already."),
        "post.hook_off": _("This hook is switched off. Switch it on first."),
        "post.delivery_ended_already": _("This delivery waits no more: it arrived, was dropped or given up."),
        "post.delivery_not_to_retry": _("Only a delivery that waits or was given up can be tried again."),
        "post.feed_own_password": _("Set a password of your own first."),
        "post.no_feed": _("You have no calendar address."),
    }
    verbs = {
        "post.send": _("Send e-mails"),
        "post.send.sent": _("Sent"),
        "post.send.waiting": _("Still waiting"),
        "post.hooks": _("Tell hooks of events"),
        "post.hooks.tried": _("Tried"),
        "post.hooks.out": _("Servers out of order"),
        "post.sweep": _("Remove old e-mails"),
        "post.sweep.removed": _("Removed"),
        "post.digest": _("Write the day's digests"),
        "post.digest.sent": _("Digests"),
        "post.choose": _("chose how often to be told by e-mail"),
        "post.test": _("sent a test e-mail"),
        "post.retry": _("had an e-mail sent again"),
        "post.drop": _("dropped an e-mail"),
        "post.make_hook": _("made a hook"),
        "post.change_hook": _("changed a hook"),
        "post.renew_secret": _("gave a hook a new secret"),
        "post.switch_hook": _("switched a hook"),
        "post.hook_off": _("a hook was switched off after too many tries that failed"),
        "post.try_hook": _("tried a hook"),
        "post.retry_delivery": _("had a delivery tried again"),
        "post.drop_delivery": _("dropped a delivery"),
        "post.make_feed": _("made a calendar address"),
        "post.revoke_feed": _("ended a calendar address"),
    }
