"""Progress callbacks of long-running work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

OnProgress: TypeAlias = Callable[[int, int], object]
"""Called with how many of how many are done."""


def ignore_progress(_done: int, _total: int) -> None:
    """Ignore progress."""
