"""Downloads with a limit on the size of headers.

Twisted limits the length of a line and Scrapy the size of a body, but a server may send any number of lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from twisted.python.failure import Failure
from twisted.web import _newclient
from twisted.web.client import ResponseFailed

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

# Headers are usually about 1 kB; Node accepts 16 kB, Chrome 256 kB and curl 300 kB.
LONGEST_HEAD = 64 * 1024

_IN_HEAD = frozenset({_newclient.STATUS, _newclient.HEADER})


class EndlessHead(Exception):  # noqa: N818 -- a fault of the server, not of ours
    """The headers of an answer are unreasonably long; the reason for closing the connection."""


class BoundedHeads(HTTP11DownloadHandler):
    """Scrapy's download handler, with connections that close if the headers of an answer grow too long."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Neither library has a public hook for this; the test of endless headers fails if they change.
        self._pool._factory = _bounded(self._pool._factory)  # noqa: SLF001


def _bounded(made_by: type[Any]) -> type[Any]:
    """Wrap the connections of another factory so that each counts the bytes before the body."""

    class Bounded(made_by):  # type: ignore[misc] # whichever factory Scrapy has
        def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 -- Twisted's name
            protocol = super().buildProtocol(addr)
            protocol.dataReceived = _Counting(protocol, protocol.dataReceived)
            return protocol

    return Bounded


class _Counting:
    """Receives the data of a connection; one chunk may contain the end of the headers and the beginning of the body."""

    def __init__(self, protocol: Any, take: Any) -> None:
        self._protocol = protocol
        self._take = take
        self._length = 0

    def __call__(self, data: bytes) -> None:
        self._take(data)
        parser = self._protocol._parser  # noqa: SLF001
        self._length = self._length + len(data) if parser is not None and parser.state in _IN_HEAD else 0
        if self._length > LONGEST_HEAD:
            error = EndlessHead(f"the headers are more than {LONGEST_HEAD} bytes")
            self._protocol._giveUp(Failure(error))  # type: ignore[no-untyped-call] # noqa: SLF001


def is_endless_head(error: BaseException | None) -> bool:
    """Return whether a download failed because its headers did not end."""
    return any(isinstance(each.value, EndlessHead) for each in reasons(error))


def reasons(error: BaseException | None) -> Sequence[Failure]:
    """Return why a download broke off, if that is all that its error has to say."""
    failed = error if isinstance(error, ResponseFailed) else getattr(error, "__cause__", None)
    return failed.reasons if isinstance(failed, ResponseFailed) else ()
