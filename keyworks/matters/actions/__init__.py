from keyworks.matters.actions.clock import climb, tick
from keyworks.matters.actions.consulting import minute, set_consultation
from keyworks.matters.actions.desk import (
    assign,
    change,
    extend,
    hand_up,
    instruct,
    pause,
    resume,
    return_to_raiser,
    triage,
)
from keyworks.matters.actions.ladder import name_answerer, set_limit
from keyworks.matters.actions.raising import amend, direct, raise_matter, split
from keyworks.matters.actions.refused import MattersRefused
from keyworks.matters.actions.together import change_cause, join_cause, make_cause, merge
from keyworks.matters.actions.working import (
    accept,
    close,
    confirm,
    decline,
    dispute,
    feedback,
    propose,
    reject,
    reopen,
    verify,
    withdraw,
)

__all__ = [
    "MattersRefused", "accept", "amend", "assign", "change", "change_cause", "climb", "close", "confirm",
    "decline", "direct", "dispute", "extend", "feedback", "hand_up", "instruct", "join_cause", "make_cause",
    "merge", "minute", "name_answerer", "pause", "propose", "raise_matter", "reject", "reopen", "resume",
    "return_to_raiser", "set_consultation", "set_limit", "split", "tick", "triage", "verify", "withdraw",
]  # fmt: skip
