"""A mail server for tests: takes, refuses some, is out of order, hangs, or drops the line."""

from __future__ import annotations

import socketserver
import threading
from email import message_from_bytes, policy


class Line(socketserver.StreamRequestHandler):
    """One conversation; `server.mood` says how it goes."""

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        mood = self.server.mood
        if mood == "hangs":
            self.server.release.wait(10)
            return
        self.say("421 out of order" if mood == "closed" else "220 test")
        while mood != "closed" and (line := self.rfile.readline().decode().strip()):
            word = line.split(" ")[0].split(":")[0].upper()
            if word == "DATA":
                self.say("354 go on")
                self.take()
            elif word == "RCPT" and mood == "nobody":
                self.say("550 nobody of this name")
            elif word == "RCPT" and mood == "later":
                self.say("451 come again later")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self) -> None:
        kept = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            kept += line.removeprefix(b".") if line.startswith(b"..") else line
        self.server.taken.append(message_from_bytes(kept, policy=policy.default))
        if self.server.mood == "drops":  # taken, and the line is cut before it says so
            self.connection.close()
            return
        self.say("250 taken")


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Line)
        self.mood, self.taken, self.release = "takes", [], threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.release.set()
        self.shutdown()
        self.server_close()
