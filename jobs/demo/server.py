"""Serve the copy of the site on loopback, as it was in one of its years.

By hand: ``python -m jobs.demo.server --year 2024 --port 8000``.
"""

from __future__ import annotations

import argparse
import socket
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.wrappers import Request, Response

from jobs.demo.content import COPIED
from jobs.demo.pages import find

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HOST = "127.0.0.1"
LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Answered:
    """One request and its answer; ``sent`` counts the bytes of the body, which a 304 or a HEAD does not have."""

    method: str
    path: str
    status: int
    content_type: str | None
    sent: int


class DemoSite:
    """The site as a WSGI application; ``log`` has every request it answered, in order."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.log: list[Answered] = []

    @property
    def year(self) -> int:
        """Return the year that the site shows; setting it changes every address.

        Raises:
            ValueError: the copy does not have that year.
        """
        return self._year

    @year.setter
    def year(self, year: int) -> None:
        if year not in COPIED:
            raise ValueError(f"the copy holds the site of {', '.join(map(str, COPIED))}, not of {year}")
        self._year = year

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as WSGI requires."""
        request = Request(environ)
        response = self._answer(request)
        bodiless = request.method == "HEAD" or response.status_code == HTTPStatus.NOT_MODIFIED
        sent = 0 if bodiless else len(response.get_data())
        self.log.append(Answered(request.method, request.path, response.status_code, response.mimetype, sent))
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return Response("Method not allowed\n", HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"})
        document = find(request.path, self.year, request.query_string.decode())
        if document is None:
            return Response("Not found\n", HTTPStatus.NOT_FOUND)
        response = Response(document.body, content_type=document.content_type)
        response.last_modified = document.modified
        response.add_etag()
        response.make_conditional(request)
        del response.headers["Date"]  # the server sends one itself
        return response


class Serving:
    """A site that is being served: ``url`` is the address of its index."""

    def __init__(self, site: DemoSite, port: int) -> None:
        self.site = site
        self.url = f"http://{HOST}:{port}/your-councils-performance"

    @property
    def year(self) -> int:
        """Return the year that the site shows; it may be set while the site is served."""
        return self.site.year

    @year.setter
    def year(self, year: int) -> None:
        self.site.year = year

    @property
    def log(self) -> list[Answered]:
        """Return every request answered so far, in order."""
        return self.site.log


@contextmanager
def serve(year: int, port: int = 0) -> Iterator[Serving]:
    """Serve the site on loopback while the block runs; port 0 takes any free one.

    Raises:
        ValueError: the copy does not have that year.
        OSError: the port is taken, or may not be used.
    """
    site = DemoSite(year)
    with socket.create_server((HOST, port)) as listening:
        server = _Server(HOST, port, site, _QuietHandler, fd=listening.fileno())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="demo site")
    thread.start()
    try:
        yield Serving(site, server.port)
    finally:
        server.shutdown()
        thread.join()


class _Server(ThreadedWSGIServer):
    """A server that waits at its end for the requests that are still being answered."""

    daemon_threads = False


class _QuietHandler(WSGIRequestHandler):
    """A handler without an access log: the site keeps its own."""

    # A connection ends with its answer, so that no thread waits for a client that has gone.
    protocol_version = "HTTP/1.0"
    timeout = 10

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""


class _Parser(argparse.ArgumentParser):
    """A parser that reports wrong arguments in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def _year(text: str) -> int:
    if text not in {str(year) for year in COPIED}:
        raise argparse.ArgumentTypeError(f"the copy holds the site of {', '.join(map(str, COPIED))}, not of {text!r}")
    return int(text)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {LAST_PORT}, not {text!r}")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the site until it is interrupted."""
    parser = _Parser(prog="python -m jobs.demo.server", description="Serve the sample site on loopback.")
    parser.add_argument("--year", type=_year, default=max(COPIED), help="the year of the site")
    parser.add_argument("--port", type=_port, default=8000, help="the port to listen on; 0 takes any free one")
    chosen = parser.parse_args(arguments)
    try:
        with serve(chosen.year, chosen.port) as serving:
            sys.stdout.write(f"The site of {chosen.year} is at {serving.url} (Ctrl-C ends it)\n")
            sys.stdout.flush()
            threading.Event().wait()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    except OSError as error:
        parser.error(f"cannot listen on port {chosen.port} ({error.strerror}): choose another with --port")


if __name__ == "__main__":
    main()
