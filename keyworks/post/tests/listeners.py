"""Receivers of hooks to try against: they note what comes and answer as they are told, hang, or drip."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast


class _Listen(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        listener = cast(Listener, self.server)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        listener.heard.append((self.path, dict(self.headers.items()), body))
        status = listener.answers.pop(0) if len(listener.answers) > 1 else listener.answers[0]
        if listener.drips:
            self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100)
            return
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"http://127.0.0.1:{listener.port}/elsewhere")
        words = listener.words.encode()
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def _drip(self, words: bytes) -> None:
        for one in words:
            self.wfile.write(bytes([one]))
            self.wfile.flush()
            time.sleep(0.05)

    do_GET = do_POST

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Listener(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, answers: tuple[int, ...], words: str, drips: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Listen)
        self.answers, self.words, self.drips = list(answers), words, drips
        self.heard: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hung up needs no answer."""


@contextmanager
def listening(*answers: int, words: str = "", drips: bool = False) -> Iterator[Listener]:
    with Listener(answers or (200,), words, drips) as listener:
        threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield listener
        finally:
            listener.shutdown()
