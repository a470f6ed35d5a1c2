"""A worker killed by -9 between the server's "taken" and our own note of it."""

from __future__ import annotations

import signal
import subprocess
import sys

from keyworks.jobs.tests.test_processes import ROOT, yard
from keyworks.post.tests.servers import serving

__all__ = ["yard"]


def test_a_letter_whose_sender_was_killed_comes_again_under_the_same_message_id_and_then_no_more(yard):
    with serving() as server:
        yard.env |= {
            "KEYWORKS_MAIL_HOST": "127.0.0.1", "KEYWORKS_MAIL_PORT": str(server.port), "KEYWORKS_MAIL_TLS": "none",
        }  # fmt: skip

        def run(act: str) -> int:
            command = [sys.executable, "-m", "keyworks.post.tests.killed", act]
            return subprocess.run(command, cwd=ROOT, env=yard.env, timeout=60, check=False).returncode

        assert run("put") == 0
        assert run("die") == -signal.SIGKILL
        assert len(server.letters) == 1
        assert run("work") == 0
        assert run("work") == 0
        first, second = server.letters
        assert first["Message-ID"] == second["Message-ID"]
