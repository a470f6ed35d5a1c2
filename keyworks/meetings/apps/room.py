"""What the room and what comes after it say: sentences, verbs of the record, words of its fields."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ROOM_SENTENCES = {
    "meetings.key_elsewhere": _("This belongs to another meeting."),
    "meetings.too_many_caught": _("At most %(most)s directives at one meeting."),
    "meetings.no_words": _("Write down what was said."),
    "meetings.due_past": _("This day was before the meeting. Give a later one."),
    "meetings.due_far": _("At most %(years)s years ahead."),
    "meetings.many_projects": _("At most %(most)s projects."),
    "meetings.no_such_project": _("No project has the number %(number)s."),
    "meetings.no_such_unit": _("There is no unit “%(words)s”."),
    "meetings.no_such_day": _("“%(words)s” is no day. Write 3.15, 15 Mar, 2022-03-15 or +10."),
    "meetings.no_such_point": _("It is not on this agenda."),
    "meetings.not_read": _("This could not be read. Write it down again."),
    "meetings.issued_already": _("It was issued under number %(number)s and stays as it was said."),
    "meetings.was_dropped": _("It was left out."),
    "meetings.no_owner": _("It has no owner: name the unit that has to do it."),
    "meetings.owner_closed": _("%(unit)s is closed. Name another unit."),
    "meetings.no_day": _("It has no day: say by when."),
    "meetings.no_result": _("Say what was done about it on the spot."),
    "meetings.no_speaker": _("Say who spoke."),
    "meetings.no_voter": _("Say whose vote it is."),
    "meetings.nothing_to_rank": _("A vote needs at least two places on the route."),
    "meetings.ballot_incomplete": _("Give each of the %(n)s places once, from 1 to %(n)s."),
    "meetings.voted_already": _("%(who)s has voted already."),
    "meetings.too_many_ballots": _("At most %(most)s votes."),
    "meetings.no_language": _("Minutes are kept in Chinese or English."),
    "meetings.minutes_reason": _("The minutes were approved: say why they are written anew."),
    "meetings.minutes_by_another": _("Somebody who did not write them has to approve them."),
    "meetings.minutes_first": _("Its minutes are not approved yet: that comes first."),
    "meetings.too_many_versions": _("At most %(most)s versions."),
}  # fmt: skip
ROOM_VERBS = {
    "meetings.go_to": _("went on in the agenda"),
    "meetings.note": _("noted something of a point"),
    "meetings.decide": _("noted what the meeting made of a topic"),
    "meetings.catch": _("wrote down a directive"),
    "meetings.mend": _("changed a directive that was written down"),
    "meetings.drop": _("left a directive out"),
    "meetings.pick_up": _("took a directive in again"),
    "meetings.issue": _("issued a directive"),
    "meetings.vote": _("entered a vote"),
    "meetings.withdraw_vote": _("took a vote out"),
    "meetings.write_minutes": _("wrote the minutes"),
    "meetings.approve_minutes": _("approved the minutes"),
}  # fmt: skip
ROOM_WORDS = {
    "caught": _("directive written down"), "said_by": _("who spoke"), "said_post": _("spoke as"),
    "on_the_spot": _("solved on the spot"), "result": pgettext_lazy("meeting", "result"),
    "outcome": pgettext_lazy("topic", "outcome"), "ready": _("seen in the room"), "voter": _("voter"),
    "item_note": pgettext_lazy("agenda", "note"),
}  # fmt: skip
