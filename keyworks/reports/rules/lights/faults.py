"""A rule set's document read piece by piece: each piece that is not what it should be is told with its path."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

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
                self.no(path, "reports.lights_no_object", got=told(value))
            return {}
        for name in value:
            if name not in known:
                self.no(join(path, told(name)), "reports.lights_unknown", name=told(name))
        return {name: value[name] for name in known if name in value and value[name] is not None}

    def lacks(self, said: Mapping[str, Any], path: str, names: Collection[str]) -> bool:
        """Whether any of these names is missing, each of which is told."""
        missing = [name for name in names if name not in said]
        for name in missing:
            self.no(join(path, name), "reports.lights_lacks", name=name)
        return bool(missing)

    def text(self, value: Any, path: str, most: int) -> str:
        if not isinstance(value, str):
            self.no(path, "reports.lights_no_text", got=told(value))
            return ""
        if len(value) > most or "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            self.no(path, "reports.lights_long", most=most, length=len(value))
            return ""
        return value

    def spoken(self, value: Any, path: str, most: int) -> Mapping[str, str]:
        """A text in the reader's languages."""
        said = self.object(value, path, ("zh", "en"))
        return {tongue: text for tongue in said if (text := self.text(said[tongue], join(path, tongue), most))}

    def flag(self, value: Any, path: str) -> bool:
        if not isinstance(value, bool):
            self.no(path, "reports.lights_no_flag", got=told(value))
        return value is True

    def whole(self, value: Any, path: str, least: int, most: int) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.no(path, "reports.lights_whole", least=least, most=most, got=told(value))
        return least

    def percent(self, value: Any, path: str) -> int:
        """0 to 100 with two decimals at most, in hundredths of 1 %; a decimal fraction is the one that was written."""
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100:
            exact = Decimal(repr(value)) * 100
            if exact == int(exact):
                return int(exact)
        self.no(path, "reports.lights_percent", got=told(value))
        return 0

    def choice(self, value: Any, path: str, choices: Sequence[str]) -> str:
        if isinstance(value, str) and value in choices:
            return value
        self.no(path, "reports.lights_choice", choices=", ".join(choices), got=told(value))
        return choices[0]

    def many(self, value: Any, path: str, most: int, read: Callable[[Any, str], Read]) -> tuple[Read, ...]:
        """Each piece of a list, counted from 1 as people do."""
        if not isinstance(value, list | tuple):
            self.no(path, "reports.lights_no_list", got=told(value))
            return ()
        if len(value) > most:
            self.no(path, "reports.lights_many", most=most, got=len(value))
            return ()
        return tuple(read(one, f"{path}.{number}") for number, one in enumerate(value, 1))


def join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def told(value: object) -> str:
    """What stood there, short; what is nested is never walked through."""
    if isinstance(value, str):
        return value[:SHORT].encode("utf-8", "replace").decode()
    if isinstance(value, int | float) and not abs(value) < LARGE:
        return "…"
    return str(value) if isinstance(value, int | float) or value is None else type(value).__name__
