"""Decide how fast the crawl continues, and whether it should: plain state that records every answer."""

from __future__ import annotations

import math
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# The pause after an error doubles with each further error, up to this maximum (in seconds).
_LONGEST_BACKOFF = 60.0


@dataclass
class Pace:
    """When the next request may be sent.

    ``backoff`` is the pause after a first error, and ``longest_wait`` the longest that the site may ask for, both in
    seconds. If more than a share of ``most_errors`` of the last ``window`` addresses is in trouble, the crawl ends. If
    the last ``window`` retries have all failed, further ones are no use.
    """

    backoff: float
    longest_wait: float
    most_errors: float
    window: int = 20
    crawl_delay: float = 0.0
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    _not_before: float = field(default=-math.inf, init=False)
    _errors_in_a_row: int = field(default=0, init=False)
    _retries_in_vain: int = field(default=0, init=False)
    _answers: deque[bool] = field(default_factory=deque, init=False)

    @property
    def retries_help(self) -> bool:
        """Return whether addresses that failed are worth another retry."""
        return self._retries_in_vain < self.window

    def left(self) -> float:
        """Return the seconds until the next request may be sent; 0 if it may be sent now."""
        return max(0.0, self._not_before - self.clock())

    def sent(self) -> None:
        """Record that a request is sent now: the next one keeps the distance that robots.txt asks for."""
        self._wait(self.crawl_delay)

    def answered(self, *, trouble: bool, first: bool = True, asked_to_wait: float | None = None) -> str | None:
        """Record an answer, and return why the crawl should end; None if it may continue.

        ``first`` is true for the first request to its address: repeated requests to one address say little about the
        site. ``asked_to_wait`` is the number of seconds for which the site asks to be left alone.
        """
        self._errors_in_a_row = self._errors_in_a_row + 1 if trouble else 0
        if not first:
            self._retries_in_vain = self._retries_in_vain + 1 if trouble else 0
        if trouble:
            self._wait(self._pause())
        if asked_to_wait is not None:
            self._wait(asked_to_wait)
            if asked_to_wait > self.longest_wait:
                return f"the site asks for a pause of {asked_to_wait:.0f} s: run it again after that"
        return self._too_many_errors(trouble) if first else None

    def _pause(self) -> float:
        """Return between half and one and a half of the due pause, so that clients that failed together spread out.

        It is the first one again once retries are no use: those that are still queued have one attempt left.
        """
        errors = self._errors_in_a_row if self.retries_help else 1
        doubled = self.backoff * 2.0 ** min(errors - 1, 30)
        return min(doubled, _LONGEST_BACKOFF) * (0.5 + self.chance())

    def _wait(self, seconds: float) -> None:
        self._not_before = max(self._not_before, self.clock() + seconds)

    def _too_many_errors(self, trouble: bool) -> str | None:  # noqa: FBT001 -- one more answer, good or bad
        self._answers.append(trouble)
        if len(self._answers) > self.window:
            self._answers.popleft()
        errors = sum(self._answers)
        if len(self._answers) < self.window or errors <= self.most_errors * self.window:
            return None
        return f"{errors} of the last {self.window} addresses failed: the site is in trouble, or blocks us"


def retry_after(text: str, now: datetime) -> float | None:
    """Return the seconds of a Retry-After header, a number or a date (RFC 9110, 10.2.3); None if it is neither."""
    if text.strip().isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
