"""One POST to a hook: to an address that was checked, without detours, and not for long."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from keyworks.post.rules import ANSWER, Host, host_of

PATIENCE_S = 10.0
"""So long a server may take for all of it."""


@dataclass(frozen=True)
class Answer:
    """What a server said; without a status it said nothing, and `words` say why."""

    status: int | None
    words: str


class _Checked(http.client.HTTPConnection):
    """A connection that goes to a given address, whatever the name leads to by now."""

    def __init__(self, host: Host, address: str, context: ssl.SSLContext | None) -> None:
        super().__init__(host.name, host.port, timeout=PATIENCE_S)
        self.address, self.context = address, context

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.context is not None:
            self.sock = self.context.wrap_socket(self.sock, server_hostname=self.host)


def post(address: str, listed: tuple[Host, ...], body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send and hear the answer; a redirection is an answer like any other and is not followed."""
    host = host_of(address, listed)
    if host is None:
        return Answer(None, "This address is not one that the administrator listed.")
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host.name, host.port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        return Answer(None, _said(error))
    if inside := sorted(one for one in found if not host.allows(one)):
        return Answer(None, f"{host.name} leads to {inside[0]}, which is not a public address and was not listed.")
    context = ssl.create_default_context() if host.scheme == "https" else None
    try:
        return _exchange(_Checked(host, min(found), context), address, body, headers)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(None, _said(error))


def _exchange(connection: _Checked, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    over = threading.Event()
    watch = threading.Timer(PATIENCE_S, _cut, (connection, over))
    watch.daemon = True
    watch.start()
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        words = _words(answer)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if over.is_set():
            raise TimeoutError(f"no answer within {PATIENCE_S:g} s") from error
        raise
    finally:
        watch.cancel()
        connection.close()
    return Answer(answer.status, words)


def _words(answer: http.client.HTTPResponse) -> str:
    """The beginning of what it says; its status counts also where the rest never comes."""
    try:
        return answer.read(ANSWER * 4).decode(errors="replace")[:ANSWER]
    except (OSError, http.client.HTTPException):
        return ""


def _cut(connection: _Checked, over: threading.Event) -> None:
    """End an exchange whose time is up, also with a server that drips."""
    over.set()
    if (sock := connection.sock) is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
