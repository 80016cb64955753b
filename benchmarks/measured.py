"""Measure the duration of a piece of work, and print ratios."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of several runs, in seconds: other work on the machine can only add to it."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def print_ratio(name: str, ours: float, baseline: str, theirs: float) -> None:
    """Print one line: our seconds, the baseline's, and the ratio of the two."""
    print(f"{name}: {ours:.3f} s; {baseline}: {theirs:.3f} s; ratio {ours / theirs:.2f}")
