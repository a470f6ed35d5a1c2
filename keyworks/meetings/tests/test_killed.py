"""Killed by -9 while directives are issued: each is issued or is not, none by half and none twice."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

from tests.yards import ROOT


def run(yard, act: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "keyworks.meetings.tests.killed", act]
    return subprocess.run(command, cwd=ROOT, env=yard.env, timeout=60, check=False, capture_output=True, text=True)


def told(yard):
    return json.loads(run(yard, "tell").stdout)


def test_each_directive_is_issued_or_is_not_although_it_was_killed_in_between(yard):
    words = [f"第{n}条。" for n in range(6)]
    assert run(yard, "found").returncode == 0
    assert run(yard, "die").returncode == -signal.SIGKILL
    assert told(yard) == [words[:3], [], 6], "a matter and an action each"
    assert run(yard, "work").returncode == 0
    assert told(yard) == [words, [], 12]
    assert run(yard, "work").returncode == 0
    assert told(yard) == [words, [], 12]
