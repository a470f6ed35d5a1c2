"""A document that others wrote, read piece by piece: each piece that is not what it should be is told with its path."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from keyworks.imports.rules import patterns
from keyworks.values.problems import Place, Problem

MOST_TOLD = 100
SHORT, LARGE = 60, 10**18
Read = TypeVar("Read")


class Faults:
    """Reads pieces of a document and collects what is wrong with them; what it gives back is always of its kind."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def no(self, path: str, code: str, **params: object) -> None:
        if len(self.problems) < MOST_TOLD:
            path = path[:200]
            self.problems.append(Problem(code, {"path": path or "·", **params}, place=Place(field=path)))

    def object(self, value: Any, path: str, known: Collection[str]) -> Mapping[str, Any]:
        """An object of known names; a name that is not known is told, since it may be a slip."""
        if not isinstance(value, Mapping):
            if value is not None:
                self.no(path, "imports.mapping_no_object", got=told(value))
            return {}
        for name in value:
            if name not in known:
                self.no(join(path, str(name)[:40]), "imports.mapping_unknown", name=str(name)[:40])
        return {name: value[name] for name in known if name in value and value[name] is not None}

    def text(self, value: Any, path: str, most: int = 200) -> str:
        if value is None:
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = told(value)
        if not isinstance(value, str):
            self.no(path, "imports.mapping_no_text", got=told(value))
            return ""
        if len(value) > most or "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            self.no(path, "imports.mapping_long", most=most, length=len(value))
            return ""
        return value

    def flag(self, value: Any, path: str) -> bool:
        if not isinstance(value, bool):
            self.no(path, "imports.mapping_no_flag", got=told(value))
        return value is True

    def whole(self, value: Any, path: str, least: int, most: int) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.no(path, "imports.mapping_whole", least=least, most=most, got=told(value))
        return least

    def choice(self, value: Any, path: str, choices: Sequence[str]) -> str:
        if isinstance(value, str) and value in choices:
            return value
        self.no(path, "imports.mapping_choice", choices=", ".join(filter(None, choices)), got=told(value))
        return choices[0]

    def day(self, value: Any, path: str) -> date:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.no(path, "imports.mapping_no_day", got=told(value))
            return date(2000, 1, 1)

    def pattern(self, value: Any, path: str) -> str:
        text = self.text(value, path, 10_000)
        if text and patterns.compiled(text) is None:
            self.no(path, "imports.mapping_pattern", most=patterns.LONGEST, got=told(text))
            return ""
        return text

    def many(self, value: Any, path: str, most: int, read: Callable[[Any, str], Read]) -> tuple[Read, ...]:
        """Each piece of a list; one that stands alone is a list of one."""
        if value is None:
            return ()
        pieces = value if isinstance(value, list | tuple) else [value]
        if len(pieces) > most:
            self.no(path, "imports.mapping_many", most=most, got=len(pieces))
            return ()
        return tuple(read(one, f"{path}.{number}") for number, one in enumerate(pieces, 1))

    def texts(self, value: Any, path: str, most: int = 20) -> tuple[str, ...]:
        return tuple(filter(None, self.many(value, path, most, self.text)))


def join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def told(value: object) -> str:
    """What stood there, short; what is nested is never walked through."""
    if isinstance(value, str):
        return value[:SHORT].encode("utf-8", "replace").decode()
    if isinstance(value, int | float) and not abs(value) < LARGE:
        return "…"
    return str(value) if isinstance(value, int | float) or value is None else type(value).__name__
