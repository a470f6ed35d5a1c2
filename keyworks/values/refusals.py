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

    def __reduce__(self) -> tuple[object, ...]:
        # An exception is rebuilt from its args, which cannot carry keywords.
        return _again, (type(self), self.code, self.field, self.params)


class Stale(Refused):
    """Somebody else saved the record first; `edition` is the one that stands now."""

    status = 412


def _again(kind: type[Refused], code: str, field: str, params: dict[str, object]) -> Refused:
    return kind(code, field=field, **params)
