"""A worker killed by -9 while matters climb: none is forgotten, none climbs twice, none by half."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

from tests.yards import ROOT


def run(yard, act: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "keyworks.matters.tests.killed", act]
    return subprocess.run(command, cwd=ROOT, env=yard.env, timeout=60, check=False, capture_output=True, text=True)


def test_each_climbs_once_although_the_worker_was_killed_in_between(yard):
    numbers = [f"2022-{number:04d}" for number in range(1, 13)]
    assert run(yard, "found").returncode == 0
    assert run(yard, "die").returncode == -signal.SIGKILL
    steps, levels = json.loads(run(yard, "tell").stdout)
    assert steps == numbers[:5] and levels == [2] * 5 + [1] * 7
    assert run(yard, "work").returncode == 0
    steps, levels = json.loads(run(yard, "tell").stdout)
    assert steps == numbers and levels == [2] * 12
