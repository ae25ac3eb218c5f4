"""A mail server on this machine that counts what it is given and delivers nothing."""

from __future__ import annotations

import socketserver
from collections import Counter


class _Session(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self.say("220 chaos")
        to: list[str] = []
        for raw in self.rfile:
            line = raw.decode("utf-8", "replace").strip()
            word = line[:4].upper()
            if word == "RCPT":
                to.append(line.split("<", 1)[1].split(">", 1)[0])
            if word == "DATA":
                self.say("354 go on")
                if not self.text_is_whole():
                    return
                self.server.received.update(to)  # it has the letter, whether or not it can say so
                to = []
            if word == "QUIT":
                self.say("221 bye")
                return
            self.say("250 ok")

    def text_is_whole(self) -> bool:
        return any(line.strip() == b"." for line in self.rfile)

    def say(self, line: str) -> None:
        try:
            self.wfile.write(f"{line}\r\n".encode())
        except OSError:
            self.rfile.close()


class Sink(socketserver.ThreadingTCPServer):
    """received: how many letters each address has been sent."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.received: Counter[str] = Counter()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever was killed says no goodbye."""
