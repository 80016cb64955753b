"""Where the time of reading goes: samples of what runs, each put down to the part of the reader that asked for it."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterable
from types import FrameType

from crawler.reading import read

_INTERVAL = 0.001

# Modules of the reader by what they are for; the innermost on the stack decides, and any other is of the layouts.
_STAGES = {
    "pdf": "words",
    "words": "words",
    "characters": "words",
    "page_text": "words",
    "upright": "words",
    "document": "words",
    "plumber": "second engine",
    "opinions": "second engine",
    "ink": "ink",
}


def shares(letters: Iterable[bytes]) -> dict[str, float]:
    """The share of each part in the processor time of reading the letters, in percent."""
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
    """The part that runs; what the second engine or the look at the ink asks of others is their own."""
    parts = []
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith("crawler.reading."):
            parts.append(_part(name))
        frame = frame.f_back
    return next((part for part in ("second engine", "ink", *parts) if part in parts), "layout and sums")


def _part(module: str) -> str:
    names = module.split(".")[2:]
    return next((_STAGES[name] for name in names if name in _STAGES), "layout and sums")
