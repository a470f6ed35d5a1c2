"""A refusal is a rule's no: each room has one class, and the door turns it into a sentence."""

from __future__ import annotations


class Refused(Exception):
    """A rule said no. `code` names the rule, `params` fill its sentence, `field` is where it hurts."""

    status = 409

    def __init__(self, code: str, *, field: str = "", **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.field = field
        self.params = params


class Stale(Refused):
    """Somebody else saved the record first; `edition` is the one that stands now."""

    status = 412
