"""What pages keep in a serving process, reckoned beside its first reader and again while it serves.

What is kept follows the record, but not the clock: at midnight the day is another, and after a unit or a code list was
changed nothing kept holds. Whoever asked first would wait for all of it. So a thread of the process asks every minute;
where all is kept that costs a question or two, and what people wrote meanwhile is followed before they look.
"""

from __future__ import annotations

import logging
import os
import threading

from django.db import connections
from django.utils.module_loading import import_string

from keyworks.base.manifest import rooms

log = logging.getLogger(__name__)

EVERY_S = 60
_begun: dict[str, int] = {}
_lock = threading.Lock()


def begin() -> None:
    """Begin in this process, unless it has begun: a server may have loaded the site before it forked."""
    if _begun.get("pid") == os.getpid():
        return
    with _lock:
        if _begun.get("pid") == os.getpid():
            return
        _begun["pid"] = os.getpid()
    threading.Thread(target=_over_and_over, name="beforehand", daemon=True).start()


def _over_and_over() -> None:
    waiting = threading.Event()
    while True:
        reckon()
        waiting.wait(EVERY_S)


def reckon() -> None:
    """All that rooms reckon beforehand. What goes wrong is logged: pages reckon for themselves, or say what is wrong.

    Whoever calls this outside a thread of its own loses the connection of theirs.
    """
    try:
        for room in rooms():
            if room.beforehand:
                import_string(room.beforehand)()
    except Exception:
        log.exception("what pages keep could not be reckoned beforehand")
    finally:
        connections.close_all()
