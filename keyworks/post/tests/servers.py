"""Mail servers to try against: one that takes letters, one that refuses some, one that hangs, one that is off."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast(Server, self.server)
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "EHLO" or word == "HELO":
                self._say("250 here")
            elif word == "RCPT" and (answer := next((no for who, no in server.refuses.items() if who in line), "")):
                self._say(answer)
            elif word == "DATA":
                self._say("354 go on")
                lines = []
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(part.removeprefix(b".") if part.startswith(b"..") else part)
                server.letters.append(cast(EmailMessage, message_from_bytes(b"".join(lines), policy=policy.default)))
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 well")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, refuses: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.refuses, self.letters = refuses, list[EmailMessage]()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def serving(refuses: dict[str, str] | None = None) -> Iterator[Server]:
    with Server(refuses or {}) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@contextmanager
def silent() -> Iterator[int]:
    """The port of a server that lets one in and says nothing."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door.getsockname()[1]


def off() -> int:
    """A port behind which nobody is."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
