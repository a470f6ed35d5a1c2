"""What is reckoned of many projects once, and after a write only of those of which the record tells.

Nothing is kept outside this process, and nothing that could not be reckoned again: `forget` is all it takes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, ClassVar, TypeVar
from weakref import WeakSet

from keyworks.record.queries import head, since
from keyworks.record.rules import Proof
from keyworks.reports.queries.touched import touched

T = TypeVar("T")
ENTRIES, PROJECTS = 2_000, 400
"""Beyond so many entries or projects everything is reckoned anew."""


class Memory:
    """Keeps results by their keys; `most` of them, the one asked for longest ago goes first."""

    every: ClassVar[WeakSet[Memory]] = WeakSet()
    last: ClassVar[tuple[Proof, Proof, frozenset[int] | None] | None] = None

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, tuple[Proof, Any]] = OrderedDict()
        self._lock = Lock()
        self._reckoning: dict[Hashable, RLock] = {}
        Memory.every.add(self)

    def follow(self, key: Hashable, make: Callable[[], T], again: Callable[[T, frozenset[int]], T]) -> T:
        """What `make` finds, or what it found before, with `again` reckoning the projects that were touched since.

        The record is read before the rows are: what is newer than its last entry is told by the next one, and read
        again then. Kept results are shared: nobody changes them.
        """

        def anew(before: tuple[Proof, T], now: Proof) -> T:
            keys = self._told(before[0], now)
            if keys is None or len(keys) > PROJECTS:
                return make()
            return again(before[1], keys) if keys else before[1]

        return self._once(key, make, anew)

    def hold(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` finds, or what it found before as long as nothing at all was written since."""
        return self._once(key, make, lambda _before, _now: make())

    def __contains__(self, key: Hashable) -> bool:
        """Is something kept under this key? It may have to be reckoned again in part."""
        return key in self._kept

    def _once(self, key: Hashable, make: Callable[[], T], anew: Callable[[tuple[Proof, T], Proof], T]) -> T:
        """Who asks for what another is reckoning waits for that: two would take twice as long, each of them."""
        with self._lock:
            reckoning = self._reckoning.setdefault(key, RLock())
        with reckoning:
            now = head()
            with self._lock:
                before = self._kept.get(key)
            if before is None:
                found = make()
            else:
                found = before[1] if before[0] == now else anew(before, now)
            with self._lock:
                self._kept[key] = now, found
                self._kept.move_to_end(key)
                while len(self._kept) > self.most:
                    self._reckoning.pop(self._kept.popitem(last=False)[0], None)
        return found

    @staticmethod
    def _told(before: Proof, now: Proof) -> frozenset[int] | None:
        """The projects touched between two moments of the record; what is kept of one page asks the same in turn."""
        last = Memory.last
        if last is not None and last[:2] == (before, now):
            return last[2]
        told = since(before, ENTRIES)
        keys = None if told is None else touched(told)
        Memory.last = before, now, keys
        return keys

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
        Memory.last = None


def forget() -> None:
    """Forget everything that follows the record; it is reckoned again when it is asked for."""
    for one in list(Memory.every):
        one.forget()
