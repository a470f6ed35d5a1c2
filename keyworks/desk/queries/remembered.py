"""What is reckoned once and kept while the record stands still: its last entry is a part of the key."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from keyworks.record.queries import head
from keyworks.reports.queries import following

T = TypeVar("T")
MOST = 24
"""Results kept in this process; the one asked for longest ago goes first."""

_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def moment_of_the_record() -> str:
    """The hash of the last entry: every write adds one, so the same hash means that nothing was written since."""
    return head().head


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` finds, or what it found before under the same key."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    made = make()
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Forget everything, as after the record itself was exchanged."""
    with _lock:
        _kept.clear()
    following.forget()
