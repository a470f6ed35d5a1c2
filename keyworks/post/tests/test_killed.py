"""A worker killed by -9 between the server's "taken" and our own note of it."""

from __future__ import annotations

import signal
import subprocess
import sys

from keyworks.post.tests.listeners import listening
from keyworks.post.tests.servers import serving
from tests.yards import ROOT


def run(yard, act: str) -> int:
    command = [sys.executable, "-m", "keyworks.post.tests.killed", act]
    return subprocess.run(command, cwd=ROOT, env=yard.env, timeout=60, check=False).returncode


def test_a_letter_whose_sender_was_killed_comes_again_under_the_same_message_id_and_then_no_more(yard):
    with serving() as server:
        yard.env |= {
            "KEYWORKS_MAIL_HOST": "127.0.0.1", "KEYWORKS_MAIL_PORT": str(server.port), "KEYWORKS_MAIL_TLS": "none",
        }  # fmt: skip
        assert run(yard, "put") == 0
        assert run(yard, "die") == -signal.SIGKILL
        assert len(server.letters) == 1
        assert run(yard, "work") == 0
        assert run(yard, "work") == 0
        first, second = server.letters
        assert first["Message-ID"] == second["Message-ID"]


def test_a_hook_whose_teller_was_killed_is_told_again_under_the_same_number_and_nothing_is_lost(yard):
    with listening() as listener:
        yard.env |= {"KEYWORKS_HOOK_HOSTS": f"http://127.0.0.1:{listener.port}"}
        assert run(yard, "put") == 0
        assert run(yard, "die") == -signal.SIGKILL
        assert len(listener.heard) == 1
        assert run(yard, "work") == 0
        assert run(yard, "work") == 0
    numbers = [heads["webhook-id"] for _path, heads, _body in listener.heard]
    assert (len(numbers), len(set(numbers))) == (4, 3)
    assert numbers.count(numbers[0]) == 2
    assert len({body for _path, _heads, body in listener.heard}) == 3
