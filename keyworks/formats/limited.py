"""A child process that may do little: it reads one file from its standard input and answers on its standard output.

It has no more memory, time or room for its answer than it is told at its start, and opens nothing: no file, no socket.
Whatever it dies of, the parent lives.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from {module} import main; main()"
BUSY = 2
"""How much longer than its processor time a child may take by the clock."""
TOO_SLOW = {-signal.SIGXCPU, -signal.SIGKILL}
"""A child killed without a word was most likely killed for its time; memory makes it abort."""


class Died(Exception):
    """Carries of what the child died: slow, heavy or damaged."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def run(module: str, told: Sequence[str], file: IO[bytes], answer: IO[bytes], *, seconds: int) -> None:
    """Run `main` of a module in a child, which bounds itself by what it is told; Died where it does not end well."""
    command = [sys.executable, "-I", "-c", START.format(module=module), str(ROOT), *told]
    try:
        code = subprocess.run(
            command,
            stdin=file,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=seconds * BUSY + 1,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        raise Died("slow") from None
    if code in TOO_SLOW:
        raise Died("slow")
    if code:
        raise Died("heavy" if code < 0 else "damaged")


def bound(*, memory: int, seconds: int, written: int) -> None:
    """Bind the process that calls it, for good; what it will need is loaded before."""
    import resource  # not everywhere, and the parent needs none

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
