"""How work that takes long tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Tell: TypeAlias = Callable[[int, int], object]
"""Called with how many of how many are done."""


def to_nobody(_done: int, _total: int) -> None:
    """Where nobody wants to know."""
