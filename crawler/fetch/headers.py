"""Downloads whose headers are bounded.

Twisted bounds the length of a line and Scrapy that of a body; of lines a server may send any number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from twisted.python.failure import Failure
from twisted.web import _newclient
from twisted.web.client import ResponseFailed

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

# What stands before a body is about 1 kB; Node takes 16 kB, Chrome 256 kB and curl 300 kB.
LONGEST_HEAD = 64 * 1024

_IN_HEAD = frozenset({_newclient.STATUS, _newclient.HEADER})


class EndlessHead(Exception):  # noqa: N818 -- a fault of the server, not of ours
    """The headers of an answer are more than anybody means; the reason why their connection ends."""


class BoundedHeads(HTTP11DownloadHandler):
    """Scrapy's handler, on connections that end where the headers of an answer grow too long."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Neither library has a public place for this; the test of an endless head tells if they change.
        self._pool._factory = _bounded(self._pool._factory)  # noqa: SLF001


def _bounded(made_by: type[Any]) -> type[Any]:
    """Make the connections that another factory makes, each with a count of the bytes before a body."""

    class Bounded(made_by):  # type: ignore[misc] # whichever factory Scrapy has
        def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 -- Twisted's name
            protocol = super().buildProtocol(addr)
            protocol.dataReceived = _Counting(protocol, protocol.dataReceived)
            return protocol

    return Bounded


class _Counting:
    """Takes what a connection brings; one chunk may hold the end of the headers and the beginning of the body."""

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
    """Whether a download failed since its headers did not end."""
    failed = error if isinstance(error, ResponseFailed) else getattr(error, "__cause__", None)
    return isinstance(failed, ResponseFailed) and any(each.check(EndlessHead) for each in failed.reasons)
