"""What kinds, states and parts of meetings are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.meetings.rules.kinds import Attendance, Choice, How, Kind, Outcome, Part, Point, Stand, State, Step

KINDS = {
    Kind.ON_SITE: _("on-site office meeting"),
    Kind.DISPATCH: _("dispatch meeting"),
    Kind.TOUR: _("observation tour"),
    Kind.JOINT_START: _("joint start"),
}
STATES = {
    State.PREPARING: pgettext_lazy("meeting", "being prepared"),
    State.CALLED: pgettext_lazy("meeting", "called"),
    State.SITTING: pgettext_lazy("meeting", "sitting"),
    State.HELD: pgettext_lazy("meeting", "held"),
    State.CLOSED: pgettext_lazy("meeting", "closed"),
    State.CANCELLED: pgettext_lazy("meeting", "cancelled"),
}
BADGES = {
    State.PREPARING: "neutral", State.CALLED: "info", State.SITTING: "warn", State.HELD: "info",
    State.CLOSED: "good", State.CANCELLED: "neutral",
}  # fmt: skip
DO = {
    Step.CALL: _("Call the meeting"),
    Step.BEGIN: _("Begin"),
    Step.END: _("End the sitting"),
    Step.CLOSE: _("Close the meeting"),
    Step.REOPEN: _("Open it again"),
    Step.CANCEL: _("Cancel the meeting"),
}
PARTS = {
    Part.CHAIR: pgettext_lazy("meeting", "chairs it"),
    Part.LEADER: pgettext_lazy("meeting", "city leader"),
    Part.REPORTING: pgettext_lazy("meeting", "reports"),
    Part.ATTENDING: pgettext_lazy("meeting", "attends"),
    Part.SECRETARY: pgettext_lazy("meeting", "keeps the minutes"),
}
ATTENDANCES = {
    Attendance.INVITED: pgettext_lazy("attendance", "invited"),
    Attendance.PRESENT: pgettext_lazy("attendance", "present"),
    Attendance.SENT: pgettext_lazy("attendance", "sent somebody"),
    Attendance.ABSENT: pgettext_lazy("attendance", "absent"),
}
POINTS = {
    Point.OPENING: pgettext_lazy("agenda", "opening"),
    Point.PROMISED: pgettext_lazy("agenda", "what was promised last time"),
    Point.VISIT: pgettext_lazy("agenda", "visit"),
    Point.REPORT: pgettext_lazy("agenda", "report"),
    Point.TOPIC: pgettext_lazy("agenda", "topic"),
    Point.VOTE: pgettext_lazy("agenda", "vote"),
    Point.DIRECTIVES: pgettext_lazy("agenda", "leaders' directives"),
    Point.OTHER: pgettext_lazy("agenda", "other"),
}
CHOICES = {
    Choice.MUST: pgettext_lazy("place", "must be seen"),
    Choice.MAY: pgettext_lazy("place", "may be seen"),
    Choice.NEVER: pgettext_lazy("place", "not this time"),
}
HOWS = {
    How.SPOKEN: pgettext_lazy("statement", "spoken"),
    How.WRITTEN: pgettext_lazy("statement", "written"),
    How.ABSENT: pgettext_lazy("statement", "none"),
}
STANDS = {
    Stand.ASKED: pgettext_lazy("statement", "asked for"),
    Stand.DRAFTED: pgettext_lazy("statement", "being written"),
    Stand.SUBMITTED: pgettext_lazy("statement", "submitted"),
    Stand.ACCEPTED: pgettext_lazy("statement", "accepted"),
    Stand.RETURNED: pgettext_lazy("statement", "returned"),
}
OUTCOMES = {
    Outcome.OPEN: pgettext_lazy("topic", "open"),
    Outcome.SPOT: pgettext_lazy("topic", "solved on the spot"),
    Outcome.ASSIGNED: pgettext_lazy("topic", "assigned"),
    Outcome.NOTED: pgettext_lazy("topic", "noted"),
    Outcome.POSTPONED: pgettext_lazy("topic", "put off"),
}
