"""How gently the crawl goes on, and when it should not go on: plain state, told of every answer."""

from __future__ import annotations

import math
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# The pause after an error doubles with every further one, and never grows beyond this (seconds).
_LONGEST_BACKOFF = 60.0


@dataclass
class Pace:
    """When the next request may go out.

    ``backoff`` is the pause after a first error, and ``longest_wait`` the longest that the site may ask for, both in
    seconds. Of the last ``window`` addresses a share of ``most_errors`` may be in trouble: beyond it the crawl ends.
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
    _answers: deque[bool] = field(default_factory=deque, init=False)

    def left(self) -> float:
        """Return the seconds until the next request may go out; 0 if it may now."""
        return max(0.0, self._not_before - self.clock())

    def sent(self) -> None:
        """Record that a request goes out now: the next one keeps the distance that robots.txt asks for."""
        self._wait(self.crawl_delay)

    def answered(self, *, trouble: bool, first: bool = True, asked_to_wait: float | None = None) -> str | None:
        """Record an answer, and return why the crawl should end; None if it may go on.

        ``first`` says that its address was asked for the first time: one that is asked again and again says little
        about the site. ``asked_to_wait`` are the seconds that the site asks to be left alone.
        """
        self._errors_in_a_row = self._errors_in_a_row + 1 if trouble else 0
        if trouble:
            self._wait(self._pause())
        if asked_to_wait is not None:
            self._wait(asked_to_wait)
            if asked_to_wait > self.longest_wait:
                return f"the site asks to be left alone for {asked_to_wait:.0f} s: run it again after that"
        return self._too_many_errors(trouble) if first else None

    def _pause(self) -> float:
        """Half to one and a half of the pause that is due, so that clients which fell together do not rise together."""
        doubled = self.backoff * 2.0 ** min(self._errors_in_a_row - 1, 30)
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
        return f"{errors} of the last {self.window} addresses gave no proper answer: the site is not well, or blocks us"


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
