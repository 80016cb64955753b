"""The frontier: what a run has found but not requested yet. An address is much smaller than a request."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from scrapy.http import Request

from lgsco_store.records import CaptureKind


class Frontier:
    """The queue of authorities' pages and letters, each found once, and of requests to be retried.

    Pages and letters take turns, so that endless pages cannot block letters. Retries come last. ``authorities`` are the
    slugs found, in lower case, queued or not; ``letters`` counts the letters found.
    """

    def __init__(self) -> None:
        self.authorities: set[str] = set()
        self.letters = 0
        self._slugs: deque[str] = deque()
        self._letters: deque[str] = deque()
        self._again: deque[Request] = deque()
        self._page_next = False

    def __bool__(self) -> bool:
        """Return whether anything is queued."""
        return bool(self._slugs or self._letters or self._again)

    def add_authorities(self, slugs: Iterable[str], most: int) -> None:
        """Queue the pages of newly found authorities, up to a maximum, beyond which the verdict holds the run."""
        for slug in slugs:
            if slug.lower() not in self.authorities and len(self.authorities) < most:
                self.authorities.add(slug.lower())
                self._slugs.append(slug)

    def add_letters(self, addresses: Iterable[str]) -> None:
        """Queue letters."""
        before = len(self._letters)
        self._letters.extend(addresses)
        self.letters += len(self._letters) - before

    def add_again(self, request: Request) -> None:
        """Queue a request at the end of the queue."""
        self._again.append(request)

    def pop(self) -> tuple[CaptureKind, str] | Request | None:
        """Take the next item: an authority's slug, a letter's address, or a request; None if the queue is empty."""
        self._page_next = not self._page_next
        if self._slugs and (self._page_next or not self._letters):
            return CaptureKind.AUTHORITY_PAGE, self._slugs.popleft()
        if self._letters:
            return CaptureKind.LETTER, self._letters.popleft()
        return self._again.popleft() if self._again else None
