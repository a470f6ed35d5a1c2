"""What states, kinds and steps of matters are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.matters.rules.clocks import Limit
from keyworks.matters.rules.ladder import Kind, Sort, Source, State, Step

SORTS = {
    Sort.ISSUE: _("issue"),
    Sort.REQUEST: pgettext_lazy("matter", "request"),
    Sort.DIRECTIVE: _("directive"),
}
KINDS = {
    Kind.LAND: _("land"),
    Kind.CLEARING: _("clearing and relocation"),
    Kind.APPROVAL: _("approvals"),
    Kind.FUNDS: _("funds"),
    Kind.UTILITY: _("power, water, gas, heat"),
    Kind.MATERIALS: _("materials"),
    Kind.LABOUR: _("labour"),
    Kind.DISPUTE: _("dispute"),
    Kind.PLAN: _("planning"),
    Kind.SAFETY: _("safety"),
    Kind.OTHER: pgettext_lazy("matter", "other"),
}
SOURCES = {
    Source.UNIT: _("project unit"),
    Source.DISTRICT: _("district office"),
    Source.DEPARTMENT: _("department"),
    Source.OFFICE: _("city office"),
    Source.INSPECTION: _("inspection"),
    Source.REPORT: _("monthly report"),
    Source.LEADER: _("leader"),
    Source.MEETING: _("meeting"),
}
STATES = {
    State.RAISED: pgettext_lazy("matter", "raised"),
    State.RETURNED: pgettext_lazy("matter", "returned"),
    State.TRIAGED: pgettext_lazy("matter", "triaged"),
    State.ASSIGNED: pgettext_lazy("matter", "assigned"),
    State.WORKING: pgettext_lazy("matter", "in work"),
    State.PAUSED: pgettext_lazy("matter", "paused"),
    State.PROPOSED: pgettext_lazy("matter", "proposed done"),
    State.VERIFIED: pgettext_lazy("matter", "verified"),
    State.CLOSED: pgettext_lazy("matter", "closed"),
    State.MERGED: pgettext_lazy("matter", "merged"),
    State.WITHDRAWN: pgettext_lazy("matter", "withdrawn"),
}
STEPS = {
    Step.RAISE: pgettext_lazy("step of a matter", "raised it"),
    Step.AMEND: pgettext_lazy("step of a matter", "amended it and raised it again"),
    Step.RETURN: pgettext_lazy("step of a matter", "returned it"),
    Step.TRIAGE: pgettext_lazy("step of a matter", "took it up"),
    Step.HAND_UP: pgettext_lazy("step of a matter", "handed it to the city office"),
    Step.ASSIGN: pgettext_lazy("step of a matter", "assigned it"),
    Step.ACCEPT: pgettext_lazy("step of a matter", "accepted it"),
    Step.DECLINE: pgettext_lazy("step of a matter", "declined it"),
    Step.FEEDBACK: pgettext_lazy("step of a matter", "said how far it is"),
    Step.INSTRUCT: pgettext_lazy("step of a matter", "instructed"),
    Step.CHANGE: pgettext_lazy("step of a matter", "changed what is said of it"),
    Step.SPLIT: pgettext_lazy("step of a matter", "made an action of it"),
    Step.EXTEND: pgettext_lazy("step of a matter", "gave it another day"),
    Step.PAUSE: pgettext_lazy("step of a matter", "paused it"),
    Step.RESUME: pgettext_lazy("step of a matter", "ended the pause"),
    Step.PROPOSE: pgettext_lazy("step of a matter", "proposed it as done"),
    Step.REJECT: pgettext_lazy("step of a matter", "found it not done"),
    Step.VERIFY: pgettext_lazy("step of a matter", "verified it"),
    Step.CONFIRM: pgettext_lazy("step of a matter", "confirmed and rated it"),
    Step.DISPUTE: pgettext_lazy("step of a matter", "did not confirm it"),
    Step.CLOSE: pgettext_lazy("step of a matter", "closed it"),
    Step.REOPEN: pgettext_lazy("step of a matter", "opened it again"),
    Step.MERGE: pgettext_lazy("step of a matter", "merged it into another"),
    Step.TAKE_OVER: pgettext_lazy("step of a matter", "merged another into it"),
    Step.WITHDRAW: pgettext_lazy("step of a matter", "withdrew it"),
    Step.CLIMB: pgettext_lazy("step of a matter", "let it go up a level"),
}
DO = {
    Step.AMEND: _("Amend and raise again"),
    Step.RETURN: pgettext_lazy("matter", "Return"),
    Step.TRIAGE: _("Take up"),
    Step.HAND_UP: _("Hand to the city office"),
    Step.ASSIGN: pgettext_lazy("matter", "Assign"),
    Step.ACCEPT: pgettext_lazy("matter", "Accept"),
    Step.DECLINE: pgettext_lazy("matter", "Decline"),
    Step.FEEDBACK: _("Say how far it is"),
    Step.INSTRUCT: _("Instruct"),
    Step.CHANGE: _("Change what is said of it"),
    Step.SPLIT: _("Make an action of it"),
    Step.EXTEND: _("Give another day"),
    Step.PAUSE: pgettext_lazy("matter", "Pause"),
    Step.RESUME: _("End the pause"),
    Step.PROPOSE: _("Propose as done"),
    Step.REJECT: _("Not done yet"),
    Step.VERIFY: pgettext_lazy("matter", "Verify"),
    Step.CONFIRM: _("Confirm and rate"),
    Step.DISPUTE: _("Not solved"),
    Step.CLOSE: pgettext_lazy("matter", "Close"),
    Step.REOPEN: pgettext_lazy("matter", "Open again"),
    Step.WITHDRAW: pgettext_lazy("matter", "Withdraw"),
}
"""The buttons."""
LEVELS = {
    1: _("level 1, the project's line"),
    2: _("level 2, the head of the unit"),
    3: _("level 3, the contact leader"),
    4: _("level 4, the principal"),
}
LEVELS_SHORT = {1: _("level 1"), 2: _("level 2"), 3: _("level 3"), 4: _("level 4")}
LIMITS = {
    Limit.TRIAGE: _("to take up what is raised"),
    Limit.ASSIGN: _("to assign what is taken up"),
    Limit.LEVEL_1: _("to solve at level 1, the project's line"),
    Limit.LEVEL_2: _("to solve at level 2, the head of the unit"),
    Limit.LEVEL_3: _("to solve at level 3, the contact leader"),
    Limit.LEVEL_4: _("at level 4, the principal, before it is urged again"),
    Limit.CHECK: _("to verify what is proposed as done"),
    Limit.CONFIRM: _("to confirm what is verified"),
    Limit.AMEND: _("to amend what is returned"),
    Limit.NEAR: _("before the promised day, when it is called near"),
}
