"""Services on loopback that receive notifications: a webhook, and a mail server."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

SECRET = "sesame-open"  # noqa: S105 -- a make-believe token


@dataclass
class Webhook:
    """``answer`` is the status that it returns, ``calls`` are the titles and bodies that it received."""

    port: int = 0
    answer: int = 200
    calls: list[tuple[str, str]] = field(default_factory=list)
    asked: int = 0

    @property
    def address(self) -> str:
        return f"json://bot:{SECRET}@127.0.0.1:{self.port}/{SECRET}"

    @property
    def titles(self) -> list[str]:
        return [title.removeprefix("Ombudsman's letters: ") for title, _ in self.calls]


@contextmanager
def webhook() -> Iterator[Webhook]:
    """Listen while the block runs."""
    hook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        of: ClassVar[Webhook] = hook

        def do_POST(self) -> None:
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.of.asked += 1
            if self.of.answer == 200:
                self.of.calls.append((message["title"], message["message"]))
            self.send_response(self.of.answer)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        hook.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield hook
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def mailbox() -> Iterator[tuple[str, list[EmailMessage]]]:
    """Yield the address of a mail server for notifications, and the mails that it receives."""
    mails: list[EmailMessage] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            for line in self.rfile:
                command = line[:4].upper()
                if command == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    body = b"".join(iter(self.rfile.readline, b".\r\n"))
                    mails.append(message_from_bytes(body, EmailMessage, policy=policy.default))
                self.wfile.write(b"221 bye\r\n" if command == b"QUIT" else b"250 good\r\n")
                if command == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        address = f"mailto://127.0.0.1:{server.server_address[1]}?from=a@example.org&to=b@example.org"
        try:
            yield address, mails
        finally:
            server.shutdown()
            thread.join()
