"""How long a piece of work took, and how a ratio is printed."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs, in seconds: whatever else the machine did only ever adds to it."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def tell(name: str, ours: float, baseline: str, theirs: float) -> None:
    """Prints one line: our seconds, the baseline's, and the ratio of the two."""
    print(f"{name}: {ours:.3f} s; {baseline}: {theirs:.3f} s; ratio {ours / theirs:.2f}")
