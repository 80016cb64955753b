"""Serve answers by their path on loopback: complete, broken, slow, or none at all.

An unknown address answers 404 and is remembered: a test that leads a crawl to one fails.
"""

from __future__ import annotations

import hashlib
import math
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOST = "127.0.0.1"
PREFIX = "/your-councils-performance"

HTML = "text/html; charset=utf-8"
PDF = "application/pdf"


@dataclass(frozen=True)
class Answer:
    """The answer of an address; ``headers`` override those that follow from the rest.

    ``sent`` bytes of the body are sent, None for all; ``reset`` breaks the connection instead of ending it; ``wait``
    seconds pass before the answer; an ``endless`` body is repeated until the client goes away, with ``wait`` seconds
    between. An answer that ``hangs`` is silent after what it has sent, without even a status if ``sent`` is None.
    ``retry_at`` asks for a pause until a date, this many seconds after the answer. The length of an answer that is not
    ``announced`` is unknown: it ends with the connection. The headers of an ``endless_head`` continue until the client
    goes away.
    """

    body: bytes = b""
    media_type: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    sent: int | None = None
    reset: bool = False
    wait: float = 0.0
    endless: bool = False
    hangs: bool = False
    retry_at: int = 0
    validated: bool = True
    announced: bool = True
    endless_head: bool = False

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True)
class Asked:
    """One request, its time (in seconds), and its status; 0 if the connection was broken."""

    path: str
    at: float
    headers: dict[str, str]
    status: int
    sent: int


@dataclass
class Site:
    """The answers of each address, the requests, how many came at once, and which addresses were missing.

    An answer that is ``made`` for a request depends on the beginning of its path.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    before: dict[str, list[Answer]] = field(default_factory=dict)
    made: dict[str, Callable[[str], Answer | None]] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    origin: str = ""
    at_once: int = 0
    most_at_once: int = 0

    @property
    def url(self) -> str:
        """Return the address of the index."""
        return self.origin + PREFIX

    def put(self, path: str, answer: Answer) -> None:
        """Make an address answer like this permanently."""
        self.answers[path] = answer

    def spoil(self, path: str, answer: Answer, times: int = 1) -> None:
        """Make an address answer like this some times before its usual answer."""
        self.before.setdefault(path, []).extend([answer] * times)

    def page(self, path: str, html: str) -> None:
        """Put a page at an address."""
        self.put(path, Answer(f"<html><body>{html}</body></html>".encode()))

    def asked(self, path: str) -> list[Asked]:
        """Return the requests for one address."""
        return [each for each in self.log if each.path == path]

    def answer(self, path: str, given: dict[str, str]) -> Answer:
        """Return the current answer to a request."""
        if self.before.get(path):
            return self.before[path].pop(0)
        answer = self.answers.get(path) or self._made(path)
        if answer is None:
            self.unknown.append(path)
            return Answer(b"Not found", "text/plain", 404)
        if answer.validated and given.get("if-none-match") == answer.etag:
            return replace(answer, body=b"", status=304, headers={"ETag": answer.etag})
        return answer

    def _made(self, path: str) -> Answer | None:
        """Return the answer that is made for a request, by the beginning of its path."""
        found = (make(path) for begin, make in self.made.items() if path.startswith(begin))
        return next((each for each in found if each is not None), None)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        given = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.site.answer(self.path, given)
        self._wait(answer)
        silent = answer.sent is None and (answer.hangs or (answer.reset and not answer.body))
        body = b"" if silent else answer.body[: answer.sent]
        broken = answer.reset or answer.hangs
        asked = Asked(self.path, time.monotonic(), given, 0 if broken else answer.status, len(body))
        self.server.site.log.append(asked)
        with suppress(ConnectionError):
            if not silent:
                self._send(answer, body)
            if answer.hangs:
                self.wfile.flush()
                self.connection.recv(1)
        if answer.reset:
            # Closing with a zero linger sends a reset in place of an orderly end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def _wait(self, answer: Answer) -> None:
        """Count how many wait at the same time."""
        site = self.server.site
        site.at_once += 1
        site.most_at_once = max(site.most_at_once, site.at_once)
        time.sleep(answer.wait)
        site.at_once -= 1

    def _send(self, answer: Answer, body: bytes) -> None:
        self.send_response(answer.status)
        headers = {"Content-Type": answer.media_type}
        if answer.announced and not answer.endless:
            headers["Content-Length"] = str(len(answer.body))
        if answer.validated and answer.body:
            headers["ETag"] = answer.etag
        if answer.retry_at:
            headers["Retry-After"] = formatdate(math.ceil(time.time()) + answer.retry_at, usegmt=True)
        for name, value in {**headers, **answer.headers}.items():
            self.send_header(name, value)
        while answer.endless_head:
            self.send_header("X-Again", "a" * 1000)
            self.flush_headers()
        self.end_headers()
        self.wfile.write(body)
        while answer.endless:
            time.sleep(answer.wait)
            self.wfile.write(answer.body)

    def log_message(self, *args: Any) -> None:
        """Log nothing: the site keeps its own log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: Site, host: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), _Handler)
        self.site = site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore errors: clients that go away, and connections broken on purpose, belong to the tests."""


@contextmanager
def serve(site: Site, host: str = HOST) -> Iterator[Site]:
    """Serve a site while the block runs."""
    server = _Server(site, host)
    site.origin = f"http://[{host}]:{server.server_port}" if ":" in host else f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
