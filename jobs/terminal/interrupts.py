"""Ctrl-C and SIGTERM end a command in order: what it has begun is undone or settled, and it says so in one line."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# As a shell reports a process that a signal ended.
_SIGNALLED = 128


class TerminatedError(KeyboardInterrupt):
    """SIGTERM has arrived; raised where Ctrl-C would be, and handled like it."""


@contextmanager
def handled() -> Iterator[None]:
    """Raise an exception on SIGTERM, which by default would leave temporary files and a run without an end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def exit_status(interrupt: KeyboardInterrupt) -> int:
    """Return the exit status of an interrupted command."""
    return _SIGNALLED + (signal.SIGTERM if isinstance(interrupt, TerminatedError) else signal.SIGINT)


def _terminate(*_: object) -> None:
    raise TerminatedError
