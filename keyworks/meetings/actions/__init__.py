from keyworks.meetings.actions.agenda import drop_item, drop_participant, order_items, set_item, set_participant
from keyworks.meetings.actions.ballots import enter_ballot, withdraw_ballot
from keyworks.meetings.actions.issuing import Issued, issue, issue_one
from keyworks.meetings.actions.meetings import change_meeting, plan_meeting, set_series, step
from keyworks.meetings.actions.minutes import approve_minutes, draft_minutes, write_minutes
from keyworks.meetings.actions.refused import MeetingsRefused
from keyworks.meetings.actions.room import attend, came, catch, decide, drop, go_to, mend, note, pick_up
from keyworks.meetings.actions.route import ask_route, keep_plans, order_route, take_plan, time_route
from keyworks.meetings.actions.sites import change_site, choose_site
from keyworks.meetings.actions.statements import (
    accept,
    ask_statements,
    change_statement,
    chase_statements,
    draft,
    give_back,
    save,
    submit,
)
from keyworks.meetings.actions.topics import change_topic, drop_topic, flag_topic, remark

__all__ = [
    "Issued", "MeetingsRefused", "accept", "approve_minutes", "ask_route", "ask_statements", "attend", "came",
    "catch", "change_meeting", "change_site", "change_statement", "change_topic", "chase_statements", "choose_site",
    "decide", "draft", "draft_minutes", "drop", "drop_item", "drop_participant", "drop_topic", "enter_ballot",
    "flag_topic", "give_back", "go_to", "issue", "issue_one", "keep_plans", "mend", "note", "order_items",
    "order_route", "pick_up", "plan_meeting", "remark", "save", "set_item", "set_participant", "set_series", "step",
    "submit", "take_plan", "time_route", "withdraw_ballot", "write_minutes",
]  # fmt: skip
