"""Measure where the reading time goes: samples of the running code, each assigned to a part of the reader."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterable
from types import FrameType

from crawler.reading import read

_INTERVAL = 0.001

# Code called by one of these modules counts for it, the first that is found; everything else is layout and sums.
_STAGES = {
    "pdfplumber_engine": "second engine",
    "reconcile": "second engine",
    "ink": "ink",
    "pdfium": "words",
}


def shares(letters: Iterable[bytes]) -> dict[str, float]:
    """Return the share of each part in the processor time of reading the letters, in percent."""
    seen: Counter[str] = Counter()

    def sample(_: int, frame: FrameType | None) -> None:
        seen[_stage(frame)] += 1

    before = signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, _INTERVAL, _INTERVAL)
    try:
        for letter in letters:
            read(letter)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return {stage: 100 * count / seen.total() for stage, count in seen.most_common()}


def _stage(frame: FrameType | None) -> str:
    """Return the part that called the running code."""
    running = set()
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith("crawler.reading."):
            running.update(name.split("."))
        frame = frame.f_back
    return next((stage for module, stage in _STAGES.items() if module in running), "layout and sums")
