from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import Findable, MenuItem, Room


class AccountsRoom(Room):
    name = "keyworks.accounts"
    prefix = ""
    menu = (
        MenuItem(_("Units"), "accounts:units", "building-community", "accounts.read", 800),
        MenuItem(_("Working days"), "accounts:calendar", "calendar", "accounts.read", 805),
        MenuItem(_("People"), "accounts:people", "users", "accounts.read", 810),
    )
    rights = {
        "accounts.read": "administrator city district department leader auditor unit",
        "accounts.administer": "administrator",
        "accounts.administer_below": "administrator district",
        "accounts.open_listed": "administrator city",
        "accounts.keep_calendar": "administrator city",
    }
    api = {
        "/me": "keyworks.accounts.api.me",
        "/units": "keyworks.accounts.api.units",
        "/people": "keyworks.accounts.api.people",
        "/calendar": "keyworks.accounts.api.calendar",
    }
    names = {"unit": ("name_zh", "name_en"), "person": ("name", "name_en")}
    findable = {
        "unit": Findable(
            "Unit", _("Units"), ("name_zh", "name_en"), ("code", "credit_code"), "accounts.read",
            ("get_kind_display", "parent"), ("parent",), listed="accounts:units", order=80,
        ),
        "person": Findable(
            "Person", _("People"), ("name", "name_en", "post", "post_en"), ("username",), "accounts.read",
            ("called_post",), listed="accounts:people", order=90,
        ),
    }  # fmt: skip
    codes = {"unit": ("unit", "code"), "parent": ("unit", "code")}
    dossiers = ("unit", "person")
    subjects = {"unit": "Unit", "person": "Person", "installation": "Installation"}
    words = {
        "calendar_years": _("Years of the calendar"),
        "credit_code": _("Unified social credit code"),
        "currency": _("Currency"),
        "day": _("Day"),
        "kept": _("Left as the city marked them"),
        "marked": _("Days marked"),
        "source": _("Source"),
        "unmarked": _("Days no longer marked"),
        "works": _("Worked"),
        "year": _("Year"),
    }
    verbs = {
        "accounts.found": _("set up the installation"),
        "accounts.play_on": _("moved the day of the demonstration"),
        "accounts.open_unit": _("opened the unit"),
        "accounts.edit_unit": _("changed the unit"),
        "accounts.remove_unit": _("removed the unit, which nothing used"),
        "accounts.move_unit": _("moved the unit"),
        "accounts.close_unit": _("closed the unit"),
        "accounts.reopen_unit": _("reopened the unit"),
        "accounts.register": _("registered the person"),
        "accounts.edit_person": _("changed the person's details"),
        "accounts.seat": _("gave a role"),
        "accounts.unseat": _("took a role back"),
        "accounts.deactivate": _("deactivated the person"),
        "accounts.reactivate": _("reactivated the person"),
        "accounts.set_one_time_password": _("set a one-time password"),
        "accounts.change_password": _("changed the own password"),
        "accounts.sign_out_everywhere": _("signed out everywhere"),
        "accounts.name_standin": _("named a stand-in"),
        "accounts.end_standin": _("ended a stand-in"),
        "accounts.make_token": _("made an API token"),
        "accounts.revoke_token": _("revoked an API token"),
        "accounts.mark_day": _("marked a day of the calendar"),
        "accounts.unmark_day": _("let a day be what its weekday says"),
        "accounts.take_published": _("took the published days off of a year"),
    }
    sentences = {
        "accounts.founded_already": _("This installation is set up already."),
        "accounts.plays_by_the_clock": _("Only a demonstration moves its day."),
        "accounts.plays_forward": _("The day only moves forward: what happened stays."),
        "accounts.out_of_reach": _("You do not administer this part of the city. Ask the administrator."),
        "accounts.stale": _("Somebody else changed this in the meantime. Compare, then save again."),
        "accounts.unit_code_taken": _("Another unit has the code %(unit_code)s."),
        "accounts.root_is_city": _("Only the city's own office can stand at the root of the tree."),
        "accounts.root_stays": _("The root of the tree is never closed."),
        "accounts.parent_closed": _("The unit above is closed. Reopen it first or choose another."),
        "accounts.kind_misplaced": _("A unit of this kind cannot stand below the chosen one."),
        "accounts.kind_not_yours": _("A district opens and changes project units only. Ask the administrator."),
        "accounts.below_itself": _("A unit cannot be moved below itself."),
        "accounts.stands_there": _("The unit stands there already."),
        "accounts.closed_already": _("The unit is closed already."),
        "accounts.open_already": _("The unit is open."),
        "accounts.unit_in_use": _(
            "The unit cannot be closed yet. Open units below it: %(units)s; roles held: %(seats)s. "
            "End or move them first."
        ),
        "accounts.unit_closed": _("The unit is closed."),
        "accounts.username_odd": _("Letters from a to z, digits and . _ @ - only, beginning with a letter or digit."),
        "accounts.username_taken": _("Somebody signs in as %(username)s already."),
        "accounts.seated_already": _("The person holds this role in this unit already."),
        "accounts.role_misplaced": _("This role has no meaning in a unit of this kind."),
        "accounts.role_not_yours": _("A district gives the roles of project unit and district only."),
        "accounts.seat_backwards": _("The last day lies before the first."),
        "accounts.seat_ended_already": _("This role was taken back already."),
        "accounts.last_administrator": _(
            "Nobody would be left to administer. Make another person administrator first, without an end date."
        ),
        "accounts.not_oneself": _("Nobody deactivates themself. Ask another administrator."),
        "accounts.inactive_already": _("%(name)s is deactivated."),
        "accounts.active_already": _("The person is active."),
        "accounts.borrowed": _("What you may do only for somebody else gives nothing to yourself."),
        "accounts.own_password_first": _("Set your own password first."),
        "accounts.standin_itself": _("Nobody stands in for themself."),
        "accounts.standin_inactive": _("This person is deactivated and cannot stand in."),
        "accounts.standin_backwards": _("The last day lies before the first."),
        "accounts.standin_past": _("The last day has passed already."),
        "accounts.standin_long": _("A stand-in lasts at most %(days)s days."),
        "accounts.standin_reason": _("Say why: the record keeps the reason."),
        "accounts.standin_already": _("This person stands in on some of these days already."),
        "accounts.standin_ended_already": _("This stand-in has ended already."),
        "accounts.token_past": _("The token would have expired already."),
        "accounts.token_long": _("A token is valid for at most %(days)s days."),
        "accounts.token_revoked_already": _("This token is revoked already."),
        "accounts.credit_code_taken": _("Another unit has the credit code %(credit_code)s."),
        "accounts.calendar_not_yours": _("The calendar is kept by the city office and the administrator."),
        "accounts.calendar_reason": _("Say why: dates that were promised may move by it."),
        "accounts.day_worked_anyway": _("This day is worked anyway: only a Saturday or a Sunday is marked as worked."),
        "accounts.day_said_already": _("The calendar says exactly this of the day already."),
        "accounts.day_not_marked": _("This day is not marked."),
        "accounts.not_published": _(
            "No published days off are known for %(year)s. Mark them from the notice, one by one."
        ),
        "accounts.taken_already": _("The published days of %(year)s are all marked already."),
        "credit_code.check": _("The check character of %(text)s is wrong: compare it with the business licence."),
        "credit_code.form": _("%(text)s is no unified social credit code: digits and capitals without I, O, S, V, Z."),
        "credit_code.length": _("A unified social credit code has %(wanted)s characters, not %(length)s."),
    }
