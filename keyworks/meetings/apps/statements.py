"""What the manifest says of reports and topics."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATEMENT_VERBS = {
    "meetings.ask_statements": _("asked units for reports"),
    "meetings.change_statement": _("changed how a unit reports"),
    "meetings.chase_statements": _("asked where reports are"),
    "meetings.draft_statement": _("drafted the report"),
    "meetings.save_statement": _("wrote on the report"),
    "meetings.submit_statement": _("handed the report in"),
    "meetings.return_statement": _("gave back the report to a meeting"),
    "meetings.accept_statement": _("accepted the report to a meeting"),
    "meetings.flag_topic": _("put a topic on the list"),
    "meetings.change_topic": _("changed a topic"),
    "meetings.drop_topic": _("took a topic off the list"),
    "meetings.remark": _("commented on a topic"),
}
STATEMENT_WORDS = {
    "topic": _("topic of a meeting"), "how": pgettext_lazy("statement", "how"), "spoken": _("spoken reports"),
    "written": _("written reports"), "position": _("place in the order"), "late": _("late"), "units": _("units"),
    "comments_until": _("comments until"), "matter": _("matter"),
}  # fmt: skip
STATEMENT_SENTENCES = {
    "meetings.nobody_new_asked": _("Choose at least one unit that is not asked yet."),
    "meetings.cannot_report": _("Only districts and departments report to a meeting."),
    "meetings.nobody_to_chase": _("All reports are in, or their units were asked today already."),
    "meetings.not_your_unit": _("Only people of the unit itself write for it."),
    "meetings.not_asked": _("This unit is not asked for a report any more."),
    "meetings.handed_in": _("It is handed in. To change it, ask the city office to give it back."),
    "meetings.not_handed_in": _("It is not handed in."),
    "meetings.no_language": _("Choose a language."),
    "meetings.nothing_written": _("There is no text yet. Draft it or write it first."),
    "meetings.too_many_topics": _("At most %(most)s topics for one meeting."),
    "meetings.matter_ended": _("This matter has come to its end. Choose one that is open."),
    "meetings.topic_there": _("It is on the list already."),
    "meetings.topic_unnamed": _("Say what the topic is."),
    "meetings.topic_gone": _("It was taken off the list."),
    "meetings.topic_decided": _("The meeting has decided on it: it stays on the list."),
    "meetings.comments_odd": _("Comments end between today and the day of the meeting."),
    "meetings.comments_over": _("Comments on this topic are closed."),
    "meetings.nothing_said": _("Write something first."),
}
