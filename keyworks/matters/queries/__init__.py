from keyworks.matters.queries.consulting import falling, why_moved
from keyworks.matters.queries.finding import raised_at
from keyworks.matters.queries.inbox import inbox, mine, near, overdue, waits
from keyworks.matters.queries.letter_news import letter_news
from keyworks.matters.queries.letters import letters_waiting
from keyworks.matters.queries.offices import (
    answerers,
    answers,
    can_act,
    city_office,
    has_turn,
    limits,
    people_of,
    reaches,
    there,
)
from keyworks.matters.queries.reach import (
    doers,
    evidence,
    is_doer,
    may_take,
    open_steps,
    parties,
    raiser_is_gone,
    selves,
    whose,
)
from keyworks.matters.queries.snapshots import project_facts
from keyworks.matters.queries.together import alike, askers, asks, group, groups, still_to_confirm

__all__ = [
    "alike", "answerers", "answers", "askers", "asks", "can_act", "city_office", "doers", "evidence",
    "falling", "group", "groups", "has_turn", "inbox", "is_doer", "letter_news", "letters_waiting", "limits",
    "may_take", "mine", "near", "open_steps", "overdue", "parties", "people_of", "project_facts", "raised_at",
    "raiser_is_gone", "reaches", "selves", "still_to_confirm", "there", "waits", "whose", "why_moved",
]  # fmt: skip
